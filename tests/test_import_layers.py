"""Layers of the territory: files of others onto our maps, and what is refused."""

import json
import math
import random
import shutil
from pathlib import Path

import pytest

from geo_samples import blob, wkb_line, wkb_many, wkb_polygon, write_geojson, write_gpkg
from marbre.cli import main
from marbre.compose.maps import read_lines
from marbre.errors import InputError
from marbre.offers.courses import courses_of, length_of, simplified
from marbre.offers.geo_files import read_geo
from marbre.offers.layers import make_layer, write_layer
from marbre.offers.relief import read_relief
from marbre.offers.road_kinds import road_of
from marbre.offers.territory import Territory, lambert93, layer_credits, layer_file, read_territory, wgs84
from marbre.offers.wkb import BadGeometryError, gpkg_parts

ROOT = Path(__file__).parents[1]
HOME = ROOT / "data" / "territory"
#: Ten kilometres along the Couze, in Lambert-93 metres: four pieces, the third drawn against the flow.
COURSE = [(700_000 + 500 * n, 6_490_000 + 400 * math.sin(n)) for n in range(21)]
PIECES = [COURSE[:6], COURSE[5:11], COURSE[10:16][::-1], COURSE[15:]]


@pytest.fixture
def territory() -> Territory:
    return read_territory(HOME)


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(HOME, tmp_path / "data" / "territory"))


def rivers(path: Path, name: str = "Couze d'Essai") -> Path:
    return write_gpkg(path, {"troncon_hydrographique": [({"cpx_toponyme_de_cours_d_eau": name}, blob(wkb_line([(*p, 300.0) for p in piece]))) for piece in PIECES]})


def test_lambert_93_and_back():
    chance = random.Random(7)
    for _ in range(200):
        place = chance.uniform(-4.5, 8.5), chance.uniform(41.5, 51)
        assert wgs84(*lambert93(*place)) == pytest.approx(place, abs=1e-9)


def test_geometries_of_a_geopackage():
    line = [(1.0, 2.0), (3.0, 4.0)]
    ring = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)]
    assert gpkg_parts(blob(wkb_line(line))) == [("line", (tuple(line),))]
    assert gpkg_parts(blob(wkb_line([(*p, 5.0) for p in line]), envelope=True)) == [("line", (tuple(line),))]
    assert gpkg_parts(blob(wkb_many(6, [wkb_polygon([ring]), wkb_polygon([ring])]))) == [("polygon", (tuple(ring),))] * 2
    whole = blob(wkb_many(5, [wkb_line(line), wkb_line(line)]))
    for end in range(len(whole) - 1):
        with pytest.raises(BadGeometryError):
            gpkg_parts(whole[:end])
    for bad in (None, b"", "GP", blob(wkb_many(8, [])), blob(b"\1\2\0\0\0\xff\xff\xff\xff")):
        with pytest.raises(BadGeometryError):
            gpkg_parts(bad)


def test_random_bytes_are_no_geometry():
    chance = random.Random(3)
    for _ in range(2000):
        data = blob(bytes(chance.randrange(9) for _ in range(chance.randrange(60))))
        try:
            gpkg_parts(data)
        except BadGeometryError:
            continue


@pytest.mark.parametrize(
    ("crs", "turn"),
    [
        ("", lambda x, y: wgs84(x, y)), ("urn:ogc:def:crs:OGC:1.3:CRS84", lambda x, y: wgs84(x, y)), ("", lambda x, y: (x, y)),
        ("urn:ogc:def:crs:EPSG::2154", lambda x, y: (x, y)),
        ("EPSG:3857", lambda x, y: (math.radians(wgs84(x, y)[0]) * 6378137, math.log(math.tan(math.pi / 4 + math.radians(wgs84(x, y)[1]) / 2)) * 6378137)),
    ],
)  # fmt: skip
def test_systems_of_coordinates(tmp_path, crs, turn):
    path = write_geojson(tmp_path / "a.geojson", [({"name": "Couze"}, "LineString", [turn(*p) for p in COURSE])], crs)
    (feature,) = read_geo(path).features
    assert feature.parts[0][1][0][0] == pytest.approx(wgs84(*COURSE[0]), abs=1e-7)


