"""An offer as a reader sees it: every word chosen, set and cut for one level, language and edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from marbre.compose.phrases import duration, email, number, opening_phrases, phone, price_phrases, price_summary, web
from marbre.compose.pictograms import Pictograms
from marbre.compose.scenes import kind_for, season_for
from marbre.compose.spoken import LEAVE_OUT, otherwise_spoken, spoken_text
from marbre.compose.tokens import picture_url
from marbre.compose.typography import bind_html_runts, calm_caps, set_type
from marbre.compose.words import Words
from marbre.edition import Chapter, Level
from marbre.findings import Finding, Severity
from marbre.offers.model import Media, Offer, Term
from marbre.offers.whence import source_said

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_CLAUSE_END = re.compile(r"\s?[;:](?=\s)| – ")
_PHRASE_END = re.compile(r",(?=\s)")
_BUSINESS_MARKS = ("DEGUSTATION", "RESTAURATION", "COMMERCE_ET_SERVICE", "ACTIVITE")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all listings of an edition in one language share."""

    language: str
    words: Words
    pictograms: Pictograms
    pictogram_rules: tuple[tuple[str, tuple[str, ...]], ...]
    label_names: Mapping[str, str]
    kind_names: Mapping[str, str]
    life: tuple[date, date]
    hidden_kinds: frozenset[str] = frozenset()
    label_ends: Mapping[str, date] = field(default_factory=dict)
    figures: tuple[tuple[str, str], ...] = ()
    levels: Mapping[int, str] = field(default_factory=dict)
    untranslated: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The words of one listing. `values` go to the template; `findings` say what was left out or cut."""

    values: dict[str, Any]
    findings: tuple[Finding, ...]


def listing(
    offer: Offer,
    level: Level,
    chapter: Chapter | None,
    setting: Setting,
    number: str,
    grid: str,
    heading: int,
    advert: bool,
) -> Listing:
    """Compose the words of an offer at a partner level."""
    findings: list[Finding] = []
    lang = setting.language
    name = printed_name(offer, lang)
    prices = price_phrases(offer.prices, lang, setting.words, setting.life)
    opening = _opening(offer, setting)
    phones = tuple(phone(c.value, lang) for c in offer.contacts if c.kind == "phone")[:2]
    sites = [web(c.value) for c in offer.contacts if c.kind == "web"]
    mails = [email(c.value) for c in offer.contacts if c.kind == "email"]
    picture, credit, alt = _picture(offer, setting, findings)
    values = {
        "name": name,
        "commune": set_type(offer.place.commune, lang),
        "venue": set_type(offer.place.venue, lang),
        "kind": _kind(offer, setting, findings),
        "stars": _stars(offer, setting, findings),
        "text": _text(offer, level, setting, findings),
        "opening": opening,
        "opening_short": _opening(offer, setting, compact=True),
        "prices": " · ".join(prices[:3]),
        "price": price_summary(offer.prices, lang, setting.words, setting.life),
        "figures": _figures(offer, setting),
        "phones": phones,
        "web": {"href": sites[0][0], "shown": sites[0][1]} if sites and sites[0][0] else None,
        "email": mails[0] if mails else "",
        "pictos": _pictos(offer, setting),
        "number": number,
        "grid": grid,
        "mark": chapter.mark if chapter else "circle",
        "chapter": chapter.id if chapter else "",
        "heading": heading,
        "picture": picture,
        "credit": credit,
        "alt": alt,
        "advert": advert,
        "qr": picture_url("qr", text=sites[0][0]) if sites and sites[0][0] else "",
    }
    return Listing(values, tuple(findings))


def printed_name(offer: Offer, language: str) -> str:
    """An offer's name as it is printed: set, and out of capitals."""
    name = offer.names.best(language) or f"#{offer.id}"
    return set_type(calm_caps(name, language, ()), language)


#: An opening longer than this many characters is said with the short words of the language.
LONG_OPENING = 170


