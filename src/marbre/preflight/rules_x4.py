"""PDF/X-4 structure of the file (ISO 15930-7; GWG 2022 R0001, R0035): intent, metadata, forbidden things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.preflight.facts import FileFacts, OutputIntent
from marbre.preflight.rule import Job, file_rule

_PAIRS = (
    ("Title", "dc:title", "titre"), ("Creator", "xmp:CreatorTool", "logiciel"), ("Producer", "pdf:Producer", "producteur"),
    ("CreationDate", "xmp:CreateDate", "date de création"), ("ModDate", "xmp:ModifyDate", "date de modification"),
)  # fmt: skip
_TRANSFER = ("TR ", "TR2", "HTP", "HT ")


def print_intents(file: FileFacts) -> tuple[OutputIntent, ...]:
    """The intents of PDF/X."""
    return tuple(intent for intent in file.intents if intent.subtype == "GTS_PDFX")


def printed_space(file: FileFacts) -> str:
    """CMYK, RGB or GRAY as the intent's profile says; "" without one."""
    profile = next((intent.profile for intent in print_intents(file) if intent.profile), None)
    return profile.space if profile else ""


@file_rule
def file_id_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file has an identity.

    Rule: the trailer has an ID of two strings (ISO 15930-7, 6.1).
    Why: the press tells versions of a file apart by it.
    Fix: export as PDF/X-4.
    """
    if len(file.ids) != 2 or not all(file.ids):
        yield Finding(
            "file_id_missing", Severity.ERROR, "Le fichier n'a pas d'identifiant (ID).", "Exportez-le en PDF/X-4.",
            value=str(len(file.ids)), limit="2", who="partner",
        )  # fmt: skip


@file_rule
def output_intent_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file says for which printing condition it was made.

    Rule: there is exactly one output intent GTS_PDFX (ISO 15930-7, 6.2.2).
    Why: the same ink numbers give other colours on another paper.
    Fix: export as PDF/X-4 with the printer's profile.
    """
    count = len(print_intents(file))
    if count != 1:
        yield Finding(
            "output_intent_missing", Severity.ERROR,
            "Aucune condition d'impression n'est indiquée (mode de sortie PDF/X absent)." if not count
            else f"{count} modes de sortie PDF/X sont indiqués au lieu d'un seul.",
            f"Exportez en PDF/X-4 avec le profil {job.printer.condition.identifier}.", value=str(count), limit="1",
            who="partner",
        )  # fmt: skip


