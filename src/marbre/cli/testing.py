"""`marbre test`: the project's own tests."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

from marbre.errors import ExitCode, MissingTool
from marbre.project import find_project


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> int:
    """Run the project's tests.

    ARGUMENTS are handed to pytest.

    \b
    Example:
      marbre test tests/test_measures.py
    """
    if find_spec("pytest") is None:
        raise MissingTool("pytest is not installed", "run `./marbre test`, which sets it up")
    root = find_project().root
    code = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=root, check=False).returncode
    return int(ExitCode.FINDINGS if code else ExitCode.FINE)
