"""What one pass over a column leaves behind, in bounded memory, for its role to be judged by."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altui.data.inference.formats.running_numbers import RunningNumbers
from altui.data.inference.formats.value_tally import ValueTally
from altui.data.presentation.html_text import is_markup
from altui.data.readers.arrow.arrow_cells import ArrowCells
from altui.data.values.numbers import NotNumericError, parse_numbers, plain_numbers

DISTINCT_CAP = 1000
SAMPLE_STRIDE = 1000
SAMPLE_RUN = 100
"""So many rows of each stride are looked at closely, wherever a reader cuts its chunks."""
SAMPLE_CAP = 2000
CODES_SEEN_BY = 1000
"""A column that is numbers for so many rows holds no codes such as et-0012."""

LOOKED_AT = 100
"""Cells, from all over the sample, that are looked at for what a role does not need to know."""

BYTE = re.compile(r"\s*([0-9]{1,3})(?:\.0*)?\s*")

DATE = re.compile(
    r"\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))"
    r"([T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\s*"
    r"|\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*"
)
# Scripts that put no spaces between words: two characters count as one word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])\S+")


class Profile:
    """Counts, samples and suspicions about one column; feed it the column chunk by chunk.

    Nothing in it hangs on where the chunks are cut.
    """

    def __init__(self, name: str, *, id_like: bool) -> None:
        self.name = name
        self.rows = 0
        self.empty = 0
        self.distinct_values: set[str] = set()
        self.sample: list[str] = []
        self.examples: dict[str, None] = {}
        self.numeric = True
        self.first_word: tuple[int, str] | None = None  # line and text of the first non-number
        self.numbers_before = 0
        self.values = ValueTally()
        self._first_word_row = 0
        self.running = RunningNumbers()
        self._id_like = id_like
        self._unique = True
        self._hashes: list[NDArray[np.int64]] = []

    def update(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        sampled = self._sampled(cells)
        self._count_values(cells, lines)
        if len(self.distinct_values) <= DISTINCT_CAP:
            self.distinct_values.update(
                cells.distinct() if isinstance(cells, ArrowCells) else cells
            )
            self.distinct_values.discard("")
        self.sample.extend(sampled[: SAMPLE_CAP - len(self.sample)])
        if len(self.examples) < 3:
            self.examples.update(dict.fromkeys(sampled))
            self.examples = dict.fromkeys(list(self.examples)[:3])
        self.rows += len(cells)
        self.empty += cells.blanks() if isinstance(cells, ArrowCells) else cells.count("")
        if self._unique:
            self._test_unique(cells, sampled)

    def _sampled(self, cells: Sequence[str]) -> list[str]:
        """The filled ones of the cells that stand at the head of a stride of rows."""
        found: list[str] = []
        if self._unique or len(self.sample) < SAMPLE_CAP or len(self.examples) < 3:
            for start in range(-(self.rows % SAMPLE_STRIDE), len(cells), SAMPLE_STRIDE):
                run = cells[max(start, 0) : max(start + SAMPLE_RUN, 0)]
                found.extend(cell for cell in run if cell)
        return found

    def _count_values(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        values = self._test_numbers(cells, lines) if self.numeric else None
        if not self.values.is_alive:
            return
        if values is None and self._first_word_row < self.rows:
            values = plain_numbers(cells)
        if values is None:
            self.values.put(cells, lines)
        else:
            self.values.put_plain(cells, lines, values)

    def _test_numbers(
        self, cells: Sequence[str], lines: Sequence[int]
    ) -> NDArray[np.float64] | None:
        try:
            values = parse_numbers(cells)
        except NotNumericError as error:
            self.numeric = False
            self.running.stop()
            self.first_word = (lines[error.index], cells[error.index])
            self._first_word_row = self.rows + error.index
            self.numbers_before += sum(1 for cell in cells[: error.index] if cell.strip())
            return None
        self.running.put(values)
        self.numbers_before += len(values) - int(np.count_nonzero(np.isnan(values)))
        return values

    def _test_unique(self, cells: Sequence[str], sampled: Sequence[str]) -> None:
        """Hashes of 8 bytes stand for the cells; numbers count only under a name like an id's."""
        if not self._id_like:
            late = self.numeric or self._first_word_row >= CODES_SEEN_BY
            spaced = any(" " in cell for cell in sampled)
            self._unique = not (spaced or (late and self.rows > CODES_SEEN_BY))
        if self._unique:
            values = [cell for cell in cells if cell]
            self._unique = len(set(values)) == len(values)
            self._hashes.append(np.fromiter(map(hash, values), np.int64, len(values)))
        if not self._unique:
            self._hashes.clear()

    @property
    def distinct(self) -> int:
        return min(len(self.distinct_values), DISTINCT_CAP)

    def is_unique(self) -> bool:
        """No cell empty, none twice (by 64-bit hashes: a chance in millions of being wrong)."""
        if not self._unique or self.empty or not self.rows or (self.numeric and not self._id_like):
            return False
        hashes = np.sort(np.concatenate(self._hashes))
        return not (hashes[1:] == hashes[:-1]).any()

    def are_dates(self) -> bool:
        return bool(self.sample) and all(DATE.fullmatch(value) for value in self.sample)

    def words(self) -> float:
        """Words per filled cell, on average over the sample."""
        count = sum(len(v.split()) + len(UNSPACED.findall(v)) / 2 for v in self.sample)
        return count / len(self.sample) if self.sample else 0.0

    def markup(self) -> float:
        """The share of cells with tags or entities of HTML."""
        cells = self._looked_at()
        return sum(map(is_markup, cells)) / len(cells) if cells else 0.0

    def highest_byte(self) -> int | None:
        """The highest cell, where all are whole numbers of 0 to 255."""
        found = [BYTE.fullmatch(cell) for cell in set(self._looked_at())]
        values = [int(each[1]) for each in found if each is not None]
        is_byte = values and len(values) == len(found) and max(values) <= 255
        return max(values) if is_byte else None

    def _looked_at(self) -> list[str]:
        return self.sample[:: max(len(self.sample) // LOOKED_AT, 1)]

    def are_codes(self) -> bool:
        """Each a single token of letters and digits both, such as et-0012 or a hash."""
        return all(CODE.fullmatch(value) is not None for value in self.sample)