def test_courses_are_put_together_in_the_direction_of_most_pieces():
    (course,) = courses_of([PIECES[2], PIECES[0], PIECES[3], PIECES[1], PIECES[1]], 1000)
    assert course == tuple(COURSE)
    beside = [(x, y + 30) for x, y in COURSE]
    far = [(x, y + 3000) for x, y in COURSE]
    assert len(courses_of([*PIECES, beside], 1000)) == 1
    assert len(courses_of([*PIECES, far, far[:2]], 1000)) == 2
    assert courses_of([COURSE[:2]], 1000) == []
    loop = [(0.0, 0.0), (5000.0, 0.0), (5000.0, 5000.0), (0.0, 0.0)]
    assert courses_of([loop], 1000) == [tuple(loop)]
    assert len(simplified([(float(x), 0.0) for x in range(500)], 1.0)) == 2


@pytest.mark.parametrize(
    ("said", "road"),
    [
        ({"highway": "motorway", "ref": "A 75"}, ("motorway", "A75")), ({"highway": "primary", "ref": "D 996"}, ("road", "D996")),
        ({"highway": "residential", "name": "Rue A"}, None), ({"nature": "Type autoroutier", "cpx_numero": "A75"}, ("motorway", "A75")),
        ({"nature": "Route à 1 chaussée", "importance": "3", "cpx_numero": "D996"}, ("road", "D996")),
        ({"nature": "Route à 1 chaussée", "importance": "5", "cpx_numero": "D12"}, None), ({"nature": "Voie ferrée principale"}, ("railway", "")),
        ({"railway": "tram"}, None), ({"vocation": "Liaison principale", "num_route": "D978"}, ("road", "D978")), ({}, None),
    ],
)  # fmt: skip
def test_kinds_of_roads(said, road):
    assert road_of(said) == road


def test_surveyed_rivers_stand_in_the_place_of_drawn_ones(folder, territory, tmp_path):
    drawn = read_lines(folder / "lignes-schematiques.json")
    layer = make_layer("rivers", rivers(tmp_path / "r.gpkg", "la Couze d'Essai"), territory, credit="IGN, BD TOPO")
    assert (layer.read, layer.table, layer.system) == (4, "troncon_hydrographique", "Lambert-93 (EPSG:2154)")
    assert layer.kept == (("Couze d'Essai", f"{length_of(COURSE) / 1000:.1f} km"),)
    write_layer(layer, folder)
    read_lines.cache_clear()
    lines = read_lines(folder / "lignes-schematiques.json")
    assert [(line.name, line.surveyed) for line in lines if line.kind == "river"] == [("Couze d'Essai", True)]
    assert [one for one in lines if one.kind != "river"] == [one for one in drawn if one.kind != "river"]
    (river,) = (line for line in lines if line.kind == "river")
    assert math.dist(river.points[0], COURSE[0]) < 2
    assert [one.name for one in read_territory(folder).rivers] == ["Allier"]
    assert layer_credits(folder) == ("IGN, BD TOPO",)


def test_a_surveyed_great_river_replaces_the_projects_own(folder, territory, tmp_path):
    write_layer(make_layer("rivers", rivers(tmp_path / "r.gpkg", "l'Allier"), territory), folder)
    (allier,) = read_territory(Path(shutil.copytree(folder, tmp_path / "other"))).rivers
    assert (allier.name, math.dist(lambert93(*allier.points[-1]), COURSE[-1]) < 2) == ("Allier", True)
    assert [one for one in read_lines(tmp_path / "other" / "lignes-schematiques.json") if one.kind == "river"] == []


