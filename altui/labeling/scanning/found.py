"""What a scan has found. Equal scores are ordered by the row's number, so neither the order of the
blocks nor the number of workers plays a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from altui.learning.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Found:
    """Rows, best first: their `numbers` in the whole set (m,), their `ids` as text, their `scores`
    (m,); and of all rows that were scanned, `rows`, how many are predicted to be of each class,
    `counts` (k,)."""

    numbers: NDArray[np.int64]
    ids: tuple[str, ...]
    scores: FloatArray
    counts: NDArray[np.int64]
    rows: int

    @classmethod
    def nothing(cls, classes: int) -> Found:
        none = np.zeros(0, np.int64)
        return cls(none, (), np.zeros(0), np.zeros(classes, np.int64), 0)


def merge(founds: Iterable[Found], count: int) -> Found:
    """The `count` best of all, in the one order that there is. At least one Found is needed."""
    each = list(founds)
    numbers = np.concatenate([found.numbers for found in each])
    scores = np.concatenate([found.scores for found in each])
    ids = [text for found in each for text in found.ids]
    order = best_first(numbers, scores)[:count]
    counts = np.sum([found.counts for found in each], axis=0)
    rows = sum(found.rows for found in each)
    texts = tuple(ids[place] for place in order.tolist())
    return Found(numbers[order], texts, scores[order], counts, rows)


def best_first(numbers: NDArray[np.int64], scores: FloatArray) -> NDArray[np.intp]:
    """The places (m,) by score, and where scores are equal by the row's number."""
    # lexsort sorts by its last key first.
    return np.lexsort((numbers, -scores))
