"""The lengths of rows, and rows at length 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.arrays import blocks, is_sparse

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, Matrix

BLOCK = 16_384


def square_lengths(matrix: Matrix) -> FloatArray:
    """The square of each row's length (n,), block by block: a second matrix would need the room."""
    found = np.empty(matrix.shape[0], matrix.dtype)
    for rows in blocks(len(found), BLOCK):
        part = matrix[rows]
        if isinstance(part, np.ndarray):
            found[rows] = np.einsum("ij,ij->i", part, part)
        else:
            found[rows] = np.asarray(part.multiply(part).sum(axis=1)).ravel()
    return found


def at_length_one(rows: Any) -> Any:
    """The rows at length 1; rows of zeros stay."""
    if is_sparse(rows):
        from scipy.sparse import diags

        return diags(inverse(np.sqrt(square_lengths(rows)))) @ rows
    return rows * inverse(np.linalg.norm(rows, axis=1))[:, None]


def inverse(lengths: FloatArray) -> FloatArray:
    return np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
