"""Words in another language than the edition's: which text of an offer is printed, how it is tagged and marked."""

from __future__ import annotations

from markupsafe import Markup

from marbre.compose.words import Words
from marbre.offers.model import Offer, Texts
from marbre.translations import SOURCE

#: Rules of an edition for what has no translation (`untranslated` in edition.yaml).
LEAVE_OUT, MARK = "leave_out", "mark"


def spoken_text(offer: Offer, language: str) -> tuple[str, str]:
    """(description, its language): the short one, else the long one, in `language`; else as the source has it first."""
    own = offer.short.get(language) or offer.long.get(language)
    if own:
        return own, language
    return spoken_of(offer.short or offer.long, language)


def spoken_of(texts: Texts, language: str) -> tuple[str, str]:
    """(text, its language): in `language`, else in French, else in the first language there is."""
    known = [one for one in (language, SOURCE, *texts.languages) if texts.get(one)]
    first = known[0] if known else language
    return texts.get(first), first


def mark_of(words: Words, spoken: str) -> Markup:
    """« (in French) », small, in the language of the edition; nothing where there are no words for it."""
    said = (words.said.get("in_language") or {}).get(spoken, "")
    style = "font-size:.8em;font-weight:400;font-style:normal;letter-spacing:0;white-space:nowrap"
    return Markup('<span lang="{}" style="{}">({})</span>').format(words.language, style, said) if said else Markup("")


def otherwise_spoken(said: str, language: str, words: Words, rule: str) -> Markup:
    """Words in another language than the edition's: tagged, and with the mark where that is the rule."""
    told = Markup('<span lang="{}">{}</span>').format(language, said)
    return Markup("{} {}").format(told, mark_of(words, language)) if said and rule == MARK else told
