"""What goes into the learner and what comes out of it. All of it is frozen: a screen, a log
and a simulation can hold the same Round without watching each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.names import AGAIN, SETTLE

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.learning.contributions import Contribution, Neighbour
    from altui.learning.evaluation import Evaluation
    from altui.learning.hints import Hint
    from altui.learning.verdict import Verdict


@dataclass(frozen=True, eq=False)
class Check:
    """How the random check stands: `rows` (c,) of it have their `labels` (c,), by the order of
    their events; `due` is the row to be asked now, if it is the check's turn; `open` (o,) are
    those that may still be asked, in drawn order."""

    rows: IntArray
    labels: IntArray
    due: int | None
    open: IntArray

    def says_the_same(self, other: Check | None) -> bool:
        return (
            other is not None
            and self.due == other.due
            and np.array_equal(self.open, other.open)
            and np.array_equal(self.rows, other.rows)
            and np.array_equal(self.labels, other.labels)
        )


@dataclass(frozen=True, eq=False)
class Again:
    """A label is to be given a second time: that of `disputed`, whose two answers differ, or else
    of one of the `rows` (r,)."""

    disputed: int | None
    rows: IntArray

    def says_the_same(self, other: Again | None) -> bool:
        return (
            other is not None
            and self.disputed == other.disputed
            and np.array_equal(self.rows, other.rows)
        )

    def asks(self, row: int) -> str:
        """SETTLE or AGAIN where that is what is asked of the row, else nothing."""
        if row == self.disputed:
            return SETTLE
        return AGAIN if row in self.rows else ""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the labels say at one moment.

    `rows` (m,) are the labeled rows in the order in which their labels were given, the rows
    known at the start first and those imported next; `labels` (m,) their class indices;
    `available` (n,) marks the rows that may be asked for now; `answered` counts the labels
    given in this session, those of the random check too and no imported ones. The check's rows
    are in none of the arrays.
    `strategy` is the one in force; None leaves it to the learner.
    """

    event: int
    rows: IntArray
    labels: IntArray
    available: BoolArray
    answered: int
    check: Check | None = None
    again: Again | None = None
    strategy: str | None = None

    @property
    def all_labels(self) -> IntArray:
        """Class indices of all that have a label, those of the random check last."""
        return self.labels if self.check is None else np.append(self.labels, self.check.labels)

    @property
    def remaining(self) -> int:
        """How many rows may be asked for."""
        return int(np.count_nonzero(self.available)) + (len(self.check.open) if self.check else 0)


@dataclass(frozen=True)
class Query:
    """The row asked for and what the model thinks of it.

    `uncertainty` is 1 - max p under every strategy, so that it always means the same;
    `score` is what the strategy ranked by, highest first. Without a model (before two
    classes have a label) there are no probabilities.
    """

    row: int
    strategy: str
    probabilities: tuple[float, ...] | None = None
    uncertainty: float | None = None
    score: float | None = None
    ranked_lower: int | None = None
    """Available rows that the strategy ranks lower; None where they are not counted."""
    shares: tuple[Contribution, ...] = ()
    """Of a linear model: what speaks for and against the class predicted, the loudest first."""
    alike: tuple[Neighbour, ...] = ()
    """Of another model: the nearest labeled row of each class."""

    @property
    def predicted(self) -> int | None:
        """The class index the model would give, the lowest on a tie."""
        if self.probabilities is None:
            return None
        return self.probabilities.index(max(self.probabilities))


class Difference(NamedTuple):
    """`rows` of `watched` ones have another class by one model than by another."""

    rows: int
    watched: int


@dataclass(frozen=True)
class Round:
    """One state of the work: what is known, what is asked, how good the model is.

    A pure function of the data, the settings, the seed and the labels in their order.
    `labeled` and `per_class` count all labels, those of the random check too; which row is one
    of it is said nowhere. `remaining` counts the rows that may be asked for; `trouble` says why
    there is no fresh model, when there is none; `hint` says whether it is time to stop. `ranking`
    holds the rows that come after the query's, should somebody not wait for the next Round.
    """

    number: int
    event: int
    labeled: int
    remaining: int
    per_class: tuple[int, ...]
    query: Query | None
    evaluation: Evaluation | None
    trouble: str = ""
    hint: Hint | None = None
    again: str = ""
    """AGAIN where the row has its label and is asked once more, SETTLE where the two differ."""
    verdict: Verdict | None = None
    """On a frozen model, where one is examined."""
    ranking: tuple[Query, ...] = ()
    watched: bytes = b""
    """The class that the model gives to each of a fixed set of rows, a byte each; with `hints`."""
    ranked_in: int | None = None
    """The number of the earlier Round whose ranking asks this row; None for the Round's own."""

    def difference(self, before: Round) -> Difference | None:
        """How many of the watched rows had another class in the Round `before`; None where one
        of the two has no model."""
        if not self.watched or not before.watched:
            return None
        pairs = zip(self.watched, before.watched, strict=True)
        return Difference(sum(now != then for now, then in pairs), len(self.watched))

    @property
    def asked_by(self) -> int:
        """The number of the Round whose model chose the row."""
        return self.number if self.ranked_in is None else self.ranked_in

    @property
    def is_without_model(self) -> bool:
        return self.query is not None and self.query.probabilities is None

    @property
    def is_stale(self) -> bool:
        return self.ranked_in is not None
