"""The cells of a column that may know their numbers without becoming text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class ColumnCells(Sequence[str]):
    is_typed = False
    """They are numbers in the file itself, so nothing about how they are written is in doubt."""

    @abstractmethod
    def numbers(self, *, codes: bool) -> NDArray[np.float64] | None:
        """The values, NaN for empty cells; None where the text has to be judged cell by cell."""

    def has_point(self) -> bool:
        """Whether a `.` stands in one of the cells."""
        return has_point(list(self))


def has_point(cells: Sequence[str]) -> bool:
    return cells.has_point() if isinstance(cells, ColumnCells) else "." in "".join(cells)
