"""How components look: the measure itself, the specimen's completeness, and its pictures against the accepted ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from marbre.brand_file import read_brand
from marbre.build.specimen import GUIDE, SPECIMEN, Specimen, specimen_offers
from marbre.build.specimen_states import STATES, in_state, longer, shorter, text_in_state
from marbre.edition_file import read_edition
from marbre.findings import Severity
from marbre.finish.looks import HEAVY, PART, compared, difference, png, read_looks, shown, write_looks
from marbre.offers.store import read_offers
from marbre.project import Project
from marbre.texts import Article, Picture, Quote

ROOT = Path(__file__).parents[1]
LOOKS = ROOT / "tests" / "looks"
NAMES = sorted(path.name.removeprefix(SPECIMEN) for path in (ROOT / "editions").glob(f"{SPECIMEN}*"))
#: Templates that no specimen shows, with the reason.
NOT_SHOWN = {
    ("guide", "spine"): "stands on the flat cover of a print file only; a specimen is a web file",
    ("magazine", "spine"): "stands on the flat cover of a print file only; a specimen is a web file",
}
#: Listings that stand in full, bare, long and short.
LISTINGS = {
    "guide fr": ("line", "card", "picture", "half", "event"),
    "guide de": ("line", "card", "picture", "half", "event"),
    "themes fr": ("site", "line"),
    "hebergements de": ("stay-card", "address", "near"),
    "animations en": ("show", "event"),
}
#: Pages that no rung helps when their text is 40 % longer: legal and practical matter is not cut, the office is told.
OVERSET = [
    ("flyer", "page:derriere-long"), ("groupes", "page:form-long"), ("groupes", "page:terms-long"), ("hebergements", "page:access-long")]


def card(left: int = 20, ink: tuple[int, int, int] = (19, 60, 48)) -> bytes:
    picture = Image.new("RGB", (160, 120), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, 20, left + 60, 80), fill=ink)
    draw.line((20, 100, 140, 100), fill="black")
    return png(picture)


def test_the_same_is_the_same_and_a_hair_off_too() -> None:
    assert difference(card(), card()) == 0
    soft = Image.open(__import__("io").BytesIO(card())).resize((320, 240), Image.Resampling.BICUBIC).resize((160, 120))
    assert difference(card(), png(soft)) < PART


@pytest.mark.parametrize("now", [card(left=26), card(ink=(197, 96, 63))])
def test_what_moved_or_changed_colour_is_seen(now: bytes) -> None:
    assert compared("card", card(), now).state == "changed"
    assert Image.open(__import__("io").BytesIO(shown(card(), now))).size == (3 * 160 + 16, 120)


def test_another_size_new_and_gone() -> None:
    assert difference(card(), png(Image.new("RGB", (160, 140), "white"))) == 1
    assert compared("a", None, card()).state == "new"
    assert compared("a", card(), None).state == "gone"


def test_accepting_writes_what_is_new_and_takes_away_what_is_gone(tmp_path: Path) -> None:
    write_looks(tmp_path, {"a": card(), "b": card(left=30)})
    assert write_looks(tmp_path, {"b": card(left=30), "c": card()}) == ("a", "c")
    assert set(read_looks(tmp_path)) == {"b", "c"}


@pytest.mark.pdf
def test_every_block_template_is_shown_by_a_specimen(specimens: dict[str, Specimen]) -> None:
    """Templates of a layout, those whose name begins with `_` apart: parts that the shown ones bring in."""
    shown: dict[str, set[str]] = {}
    for one in specimens.values():
        layout = read_edition(ROOT, one.name, read_brand(ROOT / "brand.yaml")).layout
        shown.setdefault(layout, set()).update(one.templates)
    missing = [
        f"layouts/{path.parents[1].name}/blocks/{path.name}"
        for path in sorted((ROOT / "layouts").glob("[!_]*/blocks/[!_]*.html"))
        if path.stem not in shown.get(path.parents[1].name, set()) and (path.parents[1].name, path.stem) not in NOT_SHOWN
    ]
    assert missing == [], "add a line to editions/_specimen-*/edition.yaml, or a reason to NOT_SHOWN"


@pytest.mark.pdf
def test_what_is_said_not_to_be_shown_is_there_and_not_shown(specimens: dict[str, Specimen]) -> None:
    for layout, template in NOT_SHOWN:
        assert (ROOT / "layouts" / layout / "blocks" / f"{template}.html").is_file()
        assert all(template not in one.templates for one in specimens.values() if one.short == layout)


@pytest.mark.pdf
def test_the_specimens_show_components_in_every_state(specimens: dict[str, Specimen]) -> None:
    for key, listings in LISTINGS.items():
        names = {piece.name for piece in specimens[key].pieces}
        for listing in listings:
            assert {f"{listing}-{state}" for state in STATES} <= names, (key, listing)
    pages = {piece.name for key in ("magazine fr", "themes fr", "groupes fr", "report fr") for piece in specimens[key].pieces}
    for page in ("cover-plain", "cover-long", "opener-bare", "opener-long", "leader-long", "page-portrait-short", "story-long"):
        assert page in pages, page


@pytest.mark.pdf
@pytest.mark.parametrize("name", NAMES)
def test_components_look_as_accepted(specimens: dict[str, Specimen], name: str) -> None:
    other = []
    for one in specimens.values():
        if one.short != name:
            continue
        now, accepted = one.pictures, read_looks(LOOKS / name / one.language)
        looks = [compared(look, accepted.get(look), now.get(look)) for look in sorted({*now, *accepted})]
        other += [f"{one.language} {look.name}: {look.state} {look.part:.2%}" for look in looks if look.state != "same"]
    assert other == [], f"run `./marbre specimen {name}`, look at build/specimen/{name}/, then mend or `--accept {name}`"


@pytest.mark.pdf
def test_no_component_runs_out_of_its_frame_in_any_state(specimens: dict[str, Specimen]) -> None:
    over = [
        (one.short, finding.message.partition(" : ")[0])
        for one in specimens.values()
        for finding in one.findings
        if finding.severity is Severity.ERROR
    ]
    assert sorted(set(over)) == sorted(OVERSET), over


def test_accepted_pictures_are_small() -> None:
    sizes = {path: path.stat().st_size for path in LOOKS.rglob("*.png")}
    assert {path.parents[1].name for path in sizes} == set(NAMES)
    assert max(sizes.values()) <= HEAVY
    assert sum(sizes.values()) < 5_000_000


def test_a_bare_listing_has_nothing_that_may_be_absent(project: Project) -> None:
    offers = read_offers(project.store)
    fullest = next(offer for offer in offers if offer.type == "RESTAURATION" and offer.contacts and offer.short)
    bare = in_state(fullest, "bare")
    assert not bare.contacts
    assert not bare.short
    assert not bare.pictures
    assert len(in_state(fullest, "long").short.best("fr")) > 1.35 * len(fullest.short.best("fr"))
    edition = read_edition(ROOT, GUIDE, read_brand(ROOT / "brand.yaml"))
    made = specimen_offers(edition, offers)
    assert len({offer.id for offer in made}) == len(made) == 4 * (len(edition.levels) + 2)


def test_texts_in_states() -> None:
    text = "Une vallée profonde, des villages [perchés sur leurs buttes](marbre:630011) et beaucoup de temps devant soi, sans montre ni voiture, le pain dans le sac."
    assert 1.3 < len(longer(text)) / len(text) < 1.5
    assert "valléeprofonde" in longer(text)
    assert 0.4 < len(shorter(text)) / len(text) < 0.7
    assert "](marbre:630011)" in longer(text)
    assert "[" not in shorter(text) or "](marbre:630011)" in shorter(text)
    assert longer("578 m") == shorter("578 m") == "578 m"
    whole = Article(
        "une", "fr", "Un titre assez long", kicker="Le pays", standfirst=text, picture=Picture("village"),
        quote=Quote("Une phrase.", "quelqu'un"), items=({"title": "Un jour dehors", "scene": "canoe", "at": "9 h du matin"},), body=text,
    )  # fmt: skip
    bare = text_in_state(whole, "bare")
    assert (bare.picture, bare.kicker, bare.standfirst, bare.quote, bare.body) == (None, "", "", None, text)
    long = text_in_state(whole, "long")
    assert long.items[0] == {"title": "Un jourdehors Un", "scene": "canoe", "at": "9 h du matin"}
    assert text_in_state(whole, "plain").standfirst == text
    assert text_in_state(whole, "full") is whole
