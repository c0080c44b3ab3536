"""`marbre test`: the project's own tests."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

from marbre.errors import ExitCode, MissingTool
from marbre.project import find_project

#: What runs before the tests when nothing particular is asked for.
_READERS = (("ruff", "check", "."), ("mypy",))


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> int:
    """Run the project's checks: style, types, tests.

    With ARGUMENTS only the tests, and they are handed to pytest.

    \b
    Example:
      marbre test tests/test_measures.py
    """
    if find_spec("pytest") is None:
        raise MissingTool("pytest is not installed", "run `./marbre test`, which sets it up")
    root = find_project().root
    commands = [*(() if arguments else _READERS), ("pytest", *arguments)]
    codes = [subprocess.run([sys.executable, "-m", *command], cwd=root, check=False).returncode for command in commands]
    return int(ExitCode.FINDINGS if any(codes) else ExitCode.FINE)
