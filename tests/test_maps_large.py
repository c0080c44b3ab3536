"""The large map: nothing on anything else, nothing on a fold, every commune named, the same every time; and its parts."""

from __future__ import annotations

import io
import itertools
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from marbre.brand_file import read_brand
from marbre.cli import main
from marbre.compose.copy import read_copy
from marbre.compose.map_courses import dashed
from marbre.compose.map_kept import sheet_in, sheet_out
from marbre.compose.map_labels import Placed, Taken, overlap
from marbre.compose.map_lettering import lettered
from marbre.compose.map_marks import blocks_of
from marbre.compose.map_matter import MapMatter, MapPlace
from marbre.compose.map_relief import relief_shapes
from marbre.compose.map_sectors import broken
from marbre.compose.map_sheet import frame_of, large_map
from marbre.compose.map_solver import Ground, Item, place_all
from marbre.compose.map_style import LARGE, scaled, width_of
from marbre.compose.map_views import View, locator_map, place_cells, view_map
from marbre.compose.map_words import Line, Marker
from marbre.compose.maps import MapSheet, bounds, named_places, read_lines
from marbre.compose.territory_page import map_findings
from marbre.drawing import Drawing, Ink
from marbre.errors import InputError
from marbre.finish.contact_sheet import Tile, contact_sheet
from marbre.fonts import advance, outline
from marbre.measures import Size
from marbre.offers.model import Offer, Place
from marbre.offers.relief import Relief, Step, read_relief
from marbre.offers.store import read_offers
from marbre.offers.territory import Territory, lambert93, read_territory

ROOT = Path(__file__).parents[1]
FOLDER, FONTS = ROOT / "data" / "territory", ROOT / "assets" / "fonts"
SIZE = (606.0, 846.0)
FOLDS = ((123.0, 243.0, 363.0, 483.0), (213.0, 423.0, 633.0))
NAMES = ("city", "town", "bourg", "village")


@pytest.fixture(scope="module")
def territory() -> Territory:
    return read_territory(FOLDER)


