"""A pack looked at again: whether its files are those of its manifest, and what a pack made now would change."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marbre.errors import InputError
from marbre.findings import Finding, Severity
from marbre.pack.contents import LICENCE, MANIFEST, Pack, version_of

#: No file of a pack is larger; what says it is, is not read.
_MOST_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """A pack as it was frozen: what its manifest says, and the SHA-256 of the files that lie in the zip."""

    version: str
    language: str
    year: int
    provider: int | None
    readme: str
    promised: Mapping[str, str]
    purposes: Mapping[str, str]
    found: Mapping[str, str]


def read_frozen(path: Path) -> Frozen:
    """The pack in a zip. Nothing is unpacked. Raises InputError for what is no pack."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = {name: archive.read(name) for name in _names(archive, path)}
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file", "check the path") from None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError(f"{path}: not a zip that can be read ({error})", "ask for the file again") from None
    below = {name.partition("/")[2]: data for name, data in found.items()}
    if MANIFEST not in below:
        raise InputError(f"{path}: not a pack, it has no {MANIFEST}", "`marbre pack` makes one")
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in below.items() if name != MANIFEST}
    try:
        return _frozen(json.loads(below[MANIFEST]), digests)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: its {MANIFEST} is damaged", "ask for the file again") from None


def _names(archive: zipfile.ZipFile, path: Path) -> Iterator[str]:
    for info in archive.infolist():
        if info.file_size > _MOST_BYTES:
            raise InputError(f"{path}: {info.filename} is larger than any file of a pack", "ask for the file again")
        if not info.is_dir():
            yield info.filename


def _frozen(told: Any, found: Mapping[str, str]) -> Frozen:
    provider = told["provider"]
    return Frozen(
        str(told["version"]), str(told["language"]), int(told["year"]), None if provider is None else int(provider["id"]),
        str(told["readme"]), {str(one["name"]): str(one["sha256"]) for one in told["files"]},
        {str(one["name"]): str(one["purpose"]) for one in told["files"]}, found,
    )  # fmt: skip


def damage(frozen: Frozen) -> tuple[Finding, ...]:
    """What is no longer as it was frozen: files changed, gone or added, and a version that does not follow from them."""
    lines = [
        *(("pack_file_missing", name) for name in frozen.promised if name not in frozen.found),
        *(("pack_file_changed", name) for name, digest in frozen.promised.items() if frozen.found.get(name, digest) != digest),
        *(("pack_file_unknown", name) for name in frozen.found if name not in frozen.promised),
    ]
    content = {name: digest for name, digest in frozen.promised.items() if name != frozen.readme}
    if version_of(frozen.year, content) != frozen.version:
        lines.append(("pack_version_wrong", frozen.version))
    return tuple(_finding(id, Severity.ERROR, name) for id, name in lines)


def changes(frozen: Frozen, now: Pack) -> tuple[Finding, ...]:
    """What a pack made now holds otherwise than this one; the licence first, then in the order of names."""
    before = {name: digest for name, digest in frozen.promised.items() if name != frozen.readme}
    after = {file.name: file.digest for file in now.files}
    names = sorted({*before, *after}, key=lambda name: (name != LICENCE, name))
    found = [
        ("pack_file_new" if name not in before else "pack_file_dropped" if name not in after else "pack_file_outdated", name)
        for name in names
        if before.get(name) != after.get(name)
    ]
    return tuple(_finding(id, Severity.WARNING, name) for id, name in found)


_SAID = {
    "pack_file_missing": ("{} manque dans le dossier.", "Demandez un dossier entier."),
    "pack_file_changed": ("{} a été modifié depuis que le dossier est figé.", "Reprenez le fichier d'origine."),
    "pack_file_unknown": ("{} a été ajouté au dossier.", "Retirez-le : le dossier ne répond pas de lui."),
    "pack_version_wrong": ("La version annoncée, {}, n'est pas celle du contenu.", "Demandez un dossier entier."),
    "pack_file_new": ("{} s'est ajouté au dossier d'aujourd'hui.", "Envoyez le nouveau dossier aux prestataires."),
    "pack_file_dropped": ("{} n'est plus dans le dossier d'aujourd'hui.", "Envoyez le nouveau dossier aux prestataires."),
    "pack_file_outdated": ("{} n'est plus le même aujourd'hui.", "Envoyez le nouveau dossier aux prestataires."),
}


def _finding(id: str, severity: Severity, name: str) -> Finding:
    message, remedy = _SAID[id]
    return Finding(id, severity, message.format(name), remedy, value=name, who="office")
