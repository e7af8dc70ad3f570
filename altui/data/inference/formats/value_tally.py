"""Numbers and dates of one column, counted side by side in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from altui.data.inference.formats.date_tally import DateTally
from altui.data.inference.formats.number_tally import NumberTally, Place
from altui.data.values.shapes import LEAD, joined, marked_shapes

PIECES = (0, 256, 4096)
"""A column of words is given up after the first of them: only the rest of a chunk is long."""


class ValueTally:
    def __init__(self) -> None:
        self.numbers = NumberTally()
        self.dates = DateTally()

    @property
    def is_alive(self) -> bool:
        return self.numbers.is_alive or self.dates.is_alive

    def put_plain(
        self, cells: Sequence[str], lines: Sequence[int], values: NDArray[np.float64]
    ) -> None:
        """A chunk of plain numbers and blank cells; `values` are NaN for these."""
        self.numbers.put_plain(cells, lines, values)
        if self.dates.is_alive and (filled := np.flatnonzero(~np.isnan(values))).size:
            first = int(filled[0])
            self.dates.put_plain(len(filled), Place(lines[first], cells[first]))

    def put(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """A chunk in which something else stands too."""
        for start, end in self._pieces(len(cells)):
            piece, numbers = cells[start:end], lines[start:end]
            written = marked_shapes(joined(piece))
            if self.numbers.is_alive:
                self.numbers.put(piece, numbers, written)
            if self.dates.is_alive:
                self.dates.put(piece, numbers, [each.replace(LEAD, "0") for each in written])

    def _pieces(self, length: int) -> Iterator[tuple[int, int]]:
        ends = [end for end in PIECES if end < length]
        for start, end in pairwise([*ends, length]):
            if self.is_alive:
                yield start, end
