"""Any PDF read into facts: `with opened(path) as source: source.facts; for page in source.pages(): …`.

Whoever made the file may have meant harm: every stream has a limit, every page and file a number of steps, no picture is
ever decoded, and what cannot be read is a fault among the facts. Only a file that nobody could open raises Unreadable.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from marbre.errors import InputError
from marbre.preflight.content import group_facts, play
from marbre.preflight.document import Inventory, intents_of, inventory
from marbre.preflight.facts import FileFacts, PageFacts
from marbre.preflight.layers import Layers, layers_of
from marbre.preflight.metadata import info_of, xmp_of
from marbre.preflight.pagetree import Leaf, annotations_of, boxes_of, leaves_of, rotation, user_unit
from marbre.preflight.plain import name_of, text_of
from marbre.preflight.profiles import ToScreen
from marbre.preflight.stage import FILE_STEPS, PAGE_STEPS, Budget, Stage, State, TooComplex, Workshop
from marbre.preflight.streams import TooLarge, Undecodable, decoded, inflated
from marbre.preflight.tokens import operations

_MOST_FILE, _MOST_STRUCTURE, _MOST_PARTS = 2 * 2**30, 512 * 2**20, 2000
_PACKED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_BODY = re.compile(rb"stream\r?\n")
TOO_COMPLEX, FILE_TOO_COMPLEX = "trop complexe", "fichier trop complexe"


class Unreadable(InputError):
    """Not a PDF, or one that nobody can open. `id` names the finding."""

    def __init__(self, id: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.id = id


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: its facts, and its pages one after another."""

    facts: FileFacts
    leaves: tuple[Leaf, ...]
    shop: Workshop
    groups: dict[str, None] = field(default_factory=dict)
    pdf: pikepdf.Pdf | None = None

    def pages(self, numbers: range | None = None) -> Iterator[PageFacts]:
        """Facts of the pages (counted from 1), each made when it is asked for. Never raises for what the file holds."""
        for number in numbers or range(1, len(self.leaves) + 1):
            yield _page(self.leaves[number - 1], number, self.shop)


@contextmanager
def opened(data_or_path: bytes | Path | str, name: str = "") -> Iterator[Source]:
    """Open a file and take stock of it. Raises Unreadable."""
    if isinstance(data_or_path, bytes):
        data, name = data_or_path, name or "fichier.pdf"
    else:
        path = Path(data_or_path)
        data, name = _bytes(path), name or path.name
    _look_before(data, name)
    with _open(data, name) as pdf:
        yield _source(pdf, data, name)


def open_file(data_or_path: bytes | Path | str) -> FileFacts:
    """The facts of the file around its pages. Raises Unreadable."""
    with opened(data_or_path) as source:
        return source.facts


def read_pages(data_or_path: bytes | Path | str) -> Iterator[PageFacts]:
    """The facts of every page. Raises Unreadable."""
    with opened(data_or_path) as source:
        yield from source.pages()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_FILE:
            raise Unreadable("file_unreadable", f"{path.name} : plus de 2 Go.", "Donnez un fichier plus léger.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            "file_unreadable", f"{path.name} : introuvable ou illisible.", "Vérifiez le nom du fichier."
        ) from error


