"""The array types that the packages pass to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy import sparse

    Matrix: TypeAlias = "FloatArray | sparse.csr_array | sparse.csr_matrix"

FloatArray: TypeAlias = npt.NDArray[np.floating[Any]]
IntArray: TypeAlias = npt.NDArray[np.integer[Any]]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def is_sparse(matrix: Matrix) -> bool:
    return not isinstance(matrix, np.ndarray)


def blocks(n: int, size: int) -> Iterator[slice]:
    """Slices that cover n rows, `size` rows each; the last one may be shorter."""
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))