@pytest.fixture(scope="module")
def matter(territory: Territory) -> MapMatter:
    """Everything on, with a heap of places in Issoire and one at every second town hall."""
    halls = [one.town_hall for one in territory.communes if one.town_hall and one.town_hall_inside]
    heap = [(3.249 + turn * 0.0004, 45.5436 + turn * 0.0002) for turn in range(8)]
    marks = itertools.cycle((("circle", "foret"), ("square", "rouge"), ("triangle", "miel"), ("diamond", "basalte")))
    markers = tuple(
        Marker(str(number), *lambert93(*at), mark, colour, "noir")
        for number, (at, (mark, colour)) in enumerate(zip([*heap, *halls[::2]], marks, strict=False), 1)
    )
    sectors = tuple((one.insee, "west" if one.town_hall and one.town_hall[0] < 3.2 else "east") for one in territory.communes)
    return MapMatter(
        territory, read_relief(FOLDER / "relief.json"), read_lines(FOLDER / "lignes-schematiques.json"), markers, sectors,
        sector_names=(("west", "Les Couzes"), ("east", "Le val d'Allier")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(territory: Territory) -> MapPlace:
    kept = ((489.0, 540.0, 597.0, 628.0),)
    return MapPlace(SIZE, (17.0, 161.0, 572.0, 484.0), (0.0, 149.0, 606.0, 518.0), bounds(territory, ()), FOLDS, kept)


@pytest.fixture(scope="module")
def sheet(matter: MapMatter, place: MapPlace) -> MapSheet:
    return large_map(matter, place, FONTS)


def _boxes(sheet: MapSheet) -> list[Placed]:
    return list(sheet.placed)


def test_nothing_stands_on_anything_else(sheet: MapSheet) -> None:
    for one, other in itertools.combinations(_boxes(sheet), 2):
        if one.kind == other.kind == "river" and one.text == other.text:
            continue  # neighbouring letters of one name
        assert not overlap(one.box, other.box), (one, other)


def test_nothing_stands_within_4_mm_of_a_fold(sheet: MapSheet) -> None:
    for one in _boxes(sheet):
        left, top, right, bottom = one.box
        assert all(right <= fold - 4 or left >= fold + 4 for fold in FOLDS[0]), one
        assert all(bottom <= fold - 4 or top >= fold + 4 for fold in FOLDS[1] if 149 < fold < 667), one


def test_nothing_stands_on_a_panel_of_the_layout_or_beyond_the_edge(sheet: MapSheet, place: MapPlace) -> None:
    left, top, width, height = place.view
    for one in _boxes(sheet):
        assert not overlap(one.box, place.kept[0]), one
        assert one.box[0] >= left
        assert one.box[1] >= top
        assert one.box[2] <= left + width
        assert one.box[3] <= top + height


def test_every_commune_is_named_or_said_to_be_left_out(sheet: MapSheet, territory: Territory) -> None:
    named = {one.text for one in sheet.placed if one.kind in NAMES}
    assert named | set(sheet.unplaced) >= {one.name for one in territory.communes}
    assert len(named) == 87


def test_every_mark_is_there_once(sheet: MapSheet, matter: MapMatter) -> None:
    shown = [number for one in sheet.placed if one.kind == "mark" for number in one.text.split()]
    assert sorted(shown, key=int) == [marker.number for marker in matter.markers]


def test_places_that_lie_together_share_a_leader(sheet: MapSheet) -> None:
    (heap,) = [one for one in sheet.placed if one.kind == "mark" and one.text.startswith("1 2 3")]
    assert heap.text.split() == [str(number) for number in range(1, 9)]
    x, y = heap.site
    gap = math.dist((x, y), (min(max(x, heap.box[0]), heap.box[2]), min(max(y, heap.box[1]), heap.box[3])))
    assert gap < 30
    assert heap.away == (gap > 1.2 + 0.5 + 2 * LARGE.dots[0])


def test_what_is_away_from_its_place_has_a_leader_and_what_is_near_has_none(sheet: MapSheet) -> None:
    for one in sheet.placed:
        if one.kind in NAMES or one.kind == "mark":
            x, y = one.site
            gap = math.dist((x, y), (min(max(x, one.box[0]), one.box[2]), min(max(y, one.box[1]), one.box[3])))
            sign = LARGE.dots[NAMES.index(one.kind)] if one.kind in NAMES else 0.5
            in_a_town = 2 * LARGE.dots[0] if one.kind == "mark" else 0.0
            assert gap > 1.2 + sign if one.away else gap <= 1.2 + sign + in_a_town


def test_the_same_map_every_time(matter: MapMatter, place: MapPlace, sheet: MapSheet) -> None:
    assert large_map(matter, place, FONTS) == sheet


def test_the_map_is_kept_whole(sheet: MapSheet) -> None:
    assert sheet_in(json.loads(json.dumps(sheet_out(sheet)))) == sheet


def test_only_tints_of_the_brand_are_printed(sheet: MapSheet) -> None:
    allowed = {colour.name: {100, *colour.tints} for colour in read_brand(ROOT / "brand.yaml").palette}
    inks = {ink for shape in sheet.drawing.shapes for ink in (shape.fill, shape.stroke) if ink is not None}
    inks |= {lettering.ink for lettering in LARGE.lettering.values()}
    for ink in inks:
        assert round(ink.tint * 100) in allowed[ink.name], ink


@pytest.mark.parametrize("name", ["relief", "lines", "markers", "sectors"])
def test_each_layer_may_be_missing(matter: MapMatter, place: MapPlace, name: str) -> None:
    empty = Relief() if name == "relief" else ()
    made = large_map(replace(matter, **{name: empty}), place, FONTS)
    assert len([one for one in made.placed if one.kind in NAMES]) == 87
    assert made.schematic == (name != "lines")


def test_a_territory_that_nobody_knows_gives_a_map_too(place: MapPlace) -> None:
    assert large_map(MapMatter(Territory()), place, FONTS).placed


def test_rivers_are_named_along_their_course(sheet: MapSheet) -> None:
    letters = [label for label in sheet.labels if label.role in ("river", "great")]
    assert {"A", "C"} <= {label.text for label in letters}
    assert len({label.angle for label in letters}) > 20
    assert all(abs(label.angle) <= 90 for label in letters)


def test_grid_references_of_three_places_found_by_hand(territory: Territory) -> None:
    """Measured on the IGN map: Issoire's abbey, Ardes' church, Montpeyroux's keep."""
    places = {"abbatiale": (3.249, 45.5436), "Ardes": (3.127, 45.4035), "donjon": (3.2049, 45.6226), "Paris": (2.35, 48.85)}
    assert place_cells(places, bounds(territory, ())) == {"abbatiale": "E3", "Ardes": "C6", "donjon": "D1"}


def test_a_town_hall_elsewhere_gives_way_to_the_village(territory: Territory) -> None:
    commune = next(one for one in territory.communes if one.name == "Saint-Floret")
    assert not commune.town_hall_inside
    place = Place(insee=commune.insee, commune=commune.name, longitude=3.1062, latitude=45.5512)
    mended = named_places(territory, [Offer(1, "PATRIMOINE_CULTUREL", place=place)]).commune(commune.insee)
    assert mended is not None
    assert mended.town_hall == (3.1062, 45.5512)
    assert mended.town_hall_inside


def test_a_sector_shows_its_communes_only(matter: MapMatter, territory: Territory) -> None:
    few = tuple(one.insee for one in territory.communes if one.name in ("Usson", "Sauxillanges", "Brenat"))
    made = view_map(matter, View((200.0, 180.0), few), bounds(territory, ()), FONTS)
    assert {one.text for one in made.placed if one.kind in NAMES} == {"Usson", "Sauxillanges", "Brenat"}


def test_a_detail_is_drawn_at_a_larger_scale(matter: MapMatter, territory: Territory, sheet: MapSheet) -> None:
    made = view_map(matter, View((200.0, 200.0), centre=(3.25, 45.545), radius=3), bounds(territory, ()), FONTS)
    assert made.mm_per_km > 2 * sheet.mm_per_km
    assert "Issoire" in {one.text for one in made.placed}


def test_a_locator_picks_out_a_commune(territory: Territory) -> None:
    box = bounds(territory, ())
    none, one = (locator_map(territory, box, (60.0, 52.0), picked) for picked in ((), ("63178",)))
    assert Ink("terracotta") not in {shape.fill for shape in none.shapes}
    assert Ink("terracotta") in {shape.fill for shape in one.shapes}
    points = [
        (x, y) for shape in one.shapes if shape.fill == Ink("sable") for _, *n in shape.path
        for x, y in zip(n[::2], n[1::2], strict=True)
    ]  # fmt: skip
    assert all(0 <= float(x) <= 60 and 0 <= float(y) <= 52 for x, y in points)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(10, 190), st.floats(10, 140), st.floats(4, 40)), min_size=1, max_size=40))