def test_roads_of_a_geojson_file(folder, territory, tmp_path):
    degrees = [wgs84(*p) for p in COURSE]
    rows = [({"highway": "motorway", "ref": "A 75"}, "LineString", degrees), ({"highway": "footway"}, "LineString", degrees), ({"railway": "rail"}, "MultiLineString", [[wgs84(x, y + 5000) for x, y in COURSE]])]
    layer = make_layer("roads", write_geojson(tmp_path / "r.geojson", rows), territory)
    assert [name for name, _ in layer.kept] == ["A75", "railway"]
    write_layer(layer, folder)
    kinds = {line.kind for line in read_lines(folder / "lignes-schematiques.json") if line.surveyed}
    assert kinds == {"motorway", "railway"}


def test_communes_of_a_department_are_cut_down_to_the_territory(folder, territory, tmp_path):
    square = [(0, 0), (900, 0), (900, 900), (0, 900), (0, 0)]
    rows = [
        ({"code_insee": one.insee, "nom_officiel": f"{one.name} !", "population": "12"}, blob(wkb_many(6, [wkb_polygon([[(700_000 + x, 6_490_000 + 1000 * n + y) for x, y in square]])])))
        for n, one in enumerate(territory.communes)
    ]  # fmt: skip
    rows.append(({"code_insee": "63113", "nom_officiel": "Ailleurs", "population": "1"}, rows[0][1]))
    layer = make_layer("communes", write_gpkg(tmp_path / "c.gpkg", {"commune": rows, "departement": rows[:1]}), territory)
    assert (layer.read, len(layer.kept)) == (len(territory.communes) + 1, len(territory.communes))
    write_layer(layer, folder)
    (tmp_path / "again").mkdir()
    shutil.copytree(folder, tmp_path / "again" / "t")
    made = read_territory(tmp_path / "again" / "t")
    first, before = made.communes[0], territory.communes[0]
    assert (first.name, first.population, first.town_hall, first.postcodes) == (f"{before.name} !", 12, before.town_hall, before.postcodes)
    assert first.contour[0][0][1] == (700_900, 6_490_000)
    assert made.former == territory.former
    only = make_layer("communes", tmp_path / "c.gpkg", Territory(), keep=["nom_officiel=ailleurs"])
    assert only.kept == (("Ailleurs", "63113"),)


def test_relief_from_bands_is_the_ground_above(folder, territory, tmp_path):
    west, south = 710_000, 6_480_000

    def box(left: float, right: float) -> list[list[tuple[float, float]]]:
        return [[wgs84(west + x, south + y) for x, y in ((left, 0), (right, 0), (right, 5000), (left, 5000), (left, 0))]]

    rows = [({"ELEV_MIN": low, "ELEV_MAX": low + 100}, "Polygon", box(left, left + 2000)) for low, left in ((400, 0), (500, 2000), (600.0, 4000))]
    write_layer(make_layer("relief", write_geojson(tmp_path / "r.geojson", rows), territory), folder)
    steps = read_relief(folder / "relief.json").steps
    assert [step.altitude for step in steps] == [400, 500, 600]
    widths = [max(x for x, _ in step.polygons[0][0]) - min(x for x, _ in step.polygons[0][0]) for step in steps]
    assert widths == pytest.approx([6000, 4000, 2000], abs=3)


def _far(path: Path) -> Path:
    return write_geojson(path, [({"name": "Seine"}, "LineString", [(2.3, 48.8), (2.4, 48.9)])])


def _swapped(path: Path) -> Path:
    return write_geojson(path, [({"name": "Couze"}, "LineString", [wgs84(*p)[::-1] for p in COURSE])])


def _nameless(path: Path) -> Path:
    return write_geojson(path, [({"id": 1}, "LineString", [wgs84(*p) for p in COURSE])])


def _nowhere(path: Path) -> Path:
    return write_geojson(path, [({"name": "Couze"}, "LineString", [(3.1, 45.5), (3.1, 95.0)])])


