"""Pools, linear models and strategies at random, and what the plain method says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from altui.learning.selection.acquisition import Acquisition, Acquisitions
from altui.learning.selection.linear import LinearModel
from altui.learning.selection.ties import best_row
from altui.learning.strategies import all_strategies, find_strategy

KINDS = (
    "plain",
    "equal rows",
    "near ties",
    "any scale",
    "any scale a row",
    "mostly zeros",
    "flat model",
    "nearly flat model",
    "sure model",
)

RANKING = [
    f"{each.name}:b" if each.takes_class else each.name
    for each in all_strategies()
    if each.score is not None
]
"""Every registered strategy that ranks rows, those with a class looking for the second."""

FALLING = [name for name in RANKING if find_strategy(name).falls_with_distance]

CLASSES = "abcdefghijkl"

Pool = tuple[np.ndarray, LinearModel, np.ndarray]


def a_pool(seed: int, kind: str, k: int, *, has_unseen: bool = False) -> Pool:
    """A matrix (n, d), a linear model of k classes and a mask (n,). With `has_unseen` there is
    a class that no label was given for."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(1, 400)), int(rng.integers(1, 30))
    matrix = rng.standard_normal((n, d))
    if kind in ("equal rows", "near ties"):
        matrix = matrix[rng.integers(0, n, n)]
    if kind == "near ties":
        matrix *= 1 + 10.0 ** rng.integers(-12, -6) * rng.standard_normal((n, 1))
    if kind == "any scale":
        matrix *= 10.0 ** rng.uniform(-25, 15)
    if kind == "any scale a row":
        matrix *= 10.0 ** rng.uniform(-5, 5, (n, 1))
    if kind == "mostly zeros":
        matrix *= rng.random((n, d)) < 0.2
    parts = 1 if k == 2 else k
    coef = rng.standard_normal((parts, d)) * 10.0 ** rng.uniform(-3, 2)
    intercept = rng.standard_normal(parts)
    factor = {"flat model": 0.0, "nearly flat model": 1e-9, "sure model": 1e4}.get(kind, 1.0)
    available = rng.random(n) < 0.8
    available[rng.integers(n)] = True
    kept = matrix.astype(np.float32 if rng.random() < 0.7 else np.float64)
    linear = a_model(factor * coef, min(factor, 1.0) * intercept, has_unseen=has_unseen)
    return kept, linear, available


def a_model(
    coef: np.ndarray, intercept: np.ndarray | None = None, *, has_unseen: bool = False
) -> LinearModel:
    k = max(len(coef), 2)
    classes = np.arange(k) + (np.arange(k) >= k - 1) * has_unseen
    shift = np.zeros(len(coef)) if intercept is None else intercept
    return LinearModel.of(coef, shift, classes, k + has_unseen)


def acquisition(name: str, matrix: Any, n_classes: int = 2, seed: int = 0) -> Acquisition:
    pool = np.ones(matrix.shape[0], bool)
    wanted = Acquisitions(matrix, pool, seed, n_classes, CLASSES).at(name, labeled=12)
    return with_suggestions(wanted, matrix.shape[0], n_classes, seed)


def with_suggestions(wanted: Acquisition, n: int, n_classes: int, seed: int = 0) -> Acquisition:
    """With a class at random, or none, suggested for each of `n` rows, if the strategy heeds it."""
    if not wanted.strategy.takes_suggestions:
        return wanted
    suggested = np.random.default_rng(seed).integers(-1, n_classes, n)
    return replace(wanted, suggested=suggested)


def plain(
    matrix: Any, linear: LinearModel, available: np.ndarray, wanted: Acquisition
) -> tuple[int, int]:
    """The row to ask for and how many rank lower, from the float64 probabilities of every row; a
    row's sum is taken in the same order wherever the row stands."""
    if isinstance(matrix, np.ndarray):
        rows = matrix.astype(np.float64)
        values = np.stack([(rows * w).sum(axis=1) for w in linear.coefficients], axis=1)
    else:
        values = matrix.astype(np.float64) @ linear.coefficients.T
    shares = linear.probabilities(values + linear.intercept)
    if wanted.strategy.names_classes:
        shares = linear.over_all_classes(shares)
    scores = wanted.of(shares, slice(None))
    row = best_row(scores, available)
    return row, int((scores[available] < scores[row]).sum())
