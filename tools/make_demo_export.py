"""Writes the demonstration export `data/apidae/` from the records in `tools/demo/`.

The same records give the same bytes: nothing depends on the clock, on chance or on the order of the files.
Run: python tools/make_demo_export.py [FOLDER]
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from demo.additions import completed  # noqa: E402
from demo.habits import with_habits  # noqa: E402
from demo.labels import read_elements  # noqa: E402
from demo.objects import Material, apidae_object  # noqa: E402
from demo.paths import DemoError, read_paths  # noqa: E402
from demo.places import read_communes  # noqa: E402
from demo.sidefiles import (  # noqa: E402
    commune_rows,
    internal_criteria,
    reference_elements,
    selections,
    territories,
)
from demo.yamlfile import read  # noqa: E402

DEMO = HERE / "demo"
TARGET = HERE.parent / "data" / "apidae"
PATHS = HERE.parent / "tests" / "apidae_paths.txt"
SUPPORT = {"presets.yaml", "more.yaml", "german.yaml", "levels.yaml", "groups.yaml"}
#: References that no side file explains, on purpose: real exports have some.
DANGLING = {("PrestationService", 99001), ("RestaurationSpecialite", 99002)}


def read_records(folder: Path) -> list[dict[str, Any]]:
    """All records of the folder's YAML files, by id. A file is a list, or `{defaults: {…}, records: […]}`."""
    records: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name in SUPPORT:
            continue
        content = read(path) or []
        defaults = content.get("defaults", {}) if isinstance(content, dict) else {}
        rows = content["records"] if isinstance(content, dict) else content
        records += [with_habits({**defaults, **row}) for row in rows]
    seen: dict[int, str] = {}
    for record in records:
        if record["id"] in seen:
            raise DemoError(
                f"id {record['id']} stands twice ({seen[record['id']]}, {record['name']}); change one"
            )
        seen[record["id"]] = str(record["name"])
    additions = [*read(folder / "more.yaml"), *read(folder / "german.yaml"), *read(folder / "groups.yaml")]
    levels = read(folder / "levels.yaml")
    return sorted(completed(records, additions, levels), key=lambda record: int(record["id"]))


def material(records: list[dict[str, Any]]) -> Material:
    """Everything the records are written from."""
    support = read(DEMO / "presets.yaml")
    communes = read_communes(DEMO / "communes.csv")
    return Material(
        communes={place.name: place for place in communes},
        elements=read_elements(DEMO / "reference.txt"),
        kinds=read_paths(PATHS),
        types={record["id"]: record["type"] for record in records},
        presets=support["openings"],
        streets=tuple(support["streets"]),
    )


def export(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The files of the export: name to JSON content."""
    known = material(records)
    used: set[tuple[str, int]] = set()
    files: dict[str, Any] = {}
    for record in records:
        folder = "objets_lies_modifies" if record.get("linked") else "objets_modifies"
        files[f"{folder}/{folder}-{record['id']}.json"] = apidae_object(record, known, used)
    places = list(known.communes.values())
    areas = territories(records, places)
    used |= {("TerritoireType", area["territoireType"]["id"]) for area in areas}
    files["objets_supprimes.json"] = []
    files["selections.json"] = selections(records)
    files["criteres_internes.json"] = internal_criteria()
    files["elements_reference.json"] = reference_elements(used, known.elements, DANGLING)
    files["communes.json"] = commune_rows(places)
    files["territoires.json"] = areas
    return files


def write(files: Mapping[str, Any], folder: Path) -> None:
    """Replaces the export in the folder; other files there (README.md) stay."""
    for name in ("objets_modifies", "objets_lies_modifies"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for name, content in files.items():
        shown = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / name).write_text(shown, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else TARGET
    try:
        records = read_records(DEMO)
        write(export(records), folder)
    except (DemoError, yaml.YAMLError) as error:
        print(f"make_demo_export: {error}", file=sys.stderr)
        return 2
    counts: dict[str, int] = {}
    for record in records:
        counts[record["type"]] = counts.get(record["type"], 0) + 1
    print(f"{len(records)} objects in {folder}")
    print(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
