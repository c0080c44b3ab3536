"""A pack as values and as bytes: its files, the version that follows from them, the manifest, the zip.

The zip (PKWARE APPNOTE 6.3, method 0) stores its files as they are and dates them from the edition, so that the same
files make the same bytes whatever library wrote them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

MANIFEST, LICENCE = "manifest.json", "LICENCE.txt"
#: Hexadecimal figures of the content's digest that stand in a version.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of the pack. `kind`: print, web, preview, vector, picture, inked or text; `size` in mm and `pixels` are
    (0, 0) where they mean nothing; `dated` is the edition's own day, None for what has no edition."""

    name: str
    data: bytes
    kind: str
    purpose: str
    size: tuple[float, float] = (0.0, 0.0)
    bleed: float = 0.0
    pages: int = 0
    inks: tuple[str, ...] = ()
    pixels: tuple[int, int] = (0, 0)
    edition: str = ""
    dated: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal figures."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Pack:
    """What is handed to providers. `dated` is the latest day of its editions, `valid` its life; `fonts` are (family, what
    its licence says); `provider` is (id, name, commune, page) of a personal pack, its public listing and no more."""

    stem: str
    title: str
    destination: str
    language: str
    year: int
    dated: date
    valid: tuple[date, date]
    files: tuple[PackFile, ...]
    fonts: tuple[tuple[str, str], ...] = ()
    provider: tuple[int, str, str, str] | None = None
    left_out: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The year and the beginning of the digest of names and contents: other content, other version."""
        return version_of(self.year, {file.name: file.digest for file in self.files})

    @property
    def file_name(self) -> str:
        """How the zip is called: always the same, so that links to it hold."""
        own = f"-{self.provider[0]}" if self.provider else ""
        return f"{self.stem}-{self.language}{own}.zip"


def version_of(year: int, digests: Mapping[str, str]) -> str:
    """« 2027-0123456789ab » from the year and the SHA-256 of every file by name, read-me and manifest apart."""
    told = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return f"{year}-{hashlib.sha256(told.encode()).hexdigest()[:_SHOWN]}"


def manifest_of(pack: Pack, readme: PackFile) -> bytes:
    """manifest.json: the pack, and every file but the manifest itself."""
    provider = pack.provider
    body: dict[str, Any] = {
        "pack": pack.stem, "title": pack.title, "version": pack.version, "language": pack.language, "year": pack.year,
        "dated": pack.dated.isoformat(), "valid_from": pack.valid[0].isoformat(), "valid_to": pack.valid[1].isoformat(),
        "licence": LICENCE, "readme": readme.name,
        "provider": None if provider is None else dict(zip(("id", "name", "commune", "page"), provider, strict=True)),
        "fonts": [{"family": family, "licence": said} for family, said in pack.fonts],
        "files": [_entry(one) for one in (*pack.files, readme)],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _entry(one: PackFile) -> dict[str, Any]:
    full: dict[str, Any] = {
        "name": one.name, "purpose": one.purpose, "kind": one.kind, "format": format_of(one),
        "size_mm": list(one.size) if any(one.size) else None, "bleed_mm": one.bleed or None, "pages": one.pages or None,
        "inks": list(one.inks) or None, "pixels": list(one.pixels) if any(one.pixels) else None,
        "edition": one.edition or None, "dated": one.dated.isoformat() if one.dated else None,
        "bytes": len(one.data), "sha256": one.digest,
    }  # fmt: skip
    return {name: value for name, value in full.items() if value is not None}


def format_of(one: PackFile) -> str:
    """PDF/X-4, PDF, PNG, SVG or TXT."""
    return "PDF/X-4" if one.kind == "print" else one.name.rpartition(".")[2].upper()


def readme_of(pack: Pack, said: Mapping[str, str], day: Mapping[date, str]) -> PackFile:
    """The read-me. `said` are the words of data/pack.yaml in the pack's language, `day` the days in words."""
    lines = [
        said["heading"].format(title=pack.title, destination=pack.destination),
        said["version"].format(
            version=pack.version, dated=day[pack.dated], valid_from=day[pack.valid[0]], valid_to=day[pack.valid[1]]
        ),
        *([said["provider"].format(name=pack.provider[1], commune=pack.provider[2])] if pack.provider else ()),
        "", said["begin"], said["frozen"], said["checked"], "", said["files"],
    ]  # fmt: skip
    for one in pack.files:
        lines += ["", one.name, *(f"    {line}" for line in _told(one, said))]
    if pack.fonts:
        lines += ["", "", said["fonts"], "", *(f"{family} – {licence}" for family, licence in pack.fonts)]
    text = "\n".join(lines) + "\n"
    return PackFile(said["readme_name"], text.encode(), "text", said["begin"])


def _told(one: PackFile, said: Mapping[str, str]) -> Iterable[str]:
    yield one.purpose
    facts = [said[one.kind]]
    if any(one.size):
        size = said["size_bleed" if one.bleed else "size"]
        facts.append(size.format(width=f"{one.size[0]:g}", height=f"{one.size[1]:g}", bleed=f"{one.bleed:g}"))
    if any(one.pixels):
        facts.append(said["pixels"].format(width=one.pixels[0], height=one.pixels[1]))
    if one.pages:
        facts.append(said["page" if one.pages == 1 else "pages"].format(count=one.pages))
    if one.inks:
        facts.append(said["inks"].format(inks=", ".join(one.inks)))
    yield " · ".join(facts)
    yield f"SHA-256 {one.digest}"


def zipped(pack: Pack, readme: PackFile) -> bytes:
    """The zip, everything below one folder of the pack's name."""
    whole: Sequence[tuple[str, bytes]] = [
        (readme.name, readme.data), (MANIFEST, manifest_of(pack, readme)), *((one.name, one.data) for one in pack.files),
    ]  # fmt: skip
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, data in whole:
            info = zipfile.ZipInfo(f"{pack.stem}/{name}", (pack.dated.year, pack.dated.month, pack.dated.day, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data)
    return kept.getvalue()
