"""The problems of a simulation: one split of the data for each seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from altui.data.units.splitting import draw_units
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

    A share of the rows of each class, `test_share`, is the test set, the others are the pool; all
    of them are, where there is a `test` set beside them. `initial` random rows of the pool, with at
    least two classes, are labeled at the start.

    Rows with the same of the `sets` (n,) are identical: they are on one side, and those with the
    same label are asked once. Rows with the same of the `groups` (n,) are on one side too.
    """

    matrix: Matrix
    labels: IntArray
    n_classes: int
    initial: int
    classes: tuple[str, ...] = ()
    curves: Curves | None = None
    is_text: bool = False
    seeds: tuple[Matrix, IntArray] | None = None
    sets: IntArray | None = None
    groups: IntArray | None = None
    test_share: float = TEST_SHARE
    test: tuple[Matrix, IntArray] | None = None

    def problem(self, seed: int) -> Problem:
        pool, test, unlabeled = self.rows(seed)
        return Problem(
            matrix=self.matrix[pool],
            labels=self.labels[pool],
            unlabeled=unlabeled,
            test=self.test or (self.matrix[test], self.labels[test]),
            n_classes=self.n_classes,
            classes=self.classes,
            curves=self.curves,
            generation=Generation(NEWEST),
            is_text=self.is_text,
            seeds=self.seeds,
            counts=self._count(pool, test),
        )

    def rows(self, seed: int) -> tuple[IntArray, IntArray, int]:
        """Row indices of the pool (unlabeled rows first) and of the test set, and how many of
        the pool are unlabeled."""
        rng = np.random.default_rng(seed)
        test = self._draw_test(rng)
        pool = np.setdiff1d(np.arange(len(self.labels)), test)
        if self.sets is not None:
            # Copies of test rows may be in another group.
            pool = pool[~np.isin(self.sets[pool], self.sets[test])]
            pool = pool[np.sort(np.unique(self._questions[pool], return_index=True)[1])]
        self._check_left(pool, test)
        initial = self._first_labels(rng.permutation(pool))
        unlabeled = pool[~np.isin(pool, initial)]
        return np.concatenate([unlabeled, initial]), test, len(unlabeled)

    def _draw_test(self, rng: np.random.Generator) -> IntArray:
        if self.test is not None:
            return np.empty(0, np.int64)
        codes = self.sets if self.groups is None else self.groups
        if codes is None:
            drawn = [rng.permutation(rows)[: self._tested(rows)] for rows in self._by_class()]
            return np.sort(np.concatenate(drawn))
        wanted = np.round(self.test_share * np.bincount(self.labels, minlength=self.n_classes))
        return np.flatnonzero(draw_units(self.labels, codes, wanted.astype(int), rng))

    @property
    def _questions(self) -> IntArray:
        """A number (n,) for each set of identical rows with one label."""
        assert self.sets is not None
        return self.sets * self.n_classes + self.labels

    def _count(self, pool: IntArray, test: IntArray) -> IntArray | None:
        """How many rows each of the pool stands for; None where all are alone."""
        if self.sets is None:
            return None
        left = np.delete(np.arange(len(self.labels)), test)
        names, counts = np.unique(self._questions[left], return_counts=True)
        return np.asarray(counts[np.searchsorted(names, self._questions[pool])])

    def check(self, where: str) -> None:
        """Raises InputError if the labeled rows of the file `where` are too few."""
        if len(np.unique(self.labels)) < 2:
            raise InputError(
                "all labels are of one class",
                where=where,
                hint="A classifier needs labeled rows of at least two classes.",
            )
        tested = sum(map(self._tested, self._by_class()))
        pool = len(self.labels) - tested
        if not (tested or self.test) or pool <= self.initial:
            raise InputError(
                f"{len(self.labels)} labeled rows are too few",
                where=where,
                hint=f"{pool} of them would be the pool and {tested} the test set, and the pool "
                f"needs more than the {self.initial} that are labeled at the start (`initial`).",
            )

    def _check_left(self, pool: IntArray, test: IntArray) -> None:
        """Raises InputError where what belongs together leaves one side of the split too small."""
        if self.sets is None and self.groups is None:
            return
        if not len(test) or len(pool) <= self.initial or len(np.unique(self.labels[pool])) < 2:
            raise InputError(
                f"of {len(self.labels):,} labeled rows {len(pool):,} are left to learn from and "
                f"{len(test):,} to measure on, with copies and groups on one side",
                hint="There must be more rows, or more groups, than that.",
            )

    def _tested(self, rows: IntArray) -> int:
        """How many of a class's rows are test rows."""
        return 0 if self.test is not None else round(self.test_share * len(rows))

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
