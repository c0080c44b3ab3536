"""The launcher, without installing anything: a copy of it beside a stand-in environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the launcher is a shell script")


def _house(folder: Path, python: str = 'printf "%s\\n" "$PYTHONPATH" "$@"') -> Path:
    """A project whose environment only says how it was called."""
    root = folder / "un dossier"
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / "marbre").write_bytes((ROOT / "marbre").read_bytes())
    (root / "marbre").chmod(0o755)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / name).write_text("# none\n", encoding="utf-8")
    stand_in = root / ".venv" / "bin" / "python"
    stand_in.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    stand_in.chmod(0o755)
    return root


def _stamp(root: Path) -> None:
    sums = {
        "run": (root / "requirements.txt").read_bytes(),
        "test": (root / "requirements.txt").read_bytes() + (root / "requirements-dev.txt").read_bytes(),
    }
    for stage, data in sums.items():
        made = subprocess.run(["cksum"], input=data, capture_output=True, check=True).stdout
        (root / ".venv" / f".marbre-{stage}").write_bytes(made)


def _call(
    program: Path, *arguments: str, cwd: Path, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path or os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": "elsewhere"}
    return subprocess.run(
        [str(program), *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def _tools(folder: Path, **scripts: str) -> str:
    """A PATH with the few ordinary tools that the launcher needs, and stand-ins for others."""
    for name in ("sh", "cat", "cksum", "dirname", "readlink", "mkdir", "rm", "grep", "tail", "id", "sleep"):
        target = next(
            Path(part) / name for part in os.environ["PATH"].split(":") if (Path(part) / name).exists()
        )
        (folder / name).symlink_to(target)
    for name, script in scripts.items():
        tool = folder / name.replace("_", "-")
        tool.unlink(missing_ok=True)
        tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tool.chmod(0o755)
    return str(folder)


def test_a_ready_house_goes_straight_to_the_command_line(tmp_path: Path) -> None:
    root = _house(tmp_path)
    _stamp(root)
    result = _call(root / "marbre", "build", "deux mots", "", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr == ""
    said = result.stdout.split("\n")
    assert said[0] == str(root / "src")
    assert said[said.index("marbre") + 1 :] == ["build", "deux mots", "", ""]


def test_it_is_found_through_links_from_any_folder(tmp_path: Path) -> None:
    root = _house(tmp_path)
    _stamp(root)
    far = tmp_path / "far" / "away"
    far.mkdir(parents=True)
    (far / "first").symlink_to("../../un dossier/marbre")
    (far / "second").symlink_to("first")
    result = _call(far / "second", "--help", cwd=far)
    assert result.stdout.split("\n")[0] == str(root / "src")


def test_its_exit_code_is_that_of_the_command(tmp_path: Path) -> None:
    root = _house(tmp_path, "exit 3")
    _stamp(root)
    assert _call(root / "marbre", cwd=tmp_path).returncode == 3


def test_an_environment_without_its_stamp_is_not_taken_for_whole(tmp_path: Path) -> None:
    root = _house(tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    path = _tools(tools, uname="echo Plan9", python3="exit 1")
    result = _call(root / "marbre", "--help", cwd=tmp_path, path=path)
    assert result.returncode == 2
    assert "Python 3.11" in result.stderr
    assert result.stdout == ""
    assert not (root / ".marbre" / "setup.lock").exists()


@pytest.mark.parametrize("change", ["requirements.txt", "requirements-dev.txt"])
def test_changed_pins_call_for_a_new_set_up(tmp_path: Path, change: str) -> None:
    root = _house(tmp_path)
    _stamp(root)
    (root / change).write_text("# other\n", encoding="utf-8")
    tools = tmp_path / "tools"
    tools.mkdir()
    path = _tools(tools, uname="echo Plan9", python3="exit 1")
    ran = _call(root / "marbre", "build", cwd=tmp_path, path=path).returncode
    assert ran == (2 if change == "requirements.txt" else 0)
    assert _call(root / "marbre", "test", cwd=tmp_path, path=path).returncode == 2


@pytest.mark.parametrize(
    ("tools", "line"),
    [
        (
            {"apt_get": "exit 1", "dpkg_query": "exit 1", "sudo": "exit 1", "id": "echo 1000"},
            "sudo apt-get install libpango",
        ),
        ({"uname": "echo Darwin"}, "brew install python@3.12 pango"),
        ({"uname": "echo Linux", "dnf": "exit 1", "ldconfig": "exit 0"}, "sudo dnf install python3.12 pango"),
    ],
)
def test_where_it_may_not_install_it_says_what_to_type(
    tmp_path: Path, tools: dict[str, str], line: str
) -> None:
    root = _house(tmp_path)
    folder = tmp_path / "tools"
    folder.mkdir()
    path = _tools(folder, python3="exit 1", **tools)
    result = _call(root / "marbre", "build", cwd=tmp_path, path=path)
    assert result.returncode == 2
    assert line in result.stderr
    assert "Traceback" not in result.stderr


def test_pins_have_hashes_and_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if "==" in line]
        assert pins
        assert all(line.endswith("\\") for line in pins)
        assert "://" not in "".join(lines)


def test_pins_agree_with_the_project() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", project["optional-dependencies"]["dev"]),
    ):
        pinned = (ROOT / name).read_text(encoding="utf-8").lower()
        assert [one for one in wanted if f"{one.lower()} " not in pinned.replace("_", "-")] == []


def test_help_is_quick() -> None:
    """The command line imports nothing heavy before it knows the command."""
    code = "import sys, marbre.cli; marbre.cli.main(['--help']); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ran.stderr.split())
    assert not loaded & {"weasyprint", "pikepdf", "pydantic", "PIL", "shapely", "jinja2", "yaml", "sqlite3"}