def _opening(offer: Offer, setting: Setting, compact: bool = False) -> str:
    phrases = opening_phrases(offer.opening, setting.language, setting.life, setting.words, compact)
    said = set_type(" ; ".join(phrases), setting.language)
    return said if compact or len(said) <= LONG_OPENING else _opening(offer, setting, compact=True)


def _kind(offer: Offer, setting: Setting, findings: list[Finding]) -> str:
    """Sub-type and labels; a kind of label that the layout hides is shown only where it has a short name there."""
    words = []
    if offer.subtype is not None and not offer.subtype.label.best("fr").startswith("#"):
        words.append(_term(offer.subtype, setting))
    for term in offer.labels:
        label = "" if _ended(offer, term, setting, findings) else _term(term, setting)
        if label and label not in words and not label.startswith("#"):
            words.append(label)
    return set_type(" · ".join(words[:3]), setting.language)


def _term(term: Term, setting: Setting) -> str:
    short = setting.label_names.get(str(term.id))
    if short is not None:
        return short
    return "" if term.kind in setting.hidden_kinds else term.label.best(setting.language)


def _ended(offer: Offer, term: Term, setting: Setting, findings: list[Finding]) -> bool:
    """Whether a label is abolished before the end of the edition's life (layout.yaml, `label_ends`)."""
    end = setting.label_ends.get(str(term.id))
    if end is None or end >= setting.life[1]:
        return False
    findings.append(
        Finding(
            "label_expired",
            Severity.WARNING,
            f"{offer.names.best('fr')} : le label « {term.label.best('fr')} » prend fin le {end:%d/%m/%Y} ; il n'est pas "
            "imprimé.",
            "Retirez le label de la fiche, ou demandez celui qui le remplace.",
            record=offer.id,
            value=end.isoformat(),
            limit=setting.life[1].isoformat(),
            who="provider",
        )
    )
    return True


def _stars(offer: Offer, setting: Setting, findings: list[Finding]) -> int:
    ranking = offer.classification
    if ranking is None or not ranking.stars:
        return 0
    if ranking.expires is None or ranking.expires >= setting.life[1]:
        return ranking.stars
    findings.append(
        Finding(
            "stars_expired",
            Severity.WARNING,
            f"{offer.names.best('fr')} : le classement expire le {ranking.expires:%d/%m/%Y}, avant la fin de vie de "
            "l'édition ; les étoiles ne sont pas imprimées.",
            "Demandez le nouvel arrêté de classement, ou laissez la fiche sans étoiles.",
            record=offer.id,
            value=ranking.expires.isoformat(),
            limit=setting.life[1].isoformat(),
            who="provider",
        )
    )
    return 0


def _text(offer: Offer, level: Level, setting: Setting, findings: list[Finding]) -> str:
    """The description within what the level gives, in its own language; the edition's rule for one without a translation."""
    text, language = spoken_text(offer, setting.language)
    if language != setting.language and setting.untranslated == LEAVE_OUT:
        return ""
    cut = cut_at_sentence(" ".join(text.split()), level.characters)
    if len(cut) < len(" ".join(text.split())):
        findings.append(
            Finding(
                "text_cut",
                Severity.INFO,
                f"{offer.names.best('fr')} : le descriptif ({len(text)} caractères) dépasse ce que donne le niveau "
                f"« {level.id} » ({level.characters}) ; il est coupé, si possible à la fin d'une phrase.",
                "Raccourcissez le descriptif court, ou passez la fiche au niveau supérieur.",
                record=offer.id,
                value=str(len(text)),
                limit=str(level.characters),
                who="office",
            )
        )
    said = set_type(cut, language)
    if language == setting.language:
        return bind_html_runts(said)
    return otherwise_spoken(said, language, setting.words, setting.untranslated)


