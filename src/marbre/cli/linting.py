"""`marbre lint`: the typography of finished pages, line by line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from marbre.build.edition import languages_of
from marbre.build.linting import Proofread, counted, lint_edition
from marbre.cli.output import Progress, echo_json, echo_table, progress
from marbre.cli.output import counted as said
from marbre.errors import ExitCode, InputError
from marbre.findings import Acceptance, Severity
from marbre.lint.rule import LIMITS, Limits
from marbre.lint.runner import Linted, Remark, lint
from marbre.offers.store import read_offers
from marbre.project import Project, find_project
from marbre.report import finding_json, said_who
from marbre.words import words

_SEVERITY = {Severity.ERROR: "erreur", Severity.WARNING: "à corriger", Severity.INFO: "à voir"}
_HEAD = ("page", "PDF", "place", "gravité", "constat", "texte", "qui")


@click.command("lint")
@click.argument("targets", nargs=-1, required=True, metavar="EDITION | FILE.pdf...")
@click.option("--lang", "languages", multiple=True, help="Of an edition, only this language; of a file, its language.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON; see above for its shape.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option("--only", "only", multiple=True, metavar="ID", help="Only this rule; may be repeated.")
@click.option("--single-letters", is_flag=True, help="No line may end on a word of one letter (a rule of some houses).")
def lint_command(
    targets: tuple[str, ...], languages: tuple[str, ...], as_json: bool, strict: bool, only: tuple[str, ...],
    single_letters: bool,
) -> int:  # fmt: skip
    """Read finished pages as a typographer does: widows, hyphens, rivers, holes, spaces.

    EDITION is composed as it stands and its web file read, with the flat plan at hand, so that a finding names the text it
    comes from. FILE.pdf is anybody's file, read by its geometry and its tags. What editions/<edition>/accepted.yaml takes
    upon somebody is left out of the table.

    Exit code: 0 (also with warnings), 1 for an error (a letter without a glyph), or for a warning with --strict, 2 when a
    file is unreadable or the call is wrong.

    \b
    --json prints a list with one object for each edition and language, or file:
      {"edition", "language", "pages", "rules", "counts": {"error", "warning", "info"}, "ids": {id: number},
       "findings": [{"id", "severity", "message", "remedy", "record", "page": folio, "pdf_page", "label", "source",
                     "box": {"x", "y", "width", "height"} in mm from the head left of the trim, "value", "limit", "who",
                     "accepted": null or {"by", "reason", "until"}}]}

    \b
    Example:
      marbre lint guide-decouverte --lang fr
      marbre lint annonce.pdf --only lint_double_space
    """
    _known(only)
    with progress(quiet=as_json) as bar:
        found = [
            one
            for target in targets
            for one in _read(target, languages, _limits(languages, single_letters), bar)
        ]
    found = [_only(one, only) for one in found]
    if as_json:
        echo_json([_as_json(one) for one in found])
    else:
        for one in found:
            _say(one)
    worst = {remark.finding.severity for one in found for remark in one.standing}
    failed = Severity.ERROR in worst or (strict and Severity.WARNING in worst)
    return int(ExitCode.FINDINGS if failed else ExitCode.FINE)


def _limits(languages: tuple[str, ...], single_letters: bool) -> Limits | None:
    """Limits other than those of the language."""
    if not single_letters:
        return None
    return replace(LIMITS.get(languages[0] if len(languages) == 1 else "fr", Limits()), single_letters=True)


def _known(only: tuple[str, ...]) -> None:
    """Raises InputError for a rule that there is not."""
    from marbre.lint.runner import rulebook
    from marbre.yamltree import did_you_mean

    known = list(rulebook().told)
    for id in only:
        if id not in known:
            raise InputError(f"there is no rule `{id}`", did_you_mean(id, known))


def _only(one: Proofread, ids: tuple[str, ...]) -> Proofread:
    if not ids:
        return one
    return replace(
        one, standing=tuple(remark for remark in one.standing if remark.finding.id in ids),
        accepted=tuple((remark, entry) for remark, entry in one.accepted if remark.finding.id in ids),
    )  # fmt: skip


def _read(target: str, languages: tuple[str, ...], limits: Limits | None, bar: Progress) -> list[Proofread]:
    path = Path(target)
    if path.suffix.lower() == ".pdf" or path.is_file():
        if not path.is_file():
            raise InputError(f"there is no file {target}", "give a PDF file or the name of an edition")
        language = languages[0] if languages else ""
        linted = lint(path, language, limits=limits, tell=lambda done, total: bar(path.name, done, total))
        return [Proofread(target, linted, linted.remarks)]
    project = _project(target)
    offers = read_offers(project.store)
    wanted = languages_of(project, target, languages)
    return [lint_edition(project, target, language, offers, limits, bar) for language in wanted]


def _project(name: str) -> Project:
    """The project around, which must have the edition. Raises InputError."""
    from marbre.yamltree import did_you_mean

    project = find_project()
    known = project.edition_names()
    if name not in known:
        raise InputError(f"there is neither a file nor an edition `{name}`", did_you_mean(name, known))
    return project


def _as_json(one: Proofread) -> dict[str, Any]:
    severities = [remark.finding.severity for remark in one.standing]
    everything: list[tuple[Remark, Acceptance | None]] = [(remark, None) for remark in one.standing]
    everything += one.accepted
    linted: Linted = one.linted
    return {
        "edition": one.edition,
        "language": linted.language,
        "pages": linted.pages,
        "rules": linted.rules,
        "counts": {each.value: severities.count(each) for each in Severity},
        "ids": counted(one.standing),
        "findings": [_finding(remark, entry) for remark, entry in everything],
    }


def _finding(remark: Remark, entry: Acceptance | None) -> dict[str, Any]:
    taken = {"by": entry.by, "reason": entry.reason, "until": entry.until.isoformat()} if entry else None
    where = {"pdf_page": remark.sheet, "label": remark.label}
    return {**finding_json(remark.finding), **where, "accepted": taken}


def _say(one: Proofread) -> None:
    """A table for people, in French as the findings are."""
    who = words("report", "fr")
    rows = []
    for remark in one.standing:
        finding = remark.finding
        place = f"{finding.box.x:.0f}, {finding.box.y:.0f} mm" if finding.box else ""
        text = finding.source or (f"fiche {finding.record}" if finding.record else "")
        rows.append((
            remark.label, str(remark.sheet), place, _SEVERITY[finding.severity], finding.message, text,
            said_who(finding.who, who).split(" (")[0],
        ))  # fmt: skip
    if rows:
        echo_table(_HEAD, rows)
    severities = [remark.finding.severity for remark in one.standing]
    told = [said(severities.count(each), each.value) for each in Severity if severities.count(each)]
    taken = [f"{len(one.accepted)} accepted"] if one.accepted else []
    head = f"{one.edition} ({one.linted.language}), {said(one.linted.pages, 'page')}, {said(one.linted.rules, 'rule')}"
    click.echo(f"{head}: {', '.join([*told, *taken]) or 'nothing to mend'}", err=True)
