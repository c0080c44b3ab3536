"""The job ticket on one A4 page: head with the signature, five figures, the cover laid flat, sections line by line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import CMYKColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from marbre.brand import Brand
from marbre.compose.emblem import colour_bar, salamander
from marbre.drawing import Drawing, Ink
from marbre.finish.ticket import Ticket, french, key_figures, remarks, sections
from marbre.fonts import Face, faces_of, read_faces
from marbre.measures import mm_to_pt
from marbre.words import words

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210.0, 297.0, 16.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
LABEL = 38.0
#: Type sizes in points and the distance of lines in mm.
TEXT, SMALL, LINE = 9.2, 7.6, 4.15


class _Sheet:
    """A page that is drawn on in millimetres from its head left, in the brand's inks and faces."""

    def __init__(self, canvas: Canvas, brand: Brand, faces: tuple[str, str, str]) -> None:
        self.canvas, self.brand = canvas, brand
        self.title_face, self.text_face, self.bold_face = faces

    def ink(self, name: str, tint: float = 1.0) -> CMYKColor:
        """A palette colour for reportlab."""
        return CMYKColor(*(part / 100 for part in self.brand.cmyk(Ink(name, tint))))

    def words(
        self, x: float, y: float, text: str, face: str, size: float, ink: str = "noir", align: str = "left", tint: float = 1.0
    ) -> None:
        """A line of text on the baseline `y`."""
        self.canvas.setFillColor(self.ink(ink, tint))
        self.canvas.setFont(face, size)
        place = {"left": self.canvas.drawString, "right": self.canvas.drawRightString}.get(
            align, self.canvas.drawCentredString
        )
        place(mm_to_pt(x), mm_to_pt(PAGE_HEIGHT - y), text.replace("\u00a0", " "))

    def lines(self, text: str, face: str, size: float, width: float) -> list[str]:
        """A text broken into lines of `width` mm; a word too long for one is cut."""
        found: list[str] = []
        line = ""
        for word in text.split(" "):
            for piece in self._pieces(word, face, size, width):
                longer = f"{line} {piece}" if line else piece
                if line and self._wide(longer, face, size) > width:
                    found.append(line)
                    line = piece
                else:
                    line = longer
        return [*found, line]

    def _pieces(self, word: str, face: str, size: float, width: float) -> list[str]:
        pieces = [""]
        for sign in word:
            if self._wide(pieces[-1] + sign, face, size) > width:
                pieces.append("")
            pieces[-1] += sign
        return pieces

    def _wide(self, text: str, face: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text.replace("\u00a0", " "), face, size)) / mm_to_pt(1)

    def panel(self, x: float, y: float, width: float, height: float, ink: str, tint: float = 1.0) -> None:
        """A flat rectangle."""
        self.canvas.setFillColor(self.ink(ink, tint))
        place = (mm_to_pt(x), mm_to_pt(PAGE_HEIGHT - y - height), mm_to_pt(width), mm_to_pt(height))
        self.canvas.rect(*place, stroke=0, fill=1)

    def rule(self, x0: float, y0: float, x1: float, y1: float, ink: str = "sable", width: float = 0.6) -> None:
        """A line, `width` in points."""
        self.canvas.setStrokeColor(self.ink(ink))
        self.canvas.setLineWidth(width)
        self.canvas.line(mm_to_pt(x0), mm_to_pt(PAGE_HEIGHT - y0), mm_to_pt(x1), mm_to_pt(PAGE_HEIGHT - y1))

    def picture(self, drawing: Drawing, x: float, y: float) -> None:
        """A drawing at its own size, its head left at (x, y)."""
        self.canvas.saveState()
        self.canvas.translate(mm_to_pt(x), mm_to_pt(PAGE_HEIGHT - y))
        self.canvas.scale(mm_to_pt(1), -mm_to_pt(1))
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        for shape in drawing.shapes:
            path = self.canvas.beginPath()
            draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
            for command, *numbers in shape.path:
                path.close() if command == "Z" else draw[str(command)](*(float(one) for one in numbers))
            if shape.fill is not None:
                self.canvas.setFillColor(self.ink(shape.fill.name, shape.fill.tint))
            if shape.stroke is not None:
                self.canvas.setStrokeColor(self.ink(shape.stroke.name, shape.stroke.tint))
                self.canvas.setLineWidth(shape.width)
            self.canvas.drawPath(path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None))
        self.canvas.restoreState()


def ticket_sheet(ticket: Ticket, brand: Brand, fonts: Path) -> bytes:
    """The ticket as a PDF of one A4 page, in French. `fonts` is the folder of faces. Same ticket, same bytes."""
    target = io.BytesIO()
    faces = _faces(brand, fonts)
    size = (mm_to_pt(PAGE_WIDTH), mm_to_pt(PAGE_HEIGHT))
    canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=1, initialFontName=faces[1])
    said = words("ticket", "fr")
    canvas.setTitle(f"{said['title']} : {ticket.edition.title.best(ticket.language)} {ticket.edition.year}")
    canvas.setAuthor(ticket.publisher)
    sheet = _Sheet(canvas, brand, faces)
    y = _head(sheet, ticket, said)
    y = _figures(sheet, ticket, y + 7)
    y = _sections(sheet, ticket, y + 13)
    _remarks(sheet, ticket, said, y + 3)
    sheet.picture(colour_bar(60, 2.4), PAGE_WIDTH - MARGIN - 60, PAGE_HEIGHT - 12)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _faces(brand: Brand, fonts: Path) -> tuple[str, str, str]:
    """Names of the bold title face, the text face and its bold, embedded; those of the PDF reader where none fits."""
    known, _ = read_faces(fonts)
    roles = {role.name: faces_of(role, known) for role in brand.roles}
    wanted = (
        (roles.get("title", ()), 700, "Helvetica-Bold"), (roles.get("body", ()), 400, "Helvetica"),
        (roles.get("body", ()), 700, "Helvetica-Bold"),
    )  # fmt: skip
    return tuple(_registered(faces, weight, spare) for faces, weight, spare in wanted)  # type: ignore[return-value]


