"""The export as it was handed over: a zip, a folder, or one JSON file, behind one face. Nothing is ever unpacked.

Guards stand at the door: every name and size of a zip is looked at before its first byte is read.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from marbre.errors import ImportRefused
from marbre.offers.json_stream import BadJsonError, stream_objects

#: Limits of a zip: entries, bytes of one entry and of all once unpacked, and how many times smaller they may be packed.
MOST_ENTRIES = 1_200_000
LARGEST_ENTRY = 4 << 30
LARGEST_TOTAL = 64 << 30
HIGHEST_RATIO = 400
#: Ratios below this unpacked size do no harm and prove nothing.
RATIO_FROM = 1 << 20

SIDE_FILES = ("selections", "criteres_internes", "elements_reference", "communes", "territoires")
DELETIONS = ("objets_supprimes", "objets_lies_supprimes")
NOTICE = "notification"
_PICTURES = (".jpg", ".jpeg", ".png")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_AGAIN = "download the export again"


@dataclass(frozen=True, slots=True)
class Archive:
    """What was handed over: `members` by name with `/`, sorted; `zip` is open, or None when `root` is on the disk."""

    path: Path
    root: Path
    members: tuple[str, ...]
    zip: zipfile.ZipFile | None = None

    def open(self, name: str) -> BinaryIO:
        """A member for reading. Raises ImportRefused when the archive is damaged there."""
        try:
            return self.zip.open(name) if self.zip else (self.root / name).open("rb")  # type: ignore[return-value]
        except _BROKEN as error:
            raise ImportRefused(f"{self.said(name)}: cannot be read ({error})", _AGAIN) from None

    def read(self, name: str) -> bytes:
        """A whole small member. Raises ImportRefused when the archive is damaged there."""
        with self.open(name) as file:
            try:
                return file.read()
            except _BROKEN as error:
                raise ImportRefused(f"{self.said(name)}: cannot be read ({error})", _AGAIN) from None

    def said(self, name: str) -> str:
        """How messages name a member."""
        return str(self.path) if self.path.name == name else f"{self.path}: {name}"

    @property
    def side_files(self) -> dict[str, str]:
        """Member by plain name (`selections`, `communes`, `objets_supprimes` …)."""
        known = {*SIDE_FILES, *DELETIONS, NOTICE}
        return {plain: name for name in reversed(self._json()) if (plain := _plain(name)) in known}

    @property
    def object_files(self) -> tuple[tuple[str, bool], ...]:
        """Members that hold objects, and whether those are linked objects from outside the selections."""
        known = {*SIDE_FILES, *DELETIONS, NOTICE}
        names = [(name, "objets_lies" in name.lower().replace("-", "_")) for name in self._json()]
        return tuple(sorted(((n, linked) for n, linked in names if _plain(n) not in known), key=lambda p: p[1]))

    @property
    def pictures(self) -> dict[str, str]:
        """Member by lower-case file name, of every JPEG or PNG."""
        found = (name for name in reversed(self.members) if name.lower().endswith(_PICTURES))
        return {unquote(PurePosixPath(name).name).lower(): name for name in found}

    def objects(self, name: str, outer: dict[str, object] | None = None) -> Iterator[object]:
        """The elements of a file of objects. Raises ImportRefused when it is broken."""
        with self.open(name) as file:
            try:
                yield from stream_objects(file, outer)
            except BadJsonError as error:
                raise ImportRefused(
                    f"{self.said(name)}: not complete JSON ({error})", f"{_AGAIN}; nothing was imported"
                ) from None
            except _BROKEN as error:
                raise ImportRefused(f"{self.said(name)}: cannot be read ({error})", _AGAIN) from None

    def digest(self) -> str:
        """SHA-256 over the names and contents of all JSON members."""
        total = hashlib.sha256()
        for name in self._json():
            total.update(name.encode() + b"\0")
            with self.open(name) as file:
                try:
                    while chunk := file.read(1 << 20):
                        total.update(chunk)
                except _BROKEN as error:
                    raise ImportRefused(f"{self.said(name)}: cannot be read ({error})", _AGAIN) from None
        return total.hexdigest()

    def _json(self) -> list[str]:
        return [name for name in self.members if name.lower().endswith(".json")]


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a zip, a folder or a JSON file. Raises ImportRefused when it is none of these, or dangerous."""
    try:
        if path.is_dir():
            yield _checked(Archive(path, path, _folder_members(path)))
        elif path.suffix.lower() == ".json":
            path.open("rb").close()
            yield Archive(path, path.parent, (path.name,))
        elif not zipfile.is_zipfile(path):
            path.open("rb").close()
            raise ImportRefused(
                f"{path}: not a zip archive, a folder or a JSON file", "give the export as Apidae delivers it"
            )
        else:
            with zipfile.ZipFile(path) as opened:
                yield _checked(Archive(path, path, _zip_members(path, opened), opened))
    except zipfile.BadZipFile as error:
        raise ImportRefused(f"{path}: damaged zip archive ({error})", _AGAIN) from None
    except (PermissionError, FileNotFoundError) as error:
        if error.filename is None or Path(error.filename) != path:
            raise
        raise ImportRefused(f"{path}: {error.strerror}", "check the path and the rights of the file") from None


