"""A scenario handed to worker processes: its arrays lie in files that all of them map.

Nothing is pickled but the name of a folder, however many cores and rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.simulation.scenarios import Scenario, Splits

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, Matrix
    from altui.simulation.run import Problem

SPARSE_PARTS = ("data", "indices", "indptr")


@dataclass(frozen=True)
class MappedSplits:
    """`Splits` whose arrays lie in a folder."""

    folder: Path
    shape: tuple[int, int]
    n_classes: int
    initial: int

    def problem(self, seed: int) -> Problem:
        return self._splits.problem(seed)

    @cached_property
    def _splits(self) -> Splits:
        labels = np.load(self.folder / "labels.npy")
        return Splits(self._matrix(), labels, self.n_classes, self.initial)

    def _matrix(self) -> Matrix:
        dense = self.folder / "matrix.npy"
        if dense.exists():
            mapped: FloatArray = np.load(dense, mmap_mode="r")
            return mapped
        from scipy import sparse

        parts = [np.load(self.folder / f"{part}.npy", mmap_mode="r") for part in SPARSE_PARTS]
        return sparse.csr_matrix(tuple(parts), shape=self.shape, copy=False)


def mapped(scenario: Scenario, folder: Path) -> Scenario:
    """The same scenario, small enough to be sent to another process."""
    if not isinstance(scenario, Splits):
        return scenario
    matrix = scenario.matrix
    if isinstance(matrix, np.ndarray):
        np.save(folder / "matrix.npy", matrix)
    else:
        for part in SPARSE_PARTS:
            np.save(folder / f"{part}.npy", getattr(matrix, part))
    np.save(folder / "labels.npy", scenario.labels)
    shape = (int(matrix.shape[0]), int(matrix.shape[1]))
    return MappedSplits(folder, shape, scenario.n_classes, scenario.initial)
