"""The reading of a column: how its cells become values, as a session keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from altui.data.values.date_reading import ORDERS, DateReading
from altui.data.values.number_reading import NAMES, NumberReading

Reading: TypeAlias = NumberReading | DateReading

WORDS: Mapping[str, tuple[str, ...]] = {
    NumberReading.role: tuple(NAMES.values()),
    DateReading.role: ORDERS,
}
"""What may stand behind each role: `numeric:comma`, `date:dmy`."""


@dataclass(frozen=True)
class Way:
    """One of several readings of a column between which nothing decides, and what the column is
    found to be then. The `examples` are cells that differ in the others, and their values."""

    reading: Reading
    reason: str
    examples: tuple[tuple[str, str], ...] = ()


def reading_from_json(stored: Mapping[str, Any]) -> Reading:
    return (NumberReading if stored["kind"] == "number" else DateReading).from_json(stored)


def chosen_reading(role: str, word: str) -> Reading:
    """The reading of that word for a column of which nothing else is known."""
    if role == DateReading.role:
        return DateReading(word, is_chosen=True)
    decimal = decimal_named(word)
    return NumberReading(decimal, "." if decimal == "," else ",", is_chosen=True)


def decimal_named(word: str) -> str:
    return next(mark for mark, name in NAMES.items() if name == word)
