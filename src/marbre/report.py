"""The findings of a build, for machines (report.json) and for people (report.html, one self-contained page).

The page needs no script and no network: its filters are check boxes read by the style sheet, and it prints
whole.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from marbre.findings import Finding, Severity
from marbre.words import DATA, explanations, words


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By page (the whole edition first), then severity, id, record and words: the same findings, the same
    order.
    """
    rank = {severity: index for index, severity in enumerate(Severity)}
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                one.page or 0,
                rank[one.severity],
                one.id,
                one.record or 0,
                one.source,
                one.message,
            ),
        )
    )


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    severities = [finding.severity for finding in findings]
    return {severity.value: severities.count(severity) for severity in Severity}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON says it; `box` in mm from the head left of the trim."""
    box = finding.box
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "record": finding.record,
        "page": finding.page,
        "source": finding.source,
        "box": {"x": box.x, "y": box.y, "width": box.width, "height": box.height} if box else None,
        "value": finding.value,
        "limit": finding.limit,
        "who": finding.who,
    }


def report_json(findings: Sequence[Finding], *, edition: str, language: str, pages: int = 0) -> bytes:
    """report.json: the head, the counts and every finding, in a steady order."""
    counted = counts(findings)
    report = {
        "edition": edition,
        "language": language,
        "pages": pages,
        "ready": not counted["error"],
        "counts": counted,
        "findings": [finding_json(finding) for finding in in_order(findings)],
    }
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()


def report_html(
    findings: Sequence[Finding],
    *,
    title: str,
    language: str,
    pages: int = 0,
    names: Mapping[int, str] | None = None,
) -> bytes:
    """report.html, in French for a French edition and in English for any other.

    `names` gives the printed name of an offer by its id.
    """
    spoken = "fr" if language == "fr" else "en"
    say = words("report", spoken)
    ordered = in_order(findings)
    counted = counts(ordered)
    style = (DATA / "report.css").read_text(encoding="utf-8")
    sections = [
        _head(title, language, pages, say),
        "<main>",
        _verdict(counted, say),
        _filters(counted, say) if ordered else "",
        _by_kind(ordered, say),
        '<div id="findings" tabindex="-1">',
        _by_page(ordered, names or {}, say) if ordered else f"<p>{escape(say['nothing'])}</p>",
        _by_record(ordered, names or {}, say),
        _by_person(ordered, say),
        "</div></main>",
    ]
    top = (
        f'<!doctype html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(say['title'])} – {escape(title)} ({escape(language)})</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n"
    )
    return (top + "\n".join(part for part in sections if part) + "\n</body>\n</html>\n").encode()


def _head(title: str, language: str, pages: int, say: Mapping[str, str]) -> str:
    skip = f'<a class="skip" href="#findings">{escape(say["skip"])}</a>'
    about = f"{escape(language)} · {pages} {escape(say['pages'])}"
    return f"<header>{skip}<p>{escape(say['title'])}</p><h1>{escape(title)}</h1><p>{about}</p></header>"


def _verdict(counted: Mapping[str, int], say: Mapping[str, str]) -> str:
    ready = "not_ready" if counted["error"] else "ready"
    return (
        f'<section class="verdict {ready}" aria-label="{escape(say["title"])}">'
        f"<strong>{escape(say[ready])}</strong><span>{_tally(counted, say)}</span></section>"
    )


def _tally(counted: Mapping[str, int], say: Mapping[str, str]) -> str:
    named = (
        (number, say[severity if number == 1 else f"{severity}s"]) for severity, number in counted.items()
    )
    return escape(", ".join(f"{number} {name}" for number, name in named))


def _filters(counted: Mapping[str, int], say: Mapping[str, str]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{severity}" checked> '
        f"{escape(say[f'{severity}s'])} ({number})</label>"
        for severity, number in counted.items()
    )
    return f'<fieldset class="filters"><legend>{escape(say["show"])}</legend>{boxes}</fieldset>'


def _by_kind(ordered: Sequence[Finding], say: Mapping[str, str]) -> str:
    """The first page's table: what there is to mend, the gravest and most frequent first."""
    rank = {severity: index for index, severity in enumerate(Severity)}
    kinds = Counter((finding.severity, finding.id) for finding in ordered)
    rows = []
    for (severity, id), number in sorted(
        kinds.items(), key=lambda item: (rank[item[0][0]], -item[1], item[0][1])
    ):
        explained = explanations().get(id)
        rows.append(
            f'<tr class="{severity.value}"><td>{number}</td>'
            f'<td class="tag">{escape(say[severity.value])}</td>'
            f"<td>{escape(explained.rule) if explained else ''} <code>{escape(id)}</code></td></tr>"
        )
    heads = "".join(f'<th scope="col">{escape(say[key])}</th>' for key in ("number", "severity", "rule"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"<h2>{escape(say['summary'])}</h2>\n{table}" if rows else ""


def _by_page(ordered: Sequence[Finding], names: Mapping[int, str], say: Mapping[str, str]) -> str:
    parts = [f"<h2>{escape(say['by_page'])}</h2>"]
    last: int | None = -1
    for index, finding in enumerate(ordered, 1):
        if finding.page != last:
            title = say["page"].format(finding.page) if finding.page else say["everywhere"]
            parts.append(f"<h3>{escape(title)}</h3>")
            last = finding.page
        parts.append(_card(finding, index, names, say))
    return "\n".join(parts)


def _card(finding: Finding, index: int, names: Mapping[int, str], say: Mapping[str, str]) -> str:
    colon = say["colon"]
    name = names.get(finding.record or 0, "")
    record = say["record"].format(finding.record) if finding.record is not None else ""
    facts = [f"{name} ({record})" if name else record, finding.source, said_who(finding.who, say) if finding.who else ""]
    facts += [
        f"{say[key]}{colon}{text}"
        for key, text in (("value", finding.value), ("limit", finding.limit))
        if text
    ]
    if finding.box:
        box = finding.box
        numbers = (
            f"{number:.1f}".replace(".", say["point"]) for number in (box.y, box.x, box.width, box.height)
        )
        facts.append(say["box"].format(*numbers))
    lines = [
        f'<article class="{finding.severity.value}" id="f{index}">',
        f'<p><span class="tag">{escape(say[finding.severity.value])}</span> {escape(finding.message)}</p>',
        f"<p>{escape(say['remedy'])}{escape(colon)}{escape(finding.remedy)}</p>" if finding.remedy else "",
        f'<p class="facts"><code>{escape(finding.id)}</code> {escape(" · ".join(filter(None, facts)))}</p>',
    ]
    explained = explanations().get(finding.id)
    if explained:
        lines.append(
            f"<details><summary>{escape(say['why'])}</summary><p>{escape(explained.why)}</p></details>"
        )
    return "".join(lines) + "</article>"


def _links(entries: Iterable[tuple[int, Finding]]) -> str:
    items = (
        f'<li class="{one.severity.value}"><a href="#f{index}">{escape(one.message)}</a></li>'
        for index, one in entries
    )
    return f"<ul>{''.join(items)}</ul>"


def _by_record(ordered: Sequence[Finding], names: Mapping[int, str], say: Mapping[str, str]) -> str:
    groups: dict[int, list[tuple[int, Finding]]] = {}
    for index, finding in enumerate(ordered, 1):
        if finding.record is not None:
            groups.setdefault(finding.record, []).append((index, finding))
    parts = [f"<h2>{escape(say['by_record'])}</h2>"] if groups else []
    for record in sorted(groups, key=lambda id: (names.get(id, "").casefold(), id)):
        number = say["record"].format(record)
        name = f"{names[record]} ({number})" if record in names else number
        parts.append(f"<h3>{escape(name)}</h3>{_links(groups[record])}")
    return "\n".join(parts)


def said_who(who: str, say: Mapping[str, str]) -> str:
    """Who mends it, in words: `who` is an id (office, studio, partner, printer, photographer, provider, translator,
    engineer), empty for nobody yet."""
    return say.get(f"who_{who}", who)


def _by_person(ordered: Sequence[Finding], say: Mapping[str, str]) -> str:
    groups: dict[str, list[tuple[int, Finding]]] = {}
    for index, finding in enumerate(ordered, 1):
        groups.setdefault(said_who(finding.who, say), []).append((index, finding))
    if len(groups) < 2:
        return ""
    parts = (f"<h3>{escape(who)}</h3>{_links(groups[who])}" for who in sorted(groups))
    return f"<h2>{escape(say['by_person'])}</h2>" + "\n".join(parts)
