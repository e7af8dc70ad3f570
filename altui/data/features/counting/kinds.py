"""The kinds of terms of a column: single strings, pairs of neighbours, runs of characters.

Each gives its terms numbers in the order in which they are first met, and all occurrences of them
for some documents at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from altui.data.features.counting.numbered import Numbered, first_places, starts_of_equal

Ints = NDArray[np.int32]
Places = NDArray[np.intp]

MOST_BITS = 63

PAIRS_AT_ONCE = 1 << 25
"""Pairs that are sorted together, in 20 bytes each."""

COMPARED_AT_ONCE = 1 << 20
"""Of these pairs, with the next one each."""


class Found(NamedTuple):
    """Occurrences of terms: the document and the term (m,) of each."""

    documents: Ints
    terms: Ints


class Kind(Protocol):
    documents: Ints
    """The document (t,) in which each term is first met."""
    runs: Ints
    """And in which run of all."""

    def ends(self, rows: int) -> Places:
        """How many occurrences (rows + 1,) stand before each document, and all of them."""

    def occurrences(self, first: int, last: int) -> Found:
        """Those in these documents."""

    def texts(self, terms: Places) -> list[str]: ...


class Singles:
    def __init__(self, numbered: Numbered) -> None:
        self.numbered = numbered
        places = first_places(numbered.numbers)
        self.documents, self.runs = numbered.documents[places], numbered.runs[places]

    def ends(self, rows: int) -> Places:
        return np.searchsorted(self.numbered.documents, np.arange(rows + 1))

    def occurrences(self, first: int, last: int) -> Found:
        part = _part(self.numbered.documents, first, last)
        return Found(self.numbered.documents[part], self.numbered.numbers[part])

    def texts(self, terms: Places) -> list[str]:
        return [self.numbered.strings[term] for term in terms.tolist()]


class Pairs:
    """Neighbours in a run. Those that occur only once in all are left out if `least` is 2."""

    def __init__(self, numbered: Numbered, between: str, least: int) -> None:
        self._strings, self.between = numbered.strings, between
        places = np.flatnonzero(numbered.runs[1:] == numbered.runs[:-1])
        numbers = number_pairs(numbered, places, least)
        if least > 1:
            is_kept = numbers >= 0
            places, numbers = places[is_kept], numbers[is_kept]
        self._documents, self._numbers = numbered.documents[places], numbers
        firsts = first_places(numbers)
        self.documents, self.runs = self._documents[firsts], numbered.runs[places[firsts]]
        self.left = numbered.numbers[places[firsts]]
        self.right = numbered.numbers[places[firsts] + 1]

    def ends(self, rows: int) -> Places:
        return np.searchsorted(self._documents, np.arange(rows + 1))

    def occurrences(self, first: int, last: int) -> Found:
        part = _part(self._documents, first, last)
        return Found(self._documents[part], self._numbers[part])

    def texts(self, terms: Places) -> list[str]:
        strings, between = self._strings, self.between
        pairs = zip(self.left[terms].tolist(), self.right[terms].tolist(), strict=True)
        return [f"{strings[left]}{between}{strings[right]}" for left, right in pairs]


def number_pairs(numbered: Numbered, places: Places, least: int) -> Ints:
    """The number (m,) of the pair that begins at each of the `places` (m,), in the order in which
    pairs are first met; -1 for pairs that occur less often than `least`."""
    firsts = np.empty(len(places), np.int32)
    parts = len(places) // PAIRS_AT_ONCE + 1
    for part in range(parts):
        mine = np.flatnonzero(numbered.numbers[places] % parts == part) if parts > 1 else None
        _find_firsts(numbered, places, mine, least, firsts)
    is_first = firsts == np.arange(len(firsts), dtype=np.int32)
    by_place = np.cumsum(is_first, dtype=np.int32)
    by_place -= 1
    numbers = by_place[firsts]
    numbers[firsts < 0] = -1
    return numbers


def _find_firsts(
    numbered: Numbered, places: Places, mine: Places | None, least: int, firsts: Ints
) -> None:
    """Writes to `firsts` (m,), for these of the `places` (m,) or all, where among them the pair
    that begins there is first met; -1 if it occurs less often than `least`."""
    chosen = places if mine is None else places[mine]
    # Widened first: before NumPy 2 a product with a scalar stays in 32 bits.
    codes = numbered.numbers[chosen].astype(np.int64)
    codes *= len(numbered.strings)
    codes += numbered.numbers[1:][chosen]
    starts, order = _groups(codes, len(numbered.strings) ** 2)
    sizes = np.diff(starts, append=len(order))
    first = order[starts] if mine is None else mine[order[starts]]
    first = np.where(sizes >= least, first, -1).astype(np.int32)
    firsts[order if mine is None else mine[order]] = np.repeat(first, sizes)


class Runs:
    """The terms that `cut` makes of a string, each string cut once."""

    def __init__(self, numbered: Numbered, cut: Callable[[str], Iterable[str]]) -> None:
        self._numbered = numbered
        numbers: dict[str, int] = {}
        made = [
            np.fromiter((numbers.setdefault(run, len(numbers)) for run in cut(string)), np.int32)
            for string in numbered.strings
        ]
        self._strings: Sequence[str] = list(numbers)
        self._terms = np.concatenate([np.zeros(0, np.int32), *made])
        self._sizes = np.fromiter(map(len, made), np.intp, len(made))
        self._starts = np.cumsum(self._sizes) - self._sizes
        of_string = np.repeat(np.arange(len(made)), self._sizes)[first_places(self._terms)]
        places = first_places(numbered.numbers)[of_string]
        self.documents, self.runs = numbered.documents[places], numbered.runs[places]

    def ends(self, rows: int) -> Places:
        ends = np.cumsum(self._sizes[self._numbered.numbers])
        places = np.searchsorted(self._numbered.documents, np.arange(rows + 1))
        return np.concatenate(([0], ends))[places]

    def occurrences(self, first: int, last: int) -> Found:
        part = _part(self._numbered.documents, first, last)
        strings = self._numbered.numbers[part]
        sizes = self._sizes[strings]
        before = np.cumsum(sizes) - sizes
        places = np.repeat(self._starts[strings] - before, sizes) + np.arange(sizes.sum())
        return Found(np.repeat(self._numbered.documents[part], sizes), self._terms[places])

    def texts(self, terms: Places) -> list[str]:
        return [self._strings[term] for term in terms.tolist()]


def _part(documents: Ints, first: int, last: int) -> slice:
    return slice(*np.searchsorted(documents, (first, last)).tolist())


def _groups(codes: NDArray[np.int64], beyond: int) -> tuple[Places, Places]:
    """The places (m,) of the codes (m,), all below `beyond`, in the order of these, equal ones as
    they stood; and where each code begins among them. What `codes` held is lost: there may be as
    many as a third of the memory holds."""
    bits = len(codes).bit_length()
    if bits + beyond.bit_length() > MOST_BITS:
        order = np.argsort(codes, kind="stable")
        return starts_of_equal(codes[order]), order
    # Numbers that hold their place are sorted in half the time that it takes to sort places.
    codes <<= bits
    codes += np.arange(len(codes), dtype=np.int32)
    codes.sort()
    starts = _starts_above(codes, bits)
    codes &= (1 << bits) - 1
    return starts, codes


def _starts_above(ordered: NDArray[np.int64], bits: int) -> Places:
    """Where each of the numbers begins whose lowest `bits` say nothing: no copy of all is made."""
    found = [np.zeros(min(len(ordered), 1), np.intp)]
    for first in range(1, len(ordered), COMPARED_AT_ONCE):
        piece = ordered[first - 1 : first + COMPARED_AT_ONCE] >> bits
        found.append(np.flatnonzero(piece[1:] != piece[:-1]) + first)
    return np.concatenate(found)
