"""The lint, rule by rule: a page with one defect just beyond the limit, and one just within."""

from __future__ import annotations

import re
import textwrap

import pytest

from lint_samples import HEAD, LEADING, LEFT, LETTER, MEASURE, WORDS, Set, found, full, lines, pdf
from marbre.findings import Severity
from marbre.lint.rule import LIMITS, Limits
from marbre.lint.runner import PagePlan, lint, rulebook
from marbre.words import explanations

RIGHT = LEFT + (MEASURE + 4) * LETTER


def two_columns(left: list[str], right: list[str]) -> bytes:
    return pdf([Set(left), Set(right, left=RIGHT)])


# ---- Every rule is explained ---------------------------------------------------------------------------------------
def test_every_rule_says_rule_why_and_fix_and_has_words_for_the_office() -> None:
    book = rulebook()
    for id, rule in {**book.page, **book.whole}.items():
        assert re.search(r"Rule: .*Why: .*Fix: ", rule.__doc__ or "", re.DOTALL), id
        assert explanations()[id].message, id
        assert id.startswith("lint_"), id
    assert set(book.told) == {*book.page, *book.whole}
    assert len(book) >= 24


def test_a_page_without_a_defect_says_nothing() -> None:
    text = textwrap.wrap(
        "Au bord de la couze, le moulin tourne encore ; on y entre par le verger, puis par un escalier de pierre qui sent la "
        "farine. Le meunier ouvre la vanne « pour voir », et tout le bâtiment se met à trembler comme une bête qui s’éveille. "
        "En été, 12 km de sentiers partent de là vers les estives.", MEASURE,
    )  # fmt: skip
    assert lint(pdf([Set(text)]), "fr").remarks == ()


# ---- Last lines ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("letters", "told"), [(5, True), (6, False)])
def test_a_runt_is_shorter_than_fifteen_hundredths_of_the_measure(letters: int, told: bool) -> None:
    data = pdf([Set(lines(4, last="x" * (letters - 1) + "."))])
    assert bool(found(data, "lint_runt")) is told


@pytest.mark.parametrize(("last", "told"), [("leur bête.", True), ("leurs bêtes.", False)])
def test_twelve_letters_are_no_runt_on_a_wide_measure(last: str, told: bool) -> None:
    wide = [f"{full(number)} {full(number + 9)} {full(number + 4)}" for number in range(4)]
    assert bool(found(pdf([Set([*wide, last])], size=(420, 297)), "lint_runt")) is told


def test_a_runt_says_where_how_much_and_who() -> None:
    (one,) = found(pdf([Set(lines(4, last="mer."))]), "lint_runt")
    assert (one.sheet, one.finding.value, one.finding.limit, one.finding.who) == (1, "10,0 %", "15,0 %", "office")
    assert "mer." in one.finding.message
    box = one.finding.box
    assert box is not None
    assert abs(box.x - LEFT) < 0.2
    assert abs(box.width - 4 * LETTER) < 0.2
    assert HEAD + 3 * LEADING < box.bottom < HEAD + 5 * LEADING


def test_the_end_of_a_parted_word_is_a_runt_whatever_its_length() -> None:
    data = pdf([Set([*lines(3), full(5, "monta-"), "gnarde."])])
    assert found(data, "lint_runt")
    assert not found(pdf([Set([*lines(3), full(5, "monta-"), "gnarde au lac."])]), "lint_runt")


def test_facts_and_addresses_are_no_paragraphs() -> None:
    assert not found(pdf([Set(lines(4, last="12 €"))]), "lint_runt")


# ---- Columns -------------------------------------------------------------------------------------------------------
def test_a_widow_stands_alone_at_the_head() -> None:
    left = lines(8)
    alone = two_columns(left, ["et la suite au lac.", full(30), full(31), full(32), "fin de la page ici."])
    assert found(alone, "lint_widow")
    two = two_columns(left, [full(20), "et la suite au lac.", full(30), full(31), full(32), "fin de la page ici."])
    assert not found(two, "lint_widow")


def test_a_heading_in_the_next_column_is_no_widow() -> None:
    left = [*lines(7), "la fin de ce texte."]
    assert not found(two_columns(left, ["Une ligne seule", *lines(5, 30)]), "lint_widow")


def test_an_orphan_stands_alone_at_the_foot() -> None:
    left = [*lines(5), "puis il rentre.", full(9)]
    assert found(two_columns(left, lines(6, 30)), "lint_orphan")
    assert not found(two_columns([*left, full(10)], lines(6, 30)), "lint_orphan")


def test_a_word_parted_over_a_column_is_told_for_the_record_and_over_a_page_as_a_warning() -> None:
    left, right = [*lines(5), full(9, "rivi-")], ["ères et couzes, " + "x" * 24, *lines(5, 30)]
    data = two_columns(left, right)
    (one,) = found(data, "lint_hyphen_over_column")
    assert one.finding.severity is Severity.INFO
    assert one.finding.value.endswith("rivi-|ères")
    assert not found(data, "lint_hyphen_over_page")
    over = pdf([Set(left)], [Set(right)])
    (other,) = found(over, "lint_hyphen_over_page")
    assert (other.finding.severity, other.sheet) == (Severity.WARNING, 1)
    assert not found(over, "lint_hyphen_over_column")


