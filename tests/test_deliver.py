"""A deliverable is whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from marbre.deliver import deliver
from marbre.errors import WorkRefused


def test_the_folder_holds_what_was_handed_over_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "guide" / "fr"
    deliver(folder, {"a.pdf": b"one", "old.txt": b"x"})
    deliver(folder, {"a.pdf": b"two"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.pdf": b"two"}
    assert [path.name for path in folder.parent.iterdir()] == ["fr"]


def test_a_write_that_fails_leaves_the_last_good_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fr"
    deliver(folder, {"a.pdf": b"good"})

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorkRefused, match="No space left"):
        deliver(folder, {"a.pdf": b"bad"})
    monkeypatch.undo()
    assert (folder / "a.pdf").read_bytes() == b"good"
