import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marbre.offers import json_stream
from marbre.offers.json_stream import BadJsonError, stream_objects
from marbre.offers.values import clean, day, decimal, flag, hour, plain, texts, whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\r\nb  \n", "a\nb"),
        ("<b>gras</b> et <br/>suite", "gras et \nsuite".replace(" \n", "\n")),
        ("enfants < 12 ans > 3", "enfants < 12 ans > 3"),
        ("http://x.example/?a=1&copy=2", "http://x.example/?a=1&copy=2"),
        ("R&eacute;gion &amp; co", "Région & co"),
        ("&lt;script&gt;x&lt;/script&gt;ok", "ok"),
        ("cœur\x00 \ud83dvif", "cœur vif"),
        ("L’été « 15€ »", "L’été « 15€ »"),
    ],
)
def test_texts_are_cleaned_and_otherwise_left_alone(text, said):
    assert clean(text) == said


@given(st.text())
def test_cleaning_never_fails_and_can_be_stored(text):
    said = clean(text)
    said.encode("utf-8")
    assert "\r" not in said
    assert "\x00" not in said


def test_scalars_in_whatever_dress():
    assert day("2002-08-23T00:00:00.000+0000") == day("2002-08-23") == day("23/08/2002") == date(2002, 8, 23)
    assert [day(value) for value in ("2027-02-30", "", None, 5, "demain")] == [None] * 5
    assert [hour(value) for value in ("9:00", "09:00:00", "9h", "9h30", "25:00", "midi", None)] == [
        "09:00", "09:00", "09:00", "09:30", "", "", ""
    ]  # fmt: skip
    assert [decimal(value) for value in ("7,50", 7.5, Decimal("7.500"), "1 200", True, "NaN", "1e999999", [])] == [
        Decimal("7.5"), Decimal("7.5"), Decimal("7.5"), 1200, None, None, None, None
    ]  # fmt: skip
    assert str(decimal("1e2")) == "100"
    assert [whole(value) for value in ("12", 12.0, "12.5", None)] == [12, 12, None, None]
    assert [flag(value) for value in (True, "true", 1, "OUI", False, "NON", None)] == [True] * 4 + [False] * 3
    assert plain(3.0) == "3"
    assert texts({"libellePtBR": "olá", "libelleFr": "salut", "libelleEn": " "}).pairs == (
        ("fr", "salut"),
        ("pt", "olá"),
    )


def read(text: str, encoding: str = "utf-8") -> list:
    return list(stream_objects(io.BytesIO(text.encode(encoding))))


def test_arrays_objects_and_responses_are_read():
    assert read("[]") == []
    assert read(' [ {"id": 1}, null, 3 ] ') == [{"id": 1}, None, 3]
    assert read('{"id": 1, "nom": {}}') == [{"id": 1, "nom": {}}]
    assert read("[1]", "utf-8-sig") == read("[1]", "utf-16") == [1]
    assert read('{"2027-03-05": [{"id": 1}], "2027-03-06": [{"id": 2}]}') == [{"id": 1}, {"id": 2}]
    outer: dict = {}
    response = b'{"query": {"count": 2}, "objetsTouristiques": [{"id": 1}, {"id": 2}], "numFound": 9}'
    assert list(stream_objects(io.BytesIO(response), outer)) == [{"id": 1}, {"id": 2}]
    assert outer == {"query": {"count": 2}, "numFound": 9}


@pytest.mark.parametrize(
    "text", ["", "  ", "[", '[{"id": 1}', '[{"id": 1},', "[1 2]", "[1]]", '{"id": 1', '{"a" 1}', "<xml/>", "[" * 100000]
)
def test_broken_json_is_refused(text):
    with pytest.raises(BadJsonError):
        read(text)


@given(st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=9) | st.integers(), max_size=3), max_size=9))
def test_small_windows_read_the_same(values):
    usual, json_stream.CHUNK = json_stream.CHUNK, 7
    try:
        assert read(json.dumps(values, ensure_ascii=False)) == values
    finally:
        json_stream.CHUNK = usual