def _registered(faces: Sequence[Face], weight: int, spare: str) -> str:
    """The upright face nearest to a weight; reportlab embeds TrueType outlines only."""
    upright = sorted((face for face in faces if not face.italic), key=lambda face: abs(face.weight - weight))
    for face in upright:
        try:
            pdfmetrics.registerFont(TTFont(face.postscript_name, str(face.path)))
        except (TTFError, OSError):
            continue
        return face.postscript_name
    return spare


def _head(sheet: _Sheet, ticket: Ticket, said: dict[str, str]) -> float:
    edition = ticket.edition
    sheet.panel(0, 0, PAGE_WIDTH, 46, "creme")
    sheet.picture(salamander(22), MARGIN - 3, 12)
    x = MARGIN + 24
    sheet.words(x, 17, said["purpose"], sheet.bold_face, SMALL + 1, "rouge")
    sheet.words(x, 27, said["title"], sheet.title_face, 24)
    sheet.words(x, 34, f"{edition.title.best('fr')} {edition.year}", sheet.title_face, 13, "terracotta")
    sheet.words(x, 40, said["by"].format(ticket.publisher), sheet.text_face, TEXT)
    day = f"{edition.dated.day:02d}/{edition.dated.month:02d}/{edition.dated.year}"
    sheet.words(PAGE_WIDTH - MARGIN, 17, said["issued"].format(day), sheet.text_face, TEXT, align="right")
    return 46


def _figures(sheet: _Sheet, ticket: Ticket, y: float) -> float:
    """Five panels, and the cover laid flat beside the last."""
    said, gap, cover = words("ticket", "fr"), 3.0, 38.0
    figures = key_figures(ticket)
    wide = (WIDTH - cover - gap * len(figures)) / len(figures)
    for index, (label, text) in enumerate(figures):
        x = MARGIN + index * (wide + gap)
        sheet.panel(x, y, wide, 19, "sable", 0.5)
        sheet.panel(x, y, wide, 1, "orange")
        sheet.words(x + wide / 2, y + 6.5, label, sheet.text_face, SMALL, align="centre")
        size = 12.0
        while sheet.lines(text, sheet.title_face, size, wide - 2)[1:] and size > 7:
            size -= 0.5
        sheet.words(x + wide / 2, y + 14, text, sheet.title_face, size, align="centre")
    _cover(sheet, ticket, said, PAGE_WIDTH - MARGIN - cover, y, cover, 19)
    return y + 19


def _cover(
    sheet: _Sheet, ticket: Ticket, said: dict[str, str], x: float, y: float, width: float, height: float
) -> None:
    """The cover laid flat, to scale, with its measures in mm."""
    flat, trim = ticket.cover_flat, ticket.trim
    scale = min((width - 4) / flat.width, (height - 4) / flat.height)
    wide, high = flat.width * scale, flat.height * scale
    left, top = x + (width - wide) / 2, y
    sheet.panel(left, top, trim.width * scale, high, "creme")
    sheet.panel(left + trim.width * scale, top, max(ticket.spine * scale, 0.3), high, "orange")
    sheet.panel(left + (trim.width + ticket.spine) * scale, top, trim.width * scale, high, "sable")
    for index, label in enumerate((said["back"], said["front"])):
        centre = left + (trim.width / 2 + index * (trim.width + ticket.spine)) * scale
        sheet.words(centre, top + high / 2 + 1, label, sheet.text_face, SMALL, align="centre")
    text = f"{french(flat.width, 1)} × {french(flat.height, 1)} mm"
    sheet.words(x + width / 2, y + high + 3.6, text, sheet.text_face, SMALL, align="centre")


def _sections(sheet: _Sheet, ticket: Ticket, y: float) -> float:
    for title, lines in sections(ticket):
        sheet.rule(MARGIN, y - 4.6, PAGE_WIDTH - MARGIN, y - 4.6, "orange", 0.8)
        sheet.words(MARGIN, y, title, sheet.title_face, 11, "rouge")
        y += 5.4
        for label, text in lines:
            sheet.words(MARGIN, y, label, sheet.bold_face, TEXT)
            for line in sheet.lines(text, sheet.text_face, TEXT, WIDTH - LABEL):
                sheet.words(MARGIN + LABEL, y, line, sheet.text_face, TEXT)
                y += LINE
            y += 0.75
        y += 5.2
    return y


def _remarks(sheet: _Sheet, ticket: Ticket, said: dict[str, str], y: float) -> None:
    """What to look at, in a panel as high as it needs."""
    lines = [
        (line, index == 0)
        for text in remarks(ticket)
        for index, line in enumerate(sheet.lines(text, sheet.text_face, TEXT, WIDTH - LABEL - 6))
    ]
    if not lines:
        return
    sheet.panel(MARGIN, y - 4, WIDTH, len(lines) * LINE + 5, "miel", 0.3)
    sheet.words(MARGIN + 3, y + 1, said["remarks"], sheet.bold_face, TEXT)
    for index, (line, first) in enumerate(lines):
        place = y + 1 + index * LINE
        if first:
            sheet.panel(MARGIN + LABEL - 1.5, place - 1.6, 1.2, 1.2, "orange")
        sheet.words(MARGIN + LABEL + 1, place, line, sheet.text_face, TEXT)
