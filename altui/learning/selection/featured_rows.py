"""Rows with a feature go before rows without: of those every model says the same, and their labels
teach it nothing but how common a class is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, Matrix


class FeaturedRows:
    """Only a sparse matrix can have rows without a feature; without a matrix all rows are equal."""

    def __init__(self, matrix: Matrix | None) -> None:
        self._featured: BoolArray | None = None
        if matrix is not None and not isinstance(matrix, np.ndarray):
            featured: BoolArray = np.diff(matrix.indptr) > 0
            self._featured = None if featured.all() else featured

    def first(self, available: BoolArray) -> BoolArray:
        """The available rows with a feature; all of them where none has any."""
        if self._featured is None:
            return available
        found = available & self._featured
        return found if found.any() else available
