"""How the numbers of one column are written, decided for the column as a whole and then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from altui.data.values.markers import RULES

NAMES = {".": "point", ",": "comma"}


@dataclass(frozen=True)
class NumberReading:
    """`units` says what one of each unit is worth; `strays` how many cells did not fit."""

    decimal: str = "."
    grouping: str = ""
    units: Mapping[str, float] = field(default_factory=lambda: {"": 1.0})
    strays: int = 0
    is_ambiguous: bool = False
    """Nothing in the column says whether 1.234 is more than a thousand."""
    is_chosen: bool = False

    role = "numeric"

    @property
    def is_plain(self) -> bool:
        """Its numbers are nearly all plain ones, which take a shorter way to the same values."""
        return self.decimal == "." and set(self.units) == {""}

    @property
    def word(self) -> str:
        """What stands behind the role, as in `numeric:comma`."""
        return NAMES[self.decimal]

    def fits(self, ways: Mapping[str, str], unit: str) -> bool:
        """Whether a number is written so; `ways` are those of its spelling."""
        grouping = ways.get(self.decimal)
        return grouping is not None and grouping in ("", self.grouping) and unit in self.units

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": "number",
            "rules": RULES,
            "decimal": self.decimal,
            "grouping": self.grouping,
            "units": dict(self.units),
            "strays": self.strays,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> NumberReading:
        units = {str(unit): float(worth) for unit, worth in stored["units"].items()}
        return cls(str(stored["decimal"]), str(stored["grouping"]), units, int(stored["strays"]))
