"""The numbers of a column by its reading: all cells of a chunk are translated at once.

Whatever does not fit counts as missing and is told by its place; a cell is never guessed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.values.markers import is_missing
from altui.data.values.number_reading import NumberReading
from altui.data.values.numbers import plain_numbers
from altui.data.values.shapes import joined, shapes
from altui.data.values.spelling import number_text, spell

STRAY, GAP, CAREFUL = -1, -2, -3
MOST_SHAPES = 10_000
"""Shapes that are remembered; a column of words has as many as cells."""


class Parsed(NamedTuple):
    """`strays` are the places of the cells that hold something else; they are NaN, as gaps are."""

    values: NDArray[np.float64]
    strays: NDArray[np.intp]


class NumberParser:
    def __init__(self, reading: NumberReading) -> None:
        self.reading = reading
        self._plans = _Plans(reading)
        # A byte that is not kept belongs to a sign, a unit or the thousands, told by the shape.
        kept = b"0123456789\n" + reading.decimal.encode()
        self._others = bytes(byte for byte in range(256) if byte not in kept)
        self._to_point = bytes.maketrans(reading.decimal.encode(), b".")

    def parse(self, cells: Sequence[str]) -> Parsed:
        if self.reading.is_plain:
            values = plain_numbers(cells, codes=True)
            if values is not None:
                return Parsed(values, np.zeros(0, np.intp))
        return self._by_shapes(list(cells))

    def value(self, cell: str) -> float:
        """NaN for a gap and for what is no number."""
        return float(self.parse([cell]).values[0])

    def _by_shapes(self, cells: list[str]) -> Parsed:
        lines = joined(cells)
        written = shapes(lines)
        plans = np.fromiter(map(self._plans.__getitem__, written), np.intp, len(cells))
        values = np.full(len(cells), np.nan)
        good = plans >= 0
        if good.any():
            values[good] = self._values(lines, good, plans[good])
        for place in np.flatnonzero(plans == CAREFUL):
            values[place] = self._carefully(cells[place], written[place])
        strays = np.flatnonzero(np.isnan(values) & (plans != GAP))
        return Parsed(values, strays)

    def _values(
        self, lines: bytes, good: NDArray[np.bool_], plans: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        if not good.all():
            lines = b"\n".join(compress(lines.split(b"\n"), good.tolist()))
        digits = lines.translate(self._to_point, self._others).split(b"\n")
        values = np.fromiter(map(float, digits), np.float64, len(plans))
        # 0,123 has the shape of a thousand and is none.
        values[values < np.array(self._plans.lowest)[plans]] = np.nan
        values *= np.array(self._plans.worth)[plans]
        values[np.isinf(values)] = np.nan
        return values

    def _carefully(self, cell: str, shape: str) -> float:
        spelling = spell(shape)
        assert spelling is not None
        grouping = spelling.ways[self.reading.decimal]
        value = float(number_text(cell, shape, self.reading.decimal, grouping))
        value *= self._plans.worth_of(spelling.is_negative, spelling.unit)
        return value if abs(value) < float("inf") else float("nan")


class _Plans(dict[str, int]):
    """For each shape the place of what a number of it is worth and is at least, or why there is
    none."""

    def __init__(self, reading: NumberReading) -> None:
        self.worth: list[float] = []
        self.lowest: list[float] = []
        self._reading = reading

    def __missing__(self, shape: str) -> int:
        plan = self._plan(shape)
        if len(self) < MOST_SHAPES or plan >= 0:
            self[shape] = plan
        return plan

    def worth_of(self, is_negative: bool, unit: str) -> float:
        worth = self._reading.units[unit]
        return -worth if is_negative else worth

    def _plan(self, shape: str) -> int:
        if is_missing(shape):
            return GAP
        spelling = spell(shape)
        if spelling is None or not self._reading.fits(spelling.ways, spelling.unit):
            return STRAY
        if spelling.needs_care:
            return CAREFUL
        _, *others = spelling.thousands(self._reading.decimal)
        self.worth.append(self.worth_of(spelling.is_negative, spelling.unit))
        self.lowest.append(10.0 ** sum(map(len, others)) if others else 0.0)
        return len(self.worth) - 1
