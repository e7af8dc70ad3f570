"""Cells that are worth different things in different readings, and their values in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_parts import MONTHS
from altui.data.values.number_parser import NumberParser
from altui.data.values.number_reading import NumberReading
from altui.data.values.reading import ValueReading

EXAMPLES = 2


def examples_of(cells: Sequence[str], readings: Sequence[ValueReading]) -> list[tuple[str, ...]]:
    """For each reading the values, in words, of the first cells that differ in it; the cells
    themselves come first."""
    different = list(dict.fromkeys(cell.strip() for cell in cells))
    values = [_parser(reading).parse(different).values for reading in readings]
    differ = np.zeros(len(different), bool)
    for other in values[1:]:
        differ |= np.abs(other - values[0]) > 0
    places = np.flatnonzero(differ)[:EXAMPLES]
    words = [
        tuple(_in_words(float(found[place]), reading) for place in places)
        for found, reading in zip(values, readings, strict=True)
    ]
    return [tuple(different[place] for place in places), *words]


def _parser(reading: ValueReading) -> NumberParser | DateParser:
    return NumberParser(reading) if isinstance(reading, NumberReading) else DateParser(reading)


def _in_words(value: float, reading: ValueReading) -> str:
    if isinstance(reading, NumberReading):
        return f"{value:.12g}"
    day = np.datetime64("1970-01-01") + np.timedelta64(int(np.floor(value)), "D")
    year, month, number = str(day).rsplit("-", 2)
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
