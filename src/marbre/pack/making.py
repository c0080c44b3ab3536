"""From the project to a pack: its editions built and looked at, its marks drawn, its licence dated."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from marbre.brand import Brand
from marbre.brand_file import read_brand
from marbre.build.drawing_files import SUFFIXES, drawing_file, png
from marbre.build.edition import build_edition
from marbre.compose.emblem import colour_bar, salamander
from marbre.compose.phrases import web
from marbre.compose.tokens import palette_of
from marbre.compose.words import read_words
from marbre.edition import Edition, Section, Selection
from marbre.edition_file import read_edition
from marbre.errors import InputError
from marbre.findings import Finding, Severity
from marbre.fonts import family_of, read_faces
from marbre.inspection import file_order, inspect, inspect_edition
from marbre.offers.model import Offer
from marbre.pack.contents import LICENCE, Pack, PackFile, readme_of, zipped
from marbre.pack_file import Packed, PackedMark, PackPlan
from marbre.project import Project
from marbre.words import words

#: Told what is being done, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]
_KINDS = {".svg": "vector", ".png": "picture", ".pdf": "inked"}
#: mm of an inch; resolution of a mark's PNG.
_INCH, _MARK_PPI = 25.4, 300


@dataclass(frozen=True, slots=True)
class MadePack:
    """A pack, its zip, and what was found on the way; an error among the findings means that it is not to be handed out."""

    pack: Pack
    data: bytes
    findings: tuple[Finding, ...]

    @property
    def fit(self) -> bool:
        return not any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every step needs: the project, its brand, all offers, the pack's language, who is told."""

    project: Project
    brand: Brand
    offers: tuple[Offer, ...]
    language: str
    tell: Tell


def make_pack(
    project: Project, plan: PackPlan, language: str, offers: tuple[Offer, ...], provider: int | None = None,
    tell: Tell = lambda step, done, total: None,
) -> MadePack:  # fmt: skip
    """Build what a pack holds and put it together. `provider` is the offer that a personal pack is for. Raises InputError
    for a language, a provider or a personal page that there is not, and what the builds raise."""
    licences = dict(plan.licences)
    if language not in licences:
        raise InputError(f"the pack has no language `{language}`", f"one of: {', '.join(licences)}")
    desk = _Desk(project, read_brand(project.brand), offers, language, tell)
    offer = _provider(plan, offers, provider) if provider is not None else None
    files: list[PackFile] = []
    findings: list[Finding] = []
    editions: list[Edition] = []
    left_out: list[str] = []
    for number, one in enumerate(plan.editions):
        tell(one.edition, number, len(plan.editions) + 1)
        edition = read_edition(project.root, one.edition, desk.brand)
        if one.only_if_built and not _file(project, edition, _tongue(edition, language), "web").is_file():
            left_out.append(one.edition)
            continue
        made, found = _edition_files(desk, one, edition)
        files += made
        findings += found
        editions += [] if one.only_if_built else [edition]
    if offer is not None and plan.personal is not None:
        made, found = _personal_files(desk, plan.personal, offer)
        files += made
        findings += found
    files += [file for mark in plan.marks for file in _mark_files(desk, mark)]
    pack = _put_together(desk, plan, files, editions, offer, left_out)
    said = words("pack", language)
    days = {day: read_words(_words_file(project, language)).date(day) for day in (pack.dated, *pack.valid)}
    return MadePack(pack, zipped(pack, readme_of(pack, said, days)), tuple(dict.fromkeys(findings)))


def _put_together(
    desk: _Desk, plan: PackPlan, files: Sequence[PackFile], editions: Sequence[Edition], offer: Offer | None,
    left_out: Sequence[str],
) -> Pack:  # fmt: skip
    language = desk.language
    valid = max(one.valid_from for one in editions), min(one.valid_to for one in editions)
    pack = Pack(
        plan.stem, plan.title.best(language), desk.brand.names.destination.best(language), language,
        max(one.year for one in editions), max(one.dated for one in editions), valid, (),
        _fonts(desk, plan), _listing(offer) if offer else None, tuple(left_out),
    )  # fmt: skip
    return replace(pack, files=(_licence(desk, plan, valid), *files))


def _listing(offer: Offer) -> tuple[int, str, str, str]:
    return offer.id, offer.names.best("fr"), offer.place.commune, _page(offer)


def _page(offer: Offer) -> str:
    return next((href for contact in offer.contacts if contact.kind == "web" and (href := web(contact.value)[0])), "")


def _tongue(edition: Edition, language: str) -> str:
    return language if language in edition.languages else edition.languages[0]


def _words_file(project: Project, language: str) -> Path:
    return project.layouts / "_words" / f"{language}.yaml"


def _file(project: Project, edition: Edition, language: str, target: str) -> Path:
    return project.build / edition.name / language / f"{edition.name}-{language}-{target}.pdf"


def _edition_files(desk: _Desk, one: Packed, edition: Edition) -> tuple[list[PackFile], list[Finding]]:
    """An edition built anew where something changed, its print file held against every rule."""
    language, findings = _tongue(edition, desk.language), []
    folder = desk.project.build / edition.name / language
    if not one.only_if_built:
        built = build_edition(desk.project, edition.name, language, desk.offers, folder=folder)
        findings += [found for found in built.findings if found.severity is Severity.ERROR]
        if "print" in one.files:
            looked = inspect_edition(desk.project, edition.name, (language,), "", True, lambda name, page: None, notes=False)
            findings += [found for each in looked for found in each.accepted.standing()]
    kept = [found for found in findings if found.severity is Severity.ERROR]
    return list(_taken(desk, one, edition, folder, language)), kept


