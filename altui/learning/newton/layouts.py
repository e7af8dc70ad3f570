"""Chooses the space for the labeled rows, and what of an earlier fit it goes on with.

Rows are shifted towards 0, which the free intercept allows, and scaled by sqrt(C), so that the
spaces need neither.
"""

from __future__ import annotations

from copy import copy
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.coefficients import MANY_CLASSES
from altui.learning.newton.coordinates import ByColumns, ByDual, BySpan, Layout
from altui.learning.newton.duals import DualSpace
from altui.learning.newton.growing_texts import GrowingTexts
from altui.learning.newton.labeled_rows import GrowingRows, LabeledRows
from altui.learning.newton.spaces import ColumnSpace, Many, SpanSpace

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix

LARGEST = 3000
"""Side of the largest square matrix that is factored."""

FEW_COLUMNS = 300
"""Columns of a Hessian that is factored again for a better end of the steps."""

LARGEST_SPARSE = 250
"""Labeled rows of text above which conjugate gradients beat the Gram matrix (measured)."""

MARKED = 100
"""Up to so many columns for each entry those with one are found by a mark for each."""

ROWS_SQUARED = 300
"""With many classes the Gram matrix is ahead up to where the rows squared are so many times the
columns: the coefficients of all classes no longer fit into the processor's cache (measured)."""


def layout_for(
    given: Matrix | LabeledRows, C: float, before: Layout | None, n_classes: int = 2
) -> Layout:
    """The layout for these rows. Takes over what it can from the fit `before`."""
    n, d = given.shape
    # With coefficients w = sqrt(C) u the objective C * loss + |w|^2 / 2 is C * (loss + |u|^2 / 2):
    # on rows scaled by sqrt(C) it is a problem without C.
    scale = sqrt(C)
    if isinstance(given, LabeledRows):
        if given.is_dense and d <= n and d < LARGEST:
            return _growing(given, scale, before)
        if not given.is_dense and n > LARGEST_SPARSE and n_classes < MANY_CLASSES:
            dual = _dual(given, scale, before)
            if dual is not None:
                return dual
    X: Any = given.taken if isinstance(given, LabeledRows) else given
    if isinstance(X, np.ndarray):
        if d <= n and d < LARGEST:
            return _dense(X, scale, before)
        if n <= LARGEST:
            return _span(X, scale, before, is_narrow=False)
        return ByColumns(Many(scale * X.astype(np.float64)), np.zeros(d), d, scale, None)
    # A column without an entry in these rows has the coefficient 0: only the penalty sees it.
    occurring = _occurring(X)
    m = len(occurring)
    is_small = n <= LARGEST_SPARSE or (
        n_classes >= MANY_CLASSES and n <= LARGEST and n * n <= ROWS_SQUARED * m
    )
    if is_small and n < m:
        return _span(X, scale, before, is_narrow=n_classes >= MANY_CLASSES)
    part = X[:, occurring].astype(np.float64)
    if len(occurring) <= n and len(occurring) < LARGEST:
        dense = _dense(part.toarray(), scale)
        return ByColumns(dense.space, dense.shift, d, scale, occurring)
    return ByColumns(Many(scale * part), np.zeros(len(occurring)), d, scale, occurring)


def _occurring(X: Any) -> IntArray:
    """The columns with an entry, in ascending order."""
    if X.shape[1] > MARKED * len(X.indices):
        return np.asarray(np.unique(X.indices))
    # Marking takes a tenth of the time of sorting or hashing.
    is_there = np.zeros(X.shape[1], bool)
    is_there[X.indices] = True
    return np.flatnonzero(is_there).astype(X.indices.dtype)


def by_columns(X: Matrix | LabeledRows, C: float, tried: Layout) -> ByColumns | None:
    """The layout in which rounding counts less, where rows are equal or on very unlike scales; None
    if it was `tried`, or has too many columns."""
    if isinstance(tried, ByColumns) or X.shape[1] > FEW_COLUMNS:
        return None
    given = X.taken if isinstance(X, LabeledRows) else X
    dense = given if isinstance(given, np.ndarray) else given.toarray()
    return _dense(dense.astype(np.float64), sqrt(C))


def _growing(X: LabeledRows, scale: float, before: Layout | None) -> ByColumns:
    """Dense rows of which the earlier fit has read all but the last."""
    d = X.shape[1]
    earlier = before if isinstance(before, ByColumns) and before.is_like(d, scale) else None
    if earlier is not None and earlier.growing is not None:
        rows = earlier.growing.of(X)
        if rows is not None:
            space = ColumnSpace(rows)
            return ByColumns(space, earlier.shift, d, scale, None, earlier.growing)
    shift = earlier.shift if earlier else X.taken.sum(axis=0, dtype=np.float64) / len(X.rows)

    def make(given: FloatArray, places: FloatArray) -> None:
        _centre(given, shift, scale, places)

    growing = GrowingRows(d + 1, make)
    rows = growing.of(X)
    assert rows is not None
    return ByColumns(ColumnSpace(rows), shift, d, scale, None, growing)


