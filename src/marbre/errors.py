"""The family of errors a person can mend, and the exit codes of the command line.

    MarbreError                  a mistake with a remedy, never a traceback   exit 2
    ├── InputError               what was given cannot be read or is wrong
    │   ├── EditionError         edition.yaml, texts or brand.yaml: carries every mistake
    │   └── ImportRefused        an archive or export that cannot be taken; the store is untouched
    ├── MissingTool              the machine lacks something: says what to install
    └── WorkRefused              disk full, no permission, locked store

Everything else that is raised is a fault of ours and shows its trace (exit 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell sees."""

    FINE = 0
    FINDINGS = 1
    WRONG_INPUT = 2
    OUR_BUG = 3


class MarbreError(Exception):
    """A mistake that its reader can mend.

    `message` states the fact (file, line, value); `hint` says what to do.
    """

    exit_code = ExitCode.WRONG_INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(MarbreError):
    """What was given cannot be read or is wrong."""


class EditionError(InputError):
    """Mistakes in the files an editor writes, all of them at once.

    `mistakes` are lines of the form `file:line: what is wrong` followed by `hint: …`.
    """

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class ImportRefused(InputError):
    """An archive or export that cannot be taken; the store is left as it was."""


class MissingTool(MarbreError):
    """The machine lacks something."""


class WorkRefused(MarbreError):
    """The machine would not let us write: disk full, no permission, locked store."""
