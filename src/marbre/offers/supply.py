"""Pictures that come with an import: found by name in the archive, kept by the hash of their bytes beside the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from marbre.errors import WorkRefused
from marbre.findings import Finding, Severity
from marbre.offers.archive import Archive
from marbre.offers.notes import Notes

_HEAD = 1 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = (0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_ALONE = (0x01, *range(0xD0, 0xD9))


@dataclass
class Pictures:
    """The pictures of one import. `kept` are those of earlier imports: medium and url → (file, width, height)."""

    archive: Archive
    notes: Notes
    kept: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    #: Files to copy: path below the media folder → member of the archive.
    wanted: dict[str, str] = field(default_factory=dict)
    #: What to remember: medium and url → (file, width, height).
    found: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    _seen: dict[str, tuple[str, int, int] | None] = field(default_factory=dict)

    def __call__(self, id: int, url: str, names: tuple[str, ...]) -> tuple[str, int, int] | None:
        """The file of a medium with its pixel size, from this archive or from an earlier import."""
        key = f"{id} {url}"
        member = next((self.names[name] for name in names if name in self.names), None)
        if member is None:
            return self.kept.get(key)
        if member not in self._seen:
            self._seen[member] = self._look(member)
        if found := self._seen[member]:
            self.found[key] = found
        return found

    def _look(self, member: str) -> tuple[str, int, int] | None:
        total, head = hashlib.sha256(), b""
        with self.archive.open(member) as file:
            while chunk := file.read(_HEAD):
                head = head or chunk
                total.update(chunk)
        size = picture_size(head)
        if size is None:
            self.notes.say(
                Finding(
                    "import_picture_unreadable", Severity.WARNING, f"L'image {member} n'est ni JPEG ni PNG.",
                    "La remplacer par l'original en JPEG.", value=member, who="office",
                )
            )  # fmt: skip
            return None
        digest = total.hexdigest()
        ending = "png" if head.startswith(_PNG) else "jpg"
        name = f"{digest[:2]}/{digest}.{ending}"
        self.wanted[name] = member
        return name, *size


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the head of a PNG (IHDR) or a JPEG (SOFn, ISO/IEC 10918-1 B.2.2)."""
    if head.startswith(_PNG) and len(head) >= 24:
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if not head.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker in _SIZES:
            return int.from_bytes(head[at + 7 : at + 9], "big"), int.from_bytes(head[at + 5 : at + 7], "big")
        if marker == 0xFF:
            at += 1
        else:
            at += 2 if marker in _ALONE else 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return 0, 0


@contextmanager
def copied(pictures: Pictures, folder: Path | None) -> Iterator[None]:
    """Copy the wanted files into `folder`; take the new ones away again when the import fails.

    Raises WorkRefused when the disk refuses.
    """
    fresh: list[Path] = []
    try:
        if folder is not None:
            try:
                for name, member in sorted(pictures.wanted.items()):
                    if not (folder / name).is_file():
                        fresh.append(_copy(pictures.archive, member, folder / name))
            except OSError as error:
                raise WorkRefused(
                    f"{folder}: pictures cannot be kept ({error.strerror})",
                    "free some space or check the rights",
                ) from None
        yield
    except BaseException:
        for path in fresh:
            path.unlink(missing_ok=True)
        raise


def _copy(archive: Archive, member: str, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".new")
    with archive.open(member) as source, aside.open("wb") as file:
        while chunk := source.read(_HEAD):
            file.write(chunk)
    return aside.replace(target)
