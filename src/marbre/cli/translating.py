"""`marbre translations`: which texts are translated, and whether their French has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from marbre.cli.output import counted, echo_json, echo_table
from marbre.errors import InputError
from marbre.project import Project, find_project

if TYPE_CHECKING:
    from marbre.translations import Translation

_SAID = {"current": "up to date", "stale": "STALE", "unknown": "unknown", "missing": "MISSING"}


@click.command("translations")
@click.argument("edition")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--accept", "take", is_flag=True, help="Say of these texts (or of all) that they render the French of today.")
@click.option("--lang", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one object for each text.")
def translations_command(
    edition: str, names: tuple[str, ...], take: bool, languages: tuple[str, ...], as_json: bool
) -> None:
    """Say which texts are translated, and whether their French has changed since.

    One line a text, with its words in French; for each language, whether the translation is up to date, stale (the French
    changed after it), missing or unknown (nobody has said yet that it renders the French), its words, and what changed.

    --accept writes fingerprints of the French into the translation (`translation_of` in its head). A text that lacks a part
    of its French is only accepted by its name.

    \b
    Example:
      marbre translations guide-decouverte
      marbre translations guide-decouverte --accept villages-perches --lang en
    """
    project = find_project()
    found = _found(project, edition, names, languages)
    if take:
        _accept(project, found, bool(names))
        found = _found(project, edition, names, languages)
    if as_json:
        echo_json(_objects(found))
        return
    if not take:
        _tell(found)


def _found(
    project: Project, edition: str, names: Sequence[str], languages: Sequence[str]
) -> list[Translation]:
    from marbre.brand_file import read_brand
    from marbre.edition_file import read_edition
    from marbre.translations import translations_of
    from marbre.yamltree import did_you_mean

    read = read_edition(project.root, edition, read_brand(project.brand), lenient=True)
    wrong = [one for one in languages if one not in read.languages]
    if wrong:
        raise InputError(f"{edition} has no `{wrong[0]}`", f"its languages are {', '.join(read.languages)}")
    found = translations_of(project.editions, read, languages or read.languages)
    known = sorted({one.name for one in found})
    for name in names:
        if name not in known:
            raise InputError(f"{edition} has no French text `{name}`", did_you_mean(name, known))
    return [one for one in found if not names or one.name in names]


def _accept(project: Project, found: Sequence[Translation], named: bool) -> None:
    from marbre.translations import State, accept

    done = 0
    for one in found:
        if one.article is None or one.state is State.CURRENT:
            continue
        place = one.article.source.rpartition(":")[0]
        if not one.beside:
            ours = one.french.source.rpartition("/")[0].replace("/fr", f"/{one.language}")
            click.echo(f"not accepted: {place} translates another French text; write {ours}/{one.name}.md", err=True)
            continue
        if one.lacks and not named:
            click.echo(f"not accepted: {place} lacks {', '.join(one.lacks)}", err=True)
            continue
        click.echo(project.shown(accept(project.root, one)))
        done += 1
    click.echo(f"{counted(done, 'translation')} accepted", err=True)


def _objects(found: Sequence[Translation]) -> list[dict[str, Any]]:
    from marbre.translations import word_count

    objects: dict[str, dict[str, Any]] = {}
    for one in found:
        french = {"text": one.name, "file": one.french.source.rpartition(":")[0], "words": word_count(one.french)}
        entry = objects.setdefault(one.name, french | {"translations": {}})
        entry["translations"][one.language] = {
            "state": one.state.value,
            "file": one.article.source.rpartition(":")[0] if one.article else "",
            "words": word_count(one.article) if one.article else 0,
            "changed": [{"part": c.part, "number": c.number, "name": c.name, "how": c.how} for c in one.changes],
            "lacks": list(one.lacks),
        }
    return list(objects.values())


def _tell(found: Sequence[Translation]) -> None:
    languages = list(dict.fromkeys(one.language for one in found))
    rows = []
    for entry in _objects(found):
        cells = [entry["text"], str(entry["words"])]
        notes = []
        for language in languages:
            one = entry["translations"].get(language)
            cells += [_SAID[one["state"]], str(one["words"])] if one else ["", ""]
            if one:
                notes += [f"{language}: {_said(change)}" for change in one["changed"]]
                notes += [f"{language} lacks {', '.join(one['lacks'])}"] if one["lacks"] else []
        rows.append((*cells, "; ".join(notes)))
    heads = [head for language in languages for head in (language, "words")]
    echo_table(("text", "fr words", *heads, "what"), rows)
    for language in languages:
        tally = Counter(_SAID[one.state.value] for one in found if one.language == language)
        said = ", ".join(f"{number} {word}" for word, number in tally.items())
        click.echo(f"{language}: {said}", err=True)


def _said(change: dict[str, Any]) -> str:
    single = change["part"] in ("title", "kicker", "standfirst", "quote")
    number = "" if single else f" {change['number']}"
    name = f" ({change['name']})" if change["name"] else ""
    return f"{change['part']}{number}{name} {change['how']}"