def _checked(archive: Archive) -> Archive:
    if any(name.lower().endswith(".json") for name in archive.members):
        return archive
    if any(name.lower().endswith(".xml") for name in archive.members):
        raise ImportRefused(
            f"{archive.path}: an XML export", "choose JSON, version 2, in the project's export settings"
        )
    raise ImportRefused(f"{archive.path}: no JSON file in it", "give the export as Apidae delivers it")


def _plain(name: str) -> str:
    """`prefix/Criteres-internes.json` as `criteres_internes`."""
    return PurePosixPath(name).stem.lower().replace("-", "_")


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _folder_members(folder: Path) -> tuple[str, ...]:
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and not _is_noise(name):
            raise ImportRefused(f"{folder}: {name} is a symbolic link", "replace it by the file itself")
        if path.is_file() and not _is_noise(name):
            found.append(name)
    return tuple(found)


def check_zip(path: Path, opened: zipfile.ZipFile) -> None:
    """Look at every name and size of a zip before its first byte is read. Raises ImportRefused when it is dangerous."""
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _bomb(path, f"{len(entries)} entries")
    total = 0
    for entry in entries:
        _check_entry(path, entry)
        total += entry.file_size
    if total > LARGEST_TOTAL:
        raise _bomb(path, f"{total} bytes once unpacked")
    packed = path.stat().st_size
    if total > RATIO_FROM and total > HIGHEST_RATIO * packed:
        raise _bomb(path, f"unpacks to {total // packed} times its size")


def _zip_members(path: Path, opened: zipfile.ZipFile) -> tuple[str, ...]:
    check_zip(path, opened)
    entries = opened.infolist()
    return tuple(sorted({one.filename for one in entries if not one.is_dir() and not _is_noise(one.filename)}))


def _check_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.split("\0")[0]
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise ImportRefused(
            f"{path}: unsafe name {name!r} in the archive",
            "do not use this archive; ask for it again at the source",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ImportRefused(f"{path}: {name} is a symbolic link", "pack the file itself")
    if entry.flag_bits & 1:
        raise ImportRefused(f"{path}: {name} is encrypted", "unpack it with its password and give the folder")
    if entry.file_size > LARGEST_ENTRY:
        raise _bomb(path, f"{name} has {entry.file_size} bytes")
    if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        raise _bomb(path, f"{name} unpacks to {entry.file_size // max(entry.compress_size, 1)} times its size")


def _bomb(path: Path, why: str) -> ImportRefused:
    return ImportRefused(
        f"{path}: looks like a zip bomb ({why})", "if it is a true export, unpack it and give the folder"
    )
