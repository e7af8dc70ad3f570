"""The problems of a simulation: one split of the data for each seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from altui.errors import InputError
from altui.learning.generation import NEWEST, Generation
from altui.simulation.run import Problem

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.classifiers.curves import Curves

TEST_SHARE = 0.4


class Scenario(Protocol):
    """Gives the same problem for the same seed, in any process."""

    def problem(self, seed: int) -> Problem: ...


@dataclass(frozen=True)
class Tutorial:
    """The reference scenario. The seed makes both its data and its splits."""

    def problem(self, seed: int) -> Problem:
        from altui.data.dataset import Part
        from altui.data.tutorial import load_tutorial

        dataset, features = load_tutorial(seed)
        # The order of the split: first the unlabeled rows, then the labeled ones.
        unlabeled, labeled, test = (
            np.flatnonzero(dataset.part == part)
            for part in (Part.UNLABELED, Part.LABELED, Part.TEST)
        )
        pool = np.concatenate([unlabeled, labeled])
        return Problem(
            matrix=features.matrix[pool],
            labels=dataset.known[pool],
            unlabeled=len(unlabeled),
            test=(features.matrix[test], dataset.known[test]),
            n_classes=len(dataset.classes),
            classes=dataset.classes,
        )


@dataclass(frozen=True, eq=False)
class Splits:
    """The labeled rows of a file, split anew by each seed.

    Four in ten rows of each class are the test set, the others are the pool. `initial` random
    rows of the pool, with at least two classes, are labeled at the start.
    """

    matrix: Matrix
    labels: IntArray
    n_classes: int
    initial: int
    classes: tuple[str, ...] = ()
    curves: Curves | None = None
    is_text: bool = False
    seeds: tuple[Matrix, IntArray] | None = None

    def problem(self, seed: int) -> Problem:
        pool, test, unlabeled = self.rows(seed)
        return Problem(
            matrix=self.matrix[pool],
            labels=self.labels[pool],
            unlabeled=unlabeled,
            test=(self.matrix[test], self.labels[test]),
            n_classes=self.n_classes,
            classes=self.classes,
            curves=self.curves,
            generation=Generation(NEWEST),
            is_text=self.is_text,
            seeds=self.seeds,
        )

    def rows(self, seed: int) -> tuple[IntArray, IntArray, int]:
        """Row indices of the pool (unlabeled rows first) and of the test set, and how many of
        the pool are unlabeled."""
        rng = np.random.default_rng(seed)
        test = np.sort(np.concatenate([_share(rows, rng) for rows in self._by_class()]))
        pool = np.setdiff1d(np.arange(len(self.labels)), test)
        initial = self._first_labels(rng.permutation(pool))
        unlabeled = pool[~np.isin(pool, initial)]
        return np.concatenate([unlabeled, initial]), test, len(unlabeled)

    def check(self, where: str) -> None:
        """Raises InputError if the labeled rows of the file `where` are too few."""
        if len(np.unique(self.labels)) < 2:
            raise InputError(
                "all labels are of one class",
                where=where,
                hint="A classifier needs labeled rows of at least two classes.",
            )
        tested = sum(round(TEST_SHARE * len(rows)) for rows in self._by_class())
        pool = len(self.labels) - tested
        if not tested or pool <= self.initial:
            raise InputError(
                f"{len(self.labels)} labeled rows are too few",
                where=where,
                hint=f"{pool} of them would be the pool and {tested} the test set, and the pool "
                f"needs more than the {self.initial} that are labeled at the start (`initial`).",
            )

    def _by_class(self) -> list[IntArray]:
        classes = range(self.n_classes)
        return [rows for k in classes if len(rows := np.flatnonzero(self.labels == k))]

    def _first_labels(self, drawn: IntArray) -> IntArray:
        first = drawn[: self.initial].copy()
        if not self.initial:
            return first
        others = np.flatnonzero(self.labels[drawn] != self.labels[drawn[0]])
        if others[0] >= self.initial:
            first[-1] = drawn[others[0]]
        return first


def _share(rows: IntArray, rng: np.random.Generator) -> IntArray:
    return rng.permutation(rows)[: round(TEST_SHARE * len(rows))]
