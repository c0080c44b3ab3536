from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marbre.brand_file import read_brand
from marbre.colour import (
    Vision,
    contrast,
    delta_e,
    difference,
    lab,
    least_difference,
    seen_as,
)
from marbre.drawing import Ink
from marbre.errors import EditionError
from marbre.fonts import faces_of, family_of, may_embed, read_faces

ROOT = Path(__file__).parent.parent
BRAND = read_brand(ROOT / "brand.yaml")
FACES, FONT_FINDINGS = read_faces(ROOT / "assets" / "fonts")
rgb = st.tuples(*[st.integers(0, 255)] * 3)


def test_text_colours_can_be_read_on_paper_and_cream():
    grounds = [BRAND.colour("papier"), BRAND.colour("creme")]
    texts = [one for one in BRAND.palette if one.text and one not in grounds]
    assert len(texts) >= 8
    for one in texts:
        for ground in grounds:
            assert contrast(one.srgb, ground.srgb) >= 4.5, (one.name, ground.name)


def test_chapter_colours_stay_apart_for_colour_blind_readers():
    chapters = tuple(BRAND.colour(name).srgb for name in ("foret", "terracotta", "miel", "basalte"))
    assert least_difference(chapters) >= 20


def test_chapter_colours_are_steps_of_lightness():
    light = sorted(lab(BRAND.colour(name).srgb)[0] for name in ("foret", "terracotta", "miel"))
    assert all(upper - lower >= 22 for lower, upper in pairwise(light))


def test_no_colour_takes_more_ink_than_allowed():
    assert BRAND.ink_limit <= 280
    assert all(sum(one.cmyk) <= BRAND.ink_limit for one in BRAND.palette)


def test_words_of_the_brand():
    assert BRAND.baseline.get("fr") == "le Territoire des pierres colorées"
    assert len(BRAND.platform.themes) == 3
    assert "modération" in BRAND.mention("alcohol", "fr")
    assert BRAND.mention("alcohol", "nl") == BRAND.mention("alcohol", "fr")
    assert BRAND.mention("unheard", "fr") == ""
    assert (BRAND.minimum.body, BRAND.minimum.listing, BRAND.minimum.legal) == (9.0, 7.5, 6.0)
    assert all(one.email.endswith(".example") and one.web.endswith(".example") for one in BRAND.addresses)


def test_inks_at_a_tint():
    assert BRAND.srgb(Ink("noir", 0.0)) == (255, 255, 255)
    assert BRAND.srgb(Ink("noir")) == BRAND.colour("noir").srgb
    assert BRAND.cmyk(Ink("noir", 0.4)) == pytest.approx((0, 0, 0, 40))
    with pytest.raises(KeyError):
        BRAND.srgb(Ink("mauve"))


def test_mistakes_of_the_palette_have_their_line(tmp_path):
    text = (ROOT / "brand.yaml").read_text(encoding="utf-8")
    text = text.replace(
        'srgb: "#EE7F1A", cmyk: [0, 60, 95, 0], text: false',
        'srgb: "#EE7F1A", cmyk: [0, 60, 95, 0], text: true',
    )
    text = text.replace("[88, 45, 72, 55]", "[98, 95, 92, 95]").replace('"#5A3826"', '"brown"')
    path = tmp_path / "brand.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_brand(path)
    said = str(caught.value)
    lines = {
        name: number
        for number, line in enumerate(text.split("\n"), 1)
        for name in [line.strip().split(":")[0]]
    }
    assert (
        f"brand.yaml:{lines['orange']}: colour `orange` cannot carry text: contrast 2.7 with papier" in said
    )
    assert f"brand.yaml:{lines['foret']}: colour `foret` takes 380 % of ink, more than 280 %" in said
    assert f"brand.yaml:{lines['brun']}: field `srgb`: `brown` is not an sRGB colour" in said


# Sharma, Wu and Dalal (2005), table 1, pairs 1, 4, 7, 9, 17, 20, 25, 34.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_as_published(one, other, expected):
    assert delta_e(one, other) == pytest.approx(expected, abs=1e-4)


def test_contrast_and_lightness_of_black_and_white():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert lab((255, 255, 255)) == pytest.approx((100, 0, 0), abs=0.02)


@given(rgb, rgb)
def test_difference_is_symmetric_and_zero_on_itself(one, other):
    assert difference(one, other) == pytest.approx(difference(other, one), abs=1e-9)
    assert difference(one, one) == 0


@given(st.integers(0, 255), st.sampled_from(Vision))
def test_grey_looks_grey_to_everybody(level, vision):
    assert all(abs(part - level) <= 2 for part in seen_as((level, level, level), vision))


def test_red_and_green_fall_together_without_green_cones():
    red, green = (200, 60, 60), (120, 120, 50)
    assert (
        difference(*(seen_as(one, Vision.DEUTERANOPIA) for one in (red, green))) < difference(red, green) / 2
    )


def test_roles_are_set_in_the_free_families():
    assert FONT_FINDINGS == ()
    assert [family_of(BRAND.role(name), FACES) for name in ("title", "condensed", "body")] == [
        "Barlow",
        "Barlow Semi Condensed",
        "Carlito",
    ]
    body = faces_of(BRAND.role("body"), FACES)
    assert [(face.weight, face.italic) for face in body] == [
        (400, False),
        (400, True),
        (700, False),
        (700, True),
    ]
    assert len({face.postscript_name for face in FACES}) == len(FACES)


def test_the_office_files_win_and_restricted_ones_are_refused(tmp_path):
    from fontTools.ttLib import TTFont

    folder = tmp_path / "office"
    folder.mkdir()
    carlito = ROOT / "assets" / "fonts" / "carlito" / "Carlito-Regular.ttf"
    for file, family, fs_type in (("CALIBRI.TTF", "Calibri", 8), ("din.ttf", "DIN", 2)):
        with TTFont(carlito) as font:
            for record in font["name"].names:
                if record.nameID in (1, 16):
                    record.string = family
            font["OS/2"].fsType = fs_type
            font.save(folder / file)
    (folder / "broken.otf").write_bytes(b"not a font")
    faces, findings = read_faces(tmp_path)
    assert family_of(BRAND.role("body"), (*faces, *FACES)) == "Calibri"
    assert family_of(BRAND.role("title"), (*faces, *FACES)) == "Barlow"
    assert [finding.id for finding in findings] == ["font_unreadable", "font_not_embeddable"]
    assert "DIN" in findings[1].message


@pytest.mark.parametrize(
    ("fs_type", "allowed"),
    [(0, True), (2, False), (4, True), (8, True), (6, True), (0x100, False), (0x200, False)],
)
def test_embedding_rights(fs_type, allowed):
    assert may_embed(fs_type) is allowed
