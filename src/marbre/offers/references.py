"""Labels: inlined in the API form, in side files in the export form. One resolver for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marbre.errors import ImportRefused
from marbre.findings import Finding, Severity
from marbre.offers.archive import DELETIONS, NOTICE, SIDE_FILES, Archive
from marbre.offers.json_stream import BadJsonError, load_json
from marbre.offers.model import NO_TEXTS, Term, Texts
from marbre.offers.notes import Notes
from marbre.offers.territory import Territory
from marbre.offers.values import as_list, as_map, flag, is_text, maps, plain, texts, whole


@dataclass(frozen=True, slots=True)
class References:
    """What the side files say: elements by id, communes by id (code, name, postcode), selections by object.

    `selections` is None when no readable file tells them; then they are as they were. `deleted` and `unlinked` are ids;
    `reinitialised` says whether the export calls itself complete, None when it does not say.
    """

    territory: Territory = field(default_factory=Territory)
    elements: Mapping[int, Term] = field(default_factory=dict)
    communes: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)
    selections: Mapping[int, tuple[int, ...]] | None = None
    deleted: frozenset[int] = frozenset()
    unlinked: frozenset[int] = frozenset()
    reinitialised: bool | None = None

    def term(self, value: Any, kind: str, record: int, notes: Notes) -> Term | None:
        """A reference, also as a bare id, as a term; None when there is no id in it."""
        raw: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        id = whole(raw.get("id") if raw else value)
        if id is None:
            return None
        label, order = _label(raw), whole(raw.get("ordre"))
        known = self.elements.get(id)
        kind = plain(raw.get("elementReferenceType")) or kind or (known.kind if known else "")
        if known:
            label, order = label or known.label, known.order if order is None else order
        if not label:
            notes.missing(kind or "sans type", id, record)
            label = Texts((("fr", f"#{id}"),))
        return Term(kind, id, label, order or 0)

    def commune(self, value: Any, record: int, notes: Notes) -> tuple[str, str, str]:
        """(INSEE code, name, postcode) as the source has them; the name is `#id` when nothing explains it."""
        raw: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        id = whole(raw.get("id") if raw else value)
        known = self.communes.get(id, ("", "", "")) if id is not None else ("", "", "")
        code, name, postcode = plain(raw.get("code")), _name(raw.get("nom")), plain(raw.get("codePostal"))
        code, name, postcode = code or known[0], name or known[1], postcode or known[2]
        if not name and not code and id is not None:
            notes.missing("commune", id, record)
            name = f"#{id}"
        return code, name, postcode


def read_references(archive: Archive, territory: Territory, notes: Notes) -> References:
    """Read every side file there is; a missing one is silent, a broken one a finding.

    Raises ImportRefused when the list of deleted objects is broken: without it the import would be wrong.
    """
    files = archive.side_files
    read = {name: _side_file(archive, files[name], notes) for name in SIDE_FILES if name in files}
    deleted, unlinked = (frozenset(_deleted(archive, files[name]) if name in files else ()) for name in DELETIONS)
    notice = as_map(_side_file(archive, files[NOTICE], notes)) if NOTICE in files else {}
    said = notice.get("reinitialisation")
    return References(
        territory,
        dict(_elements(read.get("elements_reference"))),
        dict(_communes(read.get("communes"))),
        _selections(read["selections"]) if isinstance(read.get("selections"), list) else None,
        deleted,
        unlinked,
        None if said is None else flag(said),
    )


def _side_file(archive: Archive, name: str, notes: Notes) -> Any:
    try:
        return load_json(archive.read(name))
    except (BadJsonError, ImportRefused) as error:
        notes.say(
            Finding(
                "import_side_file_unreadable", Severity.WARNING,
                f"Le fichier de référence {name} est illisible : {_reason(error)}.",
                "Redemander l'export ; les libellés qui manquent paraissent « #numéro ».",
                value=name, who="office",
            )
        )  # fmt: skip
        return None


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, ImportRefused) else str(error)


def _deleted(archive: Archive, name: str) -> Iterator[int]:
    try:
        rows = as_list(load_json(archive.read(name)))
    except BadJsonError as error:
        raise ImportRefused(
            f"{archive.said(name)}: not complete JSON ({error})",
            "download the export again; nothing was imported",
        ) from None
    for row in rows:
        id = whole(row.get("id") if isinstance(row, Mapping) else row)
        if id is not None:
            yield id


def _elements(rows: Any) -> Iterator[tuple[int, Term]]:
    for row in maps(rows):
        id, label = whole(row.get("id")), _label(row)
        if id is not None and label:
            yield id, Term(plain(row.get("elementReferenceType")), id, label, whole(row.get("ordre")) or 0)


def _communes(rows: Any) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for row in maps(rows):
        id = whole(row.get("id"))
        if id is not None:
            yield id, (plain(row.get("code")), _name(row.get("nom")), plain(row.get("codePostal")))


def _selections(rows: Any) -> dict[int, tuple[int, ...]]:
    """Selections by object, sorted; an object in none is absent."""
    found: dict[int, set[int]] = {}
    for row in maps(rows):
        selection = whole(row.get("id"))
        for entry in as_list(row.get("objetsTouristiques")):
            object_id = whole(entry.get("id") if isinstance(entry, Mapping) else entry)
            if selection is not None and object_id is not None:
                found.setdefault(object_id, set()).add(selection)
    return {id: tuple(sorted(selections)) for id, selections in found.items()}


def _label(raw: Mapping[str, Any]) -> Texts:
    """The label of a reference: `libelleFr` … beside the id, or below `libelle` or `nom`."""
    own = texts({key: text for key, text in raw.items() if key.startswith("libelle") and key != "libelle"})
    return own or texts(raw.get("libelle")) or texts(raw.get("nom")) or NO_TEXTS


def _name(value: Any) -> str:
    if isinstance(value, Mapping) and is_text(value):
        return texts(value).best("fr")
    return plain(value)
