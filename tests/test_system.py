"""The design system: the file and its mistakes, what templates get of it, and that layouts speak nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from marbre.brand_file import read_brand
from marbre.build.system_sheet import system_sheet
from marbre.compose.system_tokens import system_tokens
from marbre.compose.templates import open_layout
from marbre.edition_file import read_edition
from marbre.errors import EditionError, InputError
from marbre.project import Project
from marbre.series import layout_folders
from marbre.system import Family
from marbre.system_file import TOKENS, read_families, read_family, read_system, read_written, system_schema
from marbre.yamlfile import parse_yaml, read_yaml

ROOT = Path(__file__).parents[1]
LAYOUTS = ROOT / "layouts"
BRAND = read_brand(ROOT / "brand.yaml")
SYSTEM = read_system(LAYOUTS, BRAND)
NAMES = sorted(path.parent.name for path in LAYOUTS.glob("[!_]*/layout.yaml"))
#: Editions whose page is not the one their family is drawn for: a family's other sheets, and three columns of A5 on A4.
OTHER_PAGES = {"feuille", "sites", "hebergements"}

SMALL = """
faces:
  titles: {families: [Barlow, sans-serif]}
  text: {families: [Open Sans, serif]}
families:
  a5:
    title: A5
    grid:
      trim: 148 x 210 mm
      margins: {head: 12 mm, foot: 14 mm, inner: 15 mm, outer: 12 mm}
      baseline: 4 mm
    rules: {thin: 0.15 mm}
    greys: {quiet: 70}
    tints: {wash: 15}
    spaces: {block: 5, indent: 3 mm}
    type:
      title: {face: titles, weight: 800, size: 20, leading: 8, tracking: -.01}
      text: {face: text, size: 9, leading: 5, use: body}
  large:
    title: Large
    like: a5
    grid: {baseline: 6 mm}
    type:
      title: {size: 30}
      lead: {face: titles, size: 12, leading: 4}
