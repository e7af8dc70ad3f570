"""A scenario handed to worker processes: its arrays lie in files that all of them map.

Nothing is pickled but the name of a folder, however many cores and rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.labeling.matrices import MappedMatrix, map_matrix
from altui.simulation.scenarios import Scenario, Splits

if TYPE_CHECKING:
    from altui.simulation.run import Problem


@dataclass(frozen=True)
class MappedSplits:
    """`Splits` whose arrays lie in a folder."""

    matrix: MappedMatrix
    n_classes: int
    initial: int
    classes: tuple[str, ...]

    def problem(self, seed: int) -> Problem:
        return self._splits.problem(seed)

    @cached_property
    def _splits(self) -> Splits:
        labels = np.load(self.matrix.folder / "labels.npy")
        return Splits(self.matrix.load(), labels, self.n_classes, self.initial, self.classes)


def map_scenario(scenario: Scenario, folder: Path) -> Scenario:
    """The same scenario, small enough to be sent to another process."""
    if not isinstance(scenario, Splits):
        return scenario
    matrix = map_matrix(scenario.matrix, folder)
    np.save(folder / "labels.npy", scenario.labels)
    return MappedSplits(matrix, scenario.n_classes, scenario.initial, scenario.classes)