def _dense(X: FloatArray, scale: float, before: Layout | None = None) -> ByColumns:
    n, d = X.shape
    rows = np.empty((n, d + 1))
    earlier = before if isinstance(before, ByColumns) and before.is_like(d, scale) else None
    # Centred columns are far from parallel to the intercept's ones, so the Hessian is better
    # conditioned. Any shift near the mean does; the earlier one keeps an old factor usable.
    shift = earlier.shift if earlier else X.sum(axis=0, dtype=np.float64) / n
    _centre(X, shift, scale, rows)
    return ByColumns(ColumnSpace(rows), shift, d, scale, None)


def _centre(X: FloatArray, shift: FloatArray, scale: float, rows: FloatArray) -> None:
    """Write rows (n, d) into `rows` (n, d + 1), shifted and scaled, with ones for the intercept."""
    np.subtract(X, shift, out=rows[:, :-1])
    if scale != 1.0:
        rows[:, :-1] *= scale
    rows[:, -1] = 1.0


def _dual(X: LabeledRows, scale: float, before: Layout | None) -> ByDual | None:
    """Sparse rows; None where the columns that occur are few."""
    n, d = X.shape
    earlier = before if isinstance(before, ByDual) and before.scale == scale else None
    growing = earlier.growing if earlier is not None and earlier.d == d else GrowingTexts(scale)
    found = growing.of(X)
    if found is None:
        earlier, growing = None, GrowingTexts(scale)
        found = growing.of(X)
        assert found is not None
    if found.occurring <= n and found.occurring < LARGEST:
        return None
    kept = 0 if earlier is None else min(earlier.width, n)
    return ByDual(DualSpace(found.rows, found.squares), growing, d, scale, kept)


def adopt_factor(layout: Layout, before: Layout | None, n_classes: int) -> bool:
    """Take over the factored Hessian of the earlier fit, if its coordinates are the same."""
    if isinstance(layout, ByDual) and isinstance(before, ByDual):
        return begins_alike(layout, before) and layout.space.adopt(before.space, n_classes)
    if not (isinstance(layout, ByColumns) and isinstance(before, ByColumns)):
        return False
    space, earlier = layout.space, before.space
    if not (isinstance(space, ColumnSpace) and isinstance(earlier, ColumnSpace)):
        return False
    alike = begins_alike(layout, before)
    return layout.shift is before.shift and space.adopt(earlier, n_classes, begins_alike=alike)


def begins_alike(layout: Layout, before: Layout | None) -> bool:
    """Whether the rows of one are the first of the other, in the same coordinates."""
    if isinstance(layout, ByDual) and isinstance(before, ByDual):
        return layout.growing is before.growing
    if not (isinstance(layout, ByColumns) and isinstance(before, ByColumns)):
        return False
    return layout.growing is not None and layout.growing is before.growing


def _span(X: Any, scale: float, before: Layout | None, *, is_narrow: bool) -> BySpan:
    kept = 0
    if isinstance(before, BySpan) and before.scale == scale and _begins_with(X, before.rows):
        kept = before.width
    shift: FloatArray | None = None
    centred = _in_float64(X) if scale == 1.0 else scale * _in_float64(X)
    if isinstance(X, np.ndarray):
        # The shift of the earlier fit stays: its products do not have to be taken again.
        earlier = before.shift if kept and isinstance(before, BySpan) else None
        shift = X.mean(axis=0, dtype=np.float64) if earlier is None else earlier
        assert shift is not None
        centred -= scale * shift
    n = X.shape[0]
    gram = np.empty((n, n))
    if kept and isinstance(before, BySpan):
        gram[:kept, :kept] = before.space.gram
    if kept < n:
        gram[kept:] = _cross(centred, kept)
        gram[:kept, kept:] = gram[kept:, :kept].T
    return BySpan(SpanSpace(gram), X, centred, shift, X.shape[1], scale, kept, is_narrow)


def _in_float64(X: Any) -> Any:
    """Dense rows as a copy; of sparse rows only the values are copied."""
    if isinstance(X, np.ndarray):
        return X.astype(np.float64)
    made = copy(X)
    made.data = X.data.astype(np.float64)
    return made


def _cross(rows: Any, kept: int) -> FloatArray:
    """The products (m, n) of the rows from `kept` on with all."""
    if isinstance(rows, np.ndarray):
        return np.asarray(rows[kept:] @ rows.T)
    if kept < rows.shape[0] - 1 or not rows.has_canonical_format:
        return np.asarray((rows[kept:] @ rows.T).toarray())
    # One more label, the usual case: the same sums without turning all rows into columns first.
    start = rows.indptr[kept]
    one = np.zeros(rows.shape[1])
    one[rows.indices[start:]] = rows.data[start:]
    return np.asarray(rows @ one)


def _begins_with(rows: Any, first: Any) -> bool:
    """Whether `rows` start with all of `first`."""
    n = first.shape[0]
    if rows.shape[0] < n or rows.shape[1] != first.shape[1] or type(rows) is not type(first):
        return False
    if isinstance(rows, np.ndarray):
        return np.array_equal(rows[:n], first)
    end = first.indptr[-1]
    return (
        np.array_equal(rows.indptr[: n + 1], first.indptr)
        and np.array_equal(rows.indices[:end], first.indices)
        and np.array_equal(rows.data[:end], first.data)
    )
