"""The shape of the house, read from the source with `ast`: who may import whom, and who may open which door."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "marbre"

#: Rooms from the top of the house to its foundations. A room imports only rooms that come later: below it, or to its
#: right. The diagram in docs/ARCHITECTURE.md is the same words.
BANDS = (
    ("cli",),
    ("pack", "build", "status", "explaining", "inspection"),
    ("preflight_report", "deliver", "report"),
    ("preflight",),
    ("lint",),
    ("finish",),
    ("bind",),
    ("plan",),
    ("press",),
    ("compose",),
    ("offers",),
    ("edition_file", "accepted_file", "edition_checks", "edition_fields", "system_file", "translations", "series", "brand_file", "printing_file", "pack_file", "texts", "fonts", "project"),
    ("fields", "yamlfile", "words", "paper", "yamltree"),
    ("edition", "brand", "block", "picture", "inks", "colour", "drawing", "printing", "findings", "page_shape", "system"),
    ("offers.model", "measures", "errors", "beside"),
)

#: Outside libraries and the rooms or modules that may import them. Whatever is not named here is not used.
DOORS = {
    "click": ("cli",),
    "fontTools": ("fonts", "press", "bind", "preflight"),
    "jinja2": ("compose",),
    "markdown_it": ("compose",),
    "markupsafe": ("compose",),
    "numpy": ("preflight",),
    "phonenumbers": ("compose",),
    "pikepdf": ("bind", "finish", "press", "preflight"),
    "PIL": ("finish", "preflight", "press.inking"),
    "pydantic": ("yamlfile", "fields", "edition_file", "accepted_file", "edition_fields", "brand_file", "printing_file", "pack_file", "system_file", "texts", "explaining"),
    "pydantic_core": ("fields", "yamlfile"),
    "pydyf": ("press",),
    "pypdf": ("preflight", "finish"),
    "pypdfium2": ("preflight", "deliver", "lint"),
    "python_calamine": ("offers.tables",),
    "reportlab": ("finish", "deliver"),
    "rich": ("cli",),
    "segno": ("compose.qr",),
    "shapely": (
        "compose.maps", "compose.map_ground", "compose.map_words", "compose.map_base", "compose.map_courses",
        "compose.map_edge", "compose.map_relief", "compose.map_sectors", "compose.map_sheet", "compose.map_views",
        "compose.commune_chart", "offers.relief_steps",
    ),
    "sqlite3": ("offers", "press.cache"),
    "uharfbuzz": ("bind",),
    "weasyprint": ("press",),
    "yaml": ("yamltree", "compose.words"),
    "zxingcpp": ("preflight.codes",),
}

MOST_LINES, MOST_FUNCTION_LINES = 300, 60


def _modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, path, ast.parse(path.read_text(encoding="utf-8"))


MODULES = tuple(_modules())


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            module = node.module or ""
            yield from (
                (f"{module}.{alias.name}" if module == "marbre" else module, node.lineno)
                for alias in node.names
            )


def _room(module: str) -> str:
    return "offers.model" if module == "offers.model" else module.split(".")[0]


def _within(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_imports_go_down_only() -> None:
    order = {room: rank for rank, room in enumerate(room for band in BANDS for room in band)}
    wrong = set()
    for name, path, tree in MODULES:
        if name in ("", "__main__"):
            continue
        for target, line in _imports(tree):
            if target in ("marbre", "marbre.__version__") or not target.startswith("marbre."):
                continue
            above, below = _room(name), _room(target.removeprefix("marbre."))
            if above != below and order.get(above, -1) >= order.get(below, -1):
                wrong.add(f"{path.relative_to(ROOT)}:{line}: {above} imports {below}")
    assert sorted(wrong) == []


def test_every_room_stands_in_a_band() -> None:
    named = {room for band in BANDS for room in band}
    assert {_room(name) for name, _, _ in MODULES} - named - {"", "__main__", "data"} == set()
    assert named - {_room(name) for name, _, _ in MODULES} == set()


def test_outside_libraries_come_in_by_their_doors() -> None:
    wrong = set()
    for name, path, tree in MODULES:
        for target, line in _imports(tree):
            library = target.split(".")[0]
            if library == "marbre" or (library in sys.stdlib_module_names and library not in DOORS):
                continue
            if not _within(name, DOORS.get(library, ())):
                wrong.add(f"{path.relative_to(ROOT)}:{line}: {name} imports {library}")
    assert sorted(wrong) == []


def test_the_diagram_is_the_same_words() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- bands -->\s*```text\n(.*?)```", text, re.DOTALL)
    assert block, "docs/ARCHITECTURE.md has no diagram of bands"
    drawn = tuple(
        tuple(re.split(r"\s{2,}", line.strip())[0].split(" · ")) for line in block[1].splitlines()
    )
    assert drawn == BANDS


def test_the_doors_of_the_page_are_the_doors_of_the_test() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- doors -->\n(.*?)\n\n", text, re.DOTALL)
    assert table, "docs/ARCHITECTURE.md has no table of doors"
    rows = [re.findall(r"`([\w.]+)`", line) for line in table[1].splitlines() if line.startswith("| `")]
    assert {row[0]: tuple(row[1:]) for row in rows} == DOORS


def _code_lines(tree: ast.Module, text: str) -> int:
    """Lines that hold code: no blank ones, no comments, no docstrings."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            first = node.body[0]
            silent |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(
        1 for number, line in lines if number not in silent and line.strip() and not line.strip().startswith("#")
    )


def test_modules_fit_a_sitting() -> None:
    counts = {
        str(path.relative_to(ROOT)): _code_lines(tree, path.read_text(encoding="utf-8"))
        for _, path, tree in MODULES
    }
    assert {name: count for name, count in counts.items() if count > MOST_LINES} == {}


def test_functions_fit_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for _, path, tree in MODULES
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in long.items() if count > MOST_FUNCTION_LINES} == {}


def _own_files() -> Iterator[Path]:
    endings = {".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".html", ".css", ".j2", ".json", ".geojson", ".svg"}
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for folder in ("src", "tests", "tools", "bench", "docs", "editions", "layouts", "schemas", ".ci"):
        yield from (
            path
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix in endings and "__pycache__" not in path.parts
        )


@pytest.mark.parametrize("start", ["home", "root", "work", "Users"])
def test_no_file_names_a_folder_of_someones_machine(start: str) -> None:
    pattern = re.compile(rf"(?<![\w.~*/)>-])/{start}/[\w.-]+")
    found = []
    for path in _own_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    assert found == []
