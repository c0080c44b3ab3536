"""`marbre preflight`: are these files fit for print?"""

from __future__ import annotations

from pathlib import Path

import click

from marbre.cli.output import counted, echo_json, echo_table, progress
from marbre.errors import ExitCode, InputError, WorkRefused
from marbre.findings import Severity
from marbre.inspection import Inspected, file_order, inspect, inspect_edition, write_report
from marbre.project import Project, find_project
from marbre.report import said_who
from marbre.words import words

#: Rows of the table on a terminal; the report has them all.
_MOST_ROWS = 40
_VERDICTS = {"pass": "pass", "fail": "FAIL", "unreadable": "UNREADABLE"}
_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


@click.command("preflight")
@click.argument("targets", nargs=-1, required=True, metavar="EDITION | FILE.pdf...")
@click.option("--printer", default="", help="A printer of printing.yaml; else the edition's own, or the first one.")
@click.option(
    "--brand/--no-brand", "brand", default=None, help="Hold colours and type against brand.yaml; else only editions are."
)
@click.option("--lang", "languages", multiple=True, help="Of an edition, only this language; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON; see above for its shape.")
@click.option(
    "--report", "report", type=click.Path(path_type=Path), default=None,
    help="Where the HTML report goes: a file, or a folder for several; else beside each file.",
)  # fmt: skip
@click.option("--english", is_flag=True, help="The report's own words in English; findings stay in French.")
def preflight_command(
    targets: tuple[str, ...], printer: str, brand: bool | None, languages: tuple[str, ...], as_json: bool,
    report: Path | None, english: bool,
) -> int:  # fmt: skip
    """Say whether PDF files are fit for print; if not, what is wrong, where, and who mends it.

    EDITION stands for its print files in build/<edition>/<language>/, held against its own printer, binding, brand and
    editions/<edition>/accepted.yaml. FILE.pdf is anybody's file.

    Exit code: 0 all pass, 1 one fails, 2 one is unreadable or the call is wrong.

    \b
    --json prints one object for a single FILE, else a list with one object for each file:
      {"file", "verdict": "pass" | "fail" | "unreadable", "rules": how many were applied, "pages", "printer",
       "findings": [{"id", "severity": "error" | "warning" | "info", "message", "page", "value", "limit", "remedy",
                     "who", "box": {"x", "y", "width", "height"} in mm from the head left of the trim, "accepted"}]}
    and writes a report only with --report.

    \b
    Example:
      marbre preflight guide-decouverte
      marbre preflight annonce.pdf --printer offset-couche --brand
    """
    project = _project()
    found: list[Inspected] = []
    editions = project.edition_names()
    wanted = report is not None or not as_json
    with progress(quiet=as_json) as bar:

        def tell(name: str, page: int) -> None:
            bar(f"{name}, page {page}", page, 0)

        for target in targets:
            if target in editions and not Path(target).is_file():
                with_brand = brand is not False
                found += inspect_edition(project, target, languages, printer, with_brand, tell, notes=wanted)
            else:
                order = file_order(project, _file(target, editions), printer, brand is True, target)
                found.append(inspect(order, tell, notes=wanted))
    reports = [_reported(one, report, len(found) > 1, english) for one in found] if wanted else []
    if as_json:
        objects = [one.as_json() for one in found]
        single = len(targets) == 1 and targets[0] not in editions
        echo_json(objects[0] if single else objects)
    else:
        for one, path in zip(found, reports, strict=True):
            _say(one, path)
    verdicts = {one.verdict for one in found}
    if "unreadable" in verdicts:
        return int(ExitCode.WRONG_INPUT)
    return int(ExitCode.FINDINGS if "fail" in verdicts else ExitCode.FINE)


def _project() -> Project:
    """The project around, else the one that this program came with: files are looked at from anywhere."""
    try:
        return find_project()
    except InputError:
        return find_project(Path(__file__).parents[3])


def _file(target: str, editions: tuple[str, ...]) -> Path:
    """A path, unless it was meant to be an edition. Raises InputError."""
    from marbre.yamltree import did_you_mean

    path = Path(target)
    if path.is_dir():
        raise InputError(f"{target} is a folder", "name the PDF files in it")
    if not path.exists() and not path.suffix and path.name == target:
        raise InputError(f"there is neither a file nor an edition `{target}`", did_you_mean(target, editions))
    return path


def _reported(one: Inspected, given: Path | None, several: bool, english: bool) -> Path | None:
    """Where the report was put. A folder that cannot be written to costs only the report, unless it was asked for."""
    path = one.order.path
    own = f"{path.stem}.preflight.html"
    if given is None:
        target = path.with_name("preflight.html" if path.stem.endswith("-print") else own)
    else:
        target = given / own if several or given.is_dir() else given
    if not path.is_file() and given is None:
        return None
    try:
        return write_report(one, target, "en" if english else "fr")
    except WorkRefused as error:
        if given is not None:
            raise
        click.echo(f"no report: {error.message}", err=True)
        return None


def _say(one: Inspected, report: Path | None) -> None:
    verdict = one.accepted.verdict
    marked = {index for index, _ in one.accepted.marks}
    order = {severity: index for index, severity in enumerate(Severity)}
    who = words("report", "fr")
    rows = [
        (
            "accepted" if index in marked else _SEVERITY[finding.severity],
            str(finding.page or ""),
            f"{finding.box.x:.0f}, {finding.box.y:.0f} mm" if finding.box else "",
            finding.message,
            said_who(finding.who, who),
        )
        for index, finding in sorted(
            enumerate(verdict.findings),
            key=lambda item: (item[0] in marked, order[item[1].severity], item[1].page or 0, item[1].id),
        )
    ]
    if rows:
        echo_table(("severity", "page", "place", "finding", "who"), rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        click.echo(f"and {len(rows) - _MOST_ROWS} more, in the report", err=True)
    counts = [sum(1 for finding in one.accepted.standing() if finding.severity is each) for each in Severity]
    told = ", ".join(counted(number, each.value) for number, each in zip(counts, Severity, strict=True) if number)
    where = f"; rapport : {report}" if report else ""
    parts = [f"{verdict.file}: {_VERDICTS[verdict.verdict]}", f"contrôlé selon {verdict.rules} règles"]
    click.echo(", ".join([*parts, *([told] if told else [])]) + where)
