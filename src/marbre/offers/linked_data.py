"""JSON-LD as DATAtourisme writes it: a value is a scalar, a list or an object of languages, a key has a prefix or none.

The flux says `schema:postalCode`, the API `postalCode`; texts are `{"fr": ["…"]}`, `{"@fr": "…"}` or `{"@value": "…",
"@language": "fr"}`. `bare` gives all of them one form; nothing here raises.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from marbre.offers.model import LANGUAGES, NO_TEXTS, Term, Texts
from marbre.offers.values import as_list, clean, plain

#: Branches nested deeper than this hold nothing that is printed.
DEEPEST = 24
#: Numbers of offers from elsewhere than Apidae begin here, above all of Apidae's own, and stay exact in any program.
FIRST_HASHED, HASHED = 10**15, 8 * 10**15

Node = Mapping[str, Any]


def bare(value: Any, depth: int = 0) -> Any:
    """The value with keys without prefix or `@`; what is nested too deeply is dropped."""
    if isinstance(value, Mapping):
        if depth > DEEPEST:
            return {}
        return {str(key).rpartition(":")[2].lstrip("@"): bare(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [bare(one, depth + 1) for one in value] if depth <= DEEPEST else []
    return value


def nodes(node: Node, *path: str) -> list[Node]:
    """Every object at the end of `path`, through lists and single objects alike."""
    found: list[Node] = [node]
    for key in path:
        found = [one for outer in found for one in as_list(outer.get(key)) if isinstance(one, Mapping)]
    return found


def words(node: Node, key: str) -> tuple[str, ...]:
    """The plain texts under `key`, once each; of texts in languages the French one."""
    found = (
        languages(value).best("fr") if isinstance(value, Mapping) else plain(value) for value in as_list(node.get(key))
    )
    return tuple(dict.fromkeys(one for one in found if one))


def word(node: Node, key: str) -> str:
    """The first text under `key`, or an empty string."""
    return next(iter(words(node, key)), "")


def languages(value: Any) -> Texts:
    """A text in its languages; several in one language are paragraphs. A bare string is French."""
    found: dict[str, list[str]] = {}
    for one in as_list(value):
        if isinstance(one, str):
            found.setdefault("fr", []).append(clean(one))
        elif isinstance(one, Mapping) and "value" in one:
            found.setdefault(_language(one.get("language")), []).append(clean(plain(one.get("value"))))
        elif isinstance(one, Mapping):
            for key, texts in one.items():
                said = [clean(text) for text in as_list(texts) if isinstance(text, str)]
                found.setdefault(_language(key), []).extend(said)
    pairs = ((language, "\n".join(dict.fromkeys(t for t in found.get(language, ()) if t))) for language in LANGUAGES)
    return Texts(tuple(pair for pair in pairs if pair[1])) or NO_TEXTS


def _language(code: Any) -> str:
    return str(code or "fr").lower().partition("-")[0].partition("_")[0]


def joined(*parts: Texts) -> Texts:
    """Texts put after one another, language by language."""
    pairs = ((code, "\n".join(dict.fromkeys(filter(None, (one.get(code) for one in parts))))) for code in LANGUAGES)
    return Texts(tuple(pair for pair in pairs if pair[1]))


def name_of(node: Node) -> str:
    """The last part of a concept's address: `kb:BikeRoom`, `…/core#BikeRoom` and the key `BikeRoom` are `BikeRoom`."""
    said = plain(node.get("key")) or plain(node.get("id")) or plain(node.get("uri"))
    return said.replace("#", "/").replace(":", "/").rpartition("/")[2]


def concept(node: Node, kind: str) -> Term | None:
    """A concept with a label as a term; its number comes from its name. None without a label."""
    label, name = languages(node.get("label")), name_of(node)
    if not label:
        return None
    return Term(kind, stable_id(kind, name or label.best("fr")), label)


def stable_id(source: str, key: str) -> int:
    """The number of something that has none: always the same for the same source and key."""
    digest = hashlib.sha256(f"{source}\0{key}".encode("utf-8", "replace")).digest()
    return FIRST_HASHED + int.from_bytes(digest[:8], "big") % HASHED
