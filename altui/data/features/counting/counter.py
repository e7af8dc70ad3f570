"""How often each term stands in each document of a corpus, to the bit as scikit-learn's
CountVectorizer counts the terms one by one.

The terms of a row stand in the order in which the corpus first has them: sums over a row are taken
in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.features.counting.corpus import Corpus, Part
from altui.data.features.counting.kinds import Ints, Places
from altui.data.features.counting.numbered import starts_of_equal
from altui.data.features.counting.ordering import sort_terms

AT_ONCE = 1 << 20
"""Occurrences that are sorted together."""

PAIRED, COUNTED = 0.4, 0.8
"""Of the progress: what pairs and counts are made by; the rest sorts the terms."""


class Counted(NamedTuple):
    """The terms (t,) in sorted order, each `written` with its sign before it, and the documents
    that each stands in. `terms` and `counts` (m,) are the entries row by row, those of a row up to
    its end (rows,); `order` (t,) are the numbers that the sorted terms have there."""

    written: list[str]
    frequencies: NDArray[np.intp]
    order: Places
    terms: Ints
    counts: Ints
    ends: Places

    def matrix(self, kept: Places) -> Any:
        """CSR (rows, kept) of float32: how often the `kept` ones of the terms stand in each row."""
        from scipy.sparse import csr_matrix

        column = np.full(
            max(self.terms.max(initial=-1), self.order.max(initial=-1)) + 1, -1, np.int32
        )
        column[self.order[kept]] = np.arange(len(kept), dtype=np.int32)
        columns = column[self.terms]
        is_kept = columns >= 0
        before = np.concatenate(([0], np.cumsum(is_kept)))
        starts = before[np.concatenate(([0], self.ends))]
        values = self.counts[is_kept].astype(np.float32)
        shape = len(self.ends), len(kept)
        return csr_matrix((values, columns[is_kept], starts), shape=shape)


def count_terms(
    corpus: Corpus, least: int, on_progress: Callable[[float], None] = lambda _: None
) -> Counted:
    """The terms that stand in `least` documents or more."""
    parts = list(corpus.parts(least))
    on_progress(PAIRED)
    numbers = _number_all(parts)
    total = sum(map(len, numbers))
    terms, counts, ends = _count(parts, numbers, corpus.rows, on_progress)
    frequencies = np.bincount(terms, minlength=total)
    wanted = [np.flatnonzero(frequencies[each] >= least) for each in numbers]
    order, written = sort_terms(parts, numbers, wanted)
    return Counted(written, frequencies[order], order, terms, counts, ends)


def _number_all(parts: Sequence[Part]) -> list[Ints]:
    """The number of each term of each part among those of all, in the order in which documents
    first have them."""
    sizes = [len(part.kind.documents) for part in parts]
    places = np.repeat([part.place for part in parts], sizes)
    documents = np.concatenate([part.kind.documents for part in parts])
    runs = np.concatenate([part.kind.runs for part in parts])
    # Terms of a part are in order already, and so are parts: equal keys keep that.
    order = np.lexsort((runs, places, documents))
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return np.split(numbers, np.cumsum(sizes)[:-1])


def _count(
    parts: Sequence[Part],
    numbers: Sequence[Ints],
    rows: int,
    on_progress: Callable[[float], None],
) -> tuple[Ints, Ints, Places]:
    """The terms of each document, each once, how often it stands there, and where those of a
    document end."""
    found = [np.zeros((3, 0), np.int32)]
    for first, last in _pieces(parts, rows):
        found.append(_count_piece(parts, numbers, first, last))
        on_progress(PAIRED + (COUNTED - PAIRED) * last / rows)
    documents, terms, counts = (np.concatenate(each) for each in zip(*found, strict=True))
    return terms, counts, np.searchsorted(documents, np.arange(1, rows + 1))


def _count_piece(
    parts: Sequence[Part], numbers: Sequence[Ints], first: int, last: int
) -> NDArray[np.int32]:
    total = sum(map(len, numbers))
    codes = []
    for part, number in zip(parts, numbers, strict=True):
        documents, terms = part.kind.occurrences(first, last)
        codes.append((documents - first).astype(np.int64) * total + number[terms])
    ordered = np.sort(np.concatenate(codes))
    starts = starts_of_equal(ordered)
    documents, terms = np.divmod(ordered[starts], max(total, 1))
    counts = np.diff(starts, append=len(ordered))
    return np.array([documents + first, terms, counts], np.int32)


def _pieces(parts: Sequence[Part], rows: int) -> Iterator[tuple[int, int]]:
    """The documents cut where their occurrences come to AT_ONCE, or within a document that alone
    has more."""
    ends = sum(part.kind.ends(rows) for part in parts)
    assert not isinstance(ends, int)
    cuts = np.searchsorted(ends, np.arange(AT_ONCE, ends[-1], AT_ONCE))
    edges = np.unique(np.concatenate(([0], cuts, [rows]))).tolist()
    yield from pairwise(edges)
