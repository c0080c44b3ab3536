"""preflight.html: what a preflight found, on the pages themselves. One page without script or network, of bounded size.

Pages are drawn with their places framed and numbered; a check box lays the ink over them, as colours of heat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from marbre.findings import Acceptance, Finding, Severity
from marbre.measures import Box, pt_to_mm
from marbre.preflight.accepting import Accepted
from marbre.preflight.facts import Font, InkCover, PageFacts, Rect
from marbre.preflight.rule import Job
from marbre.preflight.thumbnails import HEAT, heat_picture, page_painter
from marbre.report import said_who
from marbre.words import DATA, words

#: Beyond this number of pages, only those with findings are shown, and of these no more than this.
MOST_PAGES = 150
#: Resolution of pages with findings, and of the others; most places framed on a page.
_PPI, _PLAIN_PPI, _MOST_MARKS = 60.0, 36.0, 40
_PROCESS = {"Cyan": "#009ee3", "Magenta": "#e6007e", "Yellow": "#ffed00", "Black": "#1a1a1a"}

Say = Mapping[str, str]
#: A finding with its number in the report and the entry that accepts it.
Entry = tuple[int, Finding, Acceptance | None]


@dataclass(frozen=True, slots=True)
class PageNote:
    """What the report keeps of a page. `area` is what is shown of it and `cut` its trim, in user space; `mm` the length of a
    unit of user space."""

    number: int
    area: Rect
    cut: Rect
    mm: float
    bleed: float
    ink: InkCover | None
    fonts: tuple[Font, ...]


def note_of(page: PageFacts) -> PageNote:
    """A page in passing: small enough to be kept for every page of a book."""
    boxes, mm = page.boxes, pt_to_mm(1) * page.user_unit
    cut, sheet = boxes.cut, boxes.crop or boxes.media or boxes.cut
    area = page.ink.area if page.ink is not None else cut
    shown = max(area[0], sheet[0]), max(area[1], sheet[1]), min(area[2], sheet[2]), min(area[3], sheet[3])
    around = boxes.bleed or cut
    bleed = min(cut[0] - around[0], cut[1] - around[1], around[2] - cut[2], around[3] - cut[3])
    return PageNote(page.number, shown, cut, mm, max(0.0, bleed * mm), page.ink, page.fonts)


def preflight_html(
    accepted: Accepted, job: Job, notes: Sequence[PageNote], file: bytes | Path | str, language: str = "fr"
) -> bytes:
    """The report of one file, in French, or in English for any other language."""
    spoken = "fr" if language == "fr" else "en"
    say = words("report", spoken) | words("preflight", spoken)
    entries = _entries(accepted)
    verdict = accepted.verdict
    style = "".join((DATA / name).read_text(encoding="utf-8") for name in ("report.css", "preflight.css"))
    parts = [
        _head(verdict.file, job, notes, say),
        "<main>",
        _verdict(accepted, entries, say),
        _people([entry for entry in entries if entry[2] is None], say),
        _accepted([entry for entry in entries if entry[2] is not None], say),
        _pages(entries, notes, file, say),
        _summary(notes, job, say),
        f'<p class="small">{escape(say["note"])}</p></main>',
    ]
    top = (
        f'<!doctype html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(say['title'])} – {escape(verdict.file)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    return (top + "\n".join(part for part in parts if part) + "\n</body>\n</html>\n").encode()


def _entries(accepted: Accepted) -> list[Entry]:
    """Findings in the order of the report: the gravest first, then by page; accepted ones last. Numbers count from 1."""
    marks = dict(accepted.marks)
    rank = {severity: index for index, severity in enumerate(Severity)}
    order = sorted(
        enumerate(accepted.verdict.findings),
        key=lambda item: (item[0] in marks, rank[item[1].severity], item[1].page or 0, item[1].id),
    )
    return [(number, finding, marks.get(index)) for number, (index, finding) in enumerate(order, 1)]


def _figure(value: float, say: Say, digits: int = 0) -> str:
    return f"{value:.{digits}f}".replace(".", say["point"])


def _size(note: PageNote, say: Say) -> str:
    width, height = ((note.cut[2] - note.cut[0]) * note.mm, (note.cut[3] - note.cut[1]) * note.mm)
    texts = (f"{value:.1f}".removesuffix(".0").replace(".", say["point"]) for value in (width, height))
    return "{} × {} mm".format(*texts)


def _head(name: str, job: Job, notes: Sequence[PageNote], say: Say) -> str:
    facts = [say["one_page"] if len(notes) == 1 else say["pages"].format(len(notes))] if notes else []
    facts += [_size(notes[0], say)] if notes else []
    facts += [
        say["for_printer"].format(job.printer.name), say["condition"].format(job.printer.condition.identifier),
        say["with_brand" if job.brand else "without_brand"],
    ]  # fmt: skip
    about = escape(" · ".join(facts))
    return f"<header><p>{escape(say['title'])}</p><h1>{escape(name)}</h1><p>{about}</p></header>"


def _verdict(accepted: Accepted, entries: Sequence[Entry], say: Say) -> str:
    verdict = accepted.verdict
    counted = [sum(1 for _, one, entry in entries if one.severity is each and entry is None) for each in Severity]
    tally = ", ".join(
        f"{number} {say[each.value if number == 1 else f'{each.value}s']}"
        for number, each in zip(counted, Severity, strict=True)
        if number
    )
    return (
        f'<section class="verdict {escape(verdict.verdict)}"><strong>{escape(say[verdict.verdict])}</strong>'
        f"<p>{escape(say['checked'].format(verdict.rules))}{' · ' if tally else ''}{escape(tally)}</p></section>"
    )


def _people(entries: Sequence[Entry], say: Say) -> str:
    """What there is to do, for each who has to do it."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry[1].who, []).append(entry)
    parts = [f"<h2>{escape(say['findings'])}</h2>"]
    if not groups:
        parts.append(f"<p>{escape(say['none'])}</p>")
    for who in sorted(groups, key=lambda one: groups[one][0][0]):
        title = said_who(who, say)
        rows = "".join(_row(entry, say) for entry in groups[who])
        parts.append(f'<section class="person"><h3>{escape(title)}</h3><table><tbody>{rows}</tbody></table></section>')
    return "\n".join(parts)


