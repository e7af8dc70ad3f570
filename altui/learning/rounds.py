"""The learner's input and output. All of it is frozen: a screen, a log and a simulation can share a
Round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from altui.learning.names import AGAIN, SETTLE

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.learning.calibration import Calibration
    from altui.learning.certifying.verdict import Verdict
    from altui.learning.contributions import Contribution, Neighbour
    from altui.learning.evaluation import Evaluation
    from altui.learning.find_progress import FindProgress
    from altui.learning.hints import Hint


@dataclass(frozen=True, eq=False)
class Check:
    """The state of the random check: its labeled `rows` (c,) with their `labels` (c,), in the order
    of their events. `due` is the row to ask for now, if it is the check's turn. `open` (o,) are
    rows that may still be asked for, in drawn order. `counts` (c,) says how many drawn rows, all
    alike, each label is of; None where it is one each."""

    rows: IntArray
    labels: IntArray
    due: int | None
    open: IntArray
    counts: IntArray | None = None

    @property
    def measured(self) -> tuple[IntArray, IntArray]:
        """The rows and their labels, each as often as it was drawn."""
        if self.counts is None:
            return self.rows, self.labels
        return np.repeat(self.rows, self.counts), np.repeat(self.labels, self.counts)

    def is_equivalent(self, other: Check | None) -> bool:
        return (
            other is not None
            and self.due == other.due
            and np.array_equal(self.open, other.open)
            and np.array_equal(self.rows, other.rows)
            and np.array_equal(self.labels, other.labels)
            and are_equal(self.counts, other.counts)
        )


def are_equal(one: IntArray | None, other: IntArray | None) -> bool:
    return one is other if one is None or other is None else np.array_equal(one, other)


@dataclass(frozen=True, eq=False)
class Common:
    """Rows that several people are asked for: `due` is the one to ask for now, if it is their turn.
    `open` (o,) are those that only come by turns, in the order of everybody."""

    due: int | None
    open: IntArray

    def is_equivalent(self, other: Common | None) -> bool:
        return other is not None and self.due == other.due and np.array_equal(self.open, other.open)


@dataclass(frozen=True, eq=False)
class Again:
    """Ask again for a row: `disputed`, whose two labels differ, or else one of the `rows` (r,)."""

    disputed: int | None
    rows: IntArray

    def is_equivalent(self, other: Again | None) -> bool:
        return (
            other is not None
            and self.disputed == other.disputed
            and np.array_equal(self.rows, other.rows)
        )

    def asks(self, row: int) -> str:
        """SETTLE or AGAIN if the row already has a label, else empty."""
        if row == self.disputed:
            return SETTLE
        return AGAIN if row in self.rows else ""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The labels at one moment.

    `rows` (m,) are the labeled rows in the order of their labels, those known at the start first,
    then those imported; those that other people gave are among one's own. `labels` (m,) are their
    class indices. `available` (n,) marks the rows that may be asked for now. `answered` counts the
    labels given in this session, with those of the random check, whose rows are in none of the
    arrays, and without imported ones. `strategy` and `model` are the current ones by name; None
    means the learner's.
    """

    event: int
    rows: IntArray
    labels: IntArray
    available: BoolArray
    answered: int
    check: Check | None = None
    again: Again | None = None
    strategy: str | None = None
    waiting: IntArray | None = None
    """The rows skipped for now; only where a class is to be found."""
    model: str | None = None
    counts: IntArray | None = None
    """How many rows (m,) each label is of: those of identical rows train as often. None where it is
    one each."""
    apart: IntArray | None = None
    """The labels (a,) of rows that never train: they belong to rows that are measured on."""
    later: int = 0
    """How many of such rows are asked for once no other row is left."""
    copies: int = 0
    """How many more rows have their label from an identical one."""
    others: int = 0
    """How many of the `rows` have their label from other people, who answer at the same time."""
    common: Common | None = None
    """The rows that others are asked for too; None where there are none."""

    @property
    def due(self) -> int | None:
        """The row to ask for now whatever a model chooses: of the random check, or a common one."""
        turns = (each for each in (self.check, self.common) if each is not None)
        return next((each.due for each in turns if each.due is not None), None)

    @property
    def all_labels(self) -> IntArray:
        """The class indices of all labeled rows, those of the random check last."""
        more = [self.check.labels] if self.check is not None else []
        if self.apart is not None:
            more.append(self.apart)
        return np.concatenate((self.labels, *more)) if more else self.labels

    @property
    def given(self) -> int:
        """The labels that came in the course of the work, one's own and those of others."""
        return self.answered + self.others

    @property
    def remaining(self) -> int:
        """How many rows may be asked for."""
        by_turns = sum(len(each.open) for each in (self.check, self.common) if each is not None)
        return int(np.count_nonzero(self.available)) + by_turns + self.later


