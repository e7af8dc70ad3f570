"""A query strategy: its name, its score, facts about the score, and its meaning.

The facts that let a search skip rows are next to the score. Without a fact nothing is assumed:
without a slope bound every row is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, Matrix

    Score: TypeAlias = Callable[..., FloatArray]
    Weights: TypeAlias = Callable[[Matrix, BoolArray, int], FloatArray]


class Softmax(NamedTuple):
    """The parts of a softmax over m rows, each class contiguous: `values` (k, m) are the decision
    values minus the highest of the row, `exponentials` (k, m) theirs, `total` (m,) the sum of
    those; the highest exponential of each row is 1."""

    values: FloatArray
    exponentials: FloatArray
    total: FloatArray


OWN_MEANING = "your own"


@dataclass(frozen=True)
class Moment:
    """What a score may depend on beside the probabilities. `wanted` is the index of the class in
    the strategy's name; `labeled` counts the labeled rows."""

    seed: int
    n_classes: int
    labeled: int
    wanted: int | None = None


@dataclass(frozen=True, eq=False)
class QueryStrategy:
    """A pure function from class probabilities to scores, the highest of which is asked first.

    `score` takes probabilities (n, k), rows summing to 1, and returns (n,), of order 1. A class
    without a label yet is a column of zeros or missing; the score must not depend on which.
    None where rows are drawn at random, whatever the model thinks.

    `meaning` says which row is asked for, in a few words.

    `slope_bound` gives, for k classes, the most that a score changes when every decision value of
    a linear model changes by at most 1. None where no such number is known: every row is scored.

    `falls_with_distance` says that with two classes the score depends on the distance from the
    decision boundary alone, and never rises with it: the row nearest to the boundary is asked.

    `widest_gap` gives, for a score and k classes, how far the two highest decision values of a
    linear model can be apart in a row that still scores that much; inf if any far. It is not looked
    at with weights or a class.

    `softmax_score` is the same score in fewer steps, within rounding, from the parts of a softmax.

    `parameters` gives further keyword arguments of `score`; `weights` (from the matrix, the mask
    of the pool and the seed) gives a factor between 0 and 1 for each row, worked out once.

    With `takes_class` the strategy is named with a class, `name:CLASS`, and its probabilities are
    always those of all classes. With `takes_whole_pool` the score of a row may depend on the
    others: all rows of the pool are scored in one call. With `takes_suggestions` the score gets
    `suggested`, the class (n,) that another model gave each row, -1 for none; its probabilities are
    those of all classes too.

    Raises ValueError for facts that contradict each other.
    """

    name: str
    meaning: str
    score: Score | None
    slope_bound: Callable[[int], float] | None = None
    falls_with_distance: bool = False
    widest_gap: Callable[[float, int], float] | None = None
    softmax_score: Callable[[Softmax], FloatArray] | None = None
    parameters: Callable[[Moment], Mapping[str, Any]] | None = None
    weights: Weights | None = None
    takes_class: bool = False
    takes_whole_pool: bool = False
    takes_suggestions: bool = False

    def __post_init__(self) -> None:
        has_bound = self.slope_bound is not None or self.falls_with_distance
        if has_bound and self.score is None:
            raise ValueError(f"the strategy '{self.name}' has a bound but no score")
        if has_bound and self.takes_whole_pool:
            # A bound is about one row; another row could move the score beyond it.
            raise ValueError(f"the score of '{self.name}' depends on all rows and has no bound")
        if self.falls_with_distance and (self.weights or self.names_classes):
            raise ValueError(f"the score of '{self.name}' depends on more than the distance")

    @property
    def names_classes(self) -> bool:
        """Whether the score finds a class by its place among all, seen in training or not."""
        return self.takes_class or self.takes_suggestions

    @property
    def signature(self) -> str:
        """How the strategy is written on the command line."""
        return f"{self.name}:CLASS" if self.takes_class else self.name
