"""A cache of results for the last few sets of labels: undo and skip need no new work."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray
    from altui.learning.classifiers.models import FittedModel

Made = TypeVar("Made")
Key: TypeAlias = "tuple[IntArray, IntArray, IntArray | None]"


class Recent(Generic[Made]):
    """The last `kept` results, by the labeled rows in their order and their labels, both (m,). Any
    thread may use it."""

    def __init__(self, kept: int) -> None:
        # Compared as they are: to hash ten thousand labels takes ten times as long.
        self._made: deque[tuple[Key, Made]] = deque(maxlen=kept)
        self._lock = threading.Lock()

    def get(
        self,
        rows: IntArray,
        labels: IntArray,
        make: Callable[[], Made],
        counts: IntArray | None = None,
    ) -> Made:
        """The cached result for these labels, or else the result of `make`. `counts` (m,) says how
        many rows each label is of."""
        key = (_frozen(rows), _frozen(labels), None if counts is None else _frozen(counts))
        with self._lock:
            for place, (other, made) in enumerate(self._made):
                if _is_same(key, other):
                    del self._made[place]
                    self._made.append((key, made))
                    return made
        made = make()
        with self._lock:
            self._made.append((key, made))
        return made


def _frozen(values: IntArray) -> IntArray:
    return values.copy() if values.flags.writeable else values


def _is_same(one: Key, other: Key) -> bool:
    if len(one[0]) != len(other[0]) or (one[2] is None) != (other[2] is None):
        return False
    return all(
        mine is None or its is None or np.array_equal(mine, its)
        for mine, its in zip(one, other, strict=True)
    )


STARTS = 8


class LatestModels:
    """The last models, to start the next one from. Any thread may use it."""

    def __init__(self) -> None:
        self._kept: deque[tuple[IntArray, IntArray, FittedModel]] = deque(maxlen=STARTS)

    def keep(self, rows: IntArray, labels: IntArray, model: FittedModel) -> None:
        self._kept.append((rows, labels, model))

    def nearest(self, rows: IntArray, labels: IntArray) -> FittedModel | None:
        """The model of labels that differ least from these (m,); of several the newest."""
        kept = [*self._kept]
        nearest = min(
            reversed(kept), key=lambda each: _differences(each, rows, labels), default=None
        )
        return None if nearest is None else nearest[2]


def _differences(
    kept: tuple[IntArray, IntArray, FittedModel], rows: IntArray, labels: IntArray
) -> int:
    common = min(len(kept[0]), len(rows))
    differs = kept[0][:common] != rows[:common]
    differs |= kept[1][:common] != labels[:common]
    return int(np.count_nonzero(differs)) + max(len(kept[0]), len(rows)) - common