def _look_before(data: bytes, name: str) -> None:
    """What can be told before anything is unpacked."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("file_unreadable", f"{name} : le fichier est vide.", "Exportez le PDF de nouveau.")
    if b"%PDF-" not in data[:4096] and b"obj" not in data[:65536]:
        raise Unreadable("file_unreadable", f"{name} : ce n'est pas un PDF.", "Donnez un fichier PDF.")
    total = 0
    for match in _PACKED.finditer(data):
        body = _BODY.search(data, match.end(), match.end() + 2000)
        if body is None:
            continue
        try:
            total += len(inflated(data[body.end() : body.end() + 64 * 2**20], 128 * 2**20))
        except TooLarge:
            total = _MOST_STRUCTURE + 1
        if total > _MOST_STRUCTURE:
            raise Unreadable(
                "file_unreadable", f"{name} : sa structure se déplie en plusieurs centaines de mégaoctets.",
                "Ne l'ouvrez pas ; demandez un autre fichier à son auteur.",
            )  # fmt: skip


def _open(data: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False)
    except pikepdf.PasswordError as error:
        raise Unreadable(
            "file_encrypted", f"{name} : un mot de passe est nécessaire pour l'ouvrir.",
            "Demandez le fichier sans mot de passe.",
        ) from error  # fmt: skip
    except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError, OverflowError) as error:
        raise Unreadable(
            "file_unreadable", f"{name} : PDF illisible ou tronqué.", "Exportez ou transférez le fichier de nouveau."
        ) from error


def _source(pdf: pikepdf.Pdf, data: bytes, name: str) -> Source:
    try:
        root = pdf.Root
        if not isinstance(root, pikepdf.Dictionary):
            raise AttributeError
        leaves, faults = leaves_of(root)
        layers = layers_of(root)
        stock = inventory(pdf)
        facts = _facts(pdf, data, name, len(leaves), stock, layers, faults)
    except (pikepdf.PdfError, AttributeError, KeyError, RuntimeError) as error:
        raise Unreadable(
            "file_unreadable", f"{name} : PDF sans catalogue lisible.", "Exportez le fichier de nouveau."
        ) from error
    shop = Workshop(ToScreen(_screen_profile(root)), layers, Budget(min(FILE_STEPS, PAGE_STEPS * max(1, len(leaves)))))
    return Source(facts, leaves, shop, pdf=pdf)


def _screen_profile(root: Any) -> bytes:
    """The CMYK profile of the first intent that has one."""
    given = root.get("/OutputIntents")
    for one in list(given)[:8] if isinstance(given, pikepdf.Array) else []:
        stream = one.get("/DestOutputProfile") if isinstance(one, pikepdf.Dictionary) else None
        if isinstance(stream, pikepdf.Stream):
            try:
                data = decoded(stream, 16 * 2**20)
            except (TooLarge, Undecodable):
                continue
            if data[16:20] == b"CMYK":
                return data
    return b""


def _facts(
    pdf: pikepdf.Pdf, data: bytes, name: str, pages: int, stock: Inventory, layers: Layers, faults: tuple[str, ...]
) -> FileFacts:
    root, trailer = pdf.Root, pdf.trailer
    xmp, trouble = xmp_of(root)
    form = root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    marked = root.get("/MarkInfo")
    ids = trailer.get("/ID")
    warnings = tuple(dict.fromkeys(f"pdf : {_short(str(text))}" for text in pdf.get_warnings()))[:50]
    return FileFacts(
        name=name, bytes=len(data), version=pdf.pdf_version, encrypted=pdf.is_encrypted, pages=pages,
        ids=tuple(bytes(one).hex() for one in list(ids)[:4] if isinstance(one, pikepdf.String))
        if isinstance(ids, pikepdf.Array) else (),
        intents=intents_of(root), info=info_of(trailer), xmp=xmp, fonts=tuple(stock.fonts), spots=tuple(stock.spots),
        layers=layers.names, layer_configurations=layers.configurations,
        form=isinstance(fields, pikepdf.Array) and len(fields) > 0, javascript=stock.javascript,
        tagged=isinstance(marked, pikepdf.Dictionary) and bool(marked.get("/Marked", False)),
        language=text_of(root.get("/Lang"), 64), actions=tuple(stock.actions), embedded=tuple(stock.embedded),
        external=tuple(stock.external), forbidden=tuple(stock.forbidden), profiles=tuple(stock.profiles),
        faults=(*warnings, *faults, *stock.faults),
        extra=_extra(root, data, trouble, stock),
    )  # fmt: skip


def _short(text: str) -> str:
    """A warning of the library without the name of the stream it was read from."""
    return re.sub(r"^[^:(]*(?=[:(])", "", text).lstrip(": ")[:200]


def _extra(root: Any, data: bytes, trouble: str, stock: Inventory) -> tuple[tuple[str, str], ...]:
    """Small facts by name: header, xmp, filters, pictures, views (`ViewArea`…), `catalog_version`."""
    found = [("header", re.sub(rb"[^ -~]", b"", data[:1024].partition(b"%PDF-")[2][:3]).decode("ascii"))]
    found.append(("header_offset", str(data[:4096].find(b"%PDF-"))))
    found.append(("xmp", trouble))
    found.append(("filters", " ".join(stock.filters)))
    found += [("picture", text) for text in stock.pictures]
    views = root.get("/ViewerPreferences")
    if isinstance(views, pikepdf.Dictionary):
        for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
            if key in views:
                found.append((key[1:], name_of(views[key])))
    return tuple(found)


def _page(leaf: Leaf, number: int, shop: Workshop) -> PageFacts:
    faults: dict[str, None] = {}
    boxes = boxes_of(leaf, faults)
    media = boxes.media or boxes.crop or (0.0, 0.0, 612.0, 792.0)
    unit = user_unit(leaf)
    steps = max(0, min(PAGE_STEPS, shop.budget.steps))
    stage = Stage(
        shop, media, unit, State(media), shop.resources_of(leaf.get("/Resources")), play, faults=faults, steps=steps
    )
    try:
        group = leaf.page.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            stage.groups.setdefault(group_facts(stage, group, False, "page"))
        stage.spend(1)
        play(stage, operations(_contents(leaf, stage)))
    except TooComplex:
        faults[TOO_COMPLEX if steps else FILE_TOO_COMPLEX] = None
    except (pikepdf.PdfError, RuntimeError) as error:
        faults.setdefault(f"page illisible ({_short(str(error))})")
    for torn in shop.torn:
        stage.fault(f"flux {torn} abîmé")
    shop.torn.clear()
    shop.budget.steps -= steps - max(0, stage.steps)
    annotations = annotations_of(leaf, faults)
    return PageFacts(
        number, boxes, rotation(leaf), unit, tuple(stage.painted), tuple(stage.groups), annotations,
        tuple(stage.fonts), tuple(faults),
    )  # fmt: skip


def _contents(leaf: Leaf, stage: Stage) -> bytes:
    """The page's content, its parts joined by white space (7.8.2)."""
    given = leaf.page.get("/Contents")
    if given is None:
        return b""
    parts = []
    for one in list(given)[:_MOST_PARTS] if isinstance(given, pikepdf.Array) else [given]:
        if not isinstance(one, pikepdf.Stream):
            stage.fault("contenu de page absent")
            continue
        try:
            parts.append(stage.shop.unpacked(one))
        except TooLarge:
            raise TooComplex from None
        except Undecodable as error:
            stage.fault(f"contenu de page illisible ({error})")
    return b"\n".join(parts)
