"""The rows that a model is measured on. None of them ever trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.learning.evaluation import AUDIT, TEST

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.rounds import Knowledge

NONE = np.empty(0, np.int64)


def measured_rows(
    matrix: Matrix, test: tuple[Matrix, IntArray] | None, knowledge: Knowledge
) -> tuple[Matrix, IntArray, str]:
    """The rows, their labels, and which they are: those of the `test` set, else the answered rows
    of the random check."""
    if test is not None:
        return (*test, TEST)
    check = knowledge.check
    rows, labels = check.measured if check is not None else (NONE, NONE)
    return matrix[rows], labels, AUDIT
