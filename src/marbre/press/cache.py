"""The block cache: one SQLite file of finished blocks, keyed by the digest of all that each was made from.

It may be deleted, corrupted or shared at any time: what cannot be read back whole is rendered again. Every record
carries its own checksum; no code is ever loaded from it (JSON and raw bytes only).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from marbre.block import Anchor, Block, Complaint, Glyphs, Link, Node, Painted, PictureUse, Sheet

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, sum TEXT NOT NULL, body BLOB NOT NULL)"


def encode(block: Block) -> bytes:
    """A block as bytes: a JSON head line, then the raw content streams."""
    streams = [stream for sheet in block.sheets for stream in (sheet.web, sheet.ink)]
    streams += [one.data or b"" for sheet in block.sheets for one in sheet.objects]
    head = {
        "sheets": [_sheet_out(sheet) for sheet in block.sheets],
        "complaints": [[complaint.id, complaint.text] for complaint in block.complaints],
        "lengths": [len(stream) for stream in streams],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(text + b"\n" + b"".join(streams), 1)


def decode(key: str, body: bytes) -> Block:
    """The block back. Raises ValueError, KeyError, TypeError or zlib.error on anything that is not a block."""
    head_text, _, rest = zlib.decompress(body).partition(b"\n")
    head = json.loads(head_text)
    streams: list[bytes] = []
    offset = 0
    for length in head["lengths"]:
        streams.append(rest[offset : offset + length])
        offset += length
    bodies = iter(streams[2 * len(head["sheets"]) :])
    sheets = tuple(
        _sheet_in(sheet, streams[2 * number], streams[2 * number + 1], bodies)
        for number, sheet in enumerate(head["sheets"])
    )
    return Block(key, sheets, tuple(Complaint(*pair) for pair in head["complaints"]))


def _sheet_out(sheet: Sheet) -> dict[str, Any]:
    return {
        "w": sheet.width, "h": sheet.height, "m": sheet.marked, "s": sheet.states, "o": sheet.off_palette,
        "g": [[use.face, use.name, use.texts] for use in sheet.glyphs],
        "p": [[use.name, use.spec, use.width, use.height] for use in sheet.pictures],
        "l": [[link.target, link.x, link.y, link.width, link.height, link.text] for link in sheet.links],
        "a": [[anchor.name, anchor.x, anchor.y] for anchor in sheet.anchors],
        "t": [_node_out(node) for node in sheet.structure],
        "x": [[one.name, one.kind, one.text, one.data is not None, one.uses, one.target] for one in sheet.objects],
    }  # fmt: skip


def _sheet_in(data: Mapping[str, Any], web: bytes, ink: bytes, bodies: Iterator[bytes]) -> Sheet:
    return Sheet(
        width=data["w"], height=data["h"], web=web, ink=ink, marked=data["m"],
        states=tuple(data["s"]), off_palette=tuple(data["o"]),
        glyphs=tuple(Glyphs(f, n, tuple((gid, text) for gid, text in texts)) for f, n, texts in data["g"]),
        pictures=tuple(PictureUse(*use) for use in data["p"]),
        links=tuple(Link(*link) for link in data["l"]),
        anchors=tuple(Anchor(*anchor) for anchor in data["a"]),
        structure=tuple(_node_in(node) for node in data["t"]),
        objects=tuple(
            Painted(name, kind, text, body if has_data else None, tuple(uses), target)
            for (name, kind, text, has_data, uses, target), body in zip(data["x"], bodies, strict=False)
        ),
    )  # fmt: skip


def _node_out(node: Node) -> list[Any]:
    kids = [
        {"l": kid[1]} if isinstance(kid, tuple) else _node_out(kid) if isinstance(kid, Node) else kid
        for kid in node.kids
    ]
    return [node.tag, node.attributes, kids]


def _node_in(data: list[Any]) -> Node:
    tag, attributes, kids = data
    return Node(tag, tuple((name, value) for name, value in attributes), tuple(_kid_in(kid) for kid in kids))


def _kid_in(kid: Any) -> int | Node | tuple[str, int]:
    if isinstance(kid, dict):
        return ("link", int(kid["l"]))
    return kid if isinstance(kid, int) else _node_in(kid)


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=20)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(_SCHEMA)
    return connection


def _fresh(path: Path) -> sqlite3.Connection:
    """The cache, or an empty one where the file was no cache any more."""
    try:
        return _open(path)
    except sqlite3.DatabaseError:
        for damaged in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            damaged.unlink(missing_ok=True)
        return _open(path)


def read(path: Path, keys: Iterable[str]) -> dict[str, Block]:
    """The blocks of `keys` that are there and whole."""
    found: dict[str, Block] = {}
    for key, body in read_bytes(path, keys).items():
        try:
            found[key] = decode(key, body)
        except (ValueError, KeyError, TypeError, IndexError, zlib.error):
            continue
    return found


def write(path: Path, blocks: Iterable[Block]) -> None:
    """Keep blocks."""
    write_bytes(path, {block.key: encode(block) for block in blocks})


def read_bytes(path: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """The records of `keys` that are there and whole."""
    found: dict[str, bytes] = {}
    wanted = list(dict.fromkeys(keys))
    try:
        with closing(_fresh(path)) as connection:
            for start in range(0, len(wanted), 500):
                some = wanted[start : start + 500]
                query = f"SELECT key, sum, body FROM kept WHERE key IN ({','.join('?' * len(some))})"
                for key, total, body in connection.execute(query, some):
                    if isinstance(body, bytes) and _sum(key, body) == total:
                        found[key] = body
    except (sqlite3.Error, OSError):
        return found
    return found


def write_bytes(path: Path, records: Mapping[str, bytes]) -> None:
    """Keep records. A cache that cannot be written is no reason to stop a build."""
    if not records:
        return
    rows = [(key, _sum(key, body), body) for key, body in records.items()]
    try:
        with closing(_fresh(path)) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
    except (sqlite3.Error, OSError):
        return


def _sum(key: str, body: bytes) -> str:
    return hashlib.sha256(key.encode() + body).hexdigest()
