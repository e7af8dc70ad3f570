"""Query strategies: pure functions from class probabilities to how much a row is worth asking.

Each takes probabilities (n, k), rows summing to 1, and returns scores (n,); the highest score
is asked first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from types import MappingProxyType

import numpy as np

from altui.learning.arrays import BoolArray, FloatArray

TIE = 1e-9
"""Scores this close count as equal: equal rows can differ in the last bit by where they
stand in the matrix."""

Strategy = Callable[[FloatArray], FloatArray]


def least_confidence(probabilities: FloatArray) -> FloatArray:
    """1 - max p (Lewis & Gale 1994)."""
    return np.asarray(1.0 - probabilities.max(axis=1))


def margin(probabilities: FloatArray) -> FloatArray:
    """1 - (p1 - p2), p1 and p2 the two highest (Scheffer et al. 2001)."""
    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    top = np.partition(probabilities, -2, axis=1)[:, -2:]
    return np.asarray(1.0 - (top[:, 1] - top[:, 0]))


def entropy(probabilities: FloatArray) -> FloatArray:
    """-sum p log2 p, in bits (Shannon 1948); 0 log 0 counts as 0."""
    positive = np.where(probabilities > 0, probabilities, 1.0)
    return np.asarray(-(probabilities * np.log2(positive)).sum(axis=1))


def most_likely(probabilities: FloatArray, *, index: int) -> FloatArray:
    """p of one class, to collect a rare one (relevance feedback: Rocchio 1971; active search:
    Garnett et al. 2012, the greedy policy)."""
    return np.asarray(probabilities[:, index])


def nearest_confidence(probabilities: FloatArray, *, target: float) -> FloatArray:
    """-|max p - target|. With a target drawn evenly for each query the labels spread evenly
    over the confidence, as strata of the score do (Bennett & Carvalho 2010)."""
    return np.asarray(-np.abs(probabilities.max(axis=1) - target))


MEASURES: MappingProxyType[str, Strategy] = MappingProxyType(
    {"least-confidence": least_confidence, "margin": margin, "entropy": entropy}
)
"""The strategies that need nothing but the probabilities of all classes."""


def best(scores: FloatArray, available: BoolArray) -> int:
    """The available row with the highest score; of those within `TIE` of it, the lowest."""
    allowed = np.where(available, scores, -np.inf)
    return int(np.argmax(allowed >= allowed.max() - TIE))


class RandomOrder:
    """A fixed random order of the pool's rows (n,), drawn as far as it is needed.

    Each draw is uniform over the rows not drawn yet. The order hangs on the pool and the seed
    alone, so that undo and replay bring the same row back. Any thread may ask.
    """

    def __init__(self, pool: BoolArray, seed: int) -> None:
        self._generator = np.random.default_rng(seed)
        self._left: list[int] = np.flatnonzero(pool).tolist()
        self._drawn: list[int] = []
        self._lock = threading.Lock()

    def first(self, available: BoolArray) -> int:
        """The earliest row of the order that is available."""
        return next(row for row in map(self._at, count()) if available[row])

    def count_through(self, rows: BoolArray) -> int:
        """How many rows stand in the order up to and with the last of these (n,)."""
        left, place = int(np.count_nonzero(rows)), 0
        while left:
            left -= bool(rows[self._at(place)])
            place += 1
        return place

    def _at(self, place: int) -> int:
        """The row at a place from 0, of those before which all are drawn."""
        if place >= len(self._drawn):
            with self._lock:
                if place == len(self._drawn):
                    chosen = int(self._generator.integers(len(self._left)))
                    self._drawn.append(self._left.pop(chosen))
        return self._drawn[place]
