"""What has no translation, and the edition's rule for it: left out, printed in French with a mark, or a stop to the build.

Texts of the edition and descriptions of offers follow the same rule (`untranslated` in edition.yaml). Everything that is
missing is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from marbre.compose.matter import level_of
from marbre.compose.spoken import LEAVE_OUT, MARK, spoken_text
from marbre.compose.templates import Layout, asks_for
from marbre.edition import Edition, Section
from marbre.errors import EditionError
from marbre.findings import Finding, Severity
from marbre.offers.model import Offer
from marbre.offers.whence import source_said
from marbre.texts import Article
from marbre.translations import SOURCE, Change, State, compared, parts_of, used_texts
from marbre.yamltree import Mistake

BLOCK = "block"
#: Texts that no line of a flat plan names: they fill the ends of pages where a language has them.
TALES = ("petites-histoires", "le-saviez-vous")
#: Kinds of sections that may show descriptions of offers.
_TELLING = ("listing", "agenda", "calendar", "page", "spread", "choice")
#: Kinds whose templates are those of levels: a level that prints no description needs none.
_LEVELLED = ("listing", "agenda")


@dataclass(frozen=True, slots=True)
class Translated:
    """An edition as it is in one language: its plan, its texts (some in French), what was missing."""

    edition: Edition
    articles: Mapping[str, Article]
    findings: tuple[Finding, ...] = ()


def translated(edition: Edition, language: str, own: Mapping[str, Article], french: Mapping[str, Article]) -> Translated:
    """The edition in `language`, its rule applied to texts that are only in French."""
    wanted = used_texts(edition) | set(TALES)
    missing = [name for name in sorted(wanted) if name in french and name not in own]
    if language == SOURCE or not missing:
        return Translated(edition, own)
    loose = [name for name in missing if not _due(french[name])]
    gone = _leavable(edition, loose) if edition.untranslated == LEAVE_OUT else ()
    kept = [section for section in edition.flatplan if section.id not in {one.id for one in gone}]
    still = {name for section in (*edition.cover, *kept) for name in section.texts}
    placed = {one.id for one in (*edition.cover, *kept)}
    still |= {slot.filler for slot in edition.adverts if slot.slot in placed}
    if edition.untranslated == MARK:
        still |= set(TALES)
    shown = {name: french[name] for name in missing if name in still and edition.untranslated in (MARK, LEAVE_OUT)}
    least = min(edition.printing.min_pages, edition.printing.multiple) if gone else edition.printing.min_pages
    lighter = replace(edition, flatplan=tuple(kept), printing=replace(edition.printing, min_pages=least))
    told = [_text_finding(french[name], language, name in shown) for name in missing]
    return Translated(lighter, {**own, **shown}, tuple(told))


def _due(article: Article) -> bool:
    """Whether a text names the printer: the law wants it in every copy (loi du 29 juillet 1881, art. 3)."""
    return any("{printer" in words for some in parts_of(article).values() for _, words in some)


def _leavable(edition: Edition, missing: Sequence[str]) -> list[Section]:
    """Lines of the flat plan that may go with their texts: pages and articles without offers, and fillers of free slots;
    never the cover or a side of a sheet."""
    if edition.printing.binding == "sheet":
        return []
    hosts = {str(one.option("on", one.id)) for one in edition.flatplan if one.kind == "choice"}
    fillers = {slot.slot for slot in edition.adverts if slot.filler in missing and not slot.sold_to}
    return [
        one
        for one in edition.flatplan
        if (one.kind == "advert" and one.id in fillers)
        or (
            one.kind in ("page", "spread", "article")
            and one.select is None
            and one.id not in hosts
            and one.texts
            and set(one.texts) <= set(missing)
        )
    ]


def _text_finding(french: Article, language: str, shown: bool) -> Finding:
    file = french.source.rpartition(":")[0].replace(f"/texts/{SOURCE}/", f"/texts/{language}/")
    done = "il est imprimé en français, avec la mention de la langue" if shown else "il n'est pas imprimé"
    return Finding(
        "untranslated", Severity.WARNING, f"Le texte « {french.title} » n'est pas traduit en « {language} » ; {done}.",
        f"Écrivez {file}.", source=french.source, value=file, limit=language, who="translator",
    )  # fmt: skip


_PARTS = {
    "title": "le titre", "kicker": "le surtitre", "standfirst": "le chapô", "captions": "la légende", "facts": "le repère",
    "boxes": "l'encadré", "quote": "la citation", "items": "l'élément", "body": "le paragraphe",
}  # fmt: skip
_SINGLE = ("title", "kicker", "standfirst", "quote")
_HOW = {"changed": "", "added": " (ajouté)", "removed": " (retiré)"}
#: More changes than this of one text are counted.
_MOST = 6


def translation_findings(
    language: str, articles: Mapping[str, Article], french: Mapping[str, Article], edition: Edition
) -> Iterator[Finding]:
    """Translations whose French has changed since; in one finding, those that nobody has said to be of this French."""
    unknown = []
    for name, article in sorted(articles.items()):
        if article.language != language or language == SOURCE or name not in french:
            continue
        one = compared(name, language, french[name], article)
        if one.state is State.STALE:
            yield Finding(
                "stale_translation", Severity.WARNING,
                f"Le texte « {article.title} » en « {language} » ne suit plus son français : {_changes_said(one.changes)}.",
                f"Corrigez la traduction, puis : marbre translations {edition.name} --accept {name} --lang {language}",
                source=article.source, value=french[name].source, limit=language, who="translator",
            )  # fmt: skip
        if one.state is State.UNKNOWN:
            unknown.append(name)
    if unknown:
        several = f"{len(unknown)} textes" if len(unknown) > 1 else "un texte"
        yield Finding(
            "translation_unknown", Severity.INFO,
            f"On ne sait pas de quel français {several} en « {language} » sont la traduction : {_some(unknown)}.",
            f"Relisez, puis : marbre translations {edition.name} --accept --lang {language}",
            source=edition.source, value=str(len(unknown)), limit=language, who="translator",
        )  # fmt: skip


def _changes_said(changes: Sequence[Change]) -> str:
    said = []
    for one in changes[:_MOST]:
        number = "" if one.part in _SINGLE else f" {one.number}"
        name = f" « {one.name} »" if one.name else ""
        said.append(f"{_PARTS.get(one.part, one.part)}{number}{name}{_HOW[one.how]}")
    more = len(changes) - _MOST
    return ", ".join(said) + (f" et {more} de plus" if more > 0 else "")


def undescribed(
    edition: Edition, layout: Layout, language: str, chosen: Mapping[str, tuple[Offer, ...]]
) -> tuple[tuple[Offer, str], ...]:
    """Offers whose description is printed somewhere and is in another language than the edition's, with that language."""
    found: dict[int, tuple[Offer, str]] = {}
    for section in edition.flatplan:
        for offer in chosen.get(section.id, ()) if section.kind in _TELLING else ():
            text, spoken = spoken_text(offer, language)
            if text and spoken != language and offer.id not in found and _tells(edition, layout, section, offer):
                found[offer.id] = (offer, spoken)
    return tuple(found[id] for id in sorted(found))