def _row(entry: Entry, say: Say) -> str:
    number, finding, taken = entry
    where = say["page"].format(finding.page) if finding.page else say["whole_file"]
    if finding.page:
        where = f'<a href="#page-{finding.page}">{escape(where)}</a>'
    measured = "".join(
        f"<div>{escape(say[key])}{escape(say['colon'])}{escape(text)}</div>"
        for key, text in (("measured", finding.value), ("allowed", finding.limit))
        if text and len(text) < 60
    )
    remedy = f'<p class="do">{escape(finding.remedy)}</p>' if finding.remedy else ""
    if taken is not None:
        words_ = say["accepted_by"].format(taken.by, taken.until.strftime("%d/%m/%Y"), taken.reason)
        remedy = f'<p class="do">{escape(words_)}</p>'
    source = f" · {escape(finding.source)}" if finding.source else ""
    mark = "accepted" if taken is not None else finding.severity.value
    return (
        f'<tr class="{mark}" id="f{number}"><td><span class="dot">{number}</span></td><td class="where">{where}<br>'
        f'<span class="tag">{escape(say[finding.severity.value])}</span></td><td><p>{escape(finding.message)}</p>{remedy}'
        f'<code>{escape(finding.id)}</code>{source}</td><td class="numbers">{measured}</td></tr>'
    )


def _accepted(entries: Sequence[Entry], say: Say) -> str:
    if not entries:
        return ""
    rows = "".join(_row(entry, say) for entry in entries)
    return (
        f'<h2>{escape(say["accepted"])}</h2><section class="person"><table><tbody>{rows}</tbody></table></section>'
    )


