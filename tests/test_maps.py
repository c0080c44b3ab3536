"""The map: projection and grid in plain values, labels that never meet, marks that keep their distance."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marbre.compose.map_ground import Frame, meander
from marbre.compose.map_labels import (
    APART,
    SIZES,
    SPINE,
    MapLabel,
    Town,
    overlap,
    place_names,
    spread_markers,
    width_of,
)
from marbre.compose.map_words import Line, Marker
from marbre.compose.maps import (
    MapSheet,
    bounds,
    commune_of,
    grid_cell,
    grid_ref_for,
    known_ground,
    locator,
    misplaced,
    outside_commune,
    read_lines,
    territory_map,
)
from marbre.drawing import Ink
from marbre.errors import InputError
from marbre.measures import pt_to_mm
from marbre.offers.model import Offer, Place, Texts
from marbre.offers.territory import Territory, lambert93, read_territory

ROOT = Path(__file__).parents[1]
LINES = ROOT / "data" / "territory" / "lignes-schematiques.json"
SIZE, AREA, SPREAD_SPINE = (302.0, 216.0), (15.0, 17.0, 272.0, 175.0), 151.0
FOLDS = ((SPREAD_SPINE,), ())


@pytest.fixture(scope="module")
def territory() -> Territory:
    return read_territory(ROOT / "data" / "territory")


def _offer(id: int, longitude: float, latitude: float, insee: str = "63178", commune: str = "Issoire") -> Offer:
    place = Place(insee=insee, commune=commune, longitude=longitude, latitude=latitude)
    return Offer(id, "PATRIMOINE_CULTUREL", names=Texts((("fr", f"Lieu {id}"),)), place=place)


def _markers(territory: Territory, every: int = 2) -> list[Marker]:
    halls = [commune.town_hall for commune in territory.communes if commune.town_hall and commune.town_hall_inside]
    shapes = itertools.cycle((("circle", "foret"), ("square", "terracotta"), ("triangle", "miel")))
    return [
        Marker(str(number), *lambert93(*hall), mark, colour, "noir")
        for number, (hall, (mark, colour)) in enumerate(zip(halls[::every], shapes, strict=False), 1)
    ]


@pytest.fixture(scope="module")
def sheet(territory: Territory) -> MapSheet:
    legend = [("circle", "foret", "Nature"), ("square", "terracotta", "Patrimoine")]
    box = bounds(territory, ())
    return territory_map(
        territory, read_lines(LINES), _markers(territory), {}, SIZE, AREA, box, FOLDS, legend=legend
    )


def test_lambert_93_begins_at_its_origin() -> None:
    assert lambert93(3.0, 46.5) == (pytest.approx(700_000.0, abs=0.01), pytest.approx(6_600_000.0, abs=0.01))


@pytest.mark.parametrize(
    ("longitude", "latitude"), [(2.2945, 48.8583), (3.2512, 45.5451), (-4.49, 48.39), (9.45, 42.7)]
)
def test_lambert_93_with_the_published_constants(longitude: float, latitude: float) -> None:
    """IGN publishes n, C and the pole of the projection; ours come from the two parallels and the ellipsoid."""
    n, c, pole, e = 0.7256077650, 11_754_255.426, 12_655_612.050, 0.08181919112
    phi = math.radians(latitude)
    isometric = math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi))
    radius, angle = c * math.exp(-n * isometric), n * math.radians(longitude - 3)
    expected = (700_000 + radius * math.sin(angle), pole - radius * math.cos(angle))
    assert math.dist(lambert93(longitude, latitude), expected) < 0.01


def test_every_town_hall_that_is_said_to_be_inside_is_found_inside(territory: Territory) -> None:
    for commune in territory.communes:
        if commune.town_hall and commune.town_hall_inside:
            found = commune_of(territory, *commune.town_hall)
            assert found is not None
            assert found.insee == commune.insee
    assert commune_of(territory, 2.35, 48.85) is None


@pytest.mark.parametrize(
    ("x", "y", "cell"),
    [(0, 80, "A1"), (79.9, 0.1, "H8"), (20, 39.9, "C5"), (-0.1, 40, ""), (80, 40, ""), (40, 80.1, "")],
)
def test_grid_cells(x: float, y: float, cell: str) -> None:
    assert grid_cell(x, y, (0.0, 0.0, 80.0, 80.0)) == cell


def test_offers_get_the_cell_they_are_drawn_in(territory: Territory) -> None:
    refs = grid_ref_for(territory, [_offer(1, 3.2512, 45.5451), _offer(2, 3.04, 45.33), _offer(3, 2.35, 48.85)])
    assert refs == {1: "E3", 2: "B8"}


def test_a_territory_that_is_not_known_is_framed_by_its_offers(territory: Territory) -> None:
    bretons = [_offer(n, -3.0 + n / 100, 48.0 + n / 200, "56178", "Pontivy") for n in range(60)]
    lost = _offer(99, 3.0, 48.0, "56178", "Pontivy")
    box = bounds(territory, [*bretons, lost])
    west = min(lambert93(offer.place.longitude or 0, offer.place.latitude or 0)[0] for offer in bretons)
    assert box[0] == pytest.approx(west, abs=2000)
    assert box[2] - box[0] < 60_000
    ground = known_ground(territory, bretons)
    assert [commune.name for commune in ground.communes] == ["Pontivy"]
    made = territory_map(ground, (), (), {}, SIZE, AREA, box, ((), ()))
    assert "Pontivy" in {label.text for label in made.labels}


@pytest.mark.parametrize("offers", [(), (_offer(1, 3.25, 45.54),), (_offer(1, -61.5, 16.2, "97105", "Basse-Terre"),)])
def test_no_or_one_offer_still_gives_a_map(offers: tuple[Offer, ...]) -> None:
    box = bounds(Territory(), offers)
    assert box[2] > box[0]
    assert box[3] > box[1]
    made = territory_map(Territory(), (), (), {}, SIZE, AREA, box, ((), ()))
    assert all(math.isfinite(float(n)) for shape in made.drawing.shapes for _, *numbers in shape.path for n in numbers)


def test_offers_outside_their_commune_are_findings(territory: Territory) -> None:
    offers = [_offer(1, 3.2512, 45.5451), _offer(2, 3.2512, 45.30), _offer(3, 2.3, 48.8, "75056")]
    found = misplaced(offers, outside_commune(territory, offers))
    assert [(finding.record, finding.id) for finding in found] == [(2, "place_outside_commune")]
    assert "Issoire" in found[0].message


def _box(label: MapLabel) -> tuple[float, float, float, float]:
    return (label.x, label.y, label.x + width_of(label.text, label.role), label.y + pt_to_mm(SIZES[label.role]))


def test_names_never_cover_each_other_nor_marks(sheet: MapSheet) -> None:
    placed = [label for label in sheet.labels if label.role in ("town", "village", "marker")]
    assert len(placed) > 100
    for one, other in itertools.combinations(placed, 2):
        assert not overlap(_box(one), _box(other)), (one.text, other.text)


def test_nothing_is_printed_on_the_spine_or_off_the_area(sheet: MapSheet) -> None:
    for label in sheet.labels:
        if label.role in ("town", "village", "marker", "neighbour"):
            left, top, right, _ = _box(label)
            assert right < SPREAD_SPINE - 3 or left > SPREAD_SPINE + 3, label.text
            assert left >= AREA[0] - 0.01, label.text
            assert right <= AREA[0] + AREA[2] + 0.01, label.text
            assert top >= AREA[1] - 0.01, label.text


def test_what_has_no_room_is_said(sheet: MapSheet, territory: Territory) -> None:
    named = {label.text for label in sheet.labels if label.role in ("town", "village")}
    assert named | (set(sheet.unplaced) & {c.name for c in territory.communes}) == {c.name for c in territory.communes}
    assert "Issoire" in named
    assert len(sheet.unplaced) < 20


def test_the_map_has_its_furniture(sheet: MapSheet) -> None:
    texts = {label.text for label in sheet.labels}
    assert {"A", "H", "1", "8", "N", "5 km", "A75", "Allier", "Nature"} <= texts
    assert 4.0 < sheet.mm_per_km < 5.0


def test_only_inks_of_the_palette_are_used(sheet: MapSheet) -> None:
    palette = (ROOT / "brand.yaml").read_text(encoding="utf-8")
    names = {ink.name for shape in sheet.drawing.shapes for ink in (shape.fill, shape.stroke) if ink is not None}
    assert all(f"\n  {name}:" in palette for name in names)


def test_the_same_map_twice_is_the_same(territory: Territory, sheet: MapSheet) -> None:
    legend = [("circle", "foret", "Nature"), ("square", "terracotta", "Patrimoine")]
    again = territory_map(
        territory, read_lines(LINES), _markers(territory), {}, SIZE, AREA, bounds(territory, ()), FOLDS,
        legend=legend,
    )  # fmt: skip
    assert again == sheet


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(20, 280), st.floats(20, 180)), max_size=30))
def test_marks_keep_their_distance(points: list[tuple[float, float]]) -> None:
    spots = spread_markers([(x, y, index) for index, (x, y) in enumerate(points)], FOLDS, AREA)
    assert [index for _, _, index in spots] == list(range(len(points)))
    for (ax, ay, _), (bx, by, _) in itertools.combinations(spots, 2):
        assert math.hypot(ax - bx, ay - by) > APART * 0.8
    assert all(abs(x - SPREAD_SPINE) >= SPINE - 0.01 for x, _, _ in spots)


def test_marks_keep_off_names() -> None:
    kept = (50.0, 50.0, 70.0, 54.0)
    ((x, y, _),) = spread_markers([(60.0, 52.0, None)], ((), ()), AREA, [kept])
    assert not overlap((x - 2, y - 2, x + 2, y + 2), kept)


def test_a_name_goes_right_unless_something_is_there() -> None:
    town = Town(100.0, 100.0, "Usson", 300)
    (free,), _, _ = place_names([town], [], [], AREA)
    (moved,), _, _ = place_names([town], [(101.0, 95.0, 130.0, 105.0)], [], AREA)
    _, _, missing = place_names([town], [AREA], [], AREA)
    assert free.x > 100.0
    assert moved.x + width_of("Usson", "village") <= 101.0
    assert missing == ["Usson"]


def test_a_meander_keeps_its_ends() -> None:
    course = [(0.0, 0.0), (40.0, 10.0), (90.0, 0.0)]
    made = meander(course)
    assert made[0] == pytest.approx(course[0])
    assert made[-1] == pytest.approx(course[-1])
    assert len(made) > len(course)


def test_north_is_up() -> None:
    frame = Frame(10.0, 20.0, 1000.0, 5000.0, 0.01)
    assert frame.at(1000.0, 5000.0) == (10.0, 20.0)
    assert frame.at(2000.0, 4000.0) == (20.0, 30.0)


def test_lines_of_the_territory_are_schematic_and_flow_down(territory: Territory) -> None:
    assert '"schematic": true' in LINES.read_text(encoding="utf-8")
    lines = read_lines(LINES)
    assert {"river", "motorway", "railway", "neighbour"} <= {line.kind for line in lines}
    allier = [lambert93(*point) for river in territory.rivers for point in river.points]
    for line in lines:
        if line.kind == "river":
            others = [point for other in lines if other.kind == "river" and other is not line for point in other.points]
            start = min(math.dist(line.points[0], point) for point in allier)
            end = min(math.dist(line.points[-1], point) for point in (*allier, *others))
            assert end < 2500 < start, line.name


def test_lines_that_are_no_lines(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "none.json") == ()
    bad = tmp_path / "bad.json"
    bad.write_text('{"lines": [{"name": "x"}]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.json"):
        read_lines(bad)


def test_a_locator_picks_out_one_commune(territory: Territory) -> None:
    drawing = locator(territory, "63178", 24.0, 20.0)
    assert sum(shape.fill == Ink("terracotta") for shape in drawing.shapes) == 1
    ends = [float(n) for shape in drawing.shapes for _, *numbers in shape.path for n in numbers]
    assert min(ends) >= 0
    assert max(ends) <= 24


def test_a_commune_with_a_wrong_town_hall_is_named_inside_itself(territory: Territory) -> None:
    beaulieu = territory.commune("63031")
    assert beaulieu is not None
    made = territory_map(
        replace(territory, communes=(beaulieu,)), (Line("x", "river", ((0.0, 0.0), (1.0, 1.0))),), (), {}, SIZE, AREA,
        bounds(territory, ()), ((), ()),
    )  # fmt: skip
    assert [label.text for label in made.labels if label.role == "village"] == ["Beaulieu"]
