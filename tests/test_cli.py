import importlib
import inspect
import json
import os
import shutil
import subprocess
import sys
import types
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import marbre.errors
from marbre.cli import COMMANDS, main
from marbre.cli import marbre as command_line
from marbre.cli.offers import bare
from marbre.cli.starting import new_edition
from marbre.errors import ImportRefused, InputError
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer, Place, Texts
from marbre.project import find_project

ROOT = Path(__file__).parent.parent
OFFERS = (
    Offer(
        2,
        "RESTAURATION",
        names=Texts((("fr", "Le Four à pain"),)),
        place=Place(insee="63178", commune="Issoire"),
    ),
    Offer(
        1,
        "HOTELLERIE",
        names=Texts((("fr", "Hôtel de l'Étoile"),)),
        place=Place(insee="63241", commune="Montpeyroux"),
        criteria=(27002,),
        selections=(9,),
        digest="d1",
    ),
)


@dataclass
class Imported:
    added: tuple[int, ...] = (1,)
    changed: tuple[tuple[int, tuple[str, ...]], ...] = ((2, ("names", "place")),)
    removed: tuple[int, ...] = (3,)
    unchanged: int = 4
    findings: tuple[Finding, ...] = ()
    snapshot: int = 1


class Built:
    def __init__(self, errors: int = 0) -> None:
        self.errors = errors

    def as_json(self):
        return {
            "edition": "demo",
            "language": "fr",
            "pages": 96,
            "files": {
                "print": "build/demo/fr/demo-fr-print.pdf",
                "web": None,
                "report": "build/demo/fr/report.html",
            },
            "blocks": {"rendered": 3, "reused": 12},
            "findings": {"error": self.errors, "warning": 2, "info": 0},
            "seconds": {"read": 0.5, "bind": 0.25},
        }


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one edition; its store and its build are played by the test."""
    shutil.copy(ROOT / "brand.yaml", tmp_path)
    shutil.copytree(ROOT / "editions" / "_template", tmp_path / "editions" / "_template")
    shutil.copytree(ROOT / "editions" / "_template", tmp_path / "editions" / "demo")
    (tmp_path / "layouts" / "guide").mkdir(parents=True)
    (tmp_path / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "down")
    return tmp_path


@pytest.fixture
def play(monkeypatch):
    """Put a module in the place of one of the package."""

    def put(name: str, **names):
        module = types.ModuleType(name)
        vars(module).update(names)
        monkeypatch.setitem(sys.modules, name, module)

    return put


def stored(project: Path) -> None:
    (project / ".marbre").mkdir(exist_ok=True)
    (project / ".marbre" / "offers.sqlite").touch()


def test_help_is_instant_and_loads_nothing_heavy():
    heavy = ("yaml", "pydantic", "rich", "weasyprint", "pikepdf", "PIL", "jinja2", "sqlite3", "fontTools")
    code = (
        "import sys, time; start = time.perf_counter(); from marbre.cli import main; main(['--help']); "
        "print(time.perf_counter() - start, *sys.modules, file=sys.stderr)"
    )
    best = 9.9
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_environment()
        )
        seconds, *modules = run.stderr.split()
        best = min(best, float(seconds))
    assert [name for name in heavy if name in modules] == []
    assert best < 0.3


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def commands(group, path=()):
    for name in group.list_commands(None) if hasattr(group, "list_commands") else ():
        command = group.get_command(None, name)
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))


def test_every_command_has_help_an_example_and_the_same_first_line():
    found = dict(commands(command_line))
    assert {path[0] for path in found} == set(COMMANDS)
    for path, command in found.items():
        assert command.help, path
        assert f"\b\nExample:\n  marbre {' '.join(path)}" in inspect.cleandoc(command.help), path
        if len(path) == 1:
            assert command.help.split("\n")[0] == COMMANDS[path[0]][1]
        for option in command.params:
            assert option.param_type_name == "argument" or option.help, (path, option.name)


def test_help_of_the_whole(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "Usage: marbre [OPTIONS] COMMAND" in said
    for name in COMMANDS:
        assert f"\n  {name} " in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "error: there is no command `bild`\nhint: did you mean `build`?\n"),
        (["build", "--foo"], "error: no such option"),
        (["import"], "error: missing argument 'PATH'\nhint: see `marbre import --help`\n"),
        (["build", "dmo"], "error: there is no edition `dmo`\nhint: did you mean `demo`?\n"),
        (["offers", "list"], "error: there are no offers yet\nhint: run `marbre import PATH` first\n"),
        (["import", "nowhere.zip"], "error: nowhere.zip: there is no such file or folder\n"),
        (
            ["explain", "edition.format.blead"],
            "error: nothing is called `edition.format.blead`\nhint: did you mean",
        ),
        (["new", "edition", "Été 2027"], "error: `Été 2027` cannot be a folder's name"),
        (["new", "edition", "demo"], "error: editions/demo/ is already there"),
    ],
)
def test_wrong_use_is_told_in_two_lines(project, capsys, arguments, said):
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith(said) or said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_outside_of_a_project(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["status"]) == 2
    assert "no project here: no `brand.yaml`" in capsys.readouterr().err


def test_a_bug_of_ours_shows_its_trace(project, play, capsys):
    stored(project)
    play("marbre.offers.store", read_offers=lambda path: 1 / 0)
    assert main(["offers", "list"]) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert said.rstrip().endswith("please report it with the lines above")


def refuse(error: BaseException):
    def read_offers(path):
        raise error

    return read_offers


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (OSError(28, "No space left", "offers.sqlite"), 2, "error: offers.sqlite: no room left on the disk"),
        (PermissionError(13, "Permission denied", "a"), 2, "error: a: not allowed"),
        (
            ImportRefused("a.zip: not a zip", "export it again"),
            2,
            "error: a.zip: not a zip\nhint: export it again",
        ),
        (marbre.errors.EditionError(["a:1: x", "a:2: y"]), 2, "a:1: x\na:2: y\nerror: 2 mistakes to mend"),
    ],
)
def test_one_place_makes_exit_codes(project, play, capsys, error, code, said):
    stored(project)
    play("marbre.offers.store", read_offers=refuse(error))
    assert main(["offers", "list"]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_import_prints_what_changed(project, play, capsys):
    asked = []

    def import_offers(path, store, dated, media, differential=None, territory=None):
        asked.append((path.name, store, dated, media, differential))
        return Imported()

    play("marbre.offers.store", import_offers=import_offers)
    (project / "deep" / "down" / "a.zip").touch()
    assert main(["import", "a.zip", "--differential", "--dated", "2026-11-01"]) == 0
    said = capsys.readouterr().out
    assert "changed  2  names, place" in said
    assert said.endswith("1 added, 1 changed, 1 removed, 4 unchanged, 0 findings\n")
    state = project / ".marbre"
    assert asked == [("a.zip", state / "offers.sqlite", date(2026, 11, 1), state / "media", True)]


def test_import_as_json_and_findings_that_block(project, play, capsys):
    finding = Finding("object_unreadable", Severity.ERROR, "Illisible.", record=5)
    play("marbre.offers.store", import_offers=lambda *_, **__: Imported(findings=(finding,)))
    (project / "deep" / "down" / "a.json").touch()
    assert main(["import", "a.json", "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["added"], result["removed"], result["unchanged"]) == ([1], [3], 4)
    assert result["changed"] == [{"id": 2, "fields": ["names", "place"]}]
    assert result["findings"][0]["record"] == 5


def test_offers_are_listed_filtered_and_shown(project, play, capsys):
    stored(project)
    play("marbre.offers.store", read_offers=lambda path: OFFERS)

    def out(*arguments: str) -> str:
        assert main(["offers", *arguments]) == 0
        return capsys.readouterr().out

    assert out("list").split("\n") == [
        "2\tRESTAURATION\tIssoire\tLe Four à pain",
        "1\tHOTELLERIE\tMontpeyroux\tHôtel de l'Étoile",
        "",
    ]
    assert [line[:1] for line in out("filter", "--type", "hotellerie").split()][:1] == ["1"]
    assert out("filter", "--commune", "issoire").startswith("2\t")
    assert out("filter", "--commune", "63241", "--selection", "9").startswith("1\t")
    assert out("filter", "--text", "HOTEL etoile").startswith("1\t")
    assert out("filter", "--text", "etoile", "--commune", "Issoire") == ""
    assert json.loads(out("list", "--json"))[1]["digest"] == "d1"
    assert json.loads(out("show", "2", "--json"))["place"]["commune"] == "Issoire"
    shown = out("show", "1")
    assert "  fr: Hôtel de l'Étoile" in shown
    assert "opening" not in shown
    assert main(["offers", "show", "99"]) == 2


def test_offers_by_the_level_they_earn(project, play, capsys):
    stored(project)
    play("marbre.offers.store", read_offers=lambda path: OFFERS)
    assert main(["offers", "filter", "--level", "picture"]) == 0
    assert capsys.readouterr().out.startswith("1\t")
    assert main(["offers", "filter", "--level", "line"]) == 0
    assert capsys.readouterr().out.startswith("2\t")
    assert main(["offers", "filter", "--level", "gold"]) == 2


def test_build_says_where_the_files_are(project, play, capsys):
    stored(project)
    asked = []

    def build_editions(*arguments):
        asked.append(arguments[1:5])
        return [Built()]

    play("marbre.build", build_editions=build_editions)
    assert main(["build", "--for", "web", "--lang", "fr", "--jobs", "2"]) == 0
    said = capsys.readouterr().out
    assert "demo fr: 96 pages, 3 blocks rendered, 12 reused, 0 errors, 2 warnings, 0.8 s" in said
    assert said.endswith("files: build/demo/fr/\n")
    assert asked == [(("demo",), ("fr",), ("web",), 2)]


def test_build_as_json_and_its_exit_code(project, play, capsys):
    stored(project)
    play("marbre.build", build_editions=lambda *_, **__: [Built(), Built(errors=1)])
    assert main(["build", "demo", "--json"]) == 1
    assert [one["findings"]["error"] for one in json.loads(capsys.readouterr().out)] == [0, 1]


def test_the_first_build_takes_the_demonstration_export(project, play, capsys):
    (project / "data" / "apidae").mkdir(parents=True)
    play("marbre.offers.store", import_offers=lambda path, *_, **__: Imported(added=(1, 2)))
    play("marbre.build", build_editions=lambda *_, **__: [Built()])
    assert main(["build"]) == 0
    said = capsys.readouterr().err
    assert "no offers yet: importing the demonstration export from data/apidae" in said
    assert "2 offers imported" in said


def manifest(project: Path, **inputs: str) -> None:
    folder = project / "build" / "demo" / "fr"
    folder.mkdir(parents=True, exist_ok=True)
    records = [{"id": 1, "hash": "d1"}, {"id": 2, "hash": "old"}, {"id": 3, "hash": "x"}]
    (folder / "manifest.json").write_text(json.dumps({"records": records, "inputs": inputs}))


@pytest.fixture
def status(play, monkeypatch):
    """marbre.status over the offers of this test, every one of which the edition chooses."""
    play("marbre.offers.store", read_offers=lambda path: OFFERS)
    play("marbre.offers.selecting", select=lambda offers, selection, life: offers)
    monkeypatch.delitem(sys.modules, "marbre.status", raising=False)
    yield importlib.import_module("marbre.status")
    sys.modules.pop("marbre.status", None)


def test_status_names_the_offers(project, status):
    manifest(project, **{"brand.yaml": "0" * 64})
    state = status.state_of(find_project(), "demo", "fr", OFFERS, frozenset({1, 2}))
    assert (state.verdict, state.changed, state.removed) == ("out of date", (2,), (3,))
    assert state.reasons == (
        "offer 2 changed (Le Four à pain)",
        "offer 3 is gone",
        "brand.yaml changed",
    )


def test_status_knows_what_is_new_and_what_is_not_built(project, status, capsys):
    stored(project)
    folder = project / "build" / "demo" / "fr"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"records": [{"id": 1, "hash": "d1"}]}')
    for name in ("cover", "line", "card", "picture", "half"):
        (project / "layouts" / "guide" / f"{name}.html").touch()
    assert main(["status"]) == 0
    assert capsys.readouterr().out.split("\n") == [
        "demo fr: out of date",
        "  offer 2 is new (Le Four à pain)",
        "demo en: not built yet",
        "",
    ]
    assert main(["status", "--json"]) == 0
    assert [one["stale"] for one in json.loads(capsys.readouterr().out)] == [True, True]


def test_a_broken_manifest_is_told(project, status):
    manifest(project)
    (project / "build" / "demo" / "fr" / "manifest.json").write_text("{")
    with pytest.raises(marbre.errors.WorkRefused, match="not a manifest"):
        status.state_of(find_project(), "demo", "fr", OFFERS, frozenset())


def test_explain_fields_and_findings(capsys):
    def out(thing: str) -> str:
        assert main(["explain", thing]) == 0
        return capsys.readouterr().out

    assert "example: bleed: 3 mm" in out("edition.format.bleed")
    assert out("column_gap") == out("edition.format.column_gap")
    assert "edition.flatplan.select" in out("edition.flatplan")
    assert "one of: any, recto, verso" in out("starts")
    assert "brand.palette.srgb" in out("brand.palette")
    assert "type: tuple[Price, ...]" in out("offer.prices.periods.prices")
    assert "pourquoi: " in out("font_not_embeddable")
    names = out("").split()
    assert len(names) > 150
    assert all(main(["explain", name]) == 0 for name in names)


def test_an_ambiguous_field_is_asked_back(capsys):
    assert main(["explain", "title"]) == 2
    assert "edition.title, edition.chapters.title" in capsys.readouterr().err


def test_new_edition(project, capsys):
    assert main(["new", "edition", "guide-groupes", "--title", 'Le "guide" groupes']) == 0
    assert capsys.readouterr().out == "editions/guide-groupes/edition.yaml\n"
    text = (project / "editions" / "guide-groupes" / "edition.yaml").read_text(encoding="utf-8")
    assert 'title: {fr: "Le \\"guide\\" groupes"' in text
    assert "marbre build guide-groupes" in text
    assert "{name}" not in text
    assert find_project().edition_names() == ("demo", "guide-groupes")
    assert not list((project / "editions").glob(".*"))


def test_new_edition_can_be_read_and_never_overwrites(project):
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition

    folder = new_edition(project / "editions", "ete", "")
    assert read_edition(project, "ete", read_brand(project / "brand.yaml")).title.best("fr") == "Ete"
    (folder / "mine.txt").write_text("kept")
    with pytest.raises(InputError):
        new_edition(project / "editions", "ete")
    assert (folder / "mine.txt").read_text() == "kept"


def test_searching_ignores_accents_capitals_and_hyphens():
    assert bare("Saint-Étienne-sur-Œuvre") == "saint etienne sur oeuvre"


def test_the_tree_of_errors_is_drawn_as_it_is():
    tree = marbre.errors.__doc__ or ""
    family = [
        one for one in vars(marbre.errors).values() if isinstance(one, type) and issubclass(one, Exception)
    ]
    assert len(family) >= 6
    assert all(one.__name__ in tree for one in family)
