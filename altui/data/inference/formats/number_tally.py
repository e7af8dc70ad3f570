"""What one pass over a column leaves behind for the format of its numbers to be judged by.

All of it are sums and first places, so nothing hangs on where the chunks are cut: a chunk of plain
numbers is counted by its values, and leaves what its cells would have left one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from altui.data.values.cells import ColumnCells, has_point
from altui.data.values.markers import is_missing
from altui.data.values.numbers import is_number
from altui.data.values.shapes import LEAD
from altui.data.values.spelling import LONG, Spelling, spell

MOST_STRAYS = 100
MOST_SHAPES = 1000
LOOKED_AT = 256  # cells
AS_A_CELL = str.maketrans({"0": "1", LEAD: "0"})
"""A cell of a shape. Its digits are ones, for a number of four zeros would be a code."""
POINT_IN_DOUBT = re.compile(r"\s*[-+]?[1-9][0-9]{0,2}\.[0-9]{3}\s*")
"""1.234 may be a thousand elsewhere."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a cell stands, and its text."""

    line: int
    text: str


@dataclass
class NumberTally:
    """`plain` numbers are those of `altui.data.values.numbers`; `shapes` counts all other cells
    that are filled, by how they are written, and `firsts` has the first of each."""

    plain: int = 0
    long: int = 0
    """Plain numbers of a thousand and more, written without a mark of the thousands."""
    in_doubt: int = 0
    with_point: int = 0
    """Plain numbers whose point is a decimal point beyond doubt; exact up to MOST_STRAYS."""
    first_point: Place | None = None
    shapes: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, Place] = field(default_factory=dict)
    odd: int = 0
    has_codes: bool = False
    is_alive: bool = True
    """False once a cell is a code, or too many are neither numbers nor gaps."""

    def put_plain(
        self, cells: Sequence[str], lines: Sequence[int], values: NDArray[np.float64]
    ) -> None:
        """A chunk of plain numbers and blank cells."""
        if not self.is_alive:
            return
        self.plain += len(values) - int(np.count_nonzero(np.isnan(values)))
        self.long += int(np.count_nonzero(np.abs(values) >= 10 ** (LONG - 1)))
        if isinstance(cells, ColumnCells) and cells.is_typed:
            self.with_point = MOST_STRAYS + 1
        elif self.with_point <= MOST_STRAYS and has_point(cells):
            self._count_points(cells, lines)

    def put(self, cells: Sequence[str], lines: Sequence[int], written: Sequence[str]) -> None:
        """A piece of a chunk that holds something else too, with the shapes of its cells."""
        for shape, count in Counter(written).items():
            if not shape.strip():
                continue
            spelling = spell(shape)
            if spelling is not None and spelling.has_power:
                self._put_powers(cells, lines, written, shape)
            elif is_number(shape.translate(AS_A_CELL)):
                self._put_plain_shape(cells, lines, written, shape, count)
            else:
                self._put_shape(shape, count, cells, lines, written)
        self._check()

    def _check(self) -> None:
        if self.has_codes or self.odd > MOST_STRAYS or len(self.shapes) > MOST_SHAPES:
            self.is_alive = False
            self.shapes.clear()
            self.firsts.clear()

    def _put_shape(
        self,
        shape: str,
        count: int,
        cells: Sequence[str],
        lines: Sequence[int],
        written: Sequence[str],
    ) -> None:
        if shape not in self.firsts:
            place = written.index(shape)
            self.firsts[shape] = Place(lines[place], cells[place])
        self.shapes[shape] += count
        spelling = spell(shape)
        if spelling is not None:
            self.has_codes |= spelling.is_code
        elif not is_missing(shape):
            self.odd += count

    def _put_plain_shape(
        self,
        cells: Sequence[str],
        lines: Sequence[int],
        written: Sequence[str],
        shape: str,
        count: int,
    ) -> None:
        spelling = spell(shape)
        assert spelling is not None
        self.plain += count
        self.long += count if spelling.is_long else 0
        if not spelling.has_mark or self.with_point > MOST_STRAYS:
            return
        if is_in_doubt(spelling):
            self.in_doubt += count
        else:
            place = written.index(shape)
            self._note_points(count, Place(lines[place], cells[place]))

    def _put_powers(
        self, cells: Sequence[str], lines: Sequence[int], written: Sequence[str], shape: str
    ) -> None:
        """Of 1e5 and 1e999 one is a number: each is looked at."""
        for cell, line, each in zip(cells, lines, written, strict=True):
            if each != shape:
                continue
            if is_number(cell):
                self.plain += 1
                self.long += abs(float(cell)) >= 10 ** (LONG - 1)
                if "." in cell:
                    self._note_points(1, Place(line, cell))
            else:
                told = shape if is_number(cell.replace(",", ".")) else cell
                self._put_shape(told, 1, [cell], [line], [told])

    def _count_points(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        for start in range(0, len(cells), LOOKED_AT):
            for cell, line in zip(
                cells[start : start + LOOKED_AT], lines[start : start + LOOKED_AT], strict=True
            ):
                if "." not in cell:
                    continue
                if POINT_IN_DOUBT.fullmatch(cell):
                    self.in_doubt += 1
                else:
                    self._note_points(1, Place(line, cell))
            if self.with_point > MOST_STRAYS:
                return

    def _note_points(self, count: int, first: Place) -> None:
        self.with_point += count
        self.first_point = min(self.first_point or first, first)


def is_in_doubt(spelling: Spelling) -> bool:
    """Its point or comma is a decimal mark or one of the thousands, and only others can tell."""
    return spelling.has_mark and len(spelling.ways) == 2


def first_of(places: Iterable[Place | None]) -> Place | None:
    return min((place for place in places if place is not None), default=None)
