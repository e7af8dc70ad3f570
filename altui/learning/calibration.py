"""What a shown confidence means: one temperature (Guo et al. 2017), fitted to rows that never
trained.

It changes no prediction, no query and no accuracy: it only says how far the model's scores can be
believed. With too few rows it is 1, and the confidence is the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import is_sparse
from altui.learning.evaluation import FEWEST

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix

MOST = 300
"""Rows of a large test set that are used, evenly spaced: more would hardly change the result."""

HOLD, WIDTH = 2.0, 0.2
"""What it costs, in nats, to leave the neighbourhood of T = 1, whose half width this is of log T.
It costs no more to go far."""

COARSE = np.linspace(-4, 5, 19)
FINE = np.linspace(-0.4, 0.4, 9)
"""Values of log 1/T. On a fixed grid the result does not depend on the last bits of a score."""

TINY = 1e-12
FAR = -100.0


@dataclass(frozen=True)
class Calibration:
    """`temperature` divides the log-odds of what is shown. It rests on `rows`; 0 means that it is
    1 because there are too few rows."""

    temperature: float = 1.0
    rows: int = 0

    @property
    def is_fitted(self) -> bool:
        return self.rows > 0

    def confidence(self, probabilities: FloatArray, seen: IntArray) -> FloatArray:
        """The scores (n, k) as they are shown: rows sum to 1, and the order of the classes stays.
        `seen` are the classes that the model knows; all others keep their 0."""
        if not self.is_fitted:
            return probabilities
        shown = np.zeros_like(probabilities)
        shown[:, seen] = np.exp(_log_ratios(probabilities[:, seen]) / self.temperature)
        return np.asarray(shown / shown.sum(axis=1, keepdims=True))


def calibrate(
    probabilities: FloatArray, labels: IntArray, seen: IntArray, *, holds: bool = True
) -> Calibration:
    """Fit the temperature to scores (m, k) of rows that never trained, and their classes (m,).

    What is fitted is the confidence in the predicted class: how often it is right. A row of a class
    that the model does not know, since it is not `seen`, counts as wrong, no more. The prior is one
    more row, whose answer is as the scores say; with `holds` T also stays near 1 until the rows
    contradict it plainly.
    """
    if len(labels) < FEWEST:
        return Calibration()
    if len(labels) > MOST:
        places = np.linspace(0, len(labels) - 1, MOST).astype(int)
        probabilities, labels = probabilities[places], labels[places]
    doubt = 1 - probabilities.max(axis=1)
    wrong = (probabilities.argmax(axis=1) != labels) + doubt / len(labels)
    # The predicted class itself has the ratio 1: only the others are summed.
    others = np.sort(_log_ratios(probabilities[:, seen]), axis=1)[:, :-1]
    hold = HOLD if holds else 0.0
    best = COARSE[_losses(COARSE, others, wrong, hold).argmin()]
    nearby = best + FINE
    best = nearby[_losses(nearby, others, wrong, hold).argmin()]
    return Calibration(float(np.exp(-best)), len(labels))


def holds_scores(matrix: Matrix) -> bool:
    """Whether the scores of a linear model are about right as they are: those of numbers are. Those
    of words are far too low, since most words that tell are in no labeled text yet."""
    return not is_sparse(matrix)


def _losses(values: FloatArray, others: FloatArray, wrong: FloatArray, hold: float) -> FloatArray:
    """The log loss of the predicted class, with the prior, for each value of log 1/T. `wrong` (m,)
    is how far each row counts as wrong.

    It is the mean of two: of each row by its own confidence, and of all by their mean confidence.
    By the first alone two wrong rows that the model was sure of would make 28 right rows of 30 look
    like 20.
    """
    m = len(wrong)
    exponents = np.exp(values)[:, None, None] * others
    # Far below, exp would take its slow way for numbers that are nearly 0.
    odds = np.exp(np.maximum(exponents, FAR, out=exponents), out=exponents).sum(axis=2)
    by_row = (1 + 1 / m) * np.log1p(odds) - wrong * np.log(np.maximum(odds, TINY))
    sure = (1 / (1 + odds)).mean(axis=1)
    total = wrong.sum()
    right = m + 1 - total
    by_mean = -right * np.log(sure) - total * np.log(np.maximum(1 - sure, TINY))
    away = values**2 / (values**2 + WIDTH**2)
    return np.asarray((by_row.sum(axis=1) + by_mean) / 2 + hold * away)


def _log_ratios(probabilities: FloatArray) -> FloatArray:
    """The logarithm (n, k) of each score by the largest of its row: 0 or less."""
    logs = np.log(np.maximum(probabilities, TINY))
    return np.asarray(logs - logs.max(axis=1, keepdims=True))