def cut_at_sentence(text: str, limit: int) -> str:
    """`text` within `limit` characters: whole, or up to its last whole sentence, or to a semicolon or colon that a full stop
    replaces, or to a comma, or to a word; after these two an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= limit]
    if ends and ends[-1] >= limit * 0.4:
        return text[: ends[-1]]
    for pattern, close in ((_CLAUSE_END, "."), (_PHRASE_END, "…")):
        ends = [match.start() for match in pattern.finditer(text) if match.start() < limit]
        if ends and ends[-1] >= limit * 0.4:
            return text[: ends[-1]].rstrip() + close
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _figures(offer: Offer, setting: Setting) -> str:
    """Figures that readers compare: kilometres, climb, time and level of a walk; rooms, pitches, seats."""
    parts = []
    for name, pattern in setting.figures:
        value = Decimal(offer.opening.minutes) if name == "minutes" and offer.opening.minutes else offer.number(name)
        if value is None or not value:
            continue
        said = duration(int(value), setting.words) if name == "minutes" else number(value, setting.language)
        parts.append(str(pattern).format(n=said, s="s" if value > 1 else ""))
    parts += [setting.levels[term.id] for term in offer.terms_of("typesClientele") if term.id in setting.levels][:1]
    return set_type(" · ".join(list(dict.fromkeys(parts))[:4]), setting.language)


def _pictos(offer: Offer, setting: Setting) -> tuple[dict[str, str], ...]:
    """Pictograms for what the offer says it has, in the order of the layout's rules; at most eight."""
    said = (
        " | ".join(term.label.best("fr").lower() for _, terms in offer.terms for term in terms)
        + " | "
        + " | ".join(term.label.best("fr").lower() for term in offer.labels)
    )
    if offer.pets == "ACCEPTES":
        said += " | @animaux"
    if offer.prices.kind in ("GRATUIT", "ACCES_LIBRE", "ENTREE_LIBRE"):
        said += " | @gratuit"
    names = [
        name for name, patterns in setting.pictogram_rules if any(pattern in said for pattern in patterns)
    ]
    return tuple(
        {"char": setting.pictograms.char(name), "label": setting.pictograms.label(name, setting.language)}
        for name in names[:8]
    )


def _picture(offer: Offer, setting: Setting, findings: list[Finding]) -> tuple[str, str, str]:
    """(address, credit line, text alternative): the first picture that may be printed, else a drawn scene."""
    lang = setting.language
    for media in offer.pictures:
        if not media.file:
            continue
        if media.rights_end is not None and media.rights_end < setting.life[1]:
            findings.append(_rights(offer, media, setting))
            continue
        credit = media.credit.best(lang)
        if not credit:
            findings.append(_no_credit(offer, media))
        x, y = media.focus
        address = picture_url("photo", file=media.file, x=f"{x:g}", y=f"{y:g}", record=offer.id)
        alt = media.caption.best(lang) or media.title.best(lang) or offer.names.best(lang)
        return address, f"© {credit}" if credit else "", set_type(alt, lang)
    kind, season = kind_for(offer), season_for(offer)
    label = setting.kind_names.get(kind, kind)
    return (
        picture_url("scene", kind=kind, season=season, seed=offer.id),
        "",
        set_type(f"{label}, {offer.place.commune}", lang),
    )


def _rights(offer: Offer, media: Media, setting: Setting) -> Finding:
    return Finding(
        "picture_rights_expired",
        Severity.WARNING,
        f"{offer.names.best('fr')} : les droits de la photo {media.id} finissent le {media.rights_end:%d/%m/%Y}, avant "
        "la fin de vie de l'édition ; elle n'est pas imprimée.",
        f"Renouvelez les droits ou remplacez la photo {source_said(offer)}.",
        record=offer.id,
        value=str(media.rights_end),
        limit=setting.life[1].isoformat(),
        who="photographer",
    )


def _no_credit(offer: Offer, media: Media) -> Finding:
    return Finding(
        "picture_without_credit",
        Severity.ERROR,
        f"{offer.names.best('fr')} : la photo {media.id} n'a pas de crédit (CPI, art. L121-1).",
        f"Ajoutez le nom de l'auteur {source_said(offer)}.",
        record=offer.id,
        who="office",
    )