def _pages(entries: Sequence[Entry], notes: Sequence[PageNote], file: bytes | Path | str, say: Say) -> str:
    by_page: dict[int, list[Entry]] = {}
    for entry in entries:
        by_page.setdefault(entry[1].page or 0, []).append(entry)
    few = len(notes) > MOST_PAGES
    shown = [note for note in notes if not few or note.number in by_page][:MOST_PAGES]
    if not shown:
        return ""
    with page_painter(file) as paint:
        figures = []
        for note in shown:
            found = by_page.get(note.number, [])
            picture = paint(note.number, note.area, _PPI if found else _PLAIN_PPI)
            figures.append(_page(note, found, picture, say))
    some = f"<p>{escape(say['some'].format(len(notes)))}</p>" if few else ""
    stops = ", ".join("rgb({},{},{}) {:.0f}%".format(*colour, percent / 4) for percent, colour in HEAT)
    scale = (
        f'<span class="scale">{escape(say["ink_scale"])}<span style="display:block">'
        f'<i style="background:linear-gradient(90deg,{stops})"></i><span><b>0</b><b>100</b><b>200</b><b>300</b>'
        "<b>400 %</b></span></span></span>"
    )
    controls = (
        f'<div class="controls"><label><input type="checkbox" id="heat"> {escape(say["heat"])}</label>'
        f'<label><input type="checkbox" id="frames" checked> {escape(say["frames"])}</label>{scale}</div>'
    )
    return f'<h2>{escape(say["sheet"])}</h2>{some}{controls}<div class="pages">{"".join(figures)}</div>'


def _page(note: PageNote, found: Sequence[Entry], picture: str, say: Say) -> str:
    width, height = note.area[2] - note.area[0], note.area[3] - note.area[1]
    if width <= 0 or height <= 0:
        return ""
    # Two screen pixels to the mm where something is found, less for the others; large sheets are brought down.
    scale = (2.0 if found else 1.1) * note.mm * min(1.0, 330 / (width * note.mm))
    marks = "".join(_mark(entry, note) for entry in found[:_MOST_MARKS] if entry[1].box is not None)
    loose = "".join(_dot(entry) for entry in found if entry[1].box is None)
    heat = heat_picture(note.ink) if note.ink is not None else ""
    layer = f'<img class="heat" alt="" src="{heat}" style="{_place(note.ink.area, note)}">' if heat and note.ink else ""
    image = f'<img alt="" loading="lazy" src="{picture}">' if picture else ""
    ink = say["ink_up_to"].format(_figure(note.ink.highest, say)) if note.ink is not None else ""
    return (
        f'<figure id="page-{note.number}" style="width:{width * scale:.0f}px"><div class="sheet" '
        f'style="height:{height * scale:.0f}px">{image}{layer}<span class="cut" style="{_place(note.cut, note)}"></span>'
        f"{marks}</div><figcaption><b>{escape(say['page'].format(note.number))}</b>"
        f'<span class="loose">{loose}</span><span>{escape(ink)}</span></figcaption></figure>'
    )


def _dot(entry: Entry) -> str:
    mark = "accepted" if entry[2] is not None else entry[1].severity.value
    return f'<a class="dot {mark}" href="#f{entry[0]}" title="{escape(entry[1].message, quote=True)}">{entry[0]}</a>'


def _mark(entry: Entry, note: PageNote) -> str:
    assert entry[1].box is not None
    mark = "accepted" if entry[2] is not None else entry[1].severity.value
    return f'<span class="mark {mark}" style="{_place(_back(entry[1].box, note), note)}">{_dot(entry)}</span>'


def _back(box: Box, note: PageNote) -> Rect:
    """A box in mm from the head left of the trim as a rectangle of user space."""
    left, top = note.cut[0] + box.x / note.mm, note.cut[3] - box.y / note.mm
    return left, top - box.height / note.mm, left + box.width / note.mm, top