@pytest.mark.parametrize(("below", "told"), [(0, True), (1, True), (2, False)])
def test_a_heading_needs_two_lines_below_it(below: int, told: bool) -> None:
    left = [
        Set(lines(8)),
        Set(["Le titre"], top=HEAD + 9 * LEADING, size=12, font="Courier-Bold"),
        Set(lines(below, 20), top=HEAD + 10 * LEADING + 1),
    ]
    data = pdf([*left, Set(lines(8, 40), left=RIGHT)])
    assert bool(found(data, "lint_heading_at_foot")) is told


def plan(columns: tuple[tuple[float, float], ...], foot: float, designed: bool = False) -> PagePlan:
    return PagePlan(12, "12", False, designed, (), columns, HEAD, foot)


@pytest.mark.parametrize(("count", "told"), [(31, True), (33, False)])
def test_a_column_is_filled_to_four_fifths(count: int, told: bool) -> None:
    """Forty lines would fill it: 31 are 78 % and 33 are 82 %."""
    data = pdf([Set(lines(count), top=HEAD + 3)])
    (page,) = (plan(((LEFT, LEFT + MEASURE * LETTER),), HEAD + 40 * LEADING),)
    remarks = found(data, "lint_column_hole", plans=[page])
    assert bool(remarks) is told
    if told:
        assert remarks[0].finding.page == 12
        assert re.search(r"7[678] % \(\d+ cm²\)", remarks[0].finding.value)


def test_designed_pages_may_be_white() -> None:
    data = pdf([Set(lines(3))])
    assert not found(data, "lint_column_hole", plans=[plan(((LEFT, LEFT + 70),), 250, designed=True)])


# ---- Paragraphs ----------------------------------------------------------------------------------------------------
def ladder(count: int) -> bytes:
    ends = ["vallon-", "monta-", "riviè-", "fontai-"]
    parted = [full(number, ends[number]) for number in range(count)]
    return pdf([Set([full(20), *parted, full(30), "et la fin du texte."])])


@pytest.mark.parametrize(("count", "language", "told"), [(2, "fr", False), (3, "fr", True), (3, "de", False), (4, "de", True)])
def test_a_ladder_has_more_hyphens_than_its_language_allows(count: int, language: str, told: bool) -> None:
    assert bool(found(ladder(count), "lint_ladder", language)) is told


@pytest.mark.parametrize(("count", "told"), [(2, False), (3, True)])
def test_a_word_stack_is_three_lines_high(count: int, told: bool) -> None:
    stacked = ["pour " + full(number)[:29] + " xxxxx" for number in range(count)]
    assert bool(found(pdf([Set([*stacked, full(20), full(21)])]), "lint_word_stack")) is told


def justified(gap: float, count: int = 5) -> bytes:
    """Lines of seven words of four letters, so that all gaps are one below the other, and a last line."""
    rows = [[WORDS[(number * 5 + index) % len(WORDS)][:4].ljust(4, "o") for index in range(7)] for number in range(count)]
    return pdf([Set([*(" ".join(row) for row in rows), "fin du texte."], gap=gap)])


EM = 9 / 72 * 25.4


@pytest.mark.parametrize(("ems", "told"), [(0.62, True), (0.60, False)])
def test_a_loose_line_has_spaces_over_its_limit(ems: float, told: bool) -> None:
    """Courier's own space is 0.6 em: the limit is moved to 0.61."""
    data = justified((ems - 0.6) * EM)
    assert bool(found(data, "lint_loose_line", limits=Limits(loose=0.61))) is told


def test_a_line_of_usual_spaces_is_not_loose() -> None:
    assert found(justified(0), "lint_loose_line")[0].finding.value == "0,60"


@pytest.mark.parametrize(("count", "told"), [(3, False), (4, True)])
def test_a_river_is_four_lines_long(count: int, told: bool) -> None:
    assert bool(found(justified(0.0, count), "lint_river")) is told


def test_narrow_spaces_make_no_river() -> None:
    assert not found(justified(0.0), "lint_river", limits=Limits(river_gap=0.7))


@pytest.mark.parametrize(("size", "told"), [(34, True), (35, False), (75, False), (76, True)])
def test_running_text_has_thirty_five_to_seventy_five_letters(size: int, told: bool) -> None:
    text = [("abcd " * 20)[: size - 1] + "x" for _ in range(5)]
    data = pdf([Set([*text, "abcd fin de ce texte."])])
    assert bool(found(data, "lint_line_length")) is told


@pytest.mark.parametrize(("drop", "told"), [(0.25, True), (0.15, False)])
def test_baselines_are_even(drop: float, told: bool) -> None:
    from marbre.lint.facts import Line, PageFacts, Paragraph, Word
    from marbre.lint.rule import Job
    from marbre.lint.rules_paragraphs import lint_uneven_leading

    places = [10, 14, 18, 22 + drop, 26 + drop]
    made = tuple(Line("un mot", (Word("un", 0, 3), Word("mot", 4, 9)), y, y - 2, y + 1, 9, "Carlito") for y in places)
    page = PageFacts(1, 1, "1", 100, 100, (Paragraph(made, 0, 60),))
    assert bool(list(lint_uneven_leading(page, Job("fr", LIMITS["fr"], 9)))) is told


