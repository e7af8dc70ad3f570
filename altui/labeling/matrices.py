"""A matrix in files that several processes map. They only exchange the folder's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import is_sparse

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, Matrix

SPARSE_PARTS = ("data", "indices", "indptr")


@dataclass(frozen=True)
class MappedMatrix:
    """A matrix of this shape, dense or CSR, with its arrays in `folder`."""

    folder: Path
    shape: tuple[int, int]

    def load(self) -> Matrix:
        """The matrix, mapped for reading, without a copy."""
        dense = self.folder / "matrix.npy"
        if dense.exists():
            mapped: FloatArray = np.load(dense, mmap_mode="r")
            return mapped
        from scipy import sparse

        parts = [np.load(self.folder / f"{part}.npy", mmap_mode="r") for part in SPARSE_PARTS]
        return sparse.csr_matrix(tuple(parts), shape=self.shape, copy=False)


def map_matrix(matrix: Matrix, folder: Path) -> MappedMatrix:
    """Write the matrix into `folder`, which is created and must hold no other matrix."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    arrays = {part: getattr(matrix, part) for part in SPARSE_PARTS} if is_sparse(matrix) else {}
    for name, array in (arrays or {"matrix": matrix}).items():
        np.save(folder / f"{name}.npy", array)
    return MappedMatrix(folder, (int(matrix.shape[0]), int(matrix.shape[1])))
