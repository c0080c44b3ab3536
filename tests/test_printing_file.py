"""printing.yaml with its mistakes, and the ICC files that conditions name."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from marbre.errors import EditionError, InputError
from marbre.finish.profiles import check_inks, measured
from marbre.printing import PrintingCondition
from marbre.printing_file import check_profiles, house_named, profile_mistake, read_printing

ROOT = Path(__file__).parents[1]
ICC = ROOT / "assets" / "icc"
FOGRA39 = (ICC / "FOGRA39L_coated.icc").read_bytes()


def condition(separation: Path, limit: float = 300, words: tuple[str, ...] = ()) -> PrintingCondition:
    return PrintingCondition("X", "X", "c", "i", "r", separation, separation, limit, words)


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (ROOT / "printing.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "printing.yaml").write_text(text, encoding="utf-8")
    return folder


def test_four_houses_and_three_conditions() -> None:
    houses = read_printing(ROOT)
    assert [house.id for house in houses.printers] == ["offset-couche", "offset-non-couche", "numerique", "etiquettes"]
    assert [one.identifier for one in houses.conditions] == ["FOGRA39", "FOGRA51", "FOGRA52"]
    coated = houses.printer("offset-couche")
    assert (coated.bleed, coated.safe, coated.ink_limit, coated.marks) == (3.0, 5.0, 300.0, False)
    assert dict(coated.multiples) == {"perfect": 2, "saddle": 4, "sheet": 1}
    assert coated.condition.separation.name == "ISOcoated_v2_300_bas.icc"


def test_every_mistake_has_its_line(tmp_path: Path) -> None:
    folder = written(
        tmp_path, ("condition: FOGRA52", "condition: FOGRA53"), ("saddle: {multiple: 4", "sadle: {multiple: 4"),
        ("    bulk: 1.0", "    bulk: 1.0\n    mark_offset: 2 mm"), ("bleed: 2 mm", "bleed: 30 mm"),
    )  # fmt: skip
    with pytest.raises(EditionError) as raised:
        read_printing(folder)
    text = "\n".join(raised.value.mistakes)
    lines = (folder / "printing.yaml").read_text(encoding="utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "FOGRA53" in line)
    assert f"printing.yaml:{wrong}: there is no condition `FOGRA53`" in text
    assert "did you mean `FOGRA52`?" in text
    assert "no binding `sadle`" in text
    assert "marks 2 mm from the trim" in text
    assert "a bleed of 30 mm" in text


def test_an_unknown_field_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="unknown field `blead`"):
        read_printing(written(tmp_path, ("bleed: 2 mm", "blead: 2 mm")))


def test_an_unknown_house_is_named_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"edition\.yaml:1: there is no house `offset-couchee`") as raised:
        house_named(read_printing(ROOT), "offset-couchee", "editions/x/edition.yaml:1")
    assert "offset-couche" in raised.value.hint


def test_a_profile_that_the_office_has_not_supplied_is_asked_for() -> None:
    with pytest.raises(InputError, match=r"there is no assets/icc/office/PSOuncoated_v3_FOGRA52\.icc") as raised:
        check_profiles(read_printing(ROOT).printer("offset-non-couche").condition, ROOT)
    assert "eci.org" in raised.value.hint


def test_the_profiles_that_come_with_the_project_are_sound() -> None:
    for house in ("offset-couche", "numerique"):
        one = read_printing(ROOT).printer(house).condition
        check_profiles(one, ROOT)
        check_inks(one)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[:100], "not an ICC profile"),
        (lambda data: b"%PDF" + data[4:36] + b"xxxx" + data[40:], "not an ICC profile"),
        (lambda data: data[:-1000], "cut short"),
        (lambda data: data[:12] + b"mntr" + data[16:], "not a printer's profile (its class is mntr)"),
        (lambda data: data[:16] + b"RGB " + data[20:], "not for CMYK"),
        (lambda data: data[:8] + b"\x05" + data[9:], "version 5"),
        (lambda data: data.replace(b"B2A0", b"X2A0", 1), "lacks B2A0"),
    ],
)
def test_a_file_that_is_no_printer_s_profile_says_why(change, said: str) -> None:  # type: ignore[no-untyped-def]
    assert said in profile_mistake(change(FOGRA39))


def test_a_sound_profile_of_another_condition_is_refused() -> None:
    assert profile_mistake(FOGRA39, ("FOGRA39",)) == ""
    assert "FOGRA39L Coated" in profile_mistake(FOGRA39, ("PSO Coated v3",))


def test_a_description_of_version_4_is_read() -> None:
    offset = struct.unpack(">I", FOGRA39[136:140])[0] if FOGRA39[132:136] == b"desc" else 0
    assert offset
    text = "PSO Coated v3".encode("utf-16-be")
    body = b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(text), 28) + text
    data = FOGRA39[:offset] + body + FOGRA39[offset + len(body) :]
    assert profile_mistake(data, ("PSO Coated v3",)) == ""


def test_ink_is_measured(tmp_path: Path) -> None:
    white, most = measured(ICC / "ISOcoated_v2_300_bas.icc")
    assert white == 0
    assert 290 < most <= 300
    with pytest.raises(InputError, match="more than 300 %"):
        check_inks(condition(ICC / "FOGRA39L_coated.icc"))
    check_inks(condition(ICC / "FOGRA39L_coated.icc", 320))
    kept = tmp_path / "kept.sqlite"
    copy = tmp_path / "copy.icc"
    shutil.copy(ICC / "ISOcoated_v2_300_bas.icc", copy)
    check_inks(condition(copy), kept)
    with pytest.raises(InputError, match="298 %"):
        check_inks(condition(copy, 280), kept)


def test_a_broken_profile_is_one_clear_mistake(tmp_path: Path) -> None:
    broken = tmp_path / "broken.icc"
    broken.write_bytes(FOGRA39[:200] + b"\0" * (len(FOGRA39) - 200))
    with pytest.raises(InputError, match=r"broken\.icc cannot be used"):
        check_inks(condition(broken))


def test_an_office_s_own_profile_is_used_once_it_is_there(tmp_path: Path) -> None:
    written(tmp_path, ("assets/icc/office/PSOcoated_v3.icc", "assets/icc/office/theirs.icc"))
    folder = tmp_path / "assets" / "icc" / "office"
    folder.mkdir(parents=True)
    data = (ICC / "ISOcoated_v2_300_bas.icc").read_bytes()
    theirs = folder / "theirs.icc"
    theirs.write_bytes(data)
    fogra51 = next(one for one in read_printing(tmp_path).conditions if one.id == "FOGRA51")
    assert fogra51.separation == fogra51.profile == theirs
    with pytest.raises(InputError, match=r"theirs\.icc says it is for « ISO Coated v2 300% \(basICColor\) »"):
        check_profiles(fogra51, tmp_path)
    theirs.write_bytes(data.replace(b"ISO Coated v2 300% (basICColor)", b"PSO Coated v3 (for a test only)", 1))
    check_profiles(fogra51, tmp_path)
    check_inks(fogra51)