def test_names_never_meet(spots: list[tuple[float, float, float]]) -> None:
    ground = Ground(Taken(), Taken(), Taken(), Taken(), (0.0, 0.0, 200.0, 150.0))
    ground.strips.add((96.0, 0.0, 104.0, 150.0))
    items = [Item(f"{n}", wide, 3.0, (x, y), 1.0, False, (0.0,)) for n, (x, y, wide) in enumerate(spots)]
    stands, lost = place_all(items, ground)
    assert len(stands) + len(lost) == len(items)
    assert not any(overlap(one.box, other.box) for one, other in itertools.combinations(stands, 2))
    assert not any(one.box[0] < 104 and one.box[2] > 96 for one in stands)


def test_an_item_that_found_no_room_goes_first_the_next_time() -> None:
    """The long name has one place, which the short one likes best; the short one has another."""
    ground = Ground(Taken(), Taken(), Taken(), Taken(), (0.0, 0.0, 63.0, 6.0))
    short = Item("a", 10.0, 4.0, (15.0, 3.0), 1.0, False, (0.0,))
    long = Item("b", 45.0, 4.0, (16.0, 3.0), 1.0, False, (1.0,))
    stands, lost = place_all([short, long], ground)
    assert lost == ()
    assert {stand.item.key for stand in stands if stand.box[0] > 16} == {"b"}


