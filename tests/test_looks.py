"""How components look: the measure itself, the specimen's completeness, and its pictures against the accepted ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from marbre.brand_file import read_brand
from marbre.build.specimen import SPECIMEN, STATES, Specimen, in_state, make_specimen, pictures, specimen_offers
from marbre.edition_file import read_edition
from marbre.finish.looks import PART, compared, difference, png, read_looks, shown, write_looks
from marbre.offers.store import read_offers
from marbre.project import Project

ROOT = Path(__file__).parents[1]
LOOKS = ROOT / "tests" / "looks"
#: Templates that are parts of others, or stand only where chance leaves room.
PARTS = {"furniture", "head", "words", "flow", "spine", "strip", "tale", "interlude", "group", "turn", "side", "index"}


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


@pytest.fixture(scope="module")
def specimen(project: Project) -> Specimen:
    return make_specimen(project, "fr")


@pytest.mark.pdf
def test_the_specimen_shows_every_template_in_every_state(specimen: Specimen) -> None:
    names = {piece.name for piece in specimen.pieces}
    templates = {path.stem for path in (ROOT / "layouts" / "guide" / "blocks").glob("*.html")} - PARTS
    for template in templates - {"_macros"}:
        like = template if not template.startswith("advert") else "advert"
        assert any(name.startswith(like) for name in names), template
    for listing in ("line", "card", "picture", "half", "event"):
        assert {f"{listing}-{state}" for state in STATES} <= names


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["fr", "de"])
def test_components_look_as_accepted(project: Project, specimen: Specimen, language: str) -> None:
    made = specimen if language == "fr" else make_specimen(project, language)
    now, accepted = pictures(made), read_looks(LOOKS / language)
    looks = [compared(name, accepted.get(name), now.get(name)) for name in sorted({*now, *accepted})]
    other = [f"{look.name}: {look.state} {look.part:.2%}" for look in looks if look.state != "same"]
    assert other == [], "run `./marbre specimen`, look at build/specimen/, then mend or `--accept`"


def test_a_bare_listing_has_nothing_that_may_be_absent(project: Project) -> None:
    offers = read_offers(project.store)
    fullest = next(offer for offer in offers if offer.type == "RESTAURATION" and offer.contacts and offer.short)
    bare = in_state(fullest, "bare")
    assert not bare.contacts
    assert not bare.short
    assert not bare.pictures
    assert len(in_state(fullest, "long").short.best("fr")) > 1.35 * len(fullest.short.best("fr"))
    edition = read_edition(ROOT, SPECIMEN, read_brand(ROOT / "brand.yaml"))
    made = specimen_offers(edition, offers)
    assert len({offer.id for offer in made}) == len(made) == 4 * (len(edition.levels) + 2)
