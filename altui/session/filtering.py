"""Which of the past decisions a person wants to see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from altui.session.events import ANSWERS, Kind

if TYPE_CHECKING:
    from altui.session.history import HistoryItem


class DecisionPart(StrEnum):
    ANY = ""
    ASKED = "answered"
    CHECK = "random check"
    ASIDE = "set aside"
    IMPORTED = "imported"

    def next(self, *, has_imported: bool = True) -> DecisionPart:
        """By turns; that of imports only where there are some."""
        parts = [each for each in DecisionPart if has_imported or each is not DecisionPart.IMPORTED]
        return parts[(parts.index(self) + 1) % len(parts)]


@dataclass(frozen=True)
class Filter:
    """What is set must all be so; what is not set lets everything through."""

    class_name: str = ""
    part: DecisionPart = DecisionPart.ANY
    contradicted: bool = False
    flagged: bool = False
    commented: bool = False

    def words(self) -> list[str]:
        told = {
            self.class_name: bool(self.class_name),
            str(self.part): bool(self.part),
            "model now disagrees": self.contradicted,
            "flagged": self.flagged,
            "commented": self.commented,
        }
        return [word for word, is_set in told.items() if is_set]

    def lets(self, item: HistoryItem, contradicted: Collection[int]) -> bool:
        """`contradicted` are the rows whose label the model now speaks against."""
        return (
            self.class_name in ("", item.value)
            and (not self.class_name or item.kind not in (Kind.FLAG, Kind.NOTE))
            and self.part in (DecisionPart.ANY, part_of(item))
            and (not self.contradicted or is_contradicted(item, contradicted))
            and (not self.flagged or item.flagged)
            and (not self.commented or item.commented)
        )


def part_of(item: HistoryItem) -> DecisionPart:
    """Of a row that has no answer it is said nowhere whether it is one of the random check."""
    if item.is_check:
        return DecisionPart.CHECK
    if item.kind is Kind.IMPORTED:
        return DecisionPart.IMPORTED
    if item.kind in (Kind.SKIP, Kind.IGNORE, Kind.UNSURE):
        return DecisionPart.ASIDE
    return DecisionPart.ASKED if item.kind in ANSWERS else DecisionPart.ANY


def is_contradicted(item: HistoryItem, rows: Collection[int]) -> bool:
    """Whether this is the label that holds for one of the `rows`. Never one of the random check:
    those that the model disagrees with must not be picked out, or the accuracy is flattered."""
    return item.kind is Kind.LABEL and item.holds and not item.is_check and item.row in rows
