import pytest
from pydantic import Field

from marbre.errors import EditionError, InputError
from marbre.fields import Count, Day, Door, Free, Length, Switch, Word, WordList, Words
from marbre.yamlfile import (
    free_value,
    parse_yaml,
    plain_value,
    read_yaml,
    validate,
    validate_partly,
)


class Inner(Door):
    width: Length = Field(examples=["3 mm"])
    on: Switch = False


class Ticket(Door):
    title: Words = Field(examples=["Guide"])
    run: Count = 0
    dated: Day | None = None
    names: WordList = ()
    note: Word = ""
    inner: Inner | None = None
    parts: dict[str, Inner] = Field(default_factory=dict)
    rows: list[Inner] = Field(default_factory=list)
    free: dict[str, Free] = Field(default_factory=dict)


def mistakes(text: str) -> list[str]:
    with pytest.raises(EditionError) as caught:
        validate(Ticket, parse_yaml(text, "a.yaml"))
    return list(caught.value.mistakes)


def read(text: str) -> Ticket:
    return validate(Ticket, parse_yaml(text, "a.yaml"))


def test_scalars_are_text_until_a_field_says_otherwise():
    ticket = read("title: no\nrun: 15 000\ndated: 2027-01-31\nnote: 01 99 00 12 34\nnames: oui\n")
    assert ticket.title.get("fr") == "no"
    assert (ticket.run, ticket.note, ticket.names) == (15000, "01 99 00 12 34", ("oui",))
    assert ticket.dated is not None
    assert ticket.dated.isoformat() == "2027-01-31"


def test_octal_looking_codes_and_yes_stay_words():
    assert read("title: x\nnames: [063, yes, on, 1_000]\n").names == ("063", "yes", "on", "1_000")


def test_free_values_take_the_types_of_json_and_quotes_keep_text():
    free = read("title: x\nfree: {a: 3, b: 2.5, c: true, d: no, e: '3', f: 0199, g: [1, x]}\n").free
    assert free == {"a": 3, "b": 2.5, "c": True, "d": "no", "e": "3", "f": "0199", "g": [1, "x"]}


def test_an_empty_field_counts_as_left_out():
    assert read("title: x\nrun:\nnote: ~\n").run == 0
    assert mistakes("title:\n") == [
        "a.yaml:1: field `title` is missing\n  hint: write for example `title: Guide`"
    ]


def test_an_unknown_field_has_its_line_value_and_the_nearest_name():
    assert mistakes("title: x\n\nnoet: hello\n") == [
        "a.yaml:3: unknown field `noet` (value: hello)\n  hint: did you mean `note`?"
    ]


def test_unknown_fields_are_found_inside_lists_and_groups():
    found = mistakes(
        "title: x\nparts:\n  one: {widht: 3 mm, width: 2 mm}\nrows:\n  - {width: 1 mm, onn: true}\n"
    )
    assert [line.split("\n")[0] for line in found] == [
        "a.yaml:3: unknown field `widht` (value: 3 mm)",
        "a.yaml:5: unknown field `onn` (value: true)",
    ]
    assert "did you mean `width`?" in found[0]
    assert "did you mean `on`?" in found[1]


def test_all_mistakes_at_once_in_the_order_of_the_lines():
    found = mistakes("run: many\ntitle: {xx: a}\ndated: 31/01/2027\ninner: {width: wide, on: perhaps}\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4", "4"]
    assert "must be a whole number (value: many)" in found[0]
    assert "`xx` is not a language" in found[1]
    assert "`31/01/2027` is not a date" in found[2]
    assert "`wide` is not a measure" in found[3]
    assert "must be true or false (value: perhaps)" in found[4]
    assert not any("Input should" in line or "pydantic" in line for line in found)


@pytest.mark.parametrize("value", ["2027-02-30", "2027", "1700000000", "demain"])
def test_only_real_iso_days_are_dates(value):
    (found,) = mistakes(f"title: x\ndated: {value}\n")
    assert value in found


def test_a_scalar_where_a_group_belongs_and_the_other_way_round():
    found = mistakes("title: x\ninner: 3\nnote: {a: b}\nrows: 4\n")
    assert "must be a group of `name: value` lines (value: 3)" in found[0]
    assert "must be a text" in found[1]
    assert "must be a list (value: 4)" in found[2]


def test_what_is_left_is_still_a_value():
    value, found = validate_partly(Ticket, parse_yaml("title: x\nrun: many\nnote: here\n", "a.yaml"))
    assert len(found) == 1
    assert value is not None
    assert (value.run, value.note) == (0, "here")


def test_a_required_field_takes_its_example_meanwhile():
    value, found = validate_partly(Ticket, parse_yaml("title: x\ninner: {width: wide}\n", "a.yaml"))
    assert len(found) == 1
    assert value is not None
    assert value.inner is not None
    assert value.inner.width == 3.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\t- b\n", "a.yaml:2: a tab where spaces are needed"),
        ("a: [1, 2\nb: 3\n", "a.yaml:2: cannot be read as YAML"),
        ("a: b: c\n", "a.yaml:1: a second `: ` on one line"),
        ("a: 'x\n", "cannot be read as YAML"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: field `a` is given twice, first on line 1"),
        ("a: *b\n", "a.yaml:1: an unknown alias"),
        ("a: &b [*b]\n", "contains itself"),
        ("{x}: 1\n", "a field without a name"),
        ("a: \x07\n", "a.yaml:1: the character U+0007"),
        ("a: 1\n---\nb: 2\n", "cannot be read as YAML"),
    ],
)
def test_syntax_is_told_with_its_line(text, said):
    with pytest.raises(EditionError) as caught:
        parse_yaml(text, "a.yaml")
    assert said in str(caught.value)
    assert "hint: " in str(caught.value)


def test_encodings(tmp_path):
    path = tmp_path / "a.yaml"
    for data in ("\ufeffà: é\r\n".encode(), "\ufeffà: é\n".encode("utf-16-le"), "à: é\n".encode()):
        path.write_bytes(data)
        assert plain_value(read_yaml(path)) == {"à": "é"}
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(EditionError, match=r"a\.yaml:2: the file is not UTF-8 text"):
        read_yaml(path, "a.yaml")
    with pytest.raises(InputError, match="there is no such file"):
        read_yaml(tmp_path / "b.yaml", "b.yaml")


def test_an_empty_file_is_an_empty_group():
    assert plain_value(parse_yaml("# nothing\n", "a.yaml")) == {}


def test_where_goes_as_deep_as_it_can():
    tree = parse_yaml("a:\n  - b: 1\n  - b: 2\n    c: 3\n", "a.yaml")
    assert tree.where("a", 1, "c") == "a.yaml:4"
    assert tree.where("a", 1, "nothing") == "a.yaml:3"
    assert tree.where("nothing") == "a.yaml:1"


def test_free_value_leaves_plain_python_alone():
    assert free_value(3) == 3
    assert free_value("3") == "3"