def _personal_files(desk: _Desk, one: Packed, offer: Offer) -> tuple[list[PackFile], list[Finding]]:
    """The page in a provider's name, made in a folder that is gone afterwards."""
    edition = read_edition(desk.project.root, one.edition, desk.brand)
    own = replace(edition, flatplan=tuple(_named(section, one.section, offer.id) for section in edition.flatplan))
    language = _tongue(edition, desk.language)
    with tempfile.TemporaryDirectory(dir=desk.project.root / ".marbre") as place:
        folder = Path(place) / language
        built = build_edition(desk.project, edition.name, language, desk.offers, folder=folder, personal=own)
        order = file_order(desk.project, folder / f"{edition.name}-{language}-print.pdf", edition.printing.house, True)
        looked = inspect(order, lambda name, page: None, notes=False)
        found = [*built.findings, *looked.accepted.standing()]
        files = list(_taken(desk, one, edition, folder, language))
    errors = [one for one in found if one.severity is Severity.ERROR]
    return files, [*errors, *([] if _page(offer) else [_no_page(desk, offer)])]


def _named(section: Section, id: str, offer: int) -> Section:
    return replace(section, select=Selection(ids=(offer,))) if section.id == id else section


def _no_page(desk: _Desk, offer: Offer) -> Finding:
    site = next((one.web for one in desk.brand.addresses if one.web), "")
    return Finding(
        "pack_provider_no_page", Severity.WARNING,
        f"{offer.names.best('fr')} n'a pas de site : le code de sa carte mène à {site}.",
        "Demandez l'adresse de sa page et portez-la dans sa fiche.", record=offer.id, who="provider",
    )  # fmt: skip


def _provider(plan: PackPlan, offers: Sequence[Offer], id: int) -> Offer:
    if plan.personal is None:
        raise InputError(f"{plan.source}: the pack has no personal page", "describe it under `personal`")
    found = next((offer for offer in offers if offer.id == id), None)
    if found is None:
        raise InputError(f"there is no offer {id}", "`marbre offers list` shows them all")
    return found


def _taken(desk: _Desk, one: Packed, edition: Edition, folder: Path, language: str) -> Iterator[PackFile]:
    """The files of an edition as the pack names them."""
    trim = (edition.format.trim.width, edition.format.trim.height)
    stem, purpose = f"{edition.name}-{language}", one.purpose.best(desk.language)
    spots = [colour.spot for colour in desk.brand.palette if colour.name in edition.printing.spots and colour.spot]
    inks = (words("pack", desk.language)["process"], *spots)
    pages = int(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["pages"])
    for kind in one.files:
        if kind == "preview":
            picture = png((folder / f"{stem}-web.pdf").read_bytes(), (one.pixels - 0.5) / max(trim) * _INCH)
            yield PackFile(
                f"{one.path}-apercu.png", picture, kind, purpose, pixels=_pixels(picture), edition=edition.name,
                dated=edition.dated,
            )  # fmt: skip
            continue
        data = (folder / f"{stem}-{kind}.pdf").read_bytes()
        name = f"{one.path}-{'imprimeur' if kind == 'print' else 'ecran'}.pdf"
        printed = kind == "print"
        yield PackFile(
            name, data, kind, purpose, trim, edition.format.bleed if printed else 0.0, pages, inks if printed else (),
            edition=edition.name, dated=edition.dated,
        )  # fmt: skip


def _mark_files(desk: _Desk, one: PackedMark) -> Iterator[PackFile]:
    """A mark as SVG, PNG and PDF in inks."""
    width, height = one.size.width, one.size.height
    drawing = salamander(min(width, height)) if one.mark == "emblem" else colour_bar(width, height)
    for suffix in SUFFIXES:
        data = drawing_file(palette_of(desk.brand), drawing, suffix, _MARK_PPI)
        kind = _KINDS[suffix]
        inks = (words("pack", desk.language)["process"],) if kind == "inked" else ()
        yield PackFile(
            f"{one.path}{suffix}", data, kind, one.purpose.best(desk.language), (width, height),
            pages=1 if kind == "inked" else 0, inks=inks, pixels=_pixels(data) if kind == "picture" else (0, 0),
        )  # fmt: skip


def _pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its first chunk (ISO/IEC 15948, 11.2.2)."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _licence(desk: _Desk, plan: PackPlan, valid: tuple[date, date]) -> PackFile:
    """The licence in all its languages, the one that prevails first, with names and days filled in."""
    brand = desk.brand
    site = next((one.web for one in brand.addresses if one.web), "")
    parts = []
    for language, text in plan.licences:
        said = read_words(_words_file(desk.project, language))
        publisher = brand.publisher.name.best(language)
        facts = {
            "title": plan.title.best(language), "destination": brand.names.destination.best(language), "publisher": publisher,
            "status": brand.publisher.status.best(language), "site": site, "clear_space": brand.marks.clear_space,
            "valid_from": said.date(valid[0]), "valid_to": said.date(valid[1]),
            "credit": words("pack", language)["credit"].format(publisher=publisher, site=site),
        }  # fmt: skip
        for name, value in facts.items():
            text = text.replace("{" + name + "}", value)
        parts.append(text.strip())
    rule = "\n\n" + "-" * 100 + "\n\n"
    return PackFile(LICENCE, (rule.join(parts) + "\n").encode(), "text", words("pack", desk.language)["licence_purpose"])


def _fonts(desk: _Desk, plan: PackPlan) -> tuple[tuple[str, str], ...]:
    """The families that the brand's roles are set in, and what their licences say."""
    faces, _ = read_faces(desk.project.fonts)
    families = dict.fromkeys(family_of(role, faces) for role in desk.brand.roles)
    known = dict(plan.fonts)
    unknown = words("pack", desk.language)["font_unknown"]
    return tuple(
        (family, known[family].best(desk.language) if family in known else unknown) for family in families if family
    )