def _tells(edition: Edition, layout: Layout, section: Section, offer: Offer) -> bool:
    if section.kind not in _LEVELLED:
        return True
    template = str(section.option("template") or level_of(offer, edition).template)
    return asks_for(layout, template, "o.text")


def rewritten_finding(
    edition: Edition, language: str, chosen: Mapping[str, tuple[Offer, ...]], late: Mapping[int, int]
) -> Iterator[Finding]:
    """One finding for all printed offers whose French was rewritten after its translation (`late`: id → snapshot)."""
    printed = {offer.id: offer for offers in chosen.values() for offer in offers}
    names = [f"{printed[id].names.best('fr')} ({id})" for id in sorted(late) if id in printed]
    if names:
        many = len(names) > 1
        several = f"{len(names) if many else 'Un'} descriptif{'s' * many} en « {language} » date{'nt' * many}"
        yield Finding(
            "stale_descriptions", Severity.INFO, f"{several} d'avant la dernière version du français : {_some(names)}.",
            "Faites relire ces traductions là où les fiches sont tenues.", source=edition.source, value=str(len(names)),
            limit=language, who="translator",
        )  # fmt: skip


def _some(names: Sequence[str], most: int = 8) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" et {more} de plus" if more > 0 else "")


_DONE = {LEAVE_OUT: "il n'est pas imprimé", MARK: "le texte « {spoken} » est imprimé, avec la mention de sa langue"}


def description_findings(rule: str, language: str, offers: Sequence[tuple[Offer, str]]) -> Iterator[Finding]:
    """A finding for every description without a translation."""
    for offer, spoken in offers:
        done = _DONE.get(rule, "le texte « {spoken} » est imprimé").format(spoken=spoken)
        yield Finding(
            "untranslated", Severity.WARNING,
            f"{offer.names.best('fr')} : pas de descriptif en « {language} » ; {done}.",
            f"Faites traduire le descriptif court {source_said(offer)}.", record=offer.id, limit=language, who="translator",
        )  # fmt: skip


def block(edition: Edition, language: str, offers: Sequence[tuple[Offer, str]]) -> None:
    """Stop where the rule is `block`. Raises EditionError with one mistake that names every offer."""
    if edition.untranslated == BLOCK and offers:
        names = ", ".join(f"{offer.id} {offer.names.best('fr')}" for offer, _ in offers)
        text = f"{len(offers)} description{'s' if len(offers) > 1 else ''} without `{language}`: {names}"
        hint = "have them translated where the records are kept, or write `untranslated: mark` or `leave_out`"
        raise EditionError([str(Mistake(edition.source, text, hint))])

