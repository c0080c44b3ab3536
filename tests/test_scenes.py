"""Scenes: the same on every machine, never two alike, light, in inks that the brand allows."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
import yaml

from marbre.compose.scenes import KINDS, kind_for, scene, season_for
from marbre.compose.scenes.light import ink
from marbre.drawing import Drawing, Ink, to_pdf
from marbre.offers.model import Offer, Opening, OpeningPeriod, Term, Texts

ROOT = Path(__file__).resolve().parent.parent
PALETTE = yaml.safe_load((ROOT / "brand.yaml").read_text(encoding="utf-8"))["palette"]
CARD, SPREAD = (58.0, 28.9), (303.0, 216.0)
SEASONS, HOURS = ("spring", "summer", "autumn", "winter"), ("day", "dawn", "dusk", "night")


def _painter(used: Ink, stroking: bool) -> bytes:
    cmyk = " ".join(f"{part * used.tint / 100:.4g}" for part in PALETTE[used.name]["cmyk"])
    return f"{cmyk} {'K' if stroking else 'k'}".encode()


def _weight(drawing: Drawing) -> int:
    return len(to_pdf(drawing, _painter))


def _inks(drawing: Drawing) -> set[Ink]:
    return {used for shape in drawing.shapes for used in (shape.fill, shape.stroke) if used is not None}


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 28
    expected = {
        "ridges",
        "river",
        "village",
        "vineyard",
        "herd",
        "lake",
        "forest",
        "plateau",
        "basalt-columns",
        "orchard",
    }
    assert expected <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_at_every_hour_keeps_to_the_inks_of_the_brand(kind: str) -> None:
    for index, hour in enumerate(HOURS):
        for used in _inks(scene(kind, *CARD, f"ink{index}", SEASONS[index], hour)):
            allowed = {100, *PALETTE[used.name].get("tints", ())}
            assert round(used.tint * 100) in allowed, used


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_light_at_card_size_and_across_a_spread(kind: str) -> None:
    cards = [_weight(scene(kind, *CARD, f"c{n}", SEASONS[n], HOURS[n])) for n in range(4)]
    assert sum(cards) / 4 < 12_000
    assert max(cards) < 16_000
    assert _weight(scene(kind, *SPREAD, "s")) < 70_000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(174.0, 58.0), (100.0, 150.0), (20.0, 20.0)])
def test_every_kind_fills_any_frame(kind: str, size: tuple[float, float]) -> None:
    made = scene(kind, *size, "frame", calm="top" if size[1] > 100 else "")
    assert (made.width, made.height) == size
    xs = [float(n) for segment in made.shapes[0].path for n in segment[1::2]]
    ys = [float(n) for segment in made.shapes[0].path for n in segment[2::2]]
    assert (min(xs) <= 0, max(xs) >= size[0], min(ys) <= 0, max(ys) >= size[1]) == (True,) * 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_is_the_same_drawing_and_another_seed_another(kind: str) -> None:
    assert scene(kind, *CARD, "one") == scene(kind, *CARD, "one")
    seeds = [scene(kind, *CARD, f"seed{n}").shapes for n in range(6)]
    assert len(set(seeds)) == 6


def test_two_seeds_differ_in_light_or_side() -> None:
    looks = {(shapes[0].fill, len(shapes)) for shapes in (scene("gite", *CARD, str(n)).shapes for n in range(12))}
    assert len(looks) >= 6


def test_the_drawing_is_the_same_on_every_machine() -> None:
    body = _weight(scene("ridges", *CARD, "witness")), len(scene("ridges", *CARD, "witness").shapes)
    again = hashlib.sha256(to_pdf(scene("ridges", *CARD, "witness"), _painter)).hexdigest()
    assert again == hashlib.sha256(to_pdf(scene("ridges", *CARD, "witness"), _painter)).hexdigest()
    assert body[0] > 2_000


def test_a_calm_top_holds_hardly_anything() -> None:
    made = scene("village", 303, 216, "calm", calm="top")
    quiet = 216 * 0.2
    busy = 0
    for shape in made.shapes[len(made.shapes) // 4 :]:
        lowest = max(float(n) for segment in shape.path for n in segment[2::2])
        busy += lowest < quiet
    assert busy == 0


def test_a_calm_foot_is_one_flat_ground() -> None:
    made = scene("vineyard", 148, 210, "calm", calm="bottom")
    last = made.shapes[-1]
    top = min(float(n) for segment in last.path for n in segment[2::2])
    assert 0.6 * 210 < top < 0.75 * 210
    assert last.stroke is None


def test_an_unknown_kind_is_refused_and_unknown_hours_are_days() -> None:
    with pytest.raises(KeyError):
        scene("unicorn", 10, 10, "x")
    assert scene("lake", *CARD, "x", "summer", "noon") == scene("lake", *CARD, "x", "summer", "day")


def test_ink_names() -> None:
    assert ink("foret70") == Ink("foret", 0.7)
    with pytest.raises(ValueError, match="not an ink"):
        ink("Foret")


def _fr(text: str) -> Texts:
    return Texts((("fr", text),))


def _offer(type_: str, name: str, subtype: str = "", number: int = 1) -> Offer:
    term = Term("TypeX", 1, _fr(subtype)) if subtype else None
    return Offer(number, type_, term, names=_fr(name))


@pytest.mark.parametrize(
    ("offer", "kind"),
    [
        (_offer("HOTELLERIE", "Hôtel du Lac", number=3), "inn"),
        (_offer("HEBERGEMENT_LOCATIF", "Gîte de la Cascade", number=5), "gite"),
        (_offer("HOTELLERIE_PLEIN_AIR", "Camping Les Couzes"), "camping"),
        (_offer("RESTAURATION", "Le Pressoir", number=4), "table"),
        (_offer("DOMAINE_SKIABLE", "Station de Parrot"), "snow"),
        (_offer("DEGUSTATION", "La Ferme du Buron", "Produits laitiers"), "cheese-cellar"),
        (_offer("DEGUSTATION", "Domaine des Galets", "Vins et spiritueux"), "vineyard"),
        (_offer("PATRIMOINE_CULTUREL", "Abbatiale Saint-Austremoine"), "chevet"),
        (_offer("PATRIMOINE_CULTUREL", "Château de Parentignat"), "chateau"),
        (_offer("PATRIMOINE_CULTUREL", "Donjon de Montpeyroux"), "keep"),
        (_offer("PATRIMOINE_NATUREL", "La Vallée des Saints"), "red-pillars"),
        (_offer("PATRIMOINE_NATUREL", "Orgues d’Usson"), "basalt-columns"),
        (_offer("PATRIMOINE_NATUREL", "Cascade d’Apcher"), "waterfall"),
        (_offer("FETE_ET_MANIFESTATION", "Marché nocturne"), "night-festival"),
        (_offer("FETE_ET_MANIFESTATION", "Concert d’orgue"), "concert"),
        (_offer("ACTIVITE", "Descente de l’Allier", "Canoë-kayak"), "canoe"),
        (_offer("EQUIPEMENT", "Balade", "Itinéraire de randonnée pédestre"), "walk"),
        (_offer("COMMERCE_ET_SERVICE", "Terre et feu", "Artisan d'art"), "workshop"),
    ],
)
def test_a_kind_for_an_offer(offer: Offer, kind: str) -> None:
    assert kind_for(offer) == kind


def test_every_type_has_a_kind_that_exists() -> None:
    from marbre.offers.model import OFFER_TYPES

    for type_ in OFFER_TYPES:
        assert {kind_for(_offer(type_, "Sans nom", number=n)) for n in range(4)} <= set(KINDS)


@pytest.mark.parametrize(
    ("first", "last", "season"),
    [
        ((2027, 4, 1), (2027, 5, 31), "spring"),
        ((2027, 7, 1), (2027, 8, 31), "summer"),
        ((2027, 12, 1), (2028, 3, 1), "winter"),
    ],
)
def test_the_season_is_the_middle_of_the_first_period(
    first: tuple[int, int, int], last: tuple[int, int, int], season: str
) -> None:
    opening = Opening(periods=(OpeningPeriod(date(*first), date(*last)),))
    assert season_for(Offer(1, "FETE_ET_MANIFESTATION", opening=opening)) == season


def test_the_season_without_dates_is_a_warm_one() -> None:
    assert season_for(_offer("DOMAINE_SKIABLE", "x")) == "winter"
    assert {season_for(_offer("HOTELLERIE", "x", number=n)) for n in range(8)} == {"spring", "summer", "autumn"}