@dataclass(frozen=True)
class Query:
    """The row asked for, with its prediction.

    `uncertainty` is 1 - max p under every strategy. `score` is what the strategy ranked by, highest
    first. Without a model (before two classes have a label) there are no probabilities.
    """

    row: int
    strategy: str
    probabilities: tuple[float, ...] | None = None
    uncertainty: float | None = None
    score: float | None = None
    ranked_lower: int | None = None
    """How many available rows the strategy ranks lower; None if they are not counted."""
    shares: tuple[Contribution, ...] = ()
    """With a linear model: the shares for and against the class `explained`, largest first."""
    alike: tuple[Neighbour, ...] = ()
    """With another model: the nearest labeled row of each class."""
    sought: int | None = None
    """The class whose rows are to be found: the shares are for it, whatever is predicted."""
    calibrated: tuple[float, ...] | None = None
    """The probabilities as the Round's calibration shows them; None where it is not fitted."""

    @property
    def confidence(self) -> tuple[float, ...] | None:
        """The probabilities as they are shown; the query is chosen by `probabilities`."""
        return self.probabilities if self.calibrated is None else self.calibrated

    @property
    def explained(self) -> int | None:
        """The class that the reasons are for."""
        return self.predicted if self.sought is None else self.sought

    @property
    def predicted(self) -> int | None:
        """The predicted class index; the lowest on a tie."""
        if self.probabilities is None:
            return None
        return self.probabilities.index(max(self.probabilities))


def show_calibrated(
    queries: Sequence[Query], calibration: Calibration, seen: IntArray
) -> tuple[Query, ...]:
    """The queries with the confidence to show. What they were chosen by stays. `seen` are the
    classes that the model knows."""
    scores = [each.probabilities for each in queries if each.probabilities is not None]
    if not calibration.is_fitted or len(scores) < len(queries):
        return tuple(queries)
    shown = calibration.confidence(np.array(scores), seen).tolist()
    pairs = zip(queries, shown, strict=True)
    return tuple(replace(each, calibrated=tuple(shares)) for each, shares in pairs)


def watched_type(n_classes: int) -> type[np.unsignedinteger[Any]]:
    """What holds the index of a class: one byte each where that is enough."""
    return np.uint8 if n_classes <= 256 else np.uint16


class Difference(NamedTuple):
    """Two models predict different classes for `rows` of the `watched` rows."""

    rows: int
    watched: int


@dataclass(frozen=True)
class Round:
    """One state of the work: the labels, the query and the quality of the model.

    A pure function of the data, the settings, the seed and the labels in their order. `labeled` and
    `per_class` count all labels, with those of the random check; nothing says which row is one of
    it. `remaining` counts the rows that may be asked for. `trouble` says why there is no new model,
    if there is none. `hint` says whether to stop. `ranking` has the rows after the query's, for a
    person who does not wait for the next Round.
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
    calibration: Calibration | None = None
    """What the shown confidence rests on; None in sessions that do not calibrate, and without a
    model."""
    again: str = ""
    """AGAIN if the row has a label and is asked again, SETTLE if its two labels differ."""
    progress: FindProgress | None = None
    """How far the search is, where a class is to be found."""
    verdict: Verdict | None = None
    """The verdict on a frozen model, in a certificate."""
    ranking: tuple[Query, ...] = ()
    watched: bytes = b""
    """The predicted class of each of a fixed set of rows, in `watched_type`; only with `hints`."""
    words: int | None = None
    """How many classes the model begins from words for, which still count; None where it began
    from none."""
    copies: int = 0
    """How many rows more than the `labeled` ones have the label of an identical one."""
    others: int = 0
    """How many of the `labeled` rows have their label from other people of a team."""
    passed: tuple[int, ...] = ()
    """Rows that the model chose before the query's and that others of the team had."""
    ranked_in: int | None = None
    """The number of the earlier Round whose ranking gave this row; None for the Round's own."""

    def difference(self, before: Round) -> Difference | None:
        """How many of the watched rows have another class than in the Round `before`; None if one
        of the two has no model."""
        if not self.watched or not before.watched:
            return None
        now, then = (
            np.frombuffer(each.watched, watched_type(len(each.per_class)))
            for each in (self, before)
        )
        return Difference(int(np.count_nonzero(now != then)), len(now))

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
