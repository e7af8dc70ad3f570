"""Rows that Python code gives: arrays, sparse matrices and data frames of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.api.class_codes import is_missing
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.learning.arrays import Matrix

NUMBERS = "biuf"
"""The kinds of NumPy's types that are numbers, or true and false."""


def read_matrix(X: Any, *, columns: int | None = None, name: str = "X") -> Matrix:
    """Rows (n, d) in float32 or float64, as an array or as CSR.

    What is an array of such floats, or CSR, is not copied. Raises InputError for another shape, for
    a column that holds no numbers, for values that are not finite, and for a number of `columns`
    that is not the one expected.
    """
    is_sparse = hasattr(X, "tocsr")
    matrix = X.tocsr() if is_sparse else _as_array(X, name)
    if matrix.ndim != 2:
        raise InputError(
            f"`{name}` needs rows and columns, and it has {matrix.ndim} dimensions",
            hint="Give an array (rows, columns): reshape(-1, 1) makes one column of a list.",
        )
    if columns is not None and matrix.shape[1] != columns:
        raise InputError(
            f"`{name}` has {matrix.shape[1]:,} columns, and needs {columns:,}",
            hint="All rows have the same columns, in the same order.",
        )
    if not all(matrix.shape):
        raise InputError(f"`{name}` is empty: its shape is {tuple(map(int, matrix.shape))}")
    if matrix.dtype not in (np.float32, np.float64):
        matrix = matrix.astype(float)
    if not np.isfinite(matrix.data if is_sparse else matrix).all():
        raise _not_finite(X, matrix, name)
    return matrix if is_sparse else np.ascontiguousarray(matrix)


def _as_array(X: Any, name: str) -> Any:
    for column, cells in _columns(X):
        if not _are_numbers(np.asarray(cells)):
            raise InputError(
                f"column '{column}' of `{name}` holds no numbers",
                hint="Leave it out or encode it; altui.open learns from columns as they are.",
            )
    array = np.asarray(X)
    if not _are_numbers(array):
        raise InputError(f"`{name}` holds what is no number")
    if array.dtype.kind in NUMBERS:
        return array
    values = [np.nan if is_missing(each) else each for each in array.flat]
    return np.array(values, float).reshape(array.shape)


def _are_numbers(cells: Any) -> bool:
    """Whether all are; a column with missing values has them as objects."""
    if cells.dtype.kind != "O":
        return cells.dtype.kind in NUMBERS
    return all(isinstance(each, Real) or is_missing(each) for each in cells.flat)


def _columns(X: Any) -> Iterator[tuple[str, Any]]:
    """The columns of a data frame; none of what is none."""
    names = getattr(X, "column_names", getattr(X, "columns", ()))
    return ((str(name), X[name]) for name in names)


def _not_finite(X: Any, matrix: Any, name: str) -> InputError:
    """The error that names the first value that is not finite."""
    if hasattr(X, "tocsr"):
        found = matrix.tocoo()
        first = int(np.argmin(np.isfinite(found.data)))
        row, column, value = found.row[first], found.col[first], found.data[first]
    else:
        row, column = np.argwhere(~np.isfinite(matrix))[0]
        value = matrix[row, column]
    names = [each for each, _ in _columns(X)]
    place = f"column '{names[column]}'" if names else f"column {column}"
    return InputError(
        f"`{name}` has {'no value' if np.isnan(value) else value} in row {row}, {place}",
        hint="Fill such values, or leave these rows out; altui.open takes missing values.",
    )