def _place(rect: Rect, note: PageNote) -> str:
    """Where a rectangle lies on the picture of its page, in percent, held within it."""
    area = note.area
    width, height = area[2] - area[0], area[3] - area[1]
    left, right = (min(1.0, max(0.0, (x - area[0]) / width)) for x in (rect[0], rect[2]))
    head, foot = (min(1.0, max(0.0, (area[3] - y) / height)) for y in (rect[3], rect[1]))
    return (
        f"left:{100 * left:.2f}%;top:{100 * head:.2f}%;width:{100 * max(0.0, right - left):.2f}%;"
        f"height:{100 * max(0.0, foot - head):.2f}%"
    )


def _summary(notes: Sequence[PageNote], job: Job, say: Say) -> str:
    if not notes:
        return ""
    tables = (_boxes(notes, say), _inks(notes, job, say), _fonts(notes, say))
    return f'<h2>{escape(say["summary"])}</h2><div class="facts-grid">{"".join(tables)}</div>'


def _boxes(notes: Sequence[PageNote], say: Say) -> str:
    sizes: dict[tuple[str, str], list[int]] = {}
    for note in notes:
        bleed = f"{_figure(note.bleed, say, 1)} mm" if note.bleed > 0.05 else say["no_bleed"]
        sizes.setdefault((_size(note, say), bleed), []).append(note.number)
    rows = [
        (size, bleed, say["all_pages"] if len(numbers) == len(notes) else _runs(numbers, say))
        for (size, bleed), numbers in list(sizes.items())[:20]
    ]
    return _table(say["boxes"], (say["trim"], say["bleed"], say["sheet"]), [tuple(map(escape, row)) for row in rows])


def _runs(numbers: Sequence[int], say: Say) -> str:
    shown = ", ".join(str(number) for number in numbers[:8])
    return say["page"].format(shown + ("…" if len(numbers) > 8 else ""))


def _inks(notes: Sequence[PageNote], job: Job, say: Say) -> str:
    measured = [(note, dict(note.ink.means)) for note in notes if note.ink is not None]
    if not measured:
        return ""
    names = dict.fromkeys(name for _, means in measured for name in means)
    rows = []
    for name in names:
        amounts = [(means.get(name, 0.0), note.number) for note, means in measured]
        mean, (most, page) = sum(amount for amount, _ in amounts) / len(amounts), max(amounts, key=lambda one: one[0])
        swatch = f'<i class="swatch" style="background:{_PROCESS.get(name, "#8a6d3b")}"></i>'
        bar = f'<i class="bar" style="width:{min(mean, 100) * 0.6:.0f}px"></i>'
        rows.append(
            (f"{swatch}{escape(name)}", f"{bar}{_figure(mean, say, 1)} %",
             escape(f"{_figure(most, say, 1)} % ({say['page'].format(page)})"))
        )  # fmt: skip
    worst = max((note for note, _ in measured), key=lambda note: note.ink.highest if note.ink else 0.0)
    assert worst.ink is not None
    text = say["worst"].format(
        f"{job.printer.ink_area:g}", _figure(worst.ink.highest, say), worst.number, f"{job.printer.ink_limit:g}"
    )
    unread = sum(note.ink.unread for note, _ in measured if note.ink is not None)
    more = f"<p>{escape(say['unmeasured'].format(unread))}</p>" if unread else ""
    return _table(say["inks"], (say["ink"], say["mean"], say["strongest"]), rows, f"<p>{escape(text)}</p>{more}")


def _fonts(notes: Sequence[PageNote], say: Say) -> str:
    fonts = sorted({font for note in notes for font in note.fonts}, key=lambda font: (font.embedded, font.name))
    rows = [
        (escape(font.name or "–"), escape(font.kind), escape(say["embedded" if font.embedded else "not_embedded"]))
        for font in fonts[:80]
    ]
    return _table(say["fonts"], (say["font"], say["kind"], ""), rows) if rows else ""


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], after: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<div><h3>{escape(title)}</h3><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{after}</div>"
