"""What was made of the last few sets of labels: undo, skip and a second look cost nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray

Made = TypeVar("Made")


class Recent(Generic[Made]):
    """The `kept` results that were asked for last, by the labeled rows in their order and their
    labels, both (m,). Any thread may ask."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._made: OrderedDict[bytes, Made] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, rows: IntArray, labels: IntArray, make: Callable[[], Made]) -> Made:
        """What was made of these labels, or what `make` makes of them now."""
        # A digest, since the labels themselves are long where there are thousands.
        key = blake2b(rows.tobytes() + labels.tobytes(), digest_size=16).digest()
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
