"""Micro-typography on plain text, idempotent. French after the *Lexique* of the Imprimerie nationale.

French: a no-break space before the colon and inside guillemets, a thin one before ; ! ?; hours, prices, units, ordinals,
phones kept together. English and German have their own quotes and dashes. URLs and e-mail addresses are left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from functools import lru_cache

from markupsafe import Markup, escape

NBSP, THIN = "\u00a0", "\u202f"
_SPACES = f"[ {NBSP}{THIN}]"

_KEEP = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:example|fr|com|org|net|eu)\b(?:/\S*)?"
)

#: A letter that no text has.
_STAND_IN = "\uab65"

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rules(*pairs: tuple[str, str | Callable[[re.Match[str]], str]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern.replace("~", _SPACES)), replacement) for pattern, replacement in pairs)


def _grouped(match: re.Match[str]) -> str:
    digits = match[0]
    first = len(digits) % 3
    parts = ([digits[:first]] if first else []) + [digits[i : i + 3] for i in range(first, len(digits), 3)]
    return THIN.join(parts)


def _thousands(match: re.Match[str]) -> str:
    return match[0].replace(f"{match[1]} {match[2]}", f"{match[1]}{THIN}{match[2]}")


def _amount(match: re.Match[str]) -> str:
    whole, cents = match[1], match[2]
    return f"{whole}{NBSP}€" if not cents or cents == "00" else f"{whole},{cents.ljust(2, '0')}{NBSP}€"


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return NBSP.join(digits[i : i + 2] for i in range(0, 10, 2))


def _hour(match: re.Match[str]) -> str:
    minutes = "" if match[2] in ("", "00", None) else f"{NBSP}{match[2]}"
    return f"{int(match[1])}{NBSP}h{minutes}"


_UNITS = "km/h|km²|km|m²|m|cm|mm|ha|kg|g|l|L|cl|%|°C|min|ans|an|mois|jours|nuits|pers\\."
_COUNTED = "mètres?|kilomètres?|hectares?|personnes?|habitants?|exemplaires?|heures?|minutes?"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_GERMAN_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"

_COMMON = _rules(
    (r"\r\n?", "\n"),
    (r"\t", " "),
    (r"\.{3,}|(?:\.~){2,}\.", "…"),
    (r"(?<=\w)['´`](?=\w)", "’"),
    (r"(?<=[^\W\d_])'$", "’"),
    (r" {2,}", " "),
)

_FRENCH = _rules(
    (r"(?<=[dlcjmnstqudDLCJMNSTQU])'(?=[\s«\"]?[\wÀ-ÿ«\"])", "’"),
    (r"\b([Ee])tc\.{2,}|\b([Ee])tc…", lambda m: f"{m[1] or m[2]}tc."),
    (r"\"~*([^\"\n]*?[^\"\s])~*\"", f"«{NBSP}\\1{NBSP}»"),
    (r"«~*", f"«{NBSP}"),
    (r"~*»", f"{NBSP}»"),
    (r"(?<!\d)0[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\d)", _phone),
    (r"(?<![\d:])([01]?\d|2[0-4])~?[hH]~?([0-5]\d)(?![\d])", _hour),
    (r"(?<![\d:])([01]?\d|2[0-4])~?[hH](?![\w’])()", _hour),
    (r"(?<![\d,.])€~?(\d+)(?:[.,](\d{1,2}))?(?![\d])", _amount),
    (r"(?<![\d,.])(\d+)(?:[.,](\d{1,2}))?~*€", _amount),
    (r"(?<![\d,.])(\d+)(?:[.,](\d{1,2}))?~*(?:euros?|EUR)\b", lambda m: _amount(m)),
    (
        r"(?<![\d\u202f.,/-])[1-9]\d{4,}(?=~(?:habitants|visiteurs|objets|tonnes|exemplaires|bouteilles|hectares|ha|ans|€|personnes))",
        _grouped,
    ),
    (r"(?<![\d\u00a0\u202f.,/]) ?\b([1-9]\d{0,2}) (\d{3})(?![\d.,]\d|\d| \d)", _thousands),
    (rf"(\d)~*({_UNITS})(?![\w/])", rf"\1{NBSP}\2"),
    (rf"(\d)~({_COUNTED})\b", rf"\1{NBSP}\2"),
    (r"\b([IVXL]+)(?:i?[eè]mes?|ème|è)\b", r"\1e"),
    (r"\b(\d+)(?:i?[eè]mes?|ème|è)\b", r"\1e"),
    (r"\b1(?:ère|ere|ière)\b", "1re"),
    (r"\b([IVXL]+e|\d+e)~(siècles?)", rf"\1{NBSP}\2"),
    (r"\b1er~", f"1er{NBSP}"),
    (rf"\b(\d{{1,2}}|1er)~({_MONTHS})\b", rf"\1{NBSP}\2"),
    (r"\b([Nn])°~*(\d)", rf"\1°{NBSP}\2"),
    (r"\b(MM?\.|Mmes?|Mlles?|Dr|Me)~(?=[A-ZÀ-Ý])", rf"\1{NBSP}"),
    (r"\b(p\.)~*(\d)", rf"\1{NBSP}\2"),
    (r"~+-~+", " – "),
    (r"\s*([;!?]+)(?=[\s»)\]]|$)", lambda m: THIN + m[1]),
    (r"(?<=[^\s\d/:])~*:(?=\s|$)|~+:(?=\s|$)|(?<=\d):(?=\s|$)", f"{NBSP}:"),
    (r"~+([,.])(?=\s|$)", r"\1"),
    (r"\(~+", "("),
    (r"~+\)", ")"),
    (r"^[\u202f\u00a0 ]+", ""),
)


def _english_quotes(text: str) -> str:
    text = re.sub(r"(^|[\s(\[–—])\"", r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[–—“])'(?=\w)", r"\1‘", text)
    return text.replace("'", "’")


_ENGLISH = _rules(
    (r"~+([,.;:!?])(?=\s|$)", r"\1"),
    (r"~+-~+", " – "),
    (r"(\d)(?:[.,]00)?~?€", r"\1€"),
    (r"(?<![\d€])(\d+(?:[.,]\d{2})?)€", lambda m: "€" + m[1].replace(",", ".")),
    (r"(\d)~*(km|m|ha|kg|cm|min)(?![\w/])", rf"\1{NBSP}\2"),
    (r"(\d)~(metres?|kilometres?|hectares?|people|inhabitants|copies)\b", rf"\1{NBSP}\2"),
    (r"\(~+", "("),
    (r"~+\)", ")"),
)

_GERMAN = _rules(
    (r"\"~*([^\"\n]*?[^\"\s])~*\"", "„\\1“"),
    (r"\b(z\.~?B|d\.~?h|u\.~?a)\.", lambda m: f"{m[1][:2]}{THIN}{m[1][-1]}."),
    (rf"\b(\d{{1,2}}\.)~(?={_GERMAN_MONTHS}|Jahrhundert)", rf"\1{NBSP}"),
    (r"\b(S\.|Nr\.)~(?=\d)", rf"\1{NBSP}"),
    (r"~+-~+", " – "),
    (r"(?<![\d,.])(\d+)(?:[.,](\d{1,2}))?~*€", _amount),
    (r"(\d)~*(km|m|ha|kg|cm|Min\.|Std\.|Uhr)(?![\w/])", rf"\1{NBSP}\2"),
    (r"(\d)~(Metern?|Kilometern?|Hektar|Personen|Einwohnern?|Exemplaren?)\b", rf"\1{NBSP}\2"),
    (r"~+([,.;:!?])(?=\s|$)", r"\1"),
)


def set_type(text: str, language: str) -> str:
    """`text` as it is set in `language`. Setting what is set changes nothing."""
    if not text:
        return text
    return _set(text, language)


@lru_cache(maxsize=4096)
def _set(text: str, language: str) -> str:
    kept = _KEEP.findall(text)
    if not kept or _STAND_IN in text:
        return _until_still(text, language)
    # An address is one unknown word to the rules.
    addresses = iter(match[0] for match in _KEEP.finditer(text))
    return re.sub(_STAND_IN, lambda _: next(addresses), _until_still(_KEEP.sub(_STAND_IN, text), language))


def _until_still(text: str, language: str) -> str:
    for _ in range(4):
        again = _once(text, language)
        if again == text:
            break
        text = again
    return text


def _once(text: str, language: str) -> str:
    for pattern, replacement in _COMMON:
        text = pattern.sub(replacement, text)
    if language == "en":
        text = _english_quotes(text)
    rules = {"fr": _FRENCH, "en": _ENGLISH, "de": _GERMAN}.get(language, ())
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


_TAG = re.compile(r"(<[^>]+>)")
#: « 1er », « XIXe » with their letters on the line.
_ORDINAL = re.compile(r"\b(?!Le\b)(\d+|[IVXL]+)(er|re|e)\b(?=[\s\u00a0\u202f\u2060,.;:)»<–-]|$)")


def raised(html: str) -> str:
    """HTML with the letters of French ordinals raised, in its text alone: what was set as plain words has no tags yet."""
    if not _ORDINAL.search(html):
        return html
    parts = _TAG.split(html)
    return "".join(part if part.startswith("<") else _ORDINAL.sub(r"\1<sup>\2</sup>", part) for part in parts)


@lru_cache(maxsize=8192)
def set_type_html(source: str, language: str) -> str:
    """HTML with its text set: tags, code and addresses untouched, French ordinals raised."""
    out, code = [], 0
    for part in _TAG.split(source):
        if part.startswith("<"):
            code += part.startswith(("<code", "<pre")) - part.startswith(("</code", "</pre"))
            out.append(part)
        elif code or not part.strip():
            out.append(part)
        else:
            text = html.unescape(part)
            lead = text[: len(text) - len(text.lstrip())]
            tail = text[len(text.rstrip()) :]
            inner = html.escape(set_type(text.strip(), language), quote=False)
            if language == "fr":
                inner = _ORDINAL.sub(r"\1<sup>\2</sup>", inner)
            out.append(lead + inner + tail)
    return "".join(out)


def bind_runts(text: str, least: int = 8) -> str:
    """The last word of a paragraph held to the one before it, where it is shorter than `least` characters."""
    head, space, last = text.rstrip().rpartition(" ")
    return f"{head}{NBSP}{last}" if space and len(last) < least and head else text


_RUNT = re.compile(r" ([^ <>]{1,7})(?=\s*(?:</p>|</li>|$))")
#: The text from the last tag of a paragraph, or its beginning, to its end.
_ENDING = re.compile(r"([^<>]+?)(\s*)(?=</p>|</li>|$)")
_DIVISIBLE = re.compile(r"[^\W\d_]{7}")
#: The engine stops a line at its first word when the space before an element is all of it that does not fit; alone in an
#: element of its own, that space may hang.
_HANGING = re.compile(r"(?<=[^\s>]) (?=<(?:a|abbr|b|em|i|span|strong|sup)\b)")
#: A text from this length on ends with so many characters at least on its last line, unless that would hold so many together.
_LONG, _END, _MOST = 56, 12, 26
#: What is shorter stands on one line.
_LINE = 28


def bind_html_runts(source: str) -> Markup:
    """As `bind_runts`, for every paragraph of HTML or for a line of text; what is not HTML yet is escaped. The last words of
    a longer paragraph are held together, and its last word is never divided: the last line would be half a word."""
    ended = _ENDING.sub(_ended, _RUNT.sub(rf"{NBSP}\1", str(escape(source))))
    return Markup(_HANGING.sub("<span> </span>", ended))


def _ended(match: re.Match[str]) -> str:
    text = match[1].replace("\n", " ")
    head, _, tail = text.rpartition(" ")
    while len(text) >= _LONG and len(html.unescape(tail)) < _END and " " in head:
        before, _, word = head.rpartition(" ")
        if len(html.unescape(word)) + len(html.unescape(tail)) >= _MOST:
            break
        head, tail = before, f"{word}{NBSP}{tail}"
    if not head or len(text) < _LINE or len(html.unescape(tail)) > _MOST:
        return match[0]
    return f"{head} {_whole(tail)}{match[2]}"


def _whole(tail: str) -> str:
    """Not divided: neither between syllables, nor at a hyphen of its own where that leaves little to move."""
    said = html.unescape(tail)
    if "-" in said and len(said) <= _END + 8:
        return f'<span style="white-space:nowrap">{tail}</span>'
    return f'<span style="hyphens:none">{tail}</span>' if _DIVISIBLE.search(said) else tail


_LITTLE = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "lès",
        "ou",
        "par",
        "pour",
        "près",
        "sous",
        "sur",
        "un",
        "une",
        "chez",
    ]
)


def begun(text: str) -> str:
    """A text that begins a sentence: its first letter a capital, the others, names and months among them, as they were."""
    return text[:1].upper() + text[1:]


def calm_caps(name: str, language: str, proper: Collection[str] = ()) -> str:
    """A name in capitals as a title: little words small, words of `proper` as they are written there."""
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 4 or sum(char.isupper() for char in letters) <= 0.8 * len(letters):
        return name
    known = {word.upper(): word for word in proper}
    words = re.split(r"([\s’'-]+)", name)
    return "".join(known.get(word, _calm(word, index == 0)) for index, word in enumerate(words))


def _calm(word: str, first: bool) -> str:
    low = word.lower()
    if not first and low in _LITTLE:
        return low
    return begun(low)


_LINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("placeholder", re.compile(r"\b(?:lorem|TODO|XX+|à compléter|undefined|None|nan)\b")),
    ("shouting", re.compile(r"!{2,}|\b[A-ZÀ-Ý]{5,}(?:~[A-ZÀ-Ý]{3,})+")),
    ("date_in_figures", re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")),
    ("emoji", re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf]")),
    ("unclosed_quote", re.compile(r"«[^»]*$|^[^«]*»")),
    ("unclosed_bracket", re.compile(r"\([^)]*$")),
)


def lint(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """What no rule can mend: (name of the fault, the words concerned)."""
    return tuple((name, match[0][:60]) for name, pattern in _LINTS for match in pattern.finditer(text))
