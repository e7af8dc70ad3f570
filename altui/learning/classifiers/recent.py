"""A cache of results for the last few sets of labels: undo and skip need no new work."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray
    from altui.learning.classifiers.models import FittedModel

Made = TypeVar("Made")


class Recent(Generic[Made]):
    """The last `kept` results, by the labeled rows in their order and their labels, both (m,). Any
    thread may use it."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._made: OrderedDict[bytes, Made] = OrderedDict()
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
        # A digest: thousands of labels would make a long key.
        told = rows.tobytes() + labels.tobytes() + (b"" if counts is None else counts.tobytes())
        key = blake2b(told, digest_size=16).digest()
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._kept:
                self._made.popitem(last=False)
        return made


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
