"""A scenario for worker processes: its arrays are in files that every process maps.

Only the name of a folder is pickled, for any number of cores and rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.labeling.matrices import MappedMatrix, map_matrix
from altui.simulation.scenarios import TEST_SHARE, Scenario, Splits

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.classifiers.curves import Curves
    from altui.simulation.run import Problem


@dataclass(frozen=True)
class MappedSplits:
    """`Splits` whose arrays are in a folder."""

    matrix: MappedMatrix
    n_classes: int
    initial: int
    classes: tuple[str, ...]
    curves: Curves | None = None
    is_text: bool = False
    seeds: tuple[Matrix, IntArray] | None = None
    units: tuple[str, ...] = ()
    """Which of the `sets` and `groups` there are."""
    test_share: float = TEST_SHARE
    test: MappedMatrix | None = None

    def problem(self, seed: int) -> Problem:
        return self._splits.problem(seed)

    @cached_property
    def _splits(self) -> Splits:
        labels = np.load(self.matrix.folder / "labels.npy")
        return Splits(
            self.matrix.load(),
            labels,
            self.n_classes,
            self.initial,
            self.classes,
            self.curves,
            self.is_text,
            self.seeds,
            **{name: np.load(self.matrix.folder / f"{name}.npy") for name in self.units},
            test_share=self.test_share,
            test=self._test,
        )

    @property
    def _test(self) -> tuple[Matrix, IntArray] | None:
        if self.test is None:
            return None
        return self.test.load(), np.load(self.test.folder / "labels.npy")


def map_scenario(scenario: Scenario, folder: Path) -> Scenario:
    """The scenario in a form that is small to send to another process."""
    if not isinstance(scenario, Splits):
        return scenario
    matrix = map_matrix(scenario.matrix, folder)
    np.save(folder / "labels.npy", scenario.labels)
    test = None
    if scenario.test is not None:
        test = map_matrix(scenario.test[0], folder / "test")
        np.save(test.folder / "labels.npy", scenario.test[1])
    units = {name: getattr(scenario, name) for name in ("sets", "groups")}
    for name, codes in units.items():
        if codes is not None:
            np.save(folder / f"{name}.npy", codes)
    return MappedSplits(
        matrix,
        scenario.n_classes,
        scenario.initial,
        scenario.classes,
        scenario.curves,
        scenario.is_text,
        scenario.seeds,
        tuple(name for name, codes in units.items() if codes is not None),
        scenario.test_share,
        test,
    )