def test_blocks_hold_places_that_lie_close(matter: MapMatter, place: MapPlace) -> None:
    blocks = blocks_of(matter.markers, frame_of(place), place.view, LARGE)
    assert sum(len(block.marks) for block in blocks) == len(matter.markers)
    assert max(len(block.marks) for block in blocks) >= 8
    assert all(block.columns * math.ceil(len(block.marks) / block.columns) >= len(block.marks) for block in blocks)


def test_light_falls_from_the_north_west(place: MapPlace, territory: Territory) -> None:
    import shapely

    west, south, east, north = place.box
    x, y = (west + east) / 2, (south + north) / 2
    ring = ((x - 3000, y - 3000), (x + 3000, y - 3000), (x + 3000, y + 3000), (x - 3000, y + 3000))
    made = relief_shapes(
        Relief((Step(500, ((ring,),)),)), shapely.box(*place.box), ((-1000, Ink("creme")), (500, Ink("sable"))),
        frame_of(place), 0.3,
    )  # fmt: skip
    lit = [shape for shape in made if shape.stroke == Ink("papier")]
    dark = [shape for shape in made if shape.stroke and shape.stroke.name == "brun"]
    assert lit
    assert dark
    across = frame_of(place).at(x, y)[0]
    assert all(float(step[1]) <= across + 37 for shape in lit for step in shape.path)
    assert any(float(step[1]) > across + 36 for shape in dark for step in shape.path)


