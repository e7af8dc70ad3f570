"""A model that begins from words: a person's own texts for classes, beside the labeled rows.

A text is a row of its own kind: short, with nothing but telling words. So it counts as several
rows in which its words stand among others, and less with every label of its class, until ten labels
say more than it does. It is no label: nothing counts, measures or balances by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.class_weight import row_shares

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.newton.class_weight import ClassWeight

FADES_OVER = 10
"""Labels of a class after which its text counts no more."""

STRENGTH = 0.3
"""Of the words of a text, where texts of two classes make the model. At full strength the text is
learned by heart at once, and then the first labels outweigh it."""

ROWS = 10.0
"""As how many rows such a text counts before the first label of its class."""


@dataclass(frozen=True, eq=False)
class SeedTexts:
    """`matrix` (s, d), CSR, has the texts in the features of the rows, `classes` (s,) the class
    index of each."""

    matrix: Any
    classes: IntArray

    @property
    def are_of_several(self) -> bool:
        """Whether they make a model before the first label."""
        return len(np.unique(self.classes)) > 1

    def has(self, wanted: int) -> bool:
        return bool((self.classes == wanted).any())

    def shares(self, labels: IntArray) -> FloatArray:
        """What is left of each text (s,) beside these labels (m,): 1 before the first label of its
        class, 0 from the tenth on."""
        counts = np.bincount(labels, minlength=int(self.classes.max()) + 1)[self.classes]
        return np.maximum(1.0 - counts / FADES_OVER, 0.0)

    def count_classes(self, labels: IntArray) -> int:
        """Of how many classes a text still counts beside these labels (m,)."""
        return len(np.unique(self.classes[self.shares(labels) > 0]))

    def known_classes(self, labels: IntArray) -> IntArray:
        """The classes that these labels (m,), or texts that still count, say something of."""
        return np.union1d(labels, self.classes[self.shares(labels) > 0])

    def put_before(
        self,
        rows: Matrix,
        labels: IntArray,
        class_weight: ClassWeight,
        row_counts: IntArray | None = None,
    ) -> tuple[Matrix, IntArray, FloatArray | None]:
        """The texts that still count and then the labeled rows (m, d), with their classes and
        weights; None for the weights where only rows are left. The weights of classes are those of
        the labels, and each row counts as often as `row_counts` (m,) says."""
        from scipy.sparse import vstack

        shares = self.shares(labels)
        used = np.flatnonzero(shares)
        if not len(used):
            return rows, labels, None
        # With texts of one class all else is known from labels, which its words must stand up to.
        strength, weight = (STRENGTH, ROWS) if self.are_of_several else (1.0, 1.0)
        texts = self.matrix[used] * rows.dtype.type(strength)
        known, codes = np.unique(labels, return_inverse=True)
        counts = row_shares(class_weight, known, codes, row_counts)
        weights = np.ones(len(labels)) if counts is None else counts
        return (
            vstack([texts, rows], format="csr", dtype=rows.dtype),
            np.concatenate((self.classes[used], labels)),
            np.concatenate((weight * shares[used], weights)),
        )

    def likeness(self, rows: Matrix, wanted: int) -> FloatArray:
        """How like each of the rows (n, d) is to the texts of a class (n,)."""
        texts: Any = self.matrix[np.flatnonzero(self.classes == wanted)]
        return np.asarray(rows @ np.asarray(texts.sum(axis=0)).ravel(), dtype=np.float64)
