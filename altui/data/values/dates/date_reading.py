"""How the dates of one column are read: as days since 1970, in UTC where the zone is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from altui.data.values.markers import RULES

ORDERS = ("ymd", "dmy", "mdy", "time", "compact", "unix", "unix-ms")
"""Which of two short numbers is the day; or how else the time is told."""


@dataclass(frozen=True)
class DateReading:
    """`parts` are learned from beside the date itself."""

    order: str = "ymd"
    parts: tuple[str, ...] = ()
    strays: int = 0
    is_ambiguous: bool = False
    """Every date is one in either order of day and month."""
    is_chosen: bool = False

    role = "date"

    @property
    def word(self) -> str:
        return self.order

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": "date",
            "rules": RULES,
            "order": self.order,
            "parts": list(self.parts),
            "strays": self.strays,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DateReading:
        return cls(str(stored["order"]), tuple(stored["parts"]), int(stored["strays"]))