def test_a_relief_that_is_none_says_so(tmp_path: Path) -> None:
    assert read_relief(tmp_path / "relief.json") == Relief()
    (tmp_path / "broken.json").write_text('{"steps": [{"altitude": "high"}]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.json"):
        read_relief(tmp_path / "broken.json")


def test_the_relief_knows_valley_and_mountain() -> None:
    import shapely

    relief = read_relief(FOLDER / "relief.json")

    def height(longitude: float, latitude: float) -> int:
        at = shapely.Point(lambert93(longitude, latitude))
        held = [s.altitude for s in relief.steps if any(shapely.Polygon(r[0], r[1:]).covers(at) for r in s.polygons)]
        return max(held, default=0)

    assert height(3.27, 45.51) < 450
    assert height(2.955, 45.32) >= 1350
    assert [step.altitude for step in relief.steps] == sorted(step.altitude for step in relief.steps)


def test_type_is_measured_and_drawn() -> None:
    face = FONTS / LARGE.lettering["town"].face
    assert 0.5 < advance(face, "m") < 1.1
    assert outline(face, "I")[0][0] == "M"
    assert outline(face, " ") == ()
    by_another = ImageFont.truetype(str(face), 1000).getlength("Issoire") / 1000 * LARGE.lettering["town"].size
    assert width_of(FONTS, LARGE.lettering["town"], "Issoire") == pytest.approx(by_another, rel=0.03)
    assert scaled(LARGE, 0.5).lettering["town"].points == LARGE.lettering["town"].points / 2


def test_words_become_outlines(sheet: MapSheet) -> None:
    drawing = lettered(sheet, LARGE, FONTS)
    assert len(drawing.shapes) == len(sheet.drawing.shapes) + len(sheet.labels)


def test_the_flat_plan_shows_the_folds() -> None:
    flat, folded = (
        Image.open(io.BytesIO(contact_sheet([Tile("1", "Recto", True, "#777777", (), *folds)], Size(600, 840))))
        for folds in ((), (((0.2, 0.8), (0.5,)), "accordéon"))
    )
    assert flat.size == folded.size
    pink = [sum(pixel == (0xC9, 0, 0x6B) for pixel in image.convert("RGB").get_flattened_data()) for image in (flat, folded)]
    assert pink[0] == 0
    assert pink[1] > 400


def test_dashes_and_broken_names() -> None:
    dashes = dashed([(0.0, 0.0), (10.0, 0.0)], 2.0, 1.0)
    assert [(round(dash[0][0], 3), round(dash[-1][0], 3)) for dash in dashes] == [(0, 2), (3, 5), (6, 8), (9, 10)]
    assert broken("Issoire et le val d'Allier") == ["Issoire et le", "val d'Allier"]


def test_a_line_beyond_the_map_is_named_at_its_edge(matter: MapMatter, place: MapPlace) -> None:
    line = Line("Paris", "neighbour", (lambert93(2.35, 48.85),))
    made = large_map(replace(matter, lines=(line,)), place, FONTS)
    (paris,) = [one for one in made.placed if one.kind == "neighbour"]
    assert paris.box[1] < place.view[1] + 15


def test_the_sheet_names_every_commune_in_the_square_of_its_index(project) -> None:
    copy = read_copy(project, "carte-touristique", "fr", read_offers(project.store))
    assert copy.map is not None
    assert copy.map.unplaced == ()
    placed = {one.text: one for one in copy.map.placed if one.kind in NAMES}
    west, south, east, north = bounds(copy.territory, tuple(copy.offers.values()))
    wide = 572 / 8
    for name, cell in copy.commune_grid.items():
        assert "ABCDEFGH"[int((placed[name].site[0] - 17) / wide)] == cell[0], name
    locator = copy.map_drawing({"commune": "Usson"}, 40.0, 35.0)
    assert locator.width == 40.0
    assert len(copy.map_drawing({"chapter": "nature"}, 40.0, 35.0).shapes) > len(locator.shapes)
    assert (east - west) * copy.map.mm_per_km / 1000 == pytest.approx(572, abs=0.1)
    assert north > south


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--commune", "Uson"], "did you mean"),
        (["--sector", "nowhere"], "no sector"),
        (["--size", "big"], "not two lengths"),
        (["--detail", "here"], "not a circle"),
        (["--sector", "couzes", "--commune", "Usson"], "different maps"),
        (["nothing"], "no edition"),
        (["--out", "map.gif", "--commune", "Usson"], "not a kind of picture"),
    ],
)
def test_a_mistake_is_said(project, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], said: str) -> None:
    monkeypatch.chdir(project.root)
    assert main(["map", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_command_writes_each_kind_of_file(project, monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path) -> None:
    monkeypatch.chdir(project.root)
    assert main(["map", "--commune", "Usson", "--out", str(tmp_path / "usson.png")]) == 0
    assert (tmp_path / "usson.png").read_bytes().startswith(b"\x89PNG")
    assert main(["map", "--detail", "3.25,45.545,4", "--size", "120x120", "--out", str(tmp_path / "d.pdf")]) == 0
    data = (tmp_path / "d.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    capsys.readouterr()
    assert main(["map", "--sector", "couzes", "--json", "--out", str(tmp_path / "couzes.svg")]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["left_out"] == []
    assert {"Champeix", "Saurier"} <= {one["text"] for one in made["placed"]}
    assert (tmp_path / "couzes.svg").read_text(encoding="utf-8").startswith("<svg")


def test_figures_on_colours_stay_large_enough_on_a_small_map() -> None:
    style = scaled(LARGE, 1.14, 0.64)
    for role in ("marker", "road"):
        assert style.lettering[role].points * 0.64 >= 8
    assert style.mark * 2 * 0.64 > width_of(FONTS, style.lettering["marker"], "88") * 0.64
    assert style.pitch > 2 * style.mark
    assert scaled(LARGE, 1.0).mark == LARGE.mark


def test_what_the_map_leaves_out_is_told() -> None:
    full = MapSheet(Drawing(10, 10, ()), (), ("Chalus", "12 14"))
    mark, name = map_findings(full)
    assert (mark.id, mark.severity.value, mark.value) == ("map_mark_left_out", "error", "1")
    assert "12 14" in mark.message
    assert (name.id, name.severity.value) == ("map_name_left_out", "info")
    assert "Chalus" in name.message
    assert map_findings(None) == ()


def test_marks_are_worth_more_than_names() -> None:
    room = (0.0, 0.0, 30.0, 10.0)
    ground = Ground(Taken(), Taken(), Taken(), Taken(), room)
    wide = [Item(f"name:{n}", 14.0, 4.0, (15.0, 5.0), 0.5, True, (0.0, float(n))) for n in range(4)]
    block = Item("mark:0", 26.0, 8.0, (15.0, 5.0), 0.5, True, (2.0,), worth=6.0)
    _, lost = place_all([*wide, block], ground)
    assert block not in lost
