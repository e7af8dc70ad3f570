"""A filter for past decisions."""

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
    """A decision must match every field that is set."""

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

    def is_match(self, item: HistoryItem, contradicted: Collection[int]) -> bool:
        """`contradicted` are the rows whose label the model contradicts now."""
        return (
            self.class_name in ("", item.value)
            and (not self.class_name or item.kind not in (Kind.FLAG, Kind.NOTE))
            and self.part in (DecisionPart.ANY, part_of(item))
            and (not self.contradicted or is_contradicted(item, contradicted))
            and (not self.flagged or item.flagged)
            and (not self.commented or item.commented)
        )


def part_of(item: HistoryItem) -> DecisionPart:
    """The part of a decision. Rows without an answer never show that they are of the check."""
    if item.is_check:
        return DecisionPart.CHECK
    if item.kind is Kind.IMPORTED:
        return DecisionPart.IMPORTED
    if item.kind in (Kind.SKIP, Kind.IGNORE, Kind.UNSURE):
        return DecisionPart.ASIDE
    return DecisionPart.ASKED if item.kind in ANSWERS else DecisionPart.ANY


def is_contradicted(item: HistoryItem, rows: Collection[int]) -> bool:
    """Whether this is the current label of one of the `rows`. Never a row of the random check:
    correcting only its disagreements would make the accuracy look too good."""
    return item.kind is Kind.LABEL and item.holds and not item.is_check and item.row in rows