"""


def small(text: str = SMALL, name: str = "a5") -> Family:
    return read_families(parse_yaml(text, str(LAYOUTS.name + "/_system/tokens.yaml")), BRAND)[name]


def files(*names: str) -> Iterator[tuple[str, str]]:
    """Stylesheets and templates of layouts, as (name below layouts/, text)."""
    for name in names or NAMES:
        for path in sorted((*LAYOUTS.glob(f"{name}/*.css"), *LAYOUTS.glob(f"{name}/blocks/*"))):
            yield path.relative_to(LAYOUTS).as_posix(), path.read_text(encoding="utf-8")


# The file


def test_a_style_is_led_in_steps_of_its_family() -> None:
    family = small()
    assert family.grid.step == 1.0
    assert family.type["title"].leading == 8.0
    assert family.spaces == {"block": 5.0, "indent": 3.0}


def test_what_a_family_of_another_baseline_takes_keeps_its_measures() -> None:
    large = small(name="large")
    assert (large.grid.step, large.grid.trim.width) == (1.5, 148)
    assert large.type["text"].leading == 5.0
    assert (large.type["title"].size, large.type["title"].leading, large.type["title"].weight) == (30, 8.0, 800)
    assert large.type["lead"].leading == 6.0
    assert large.spaces["block"] == 5.0


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("leading: 5, use", "leading: 4.7, use", "18: style `text` is led 4.7 steps"),
        ("face: text", "face: txt", "18: style `text`: there is no face `txt`\n  hint: did you mean `text`?"),
        ("size: 9,", "size: 8.8,", "18: style `text` is of 8.8 pt, less than the brand's 9 pt for body"),
        ("like: a5", "like: a4", "21: there is no family `a4`"),
        ("indent: 3 mm", "indent: wide", "`wide` is not a distance"),
        ("tracking: -.01", "traking: -.01", "unknown field `traking`"),
        ("quiet: 70", "quiet: 170", "at most 99"),
    ],
)
def test_mistakes_have_their_line(wrong: str, right: str, said: str) -> None:
    with pytest.raises(EditionError, match=r"^layouts/_system/tokens\.yaml:") as refused:
        small(SMALL.replace(wrong, right))
    assert said in str(refused.value)


def test_a_leading_off_the_grid_says_why() -> None:
    family = small(SMALL.replace("leading: 5, use", "leading: 4.7 mm, why: it stands alone, use"))
    assert family.type["text"].leading == 4.7


def test_a_layout_changes_one_token_and_hands_it_on(tmp_path: Path) -> None:
    (tmp_path / "_system").mkdir()
    (tmp_path / TOKENS).write_text(SMALL, encoding="utf-8")
    for name, text in {"base": "system: a5\ntokens: {type: {text: {size: 10}}}\n", "near": "extends: base\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "layout.yaml").write_text(text, encoding="utf-8")
    family = read_family(tmp_path, layout_folders(tmp_path, "near"), BRAND)
    assert (family.name, family.type["text"].size, family.type["text"].leading) == ("a5", 10, 5.0)
    (tmp_path / "near" / "layout.yaml").write_text("extends: base\nsystem: a6\n", encoding="utf-8")
    with pytest.raises(EditionError, match=r"near/layout.yaml:2: there is no family `a6`"):
        read_family(tmp_path, layout_folders(tmp_path, "near"), BRAND)
    (tmp_path / "near" / "layout.yaml").write_text("extends: base\ntokens: {size: {}}\n", encoding="utf-8")
    with pytest.raises(EditionError, match=r"near/layout.yaml:2: `size` is no token"):
        read_family(tmp_path, layout_folders(tmp_path, "near"), BRAND)


def test_the_schema_for_editors_is_current() -> None:
    assert (ROOT / "schemas" / "tokens.schema.json").read_text(encoding="utf-8") == system_schema()


# What templates get


def test_a_style_is_the_css_shorthand() -> None:
    tokens = system_tokens(small(), 210)
    assert str(tokens["type"]["title"]) == "800 20pt/8mm Barlow, sans-serif; letter-spacing: -0.01em"
    assert str(tokens["type"]["text"]) == '400 9pt/5mm "Open Sans", serif'
    assert str(tokens["type"]("title", weight=600, leading=7, tracking=0)) == "600 20pt/7mm Barlow, sans-serif"
    assert (tokens["type"]["text"].size, tokens["type"]["text"].points) == ("9pt", 9)
    assert tokens["step"](4) == "4mm"
    assert tokens["step"](2, less="thin") == "1.85mm"
    assert (tokens["rule"]["thin"], tokens["space"]["indent"], tokens["face"]["titles"]) == ("0.15mm", "3mm", "Barlow, sans-serif")


def test_a_scaled_style_follows_the_sheet_to_its_least_size() -> None:
    family = small()
    style = replace(family.type["title"], size=2, leading=0.8, tracking=0, scaled=True, least=7)
    family = replace(family, type={"title": style})
    assert str(system_tokens(family, 600)["type"]["title"]).startswith("800 12pt/4.8mm")
    assert str(system_tokens(family, 210)["type"]["title"]).startswith("800 7pt/2.8mm")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ type.txet }}", "layouts/x/blocks/card.css:2: the design system has no type style `txet`"),
        ("{{ step(1, less='thik') }}", "has no rule `thik`"),
        ("{{ type('text', colour=1) }}", "a style has no `colour`"),
        ("{{ tpye }}", "layouts/x/blocks/card.css:2: 'tpye' is undefined"),
    ],
)
def test_a_token_that_is_not_there_is_told_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    folder = tmp_path / "layouts" / "x"
    (folder / "blocks").mkdir(parents=True)
    (folder / "blocks" / "card.css").write_text(f"a {{ color: red }}\nb {{ font: {written} }}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_layout([folder], system_tokens(small(), 210), {})
    assert said in str(refused.value)


def test_stylesheets_cascade_layout_by_layout(tmp_path: Path) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    for folder, sheets in {far: ("far.css", "blocks/b.css", "blocks/a.css"), near: ("near.css", "blocks/a.css")}.items():
        (folder / "blocks").mkdir(parents=True)
        for name in sheets:
            (folder / name).write_text(f"{folder.name}-{name} ", encoding="utf-8")
    css = open_layout([near, far], {}, {}).css
    assert css.split() == ["far-far.css", "far-blocks/a.css", "far-blocks/b.css", "near-near.css", "near-blocks/a.css"]


# The layouts speak nothing else

FACES = "|".join(re.escape(one) for face in next(iter(SYSTEM.values())).faces.values() for one in face.families)
RAW = {
    "a size in points": re.compile(r"[\d.]\s*pt\b"),
    "a face by its name": re.compile(rf"(?<![\w.-])({FACES})\b"),
    "a font that is not of the scale": re.compile(r"\bfont\s*:(?!\s*(\{\{|inherit))"),
    "a grey by its number": re.compile(r"\bgrey\(\s*\d"),
    "the weight of a rule": re.compile(r"\bborder(-(top|bottom|left|right))?(-width)?\s*:\s*\.?\d[\d.]*mm"),
}

@pytest.mark.parametrize("layout", NAMES)
def test_sizes_faces_rules_and_greys_come_from_the_system(layout: str) -> None:
    found = []
    for name, text in files(layout):
        css = name.endswith((".css", ".j2"))
        for what, pattern in RAW.items():
            if what == "the weight of a rule" and not css:
                continue
            bare = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
            looked = bare if what.startswith(("a grey", "a font")) else re.sub(r"\{[{%].*?[%}]\}", "", bare, flags=re.S)
            styles = looked if css else " ".join(re.findall(r'style="([^"]*)"', looked))
            found += [f"{name}: {what}: {match.group()}" for match in pattern.finditer(styles)]
    assert found == []


@pytest.mark.parametrize("layout", NAMES)
def test_a_margin_of_whole_steps_is_written_in_steps(layout: str) -> None:
    step = read_family(LAYOUTS, layout_folders(LAYOUTS, layout), BRAND).grid.step
    found = []
    for name, text in files(layout):
        if name.endswith((".css", ".j2")):
            for prop, value in re.findall(r"\b((?:margin|padding)[a-z-]*)\s*:\s*((?:\{\{.*?\}\}|[^;{}])+)", text):
                lengths = re.findall(r"(?<![\w.}])(\.?\d[\d.]*)mm", re.sub(r"\{\{.*?\}\}(mm)?", "", value))
                found += [f"{name}: {prop}: {one}mm" for one in lengths if abs(float(one) / step - round(float(one) / step)) < 0.005]
    assert found == []


def test_every_token_is_used() -> None:
    chains = {name: [folder.name for folder in layout_folders(LAYOUTS, name)] for name in NAMES}
    systems = {name: read_family(LAYOUTS, layout_folders(LAYOUTS, name), BRAND).name for name in NAMES}
    unused = []
    for name, node in read_yaml(LAYOUTS / TOKENS).child("families").pairs():  # type: ignore[union-attr]
        heirs = {one for one, family in SYSTEM.items() if one == name or name in _above(one)}
        layouts = {folder for layout, system in systems.items() if system in heirs for folder in chains[layout]}
        text = "".join(text for _, text in files(*sorted(layouts)))
        used = {
            "type": set(re.findall(r"\btype(?:\.|\(\s*')(\w+)", text)),
            "rules": set(re.findall(r"\brule\.(\w+)|(?:less|more)='(\w+)'", text)),
            "greys": set(re.findall(r"\bgrey\('(\w+)'\)", text)),
            "tints": set(re.findall(r"\bink\([^()]*(?:\([^()]*\)[^()]*)*,\s*'(\w+)'\)", text)) | {"wash"},
            "spaces": set(re.findall(r"\bspace\.(\w+)", text)),
        }
        used["rules"] = {word for pair in used["rules"] for word in pair if word}
        for group, words in used.items():
            written = node.child(group)
            unused += [f"{name}.{group}.{key}" for key, _ in (written.pairs() if written else ()) if key not in words]
    assert unused == []


def _above(name: str) -> list[str]:
    like = SYSTEM[name].like
    return [like, *_above(like)] if like else []


def test_no_style_is_written_twice() -> None:
    """Two names for one look in a family would drift apart; a face that differs by role, or a use, is a difference."""
    for family in SYSTEM.values():
        looks: dict[tuple[object, ...], str] = {}
        for style in family.type.values():
            look = (style.face, style.weight, style.size, style.leading, style.tracking, style.scaled)
            assert look not in looks or family.like, f"{family.name}: {style.name} is {looks.get(look)} again"
            looks[look] = style.name


@pytest.mark.parametrize("family", sorted(SYSTEM))
def test_no_style_is_below_the_size_of_the_smallest_print(family: str) -> None:
    for style in SYSTEM[family].type.values():
        size = style.least if style.scaled else style.size
        assert size >= BRAND.minimum.legal
        assert size >= 7.5 or style.use == "legal", style.name


def test_editions_are_on_the_grid_of_their_family() -> None:
    apart = []
    for path in sorted((ROOT / "editions").glob("[!_]*/edition.yaml")):
        edition = read_edition(ROOT, path.parent.name, BRAND)
        if edition.layout in OTHER_PAGES:
            continue
        grid = read_family(LAYOUTS, layout_folders(LAYOUTS, edition.layout), BRAND).grid
        for field in ("trim", "head", "foot", "inner", "outer", "baseline", "columns", "column_gap"):
            if getattr(grid, field) != getattr(edition.format, field) and not (field == "column_gap" and grid.columns == 1):
                apart.append(f"{path.parent.name}: {field} {getattr(edition.format, field)}, not {getattr(grid, field)}")
    assert apart == []


def test_the_sheet_shows_every_family_and_every_style_it_says() -> None:
    pdf = system_sheet(Project(ROOT))
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for name, styles in read_written(LAYOUTS).items():
        assert SYSTEM[name].title.best("fr") in said
        assert [style for style in sorted(styles) if style not in said] == []
