"""The reading of a column: how its cells become values, as a session keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from altui.data.values.dates.date_reading import ORDERS, DateReading
from altui.data.values.number_reading import NAMES, NumberReading
from altui.data.values.text_reading import FORMS, TextReading

ValueReading: TypeAlias = NumberReading | DateReading
Reading: TypeAlias = ValueReading | TextReading

WORDS: Mapping[str, tuple[str, ...]] = {
    NumberReading.role: tuple(NAMES.values()),
    DateReading.role: ORDERS,
    TextReading.role: FORMS,
}
"""What may stand behind each role: `numeric:comma`, `date:dmy`, `text:characters`."""

KINDS: Mapping[str, type[Reading]] = {
    "number": NumberReading,
    "date": DateReading,
    "text": TextReading,
}


@dataclass(frozen=True)
class Way:
    """One of several readings of a column between which nothing decides, and what the column is
    found to be then. The `examples` are cells that differ in the others, and their values."""

    reading: ValueReading
    reason: str
    examples: tuple[tuple[str, str], ...] = ()


def reading_from_json(stored: Mapping[str, Any]) -> Reading:
    return KINDS[stored["kind"]].from_json(stored)


def chosen_reading(role: str, word: str) -> ValueReading:
    """The reading of that word for a column of values of which nothing else is known."""
    if role == DateReading.role:
        return DateReading(word, is_chosen=True)
    decimal = decimal_named(word)
    return NumberReading(decimal, "." if decimal == "," else ",", is_chosen=True)


def decimal_named(word: str) -> str:
    return next(mark for mark, name in NAMES.items() if name == word)
