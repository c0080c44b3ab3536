"""`marbre explain`: the fields of files, the offer's model, the findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from marbre.cli.output import echo_json
from marbre.errors import InputError

if TYPE_CHECKING:
    from marbre.explaining import Topic


@click.command("explain")
@click.argument("thing", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
def explain_command(thing: str, as_json: bool) -> None:
    """Explain a field of a file, or a finding of the report.

    THING is a finding's id, or a field of `edition`, `brand`, `printing`, `tokens`, `text` or `offer` with dots. Without
    THING, everything that can be explained is listed.

    \b
    Example:
      marbre explain edition.format.bleed
      marbre explain text_overset
    """
    from marbre.explaining import topics

    known = topics()
    if not thing:
        for name in known:
            click.echo(name)
        return
    found = known.get(thing) or _by_last_word(thing, known)
    if as_json:
        echo_json({"name": found.name, **dict(found.parts)})
        return
    click.echo(found.name)
    for label, text in found.parts:
        click.echo(f"  {label}: {text}")
    below = [name for name in known if name.rpartition(".")[0] == found.name]
    if below:
        click.echo("  fields:")
    for name in below:
        click.echo(f"    {name}")


def _by_last_word(thing: str, known: Mapping[str, Topic]) -> Topic:
    """The only topic that ends in this word. Raises InputError, with the nearest names as hint."""
    from difflib import get_close_matches

    words: dict[str, list[str]] = {}
    for name in known:
        words.setdefault(name.rpartition(".")[2], []).append(name)
    same = words.get(thing, [])
    same = [name for name in same if not name.startswith(("printing.", "tokens."))] or same
    if len(same) == 1:
        return known[same[0]]
    if same:
        raise InputError(f"several things are called `{thing}`", f"one of: {', '.join(same)}")
    near = get_close_matches(thing, known, n=3) or [
        name for word in get_close_matches(thing.rpartition(".")[2], words, n=2) for name in words[word]
    ]
    hint = f"did you mean {' or '.join(f'`{name}`' for name in near[:4])}?" if near else ""
    raise InputError(f"nothing is called `{thing}`", hint or "`marbre explain` alone lists everything")
