"""Writes requirements.txt and requirements-dev.txt: every package with its version and the hashes of its wheels.

Asks pip itself what it would install on each system we support, so no address of an index stands here.
Usage: python tools/pin.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLATFORMS = (
    (
        "manylinux_2_28_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
        "manylinux_2_5_x86_64",
        "manylinux1_x86_64",
    ),
    ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    (
        "macosx_11_0_arm64",
        "macosx_12_0_arm64",
        "macosx_13_0_arm64",
        "macosx_14_0_arm64",
        "macosx_15_0_arm64",
        "macosx_10_13_universal2",
        "macosx_10_9_universal2",
    ),
    (
        "macosx_10_9_x86_64",
        "macosx_10_12_x86_64",
        "macosx_10_13_x86_64",
        "macosx_11_0_x86_64",
        "macosx_12_0_x86_64",
        "macosx_13_0_x86_64",
        "macosx_14_0_x86_64",
        "macosx_15_0_x86_64",
        "macosx_10_13_universal2",
        "macosx_10_9_universal2",
    ),
)
PYTHONS = ("3.11", "3.12", "3.13")


def resolved(wanted: list[str], platforms: tuple[str, ...], python: str) -> dict[tuple[str, str], str]:
    """(name, version) → SHA-256 of the wheel that pip would take. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--dry-run",
            "--ignore-installed",
            "--quiet",
            "--report",
            "-",
        ]
        command += [
            "--only-binary",
            ":all:",
            "--target",
            folder,
            "--python-version",
            python,
            "--implementation",
            "cp",
        ]
        for platform in platforms:
            command += ["--platform", platform]
        report = json.loads(
            subprocess.run([*command, *wanted], check=True, capture_output=True, text=True).stdout
        )
    found = {}
    for entry in report["install"]:
        key = entry["metadata"]["name"].lower().replace("_", "-"), entry["metadata"]["version"]
        found[key] = entry["download_info"]["archive_info"]["hashes"]["sha256"]
    return found


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = project["dependencies"], project["optional-dependencies"]["dev"]
    hashes: dict[tuple[str, str], set[str]] = {}
    runtime: set[tuple[str, str]] = set()
    for platforms in PLATFORMS:
        for python in PYTHONS:
            try:
                base = resolved(run, platforms, python)
                every = resolved([*run, *dev], platforms, python)
            except subprocess.CalledProcessError as error:
                print(
                    f"left out: {platforms[0]} {python}: {error.stderr.strip().splitlines()[-1:]}",
                    file=sys.stderr,
                )
                continue
            runtime |= set(base)
            for key, digest in every.items():
                hashes.setdefault(key, set()).add(digest)
    for name, keep in (
        ("requirements.txt", lambda key: key in runtime),
        ("requirements-dev.txt", lambda key: key not in runtime),
    ):
        lines = ["# Written by tools/pin.py from pyproject.toml; do not edit."]
        for key in sorted(key for key in hashes if keep(key)):
            marks = " \\\n".join(f"    --hash=sha256:{digest}" for digest in sorted(hashes[key]))
            lines.append(f"{key[0]}=={key[1]} \\\n{marks}")
        (ROOT / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
