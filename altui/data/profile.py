"""What one pass over a column leaves behind, in bounded memory, for its role to be judged by."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altui.data.numeric import NotNumericError, parse_numbers

DISTINCT_CAP = 1000
SAMPLE_PER_CHUNK = 100
SAMPLE_CAP = 2000

DATE = re.compile(
    r"\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))"
    r"([T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\s*"
    r"|\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*"
)
# Scripts that put no spaces between words: two characters count as one word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])\S+")


class Profile:
    """Counts, samples and suspicions about one column; feed it the column chunk by chunk."""

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
        self._id_like = id_like
        self._unique = True
        self._hashes: list[NDArray[np.int64]] = []

    def update(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        values = [cell for cell in cells if cell] if "" in cells else cells
        self.rows += len(cells)
        self.empty += len(cells) - len(values)
        if self.numeric:
            self._test_numbers(cells, lines)
        if self._unique:
            self._test_unique(values)
        if len(self.distinct_values) <= DISTINCT_CAP:
            self.distinct_values.update(values)
        if len(self.sample) < SAMPLE_CAP:
            self.sample.extend(values[:SAMPLE_PER_CHUNK])
        if len(self.examples) < 3:
            self.examples.update(dict.fromkeys(values[:SAMPLE_PER_CHUNK]))
            self.examples = dict.fromkeys(list(self.examples)[:3])

    def _test_numbers(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        try:
            parse_numbers(cells)
        except NotNumericError as error:
            self.numeric = False
            self.first_word = (lines[error.index], cells[error.index])
            self.numbers_before += sum(1 for cell in cells[: error.index] if cell.strip())
        else:
            self.numbers_before += len(cells)

    def _test_unique(self, values: Sequence[str]) -> None:
        """Hashes of 8 bytes stand for the cells; numbers count only under a name like an id's."""
        wanted = self._id_like or (not self.numeric and not any(" " in v for v in values[:100]))
        if not wanted or len(set(values)) < len(values):
            self._unique = False
            self._hashes.clear()
        else:
            self._hashes.append(np.fromiter(map(hash, values), np.int64, len(values)))

    @property
    def distinct(self) -> int:
        return min(len(self.distinct_values), DISTINCT_CAP)

    def is_unique(self) -> bool:
        """No cell empty, none twice (by 64-bit hashes: a chance in millions of being wrong)."""
        if not self._unique or self.empty or not self.rows:
            return False
        hashes = np.sort(np.concatenate(self._hashes))
        return not (hashes[1:] == hashes[:-1]).any()

    def are_dates(self) -> bool:
        return bool(self.sample) and all(DATE.fullmatch(value) for value in self.sample)

    def words(self) -> float:
        """Words per filled cell, on average over the sample."""
        count = sum(len(v.split()) + len(UNSPACED.findall(v)) / 2 for v in self.sample)
        return count / len(self.sample) if self.sample else 0.0

    def are_codes(self) -> bool:
        """Each a single token of letters and digits both, such as et-0012 or a hash."""
        return all(CODE.fullmatch(value) is not None for value in self.sample)
