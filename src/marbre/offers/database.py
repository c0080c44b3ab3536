"""The only door to SQLite: the file of the store, its tables, its transactions and its refusals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from marbre.errors import WorkRefused

#: An open store inside a transaction, or for reading.
Store = sqlite3.Connection

VERSION = 2
#: `members` tells which version of which offer each snapshot has: from snapshot `since` on, until before `until`;
#: `origin` is the source that an offer comes from, and that alone may change or remove it.
_TABLES = """
CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY, dated TEXT NOT NULL, source TEXT NOT NULL, source_digest TEXT NOT NULL,
    form TEXT NOT NULL, differential INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
    removed INTEGER NOT NULL, unchanged INTEGER NOT NULL, origin TEXT NOT NULL DEFAULT 'apidae');
CREATE TABLE versions (digest TEXT PRIMARY KEY, offer TEXT NOT NULL);
CREATE TABLE members (
    id INTEGER NOT NULL, digest TEXT NOT NULL REFERENCES versions, selections TEXT NOT NULL, standing TEXT NOT NULL,
    since INTEGER NOT NULL, until INTEGER, origin TEXT NOT NULL DEFAULT 'apidae');
CREATE INDEX members_now ON members (until, id);
CREATE TABLE findings (snapshot INTEGER NOT NULL, finding TEXT NOT NULL);
CREATE TABLE pictures (medium TEXT PRIMARY KEY, file TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL);
"""
#: From version 1, when Apidae was the only source, to version 2.
_NEWER = """
ALTER TABLE snapshots ADD COLUMN origin TEXT NOT NULL DEFAULT 'apidae';
ALTER TABLE members ADD COLUMN origin TEXT NOT NULL DEFAULT 'apidae';
"""
_READABLE = (1, VERSION)
_PATIENCE = 2.0


@contextmanager
def writing(path: Path) -> Iterator[Store]:
    """One transaction for all that happens inside; on any exception the store is as it was, absent if it was absent.

    Raises WorkRefused when the disk is full, the file locked, read-only or damaged.
    """
    fresh = not path.exists()
    try:
        with _refusals(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    _prepare(path, connection)
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
    except BaseException:
        if fresh:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def reading(path: Path) -> Iterator[Store | None]:
    """The store for reading, None while there is none. Raises WorkRefused when it is locked or damaged."""
    if not path.is_file():
        yield None
        return
    with (
        _refusals(path),
        closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection,
    ):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, *_READABLE):
            raise _other_version(path)
        yield connection if version else None


def _prepare(path: Path, connection: Store) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        return
    if version == 1:
        _run(connection, _NEWER)
        return
    if version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _other_version(path)
    _run(connection, _TABLES)


def _run(connection: Store, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _other_version(path: Path) -> WorkRefused:
    return WorkRefused(f"{path}: written by another version of the program", "move it away and import again")


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise WorkRefused(f"{path}: {error}", _remedy(str(error))) from None
    except sqlite3.DatabaseError as error:
        raise WorkRefused(f"{path}: damaged store ({error})", "move it away and import again") from None
    except OSError as error:
        if error.filename is not None and Path(error.filename) not in (path, *path.parents):
            raise
        raise WorkRefused(f"{path}: {error.strerror}", _remedy(str(error.strerror))) from None


def _remedy(said: str) -> str:
    if "locked" in said or "busy" in said:
        return "another import is running: wait for its end, then try again"
    if "full" in said or "disk I/O" in said or "No space" in said:
        return "free some space on the disk, then try again"
    return "check that the folder exists and may be written to"
