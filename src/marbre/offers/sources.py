"""Which source something comes from, by what it holds and never by what it is called."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from marbre.offers.archive import Archive
from marbre.offers.datatourisme import SOURCE

APIDAE, DATATOURISME = "apidae", SOURCE
#: Endings of files that hold rows and columns.
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
#: The file of a flux that names all others, and the folder of its objects.
INDEX, OBJECTS = "index.json", "objects"
_ADDRESS = re.compile(rb'"(?:@id|uri)"\s*:\s*"https?://data\.datatourisme')
_HEAD = 1 << 18


def is_table(path: Path) -> bool:
    """Whether a path is a table."""
    return path.suffix.lower() in TABLES and not path.is_dir()


def origin_of(archive: Archive) -> str:
    """`apidae` or `datatourisme`: a flux has an index and a folder of objects; a lone answer says its objects' addresses."""
    names = [PurePosixPath(name) for name in archive.members]
    if any(name.name == INDEX for name in names) and any(OBJECTS in name.parts[:-1] for name in names):
        return DATATOURISME
    answers = [name for name in archive.members if name.lower().endswith(".json")]
    if not answers:
        return APIDAE
    with archive.open(answers[0]) as file:
        return DATATOURISME if _ADDRESS.search(file.read(_HEAD)) else APIDAE


def flux_files(archive: Archive) -> tuple[str, ...]:
    """Members of a DATAtourisme flux that hold objects; for answers of the API, all of them."""
    names = [name for name in archive.members if name.lower().endswith(".json")]
    below = [name for name in names if OBJECTS in PurePosixPath(name).parts[:-1]]
    return tuple(below or [name for name in names if PurePosixPath(name).name != INDEX])