def _system(path: Path) -> Path:
    return write_geojson(path, [({"name": "Couze"}, "LineString", COURSE)], "urn:ogc:def:crs:EPSG::27572")


def _bytes(data: bytes):
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("write", "name", "said"),
    [
        (_far, "a.geojson", "nothing in it lies in the territory: the first feature is at 2.300, 48.800"),
        (_swapped, "a.geojson", "nothing in it lies in the territory"),
        (_nameless, "a.geojson", "no feature has a name and 5 km; their fields: id"),
        (_nowhere, "a.geojson", "feature 1 lies nowhere on earth"),
        (_system, "a.geojson", "coordinates in `urn:ogc:def:crs:EPSG::27572`"),
        (_bytes(b'{"type": "FeatureCollection", "features": ['), "a.geojson", "not complete JSON"),
        (_bytes(b'{"type": "Topology"}'), "a.json", "not a GeoJSON FeatureCollection"),
        (_bytes(b'{"features": [{"geometry": {"type": "Circle"}}]}'), "a.json", "a feature that is none"),
        (_bytes(b'{"features": [{"geometry": {"type": "LineString", "coordinates": [["x"]]}}]}'), "a.json", "a feature that is none"),
        (_bytes(b'{"features": [3]}'), "a.json", "a feature that is none"),
        (_bytes(b'{"features": []}'), "a.json", "no feature with a place"),
        (_bytes(b"[" * 200_000), "a.json", "not complete JSON"),
        (_bytes(b"PK"), "a.gpkg", "not a GeoPackage"),
        (_bytes(b"SQLite format 3\0" + b"\xff" * 4000), "a.gpkg", "not a GeoPackage that can be read"),
        (lambda path: write_gpkg(path, {"r": [({"nom": "a"}, blob(wkb_line(COURSE)))]}, 27572), "a.gpkg", "is in EPSG:27572"),
        (lambda path: write_gpkg(path, {"r": [({"nom": "a"}, b"GP")]}), "a.gpkg", "feature 1: not a GeoPackage geometry"),
        (lambda path: write_gpkg(path, {"r": [({"nom": "a"}, blob(wkb_polygon([COURSE])))]}), "a.gpkg", "no lines in its 1 features (polygon)"),
        (lambda path: write_gpkg(path, {"a": [], "b": []}), "a.gpkg", "several tables"),
        (lambda path: write_gpkg(path, {}), "a.gpkg", "no table of features"),
    ],
)
def test_files_that_are_refused(tmp_path, territory, write, name, said):
    with pytest.raises(InputError) as caught:
        make_layer("rivers", write(tmp_path / name), territory)
    assert said in caught.value.message
    assert caught.value.hint


def test_the_command(folder, tmp_path, monkeypatch, capsys):
    (tmp_path / "brand.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rivers(tmp_path / "r.gpkg")
    assert main(["import", "r.gpkg", "--layer", "rivers", "--credit", "IGN"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("rivers: 4 features of r.gpkg, table troncon_hydrographique, Lambert-93 (EPSG:2154); 1 kept\n  Couze d'Essai  ")
    assert said.out.endswith("written to data/territory/layer-rivers.json; to go back, delete it\n")
    before = layer_file(folder, "rivers").read_bytes()
    _far(tmp_path / "far.geojson")
    assert main(["import", "far.geojson", "--layer", "rivers"]) == 2
    assert main(["import", "r.gpkg", "--layer", "rivers", "--keep", "x=1"]) == 2
    assert "names a field that no feature has" in capsys.readouterr().err
    assert layer_file(folder, "rivers").read_bytes() == before
    assert main(["import", "nothing.gpkg", "--layer", "rivers"]) == 2
    assert main(["import", "r.gpkg", "--layer", "rivers", "--json"]) == 0
    capsys.readouterr()
    assert json.loads(before)["credit"] == "IGN"