# ---- Signs ---------------------------------------------------------------------------------------------------------
SIGNS = [
    ("lint_double_space", "fr", "le lac et  la rive", "le lac et la rive"),
    ("lint_straight_apostrophe", "fr", "au bord de l'eau", "au bord de l’eau"),
    ("lint_wrong_quotes", "fr", 'dit la "pierre" ici', "dit la « pierre » ici"),
    ("lint_wrong_quotes", "en", "called « stone » here", "called “stone” here"),
    ("lint_wrong_quotes", "de", "der «Stein» ist da", "der „Stein“ ist da"),
    ("lint_space_before_sign", "fr", "la pierre, la voici!", "la pierre, la voici !"),
    ("lint_space_before_sign", "fr", "le sentier: trois heures", "le sentier : trois heures"),
    ("lint_space_before_sign", "fr", "le lac , puis le bois", "le lac, puis le bois"),
    ("lint_space_before_sign", "fr", "dit «pierre» ici", "dit « pierre » ici"),
    ("lint_space_before_sign", "fr", "ouvert: de 10 h 30", "voir https://exemple.fr/a?b=1 ici"),
    ("lint_space_before_sign", "en", "the stone : here it is", "the stone: here it is"),
    ("lint_space_before_sign", "de", "der Stein ; hier", "der Stein; hier"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "language", "wrong", "right"), SIGNS)
def test_signs_of_each_language(id: str, language: str, wrong: str, right: str) -> None:
    assert found(pdf([Set([wrong])]), id, language), wrong
    assert not found(pdf([Set([right])]), id, language), right


def test_signs_that_follow_other_rules() -> None:
    text = ["de 10:30 à 11:00, écrire à x@y.fr;", "www.site.fr/a!b, (oui!), 1:25 000, etc."]
    assert not found(pdf([Set(text)]), "lint_double_space")
    assert not found(pdf([Set(["de 10:30 à 11:00, 1:25 000 et l’an 2027"])]), "lint_space_before_sign")


BREAKS = [
    ("lint_line_begins_with_sign", "fr", full(1), "; puis la rive du lac."),
    ("lint_line_begins_with_sign", "fr", full(1), "% des pierres du lac."),
    ("lint_line_ends_with_opener", "fr", full(1, " «"), "xxxxxxx » puis la rive."),
    ("lint_line_ends_with_opener", "en", full(1, " ("), "xxxxxxx) and the lake."),
    ("lint_number_parted", "fr", full(1, " 12"), "km puis la rive du lac."),
    ("lint_number_parted", "fr", full(1, " 14"), "juillet puis la rive du lac."),
    ("lint_number_parted", "fr", full(1, " XIIe"), "siècle puis la rive du lac."),
    ("lint_number_parted", "fr", full(1, " M."), "Martin puis la rive du lac."),
    ("lint_number_parted", "fr", full(1, " n°"), "12 puis la rive du lac."),
    ("lint_number_parted", "fr", full(1, " 1"), "380 mètres sur la rive."),
    ("lint_number_parted", "en", full(1, " 12"), "miles of lake and shore."),
    ("lint_number_parted", "de", full(1, " 12"), "Uhr am See und am Ufer."),
]  # fmt: skip


@pytest.mark.parametrize(("id", "language", "before", "after"), BREAKS)
def test_where_a_line_may_not_break(id: str, language: str, before: str, after: str) -> None:
    assert found(pdf([Set([full(0), before, after])]), id, language)


def test_where_a_line_may_break() -> None:
    text = [full(0, " 1875"), "puis 12 pierres du lac, et", full(3, " lac)"), "€740 for the stones. 12 km."]
    for id in ("lint_line_begins_with_sign", "lint_line_ends_with_opener", "lint_number_parted"):
        assert not found(pdf([Set(text)]), id, "en")


def test_single_letters_at_the_end_of_a_line_are_a_rule_of_some_houses() -> None:
    data = pdf([Set([full(0, " à"), "xxxxxxxx puis la rive du lac."])])
    assert not found(data, "lint_single_letter")
    assert found(data, "lint_single_letter", limits=Limits(single_letters=True))


def test_a_letter_without_a_glyph_is_an_error() -> None:
    from marbre.lint.facts import Line, PageFacts, Paragraph, Word
    from marbre.lint.rule import Job
    from marbre.lint.rules_signs import lint_missing_glyph

    line = Line("lac \ufffd", (Word("lac", 0, 3),), 10, 8, 11, 9, "Carlito", bad=1)
    page = PageFacts(1, 1, "1", 100, 100, (Paragraph((line,), 0, 60),))
    assert [mark.value for mark in lint_missing_glyph(page, Job("fr", LIMITS["fr"]))] == ["1"]
    assert rulebook().told["lint_missing_glyph"].severity is Severity.ERROR