@file_rule
def output_intent_profile(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The printing condition comes with its profile.

    Rule: the output intent has an embedded profile of class prtr (ISO 15930-7, 6.2.2).
    Why: without it nobody can show or convert the colours as they were meant.
    Fix: embed the printer's profile at export.
    """
    for intent in print_intents(file):
        if intent.profile is None:
            yield Finding(
                "output_intent_profile", Severity.ERROR, "Le profil de la condition d'impression n'est pas incorporé.",
                "Incorporez le profil ICC de sortie à l'export PDF/X-4.", value="absent", limit="profil prtr",
                who="partner",
            )  # fmt: skip
        elif intent.profile.kind != "prtr":
            yield Finding(
                "output_intent_profile", Severity.ERROR,
                f"Le profil de sortie n'est pas un profil d'imprimante (classe {intent.profile.kind}).",
                "Choisissez le profil de l'imprimeur.", value=intent.profile.kind, limit="prtr", who="partner",
            )  # fmt: skip


@file_rule
def output_intent_not_cmyk(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The printing condition is one of four inks.

    Rule: the output intent's profile is CMYK (GWG 2022, R0035).
    Why: an RGB condition is a screen's, not a press's.
    Fix: export with the printer's CMYK profile.
    """
    for intent in print_intents(file):
        if intent.profile is not None and intent.profile.space != "CMYK":
            yield Finding(
                "output_intent_not_cmyk", Severity.ERROR,
                f"Le profil de sortie est en {intent.profile.space}, pas en CMJN.",
                f"Exportez avec le profil {job.printer.condition.identifier}.", value=intent.profile.space, limit="CMYK",
                who="partner",
            )  # fmt: skip


@file_rule
def output_condition_unnamed(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The printing condition has a name.

    Rule: OutputConditionIdentifier is filled in (ISO 15930-7, 6.2.2).
    Why: the printer reads there what the file was made for.
    Fix: export as PDF/X-4 with a named condition, FOGRA39 for instance.
    """
    if any(not intent.identifier.strip() for intent in print_intents(file)):
        yield Finding(
            "output_condition_unnamed", Severity.ERROR, "La condition d'impression n'a pas de nom.",
            f"Indiquez {job.printer.condition.identifier} à l'export.", value="vide",
            limit=job.printer.condition.identifier, who="partner",
        )  # fmt: skip


@file_rule
def output_condition_other(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The file was made for the press that prints it.

    Rule: the output intent names the printer's condition.
    Why: colours shift when a file for one paper is printed on another.
    Fix: ask the printer, or export again with the right profile.
    """
    wanted = job.printer.condition.identifier
    for intent in print_intents(file):
        if intent.identifier.strip() and _plain(intent.identifier) != _plain(wanted):
            yield Finding(
                "output_condition_other", Severity.WARNING,
                f"Le fichier est fait pour {intent.identifier[:60]}, l'imprimeur attend {wanted}.",
                "Vérifiez avec l'imprimeur, ou exportez avec son profil.", value=intent.identifier[:60], limit=wanted,
                who="printer",
            )  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


@file_rule
def xmp_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file describes itself.

    Rule: there is a readable XMP packet in the catalogue (ISO 15930-7, 6.7).
    Why: PDF/X-4 announces itself there.
    Fix: export as PDF/X-4.
    """
    trouble = dict(file.extra).get("xmp", "")
    if trouble or not file.xmp:
        yield Finding(
            "xmp_missing", Severity.ERROR, f"Les métadonnées XMP manquent ou sont illisibles ({trouble or 'vides'}).",
            "Exportez en PDF/X-4.", value=trouble or "vides", who="partner",
        )  # fmt: skip


@file_rule
def pdfx_version(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file says that it is PDF/X-4.

    Rule: pdfxid:GTS_PDFXVersion is PDF/X-4 (ISO 15930-7, 6.1; GWG 2022, R0001).
    Why: a press takes no file of another kind without looking.
    Fix: export as PDF/X-4.
    """
    stated = dict(file.xmp).get("pdfxid:GTS_PDFXVersion", "")
    if stated == "PDF/X-4":
        return
    other = stated or dict(file.xmp).get("pdfx:GTS_PDFXVersion", "") or dict(file.info).get("GTS_PDFXVersion", "")
    claim = f"s'annonce comme {other[:40]}, pas" if other else "ne s'annonce pas"
    yield Finding(
        "pdfx_version", Severity.ERROR, f"Le fichier {claim} comme PDF/X-4.", "Exportez en PDF/X-4.",
        value=other[:40] or "aucune", limit="PDF/X-4", who="partner",
    )  # fmt: skip


@file_rule
def xmp_dates_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file says when it was made.

    Rule: XMP has the dates of creation, modification and metadata (ISO 15930-7, 6.7).
    Why: the latest of two versions is told by them.
    Fix: export as PDF/X-4.
    """
    known = dict(file.xmp)
    left = tuple(key for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate") if not known.get(key))
    if left and known:
        yield Finding(
            "xmp_dates_missing", Severity.ERROR, f"Des dates manquent dans les métadonnées ({', '.join(left)}).",
            "Exportez en PDF/X-4.", value=", ".join(left), who="partner",
        )  # fmt: skip


@file_rule
def xmp_title_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file has a title.

    Rule: XMP has dc:title (ISO 15930-7, 6.7).
    Why: the job is filed under it.
    Fix: give the document a title before export.
    """
    known = dict(file.xmp)
    if known and not known.get("dc:title"):
        yield Finding(
            "xmp_title_missing", Severity.ERROR, "Le fichier n'a pas de titre dans ses métadonnées.",
            "Donnez un titre au document avant l'export.", value="vide", who="partner",
        )  # fmt: skip


@file_rule
def xmp_ids_missing(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A document and its versions are numbered.

    Rule: XMP has xmpMM:DocumentID, VersionID and RenditionClass (ISO 15930-7, 6.7).
    Why: the press tells versions of a document apart by them.
    Fix: export as PDF/X-4.
    """
    known = dict(file.xmp)
    left = tuple(key for key in ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass") if not known.get(key))
    if left and known:
        yield Finding(
            "xmp_ids_missing", Severity.ERROR if "xmpMM:DocumentID" in left else Severity.WARNING,
            f"Des identifiants manquent dans les métadonnées ({', '.join(left)}).", "Exportez en PDF/X-4.",
            value=", ".join(left), who="partner",
        )  # fmt: skip


@file_rule
def trapped_unstated(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file says whether it has been trapped.

    Rule: Trapped is True or False, the same in Info and in XMP (ISO 15930-7, 6.1 and 6.7).
    Why: trapping twice leaves dark lines between colours, not at all leaves white ones.
    Fix: export as PDF/X-4, which writes False.
    """
    stated = {"Info": dict(file.info).get("Trapped"), "XMP": dict(file.xmp).get("pdf:Trapped")}
    given = {where: value for where, value in stated.items() if value is not None}
    wrong = {where: value for where, value in given.items() if value not in ("True", "False")}
    if not given or wrong:
        shown = ", ".join(f"{where} : {value}" for where, value in wrong.items()) or "non indiqué"
        yield Finding(
            "trapped_unstated", Severity.ERROR, f"Le recouvrement (Trapped) n'est pas indiqué par oui ou non ({shown[:80]}).",
            "Exportez en PDF/X-4.", value=shown[:80], limit="True ou False", who="partner",
        )  # fmt: skip
    elif len(set(given.values())) > 1:
        yield Finding(
            "trapped_unstated", Severity.ERROR, "Le recouvrement (Trapped) diffère entre Info et XMP.",
            "Exportez en PDF/X-4.", value=f"Info {given['Info']}, XMP {given['XMP']}", who="partner",
        )  # fmt: skip


@file_rule
def metadata_inconsistent(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file tells one story about itself.

    Rule: title, programs and dates are the same in Info and in XMP.
    Why: programs show the one or the other, and versions get mixed up.
    Fix: export again instead of editing the file.
    """
    info, xmp = dict(file.info), dict(file.xmp)
    for key, property, name in _PAIRS:
        one, other = info.get(key), xmp.get(property)
        if one and other and _comparable(one, key) != _comparable(other, key):
            yield Finding(
                "metadata_inconsistent", Severity.WARNING, f"Le {name} diffère entre Info et XMP."
                if not name.startswith("date") else f"La {name} diffère entre Info et XMP.",
                "Exportez de nouveau le fichier au lieu de le retoucher.", value=f"{one[:60]} / {other[:60]}", who="partner",
            )  # fmt: skip


def _comparable(text: str, key: str) -> str:
    """Dates as digits down to the minute, where both count from the same place; texts without outer white space."""
    if not key.endswith("Date"):
        return " ".join(text.split())
    return re.sub(r"\D", "", text.removeprefix("D:"))[:12]


@file_rule
def transfer_or_halftone(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The press sets its own curves and screens.

    Rule: no transfer curve, halftone phase or halftone but of type 1 or 5 without name (ISO 15930-7, 6.10).
    Why: they override the calibration of the press.
    Fix: export as PDF/X-4 without keeping printer settings.
    """
    for text in file.forbidden:
        if text.startswith(_TRANSFER):
            yield Finding(
                "transfer_or_halftone", Severity.ERROR, f"Le fichier impose un réglage de tirage ({text}).",
                "Exportez sans courbes de transfert ni trames.", value=text, who="partner",
            )  # fmt: skip


@file_rule
def alternates_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A picture is one picture.

    Rule: pictures have no alternates (ISO 15930-7, 6.14).
    Why: nobody knows which of them gets printed.
    Fix: export as PDF/X-4.
    """
    found = tuple(text for text in file.forbidden if text.startswith("Alternates"))
    if found:
        yield Finding(
            "alternates_present", Severity.ERROR, f"Des images ont des variantes ({found[0]}).", "Exportez en PDF/X-4.",
            value=str(len(found)), limit="0", who="partner",
        )  # fmt: skip


@file_rule
def view_area(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The file does not hide what is printed.

    Rule: ViewArea, ViewClip, PrintArea and PrintClip are MediaBox or BleedBox (ISO 15930-7, 6.21).
    Why: what the proof shows would not be what is printed.
    Fix: take these viewer preferences off.
    """
    for key, value in file.extra:
        if key in ("ViewArea", "ViewClip", "PrintArea", "PrintClip") and value not in ("MediaBox", "BleedBox"):
            yield Finding(
                "view_area", Severity.ERROR, f"Les préférences d'affichage limitent la page ({key} : {value}).",
                "Retirez ces préférences.", value=value, limit="MediaBox ou BleedBox", who="partner",
            )  # fmt: skip


@file_rule
def compression_old(file: FileFacts, job: Job) -> Iterator[Finding]:
    """Streams are packed in a way that every press knows.

    Rule: LZW is not used.
    Why: it is obsolete, and PDF/X advises against it.
    Fix: export with ZIP or JPEG compression.
    """
    if "LZWDecode" in dict(file.extra).get("filters", "").split():
        yield Finding(
            "compression_old", Severity.WARNING, "Des données sont comprimées en LZW.", "Exportez avec la compression ZIP.",
            value="LZW", who="partner",
        )  # fmt: skip


@file_rule
def picture_uncommon(file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pictures are of a kind that small houses can print.

    Rule: no 16-bit pictures and no JPEG 2000 (legal in PDF/X-4, yet not everywhere).
    Why: older RIPs stop on them.
    Fix: export 8-bit pictures in JPEG or ZIP.
    """
    found = tuple(text for key, text in file.extra if key == "picture")
    if found:
        yield Finding(
            "picture_uncommon", Severity.WARNING, f"Des images sont d'un genre peu courant ({found[0]}).",
            "Exportez des images en 8 bits, JPEG ou ZIP.", value=str(len(found)), limit="0", who="partner",
        )  # fmt: skip
