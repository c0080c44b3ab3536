"""The pack for providers: frozen files of an edition series, with a licence of use and a manifest, in one zip."""
