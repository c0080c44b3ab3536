"""What an import could not take, gathered on the way and told once: a line a key, or a line a record up to a limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from marbre.findings import Finding, Severity

PERMALINK = "https://base.apidae-tourisme.com/permalink/consulter/objet-touristique/"
#: Findings of one kind that are told one by one; the rest are counted.
LIMIT = 200


def permalink(record: int) -> str:
    """Where the record is mended."""
    return f"{PERMALINK}{record}"


@dataclass
class Notes:
    """A notebook: `said` findings one by one, `counted` those that come once a key."""

    said: list[Finding] = field(default_factory=list)
    counted: dict[tuple[str, str], tuple[Finding, int]] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    _told: dict[str, int] = field(default_factory=dict)

    def say(self, finding: Finding) -> None:
        """A finding of its own, unless too many of its kind were said."""
        told = self._told.get(finding.id, 0) + 1
        self._told[finding.id] = told
        if told <= LIMIT:
            self.said.append(finding)
        else:
            self.more[finding.id] = told - LIMIT

    def count(self, key: str, finding: Finding) -> None:
        """A finding that is told once for `key`, with the number of times it was met."""
        first, times = self.counted.get((finding.id, key), (finding, 0))
        self.counted[(finding.id, key)] = (first, times + 1)

    def skipped(self, record: int, path: str, value: object) -> None:
        """A value that could not be read."""
        shown = str(value)
        shown = shown if len(shown) <= 60 else shown[:57] + "…"
        self.say(
            Finding(
                "import_value_skipped", Severity.WARNING,
                f"Fiche {record} : la valeur de « {path} » est illisible, elle est laissée de côté.",
                f"Corriger la fiche : {permalink(record)}", record=record, value=shown, who="office",
            )
        )  # fmt: skip

    def missing(self, kind: str, id: int, record: int) -> None:
        """A reference that neither the object nor a side file explains."""
        self.count(
            f"{kind} {id}",
            Finding(
                "import_reference_missing", Severity.WARNING,
                f"Référence {kind} {id} sans libellé : elle paraît « #{id} ».",
                f"Redemander un export complet avec ses fichiers de référence ; vue dans {permalink(record)}",
                record=record, value=f"#{id}", who="office",
            ),
        )  # fmt: skip

    def unknown_key(self, path: str, record: int) -> None:
        """A key that the schema does not have."""
        self.count(
            path,
            Finding(
                "import_key_unknown", Severity.INFO,
                f"Clé inconnue du schéma Apidae : « {path} ».",
                f"Rien à faire si elle n'est pas à imprimer ; vue dans {permalink(record)}",
                record=record, value=path, who="studio",
            ),
        )  # fmt: skip

    def not_taken(self, path: str, record: int, why: str, where: str = "") -> None:
        """A part of an object that is left out on purpose."""
        self.count(
            path,
            Finding(
                "import_part_left_out", Severity.INFO, f"« {path} » n'est pas repris : {why}",
                f"Rien à faire ; vue dans {where or permalink(record)}", record=record, value=path, who="studio",
            ),
        )  # fmt: skip

    def findings(self) -> tuple[Finding, ...]:
        """Everything, in an order that does not depend on the order of reading."""
        counted = (_with_times(finding, times) for finding, times in self.counted.values())
        rest = (
            Finding(id, Severity.WARNING, f"… et {count} autres constats du même genre.", value=str(count))
            for id, count in self.more.items()
        )
        return tuple(sorted(_unique((*self.said, *counted, *rest)), key=_rank))


def _with_times(finding: Finding, times: int) -> Finding:
    from dataclasses import replace

    return replace(finding, message=f"{finding.message} ({times} fois)") if times > 1 else finding


def _unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))


def _rank(finding: Finding) -> tuple[int, str, int, str, str]:
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO).index(finding.severity)
    return (order, finding.id, finding.record or 0, finding.value, finding.message)
