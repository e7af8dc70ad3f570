"""Strings of documents as numbers, given in the order in which strings are first met.

A corpus is 4 bytes a string here, and no string is kept twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

END, STOP = " ", "\n"
"""The end of a document, and of a run of strings in it, among strings that hold no blank."""

AT_ONCE = 100_000
"""Strings that wait for their numbers."""


class Numbered(NamedTuple):
    """`numbers` (m,) of all strings, the document and the run of each (m,), numbered as well."""

    strings: list[str]
    numbers: NDArray[np.int32]
    documents: NDArray[np.int32]
    runs: NDArray[np.int32]


class Numbering:
    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._marks = [self._numbers[mark] for mark in (END, STOP)]
        self._waiting: list[str] = []
        self._done: list[NDArray[np.int32]] = []

    def put(self, strings: Iterable[str]) -> None:
        """The next document. Each STOP in it ends a run. Strings that an iterator gives are never
        all there at once."""
        rest = iter(strings)
        self._waiting += islice(rest, AT_ONCE)
        while len(self._waiting) >= AT_ONCE:
            self._number()
            self._waiting += islice(rest, AT_ONCE)
        self._waiting.append(END)

    def finish(self, *, shortest: int = 1) -> Numbered:
        """All strings but those that are shorter."""
        self._number()
        found = np.concatenate(self._done)
        self._done.clear()
        strings: Sequence[str] = list(self._numbers)
        is_long = np.fromiter(map(len, strings), np.int32, len(strings)) >= shortest
        is_long[self._marks] = False
        is_kept = is_long[found]
        documents = np.cumsum(found == self._marks[0], dtype=np.int32)[is_kept]
        runs = np.cumsum(found <= max(self._marks), dtype=np.int32)[is_kept]
        number = np.cumsum(is_long, dtype=np.int32) - 1
        numbers = number[found[is_kept]].astype(np.int32, copy=False)
        long = [string for string, is_so in zip(strings, is_long.tolist(), strict=True) if is_so]
        return Numbered(long, numbers, documents, runs)

    def _number(self) -> None:
        find = self._numbers.__getitem__
        numbers = np.fromiter(map(find, self._waiting), np.int32, len(self._waiting))
        self._done.append(numbers)
        self._waiting.clear()


def first_places(numbers: NDArray[np.int32]) -> NDArray[np.intp]:
    """Where each number (t,) stands first, among numbers that are given in the order in which they
    are met."""
    return starts_of_equal(np.maximum.accumulate(numbers))


def starts_of_equal(ordered: NDArray[np.integer]) -> NDArray[np.intp]:
    """Where each of the numbers begins."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(ordered)]
