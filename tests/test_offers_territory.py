from pathlib import Path

import pytest

from marbre.errors import InputError
from marbre.offers.territory import Territory, lambert93, read_territory

FOLDER = Path(__file__).parent.parent / "data" / "territory"


def test_the_territory_of_the_project():
    territory = read_territory(FOLDER)
    assert len(territory.communes) == 87
    assert [one.insee for one in territory.communes] == sorted(one.insee for one in territory.communes)
    assert territory.rivers[0].name == "Allier"
    issoire = territory.commune("63178")
    x, y = lambert93(*issoire.town_hall)
    ring = issoire.contour[0][0]
    assert min(one[0] for one in ring) < x < max(one[0] for one in ring)
    assert min(one[1] for one in ring) < y < max(one[1] for one in ring)


@pytest.mark.parametrize(
    ("insee", "name", "expected"),
    [
        ("63266", "Orsonnette", ("63255", "Nonette-Orsonnette", "Orsonnette")),
        ("63255", "NONETTE", ("63255", "Nonette-Orsonnette", "Nonette")),
        ("63255", "Nonette-Orsonnette", ("63255", "Nonette-Orsonnette", "")),
        ("63330", "Saint-Cirgues-sur-Couze", ("63109", "Les Deux-Rives", "Saint-Cirgues-sur-Couze")),
        ("", "chidrac", ("63109", "Les Deux-Rives", "Chidrac")),
        ("63018", "Aulhat-Saint-Privat", ("63160", "Aulhat-Flat", "Aulhat-Saint-Privat")),
        ("63078", "Chaméane", ("63448", "Le Vernet-Chaméane", "Chaméane")),
        ("", "Issoire", ("63178", "Issoire", "")),
        ("59236", "Flat", ("59236", "Flat", "")),
        ("69123", "Lyon", ("69123", "Lyon", "")),
    ],
)
def test_communes_have_their_name_of_today(insee, name, expected):
    assert read_territory(FOLDER).resolve(insee, name) == expected


def test_an_empty_territory_changes_nothing():
    assert Territory().resolve("63266", "Orsonnette") == ("63266", "Orsonnette", "")


def test_lambert_93_at_its_origin():
    assert lambert93(3.0, 46.5) == pytest.approx((700_000, 6_600_000), abs=0.001)


def test_missing_or_broken_data(tmp_path):
    with pytest.raises(InputError):
        read_territory(tmp_path)
    (tmp_path / "communes.json").write_text("[]", "utf-8")
    with pytest.raises(InputError):
        read_territory(tmp_path)
