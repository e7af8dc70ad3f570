"""Rows by their likelihood of a class, with how many of it to expect down to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray


class Ranking(NamedTuple):
    """`rows` (n,), the likeliest first, and `place` (n,) of each row in them, from 0. `expected`
    (n,) adds up the probabilities down to each place."""

    rows: IntArray
    place: IntArray
    expected: FloatArray


def rank_rows(scores: FloatArray) -> Ranking:
    """By the probabilities (n,) of the class, the first row first on a tie."""
    rows = np.argsort(-scores, kind="stable")
    place = np.empty(len(rows), dtype=int)
    place[rows] = np.arange(len(rows))
    return Ranking(rows, place, np.cumsum(scores[rows]))
