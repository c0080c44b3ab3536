import json
import shutil
from pathlib import Path

import pytest

from marbre.brand_file import read_brand
from marbre.edition import Edition
from marbre.edition_fields import EditionDoor, OfferType
from marbre.edition_file import edition_schema, read_edition
from marbre.errors import EditionError, InputError
from marbre.offers.model import OFFER_TYPES

ROOT = Path(__file__).parent.parent
BRAND = read_brand(ROOT / "brand.yaml")
TEMPLATE = ROOT / "editions" / "_template"


@pytest.fixture
def project(tmp_path):
    """A project with the pattern's edition, `demo`, and a layout that has its templates."""
    shutil.copytree(TEMPLATE, tmp_path / "editions" / "demo")
    layout = tmp_path / "layouts" / "guide"
    layout.mkdir(parents=True)
    for name in ("cover", "line", "card", "picture", "half", "listing", "article"):
        (layout / f"{name}.html").touch()
    return tmp_path


def read(project: Path, *changes: tuple[str, str]) -> Edition:
    path = project / "editions" / "demo" / "edition.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return read_edition(project, "demo", BRAND)


def mistakes(project: Path, *changes: tuple[str, str]) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read(project, *changes)
    text = (project / "editions" / "demo" / "edition.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    # The number of the line becomes the line's text: a test then reads like the message.
    said = []
    for mistake in caught.value.mistakes:
        place, _, rest = mistake.partition(": ")
        file, _, number = place.rpartition(":")
        assert file == "editions/demo/edition.yaml"
        said.append(f"{lines[int(number) - 1].strip()} => {rest}".replace("\n  hint: ", " | "))
    return said


def test_the_pattern_is_an_edition(project):
    edition = read(project)
    assert (edition.name, edition.languages, edition.year) == ("demo", ("fr", "en"), 2027)
    assert (edition.format.trim.width, edition.format.inner, edition.format.baseline) == (148, 15, 3.4)
    assert (edition.printing.run, edition.printing.multiple) == (15000, 4)
    assert [level.id for level in edition.levels] == ["line", "card", "picture", "half"]
    assert edition.levels[3].criteria == (27003, 27004)
    assert edition.sectors[0][2] == ("63178",)
    assert [section.kind for section in edition.flatplan] == [
        "article",
        "contents",
        "article",
        "listing",
        "index",
    ]


def test_what_a_section_leaves_out_is_filled_in(project):
    sections = {section.id: section for section in read(project).flatplan}
    assert sections["presentation"].texts == ("presentation",)
    assert (sections["edito"].template, sections["edito"].starts) == ("article", "recto")
    assert sections["a-voir"].template == "listing"
    assert sections["a-voir"].select.types == ("PATRIMOINE_NATUREL",)
    assert sections["a-voir"].source.startswith("editions/demo/edition.yaml:")
    cover = read_edition(project, "demo", BRAND).cover[0]
    assert cover.option("picture") == {"scene": "village", "season": "summer"}


def test_a_spread_takes_two_pages_unless_told_otherwise(project):
    (project / "layouts" / "guide" / "carte.html").touch()
    edition = read(project, ("  - {contents: sommaire, pages: 1}", "  - spread: carte"))
    assert (edition.flatplan[1].kind, edition.flatplan[1].pages) == ("spread", 2)


def test_a_plain_title_serves_every_language(project):
    edition = read(project, ("title: {fr: Issoire, en: Issoire}", "title: Issoire"))
    assert edition.sectors[0][1].best("en") == "Issoire"


def test_every_mistake_at_once(project):
    found = mistakes(
        project,
        ("bleed: 3 mm", "blead: 3 mm"),
        ("colour: foret", "colour: forets"),
        ("{article: presentation, chapter: nature", "{article: presentation, chapter: natur, pagess: 2"),
        ("min_pages: 8", "min_pages: 82"),
        ("PATRIMOINE_NATUREL]", "PATRIMOINE_NATURE]"),
        ("valid_to: 2027-12-31", "valid_to: 2026-01-01"),
    )
    assert len(found) == 9
    said = "\n".join(found)
    assert "blead: 3 mm => unknown field `blead` (value: 3 mm) | did you mean `bleed`?" in found
    assert "colour: forets => colour `forets` is not in brand.yaml | did you mean `foret`?" in found
    assert "there is no chapter `natur` | did you mean `nature`?" in said
    assert "unknown field `pagess` (value: 2) | did you mean `pages`?" in said
    assert "field `min_pages`: 82 pages is not a multiple of 4 | write 80 or 84" in said
    assert "field `types` cannot be `PATRIMOINE_NATURE` | did you mean `PATRIMOINE_NATUREL`?" in said
    assert "field `valid_to` (2026-01-01) lies before `valid_from` (2027-01-01)" in said


def test_a_text_that_lacks_in_one_language(project):
    (project / "editions" / "demo" / "texts" / "en" / "presentation.md").unlink()
    (found,) = mistakes(project)
    assert "text `presentation` is missing: texts/en/presentation.md | write the text" in found


def test_a_misspelt_text_has_a_hint(project):
    (found,) = mistakes(project, ("texts: edito", "texts: [edit0]"))
    assert "texts/fr/edit0.md, texts/en/edit0.md | did you mean `edito`?" in found


def test_a_misspelt_template_has_a_hint(project):
    (found,) = mistakes(project, ("{id: card, template: card", "{id: card, template: crad"))
    assert "template `crad` is not in layouts/guide/ | did you mean `card`?" in found


def test_a_layout_that_is_not_there(project):
    (found,) = mistakes(project, ("layout: guide", "layout: giude"))
    assert "there is no layout `giude` in layouts/ | did you mean `guide`?" in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{contents: sommaire", "{contents: edito", "section `edito` is already on line"),
        (
            "{contents: sommaire",
            "{contents: a, index: b",
            "has exactly one kind, here `contents` and `index`",
        ),
        ("{contents: sommaire, pages: 1}", "{pages: 1}", "has exactly one kind, here none"),
        ("{contents: sommaire", "{advert: C4", "there is no advertising slot `C4` | one of: C2"),
        ("{contents: sommaire", "{listing: tout", "listing `tout` does not say which offers"),
        (
            "{contents: sommaire, pages: 1",
            "{spread: edito2, template: cover, pages: 3",
            "an odd number of pages",
        ),
        ("  - {advert: C2}\n", "", "advertising slot `C2` is nowhere in the flat plan"),
        ("filler: promesse", "filler: promess", "filler `promess` is missing: texts/fr/promess.md"),
        ("filler: promesse", "sold_to: La Forge", "slot `C2` is sold to La Forge but has no file"),
        ("filler: promesse", "file: forge.pdf, filler: promesse", "the advertisement `forge.pdf` is missing"),
        ("format: full, filler: promesse", "format: full", "slot `C2` is free and has no filler"),
        ("max_pages: 112", "max_pages: 4", "field `max_pages` (4) is less than `min_pages` (8)"),
        ("multiple: 4", "multiple: 5", "field `multiple` cannot be 5"),
        ('["63178"]', '["63178", "63178"]', "commune 63178 is already in sector `issoire`"),
        ('["63178"]', "[Issoire]", "`Issoire` is not an INSEE code"),
        ("{id: half", "{id: card", "level `card` is given twice"),
        ("criteria: [27002]", "criteria: [27001]", "criterion 27001 already earns level `card`"),
        ("languages: [fr, en]", "languages: [fr, en, fr]", "language `fr` is given twice"),
        ("tab: {fr: Nature, en: Nature}", "tab: {fr: Nature}", "no text in `en` | add `en: …`"),
        (
            "data_date: 2026-10-31",
            "data_date: 2026-12-31",
            "field `dated` (2026-11-30) lies before `data_date`",
        ),
        ("year: 2027", "year: 2030", "field `year` (2030) lies outside 2027-01-01 to 2027-12-31"),
        ("columns: 2\n  column_gap", "columns: 9\n  column_gap", "the columns are narrower than 20 mm"),
        ("mark: circle", "mark: star", "field `mark` cannot be `star`"),
        (
            "trim: 148 x 210 mm",
            "trim: A5",
            "field `trim`: `A5` is not a measure | write for example 148 x 210 mm",
        ),
        ("group: commune", "group: comune", "field `group` cannot be `comune` | did you mean `commune`?"),
    ],
)
def test_one_mistake_is_told_once(project, old, new, said):
    found = mistakes(project, (old, new))
    assert any(said in one for one in found), found
    assert len(found) <= 2


def test_two_chapters_cannot_share_a_letter(project):
    again = "\n  other: {title: {fr: a, en: a}, colour: miel, mark: square, prefix: N, pictogram: x}\n"
    (found,) = mistakes(project, ("    pictogram: mountains\n", f"    pictogram: mountains{again}"))
    assert "prefix `N` is already that of chapter `nature`" in found


def test_a_chapter_with_a_mistake_is_not_also_unknown(project):
    found = mistakes(project, ("    mark: circle ", "    marks: circle "))
    assert len(found) == 2
    assert any("unknown field `marks`" in one for one in found)
    assert any("field `mark` is missing" in one for one in found)


def test_an_edition_that_is_not_there(project):
    with pytest.raises(InputError) as caught:
        read_edition(project, "dmo", BRAND)
    assert (caught.value.message, caught.value.hint) == (
        "there is no edition `dmo` in editions/",
        "did you mean `demo`?",
    )


def test_every_edition_of_the_project_can_be_read():
    for path in sorted((ROOT / "editions").glob("[!_.]*/edition.yaml")):
        assert read_edition(ROOT, path.parent.name, BRAND).flatplan


def test_the_schema_for_editors_is_current():
    assert (ROOT / "schemas" / "edition.schema.json").read_text(encoding="utf-8") == edition_schema()


def test_the_schema_describes_every_field_and_knows_every_type():
    schema = json.loads(edition_schema())
    groups = [schema, *schema["$defs"].values()]
    fields = [(name, field) for group in groups for name, field in group.get("properties", {}).items()]
    assert len(fields) > 80
    assert [name for name, field in fields if not field.get("description")] == []
    assert OfferType.__args__ == OFFER_TYPES
    assert set(schema["required"]) == {
        name for name, one in EditionDoor.model_fields.items() if one.is_required()
    }


def test_a_line_of_the_flat_plan_has_one_kind_in_the_schema_too():
    section = json.loads(edition_schema())["$defs"]["SectionDoor"]
    assert {"required": ["article"]} in section["oneOf"]
    assert section["additionalProperties"] is False
