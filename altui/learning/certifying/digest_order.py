"""A draw that nobody can choose: rows in the order of a hash of their number and a digest.

The digest is that of what is tested, so the same data, predictions and target always ask for the
same rows. Anybody can repeat it: sort the rows, counted from 0, by SHA-256 of `digest:row`.
"""

from __future__ import annotations

from array import array
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.strategies.random_order import RandomOrder

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

    from altui.learning.arrays import BoolArray


class DigestOrder(RandomOrder):
    """The pool's rows (n,) in the order that the digest draws."""

    def __init__(self, pool: BoolArray, digest: str) -> None:
        super().__init__(pool, seed=0)
        start = sha256(f"{digest}:".encode())
        rows = np.flatnonzero(pool).tolist()
        self._drawn = array("q", sorted(rows, key=lambda row: _hash(start, row)))

    def at(self, place: int) -> int:
        return self._drawn[place]


def _hash(start: Hash, row: int) -> bytes:
    hashed = start.copy()
    hashed.update(str(row).encode())
    return hashed.digest()
