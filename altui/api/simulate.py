"""What active learning gains on rows with known labels, measured from Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.api.class_codes import ClassCodes, is_missing
from altui.api.given_matrix import read_matrix
from altui.api.simulated import Simulated
from altui.errors import InputError
from altui.simulation.laboratory import experiment
from altui.simulation.plan import (
    INITIAL,
    MODEL,
    QUERIES,
    SEEDS,
    STRATEGIES,
    Plan,
    check_names,
    check_strategies,
)
from altui.simulation.scenarios import TEST_SHARE, Splits

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix


def simulate(
    X: Any,
    y: Any,
    *,
    strategy: str | Sequence[str] = STRATEGIES,
    model: str | Sequence[str] = MODEL,
    queries: int = QUERIES,
    seeds: int | Iterable[int] = SEEDS,
    initial: int = INITIAL,
    test: float | tuple[Any, Any] = TEST_SHARE,
    noise: float = 0.0,
    processes: int | None = None,
) -> Simulated:
    """Measure what active learning gains on rows `X` (n, d) whose classes `y` (n,) are known.

    Each seed splits the rows anew: a share of each class, `test`, measures the accuracy, the others
    are the pool; or `test` is a pair (X, y) of rows apart. `initial` random rows are labeled at the
    start. Each `strategy` then asks for `queries` labels of the pool one by one, with each `model`,
    on the same splits. `seeds` says how many there are, from 0 on, or which. `noise` is the share
    of wrong answers. Compare with the strategy random, by 20 seeds or more: with few a good
    strategy can look bad by chance.

    The work is shared by `processes`, by default as many as there are processors, where there is
    enough of it. Their number changes nothing but the time.

    >>> import altui, numpy as np
    >>> X = np.random.default_rng(0).normal(size=(500, 2))
    >>> found = altui.simulate(X, X[:, 0] > 1, queries=20, seeds=4)
    >>> found
    Simulated(margin and random, 20 queries, 4 seeds)
    >>> found.curves["margin"].mean.shape
    (21,)
    >>> found.curves["margin"].end.value > found.curves["random"].end.value
    True

    Raises altui.AltuiError for rows that are no finite numbers, for too few rows, and for names of
    strategies and models that there are not.
    """
    strategies, models = _names(strategy), _names(model)
    check_names(strategies, models)
    matrix = read_matrix(X)
    classes = ClassCodes(_classes_in(y, matrix, "y"))
    check_strategies(strategies, classes.names)
    plan = Plan(
        strategies=strategies,
        seeds=tuple(map(int, range(seeds) if isinstance(seeds, int | np.integer) else seeds)),
        queries=queries,
        models=models,
        noise=noise,
    )
    _check_plan(plan, initial)
    splits = Splits(
        matrix,
        classes.codes(y),
        len(classes),
        initial,
        classes.names,
        **_measured_on(test, matrix, classes),
    )
    splits.check("y")
    return Simulated(tuple(experiment(splits, plan, processes=processes)), classes.values)


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([given] if isinstance(given, str) else given))


def _classes_in(y: Any, matrix: Matrix, name: str) -> list[Any]:
    """The classes that there are, sorted. Raises InputError where they do not fit the rows."""
    known = np.asarray(y)
    if known.shape != (matrix.shape[0],):
        raise InputError(
            f"`{name}` has the shape {known.shape}, and there are {matrix.shape[0]:,} rows",
            hint="Give one class for each row.",
        )
    for row, value in enumerate(known.tolist()):
        if is_missing(value):
            raise InputError(
                f"row {row} has no class in `{name}`", hint="Leave out rows without a class."
            )
    found = np.unique(known).tolist()
    if len(found) < 2 and name == "y":
        raise InputError(f"all labels in `{name}` are of one class")
    return list(found)


def _check_plan(plan: Plan, initial: int) -> None:
    """Raises InputError for counts that no run can have."""
    for name, value, least in (
        ("queries", plan.queries, 1),
        ("seeds", len(plan.seeds), 1),
        ("strategy", len(plan.strategies), 1),
        ("model", len(plan.models), 1),
        ("initial", initial, 0),
    ):
        if value < least:
            raise InputError(f"`{name}` is {value}, and has to be {least} or more")
    if min(plan.seeds) < 0:
        raise InputError(f"`seeds` has {min(plan.seeds)}, and none can be below 0")
    if not 0 <= plan.noise < 1:
        raise InputError(f"`noise` is {plan.noise}, and has to be a share below 1")


def _measured_on(
    test: float | tuple[Any, Any], matrix: Matrix, classes: ClassCodes
) -> dict[str, Any]:
    """The arguments of Splits that say which rows measure."""
    if isinstance(test, tuple):
        X, y = test
        rows = read_matrix(X, columns=matrix.shape[1], name="test")
        _classes_in(y, rows, "test")
        known: IntArray = classes.codes(y)
        return {"test": (rows, known)}
    if not 0 < test < 1:
        raise InputError(f"`test` is {test}, and has to be a share between 0 and 1")
    return {"test_share": test}
