"""Where a number lies among those of its column, told from every so-many-th row of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENOUGH = 2_000
"""At least so many rows are taken, and all of a file of less than twice as many: a place is then
right to about two percent."""


class Spread:
    """The numeric columns `names` of a table of so many `rows`. It is fed chunk by chunk."""

    def __init__(self, names: Sequence[str], rows: int) -> None:
        self._names = list(names)
        self._step = max(rows // ENOUGH, 1)
        self._taken: list[list[NDArray[np.float64]]] = [[] for _ in names]

    @classmethod
    def from_tree(cls, tree: Mapping[str, Any]) -> Spread:
        made = cls(tree["names"], 0)
        made._taken = [[np.asarray(values, np.float64)] for values in tree["values"]]
        return made

    def to_tree(self) -> dict[str, Any]:
        """What the places are told from; nothing is put after."""
        return {"names": self._names, "values": [self._joined(taken) for taken in self._taken]}

    def put(self, start: int, columns: Sequence[NDArray[np.float64]]) -> None:
        """The values of the rows from `start` on, NaN where a cell is blank."""
        for taken, values in zip(self._taken, columns, strict=True):
            taken.append(values[-start % self._step :: self._step].copy())

    def place(self, name: str, value: float) -> float | None:
        """The share of the column's values that are lower, 0 to 1; of equal ones half count, but
        none for the lowest value: no value is below it, however often it stands there.

        None for a column that is no number or holds none, and for NaN.
        """
        values = self._sorted.get(name)
        if values is None or not len(values) or isnan(value):
            return None
        low, high = (int(values.searchsorted(value, side)) for side in ("left", "right"))
        return (low + high) / (2 * len(values)) if low else 0.0

    def highest(self, names: Iterable[str]) -> float:
        """The highest value of these columns; 0 where they hold none."""
        columns = (self._sorted.get(name) for name in names)
        return max(
            (float(each[-1]) for each in columns if each is not None and len(each)), default=0.0
        )

    @cached_property
    def _sorted(self) -> dict[str, NDArray[np.float64]]:
        joined = map(self._joined, self._taken)
        # Blank cells have no place, and take none.
        return {
            name: np.sort(values[~np.isnan(values)])
            for name, values in zip(self._names, joined, strict=True)
        }

    @staticmethod
    def _joined(taken: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        return np.concatenate([*taken, np.empty(0)])
