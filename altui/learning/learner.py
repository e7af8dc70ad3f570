"""The active learner: labels in, Round out. The same Knowledge always gives the same Round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.errors import ModelError
from altui.learning.arrays import is_sparse
from altui.learning.calibration import Calibration, calibrate, holds_scores
from altui.learning.classifiers.curves import Curves, without_curves
from altui.learning.classifiers.models import FittedModel, ModelFactory, model_factory
from altui.learning.evaluation import Evaluation, evaluate
from altui.learning.finding.finder import Finder, find_hint
from altui.learning.generation import OLDEST, Generation
from altui.learning.hints import Hint
from altui.learning.honesty.label_review import Contradiction, Doubts
from altui.learning.honesty.measured_rows import measured_rows
from altui.learning.honesty.recall_target import recall_hint
from altui.learning.honesty.stopping import Stability
from altui.learning.reasons import explain_query
from altui.learning.recent import Recent
from altui.learning.rounds import Again, Knowledge, Query, Round, show_calibrated
from altui.learning.selection import Acquisitions, FeaturedRows, Selector, Shortlist
from altui.learning.selection.linear import as_linear
from altui.learning.selection.ties import best_row
from altui.learning.strategies import (
    ALIKE,
    MOST_LIKELY,
    RANDOM,
    TYPICAL,
    check_strategy,
    check_wanted_class,
    uses_model,
    wanted_class,
)
from altui.learning.strategies.random_order import RandomOrder
from altui.learning.strategies.typicality import TypicalOrder
from altui.learning.training import Training, usable_seeds

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix

COLD_START = 10
"""Typical rows are asked for until there are this many labels. Then the model chooses."""

CHECKED_AHEAD = 3
"""Rows of the random check in a ranking, so that a person who does not wait gets them too."""

KEPT_MODELS = 8
"""Cached models: skip, undo and redo then need no training."""


class Learner:
    """Trains on the labels and chooses the next row.

    `matrix` (n, d) has every row. `pool` (n,) marks rows that may ever be asked for. `test` is the
    matrix and the labels of rows that never train. `classes` are the names that a strategy may
    use. `depth` is how many rows after the query's a Round names. With `hints` a Round says whether
    to stop, with `reasons` why the model predicts its class. If all rows of a `wanted` class are
    to be found, the most likely one is asked first. The `unexplained` columns, which mean nothing
    alone, get no share; what the `curves` do is told of the columns that they are made from.
    `generation` says which of the fixed rules apply, `is_text` that words of the rows are learned
    from; `seeds` are the matrix and the classes of texts that the model begins from. A model that
    is not linear scores only the rows that newton finds nearest, `shortlist` of them; all if it is
    0. No state changes a result: the stored models are only a cache.
    """

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        n_classes: int,
        *,
        model: ModelFactory,
        strategy: str,
        seed: int = 0,
        test: tuple[Matrix, IntArray] | None = None,
        depth: int = 0,
        hints: bool = False,
        reasons: bool = True,
        wanted: int | None = None,
        classes: Sequence[str] = (),
        unexplained: range = range(0),
        curves: Curves | None = None,
        generation: Generation = OLDEST,
        is_text: bool = False,
        seeds: tuple[Matrix, IntArray] | None = None,
        shortlist: int = 0,
    ) -> None:
        self.matrix = matrix
        self.pool = pool
        self.n_classes = n_classes
        self.model = model
        self.strategy = check_wanted_class(check_strategy(strategy), classes)
        self.seed = seed
        self._classes = tuple(classes)
        self.test = test
        self.depth = depth
        self._reasons = reasons
        self.wanted = wanted
        is_found = wanted is not None and generation.draws_to_find
        self._finder = Finder(pool, wanted, seed) if is_found and wanted is not None else None
        self._doubts = Doubts(matrix, seed, self._fit_fold)
        self.unexplained = unexplained
        self.curves = curves
        self.generation = generation
        self.is_text = is_text
        self.seeds = usable_seeds(seeds, model)
        self._stability = Stability(matrix, pool, seed, generation) if hints else None
        self._selector = Selector(matrix)
        straight = without_curves(matrix, curves)
        self._acquisitions = Acquisitions(straight, pool, seed, n_classes, classes)
        self._shortlist = Shortlist(matrix, self._selector, self._quick_fit, shortlist)
        self.shortlist = shortlist
        self._listed: tuple[Knowledge, FittedModel, tuple[Query, ...]] | None = None
        self._latest: FittedModel | None = None
        self._latest_quick: FittedModel | None = None
        self._models: Recent[FittedModel] = Recent(KEPT_MODELS)

    def round(self, knowledge: Knowledge) -> Round:
        """The Round after these labels. A failed training is reported in it, never raised."""
        model, trouble = self._try_fit(knowledge)
        try:
            query = self._query(knowledge, model)
            evaluation, calibration = self._measure(knowledge, model)
            ranking = self._ranking(knowledge, model, query)
            if model is not None and calibration is not None and query is not None:
                query, *rest = show_calibrated((query, *ranking), calibration, model.seen)
                ranking = tuple(rest)
            if self._reasons and query is not None and model is not None:
                query = self._explain(query, model, knowledge)
            watched = self._stability.classes(model).tobytes() if self._stability and model else b""
        except ModelError as error:
            return self.without_model(knowledge, str(error))
        progress = self._finder.progress(knowledge) if self._finder and self._stability else None
        return self._round(
            knowledge,
            query=query,
            evaluation=evaluation,
            trouble=trouble,
            progress=progress,
            hint=find_hint(progress, knowledge) if progress else self._hint(knowledge),
            calibration=calibration,
            ranking=ranking,
            watched=watched,
        )

    def _explain(self, query: Query, model: FittedModel, knowledge: Knowledge) -> Query:
        if self._finder is not None and self.wanted in model.seen:
            query = replace(query, sought=self.wanted)
        return explain_query(query, self.matrix, model, knowledge, self.unexplained, self.curves)

    def without_model(self, knowledge: Knowledge, trouble: str) -> Round:
        """The Round without a model for these labels; `trouble` says why."""
        return self._round(knowledge, query=self._query(knowledge, None), trouble=trouble)

    def next_of_ranking(self, last: Round, knowledge: Knowledge, trouble: str = "") -> Round | None:
        """The next row of an earlier Round's ranking, for a person who does not wait for training.

        None if no row of the ranking may still be asked for.
        """
        check, strategy = knowledge.check, knowledge.strategy or self.strategy
        if not uses_model(strategy) and knowledge.available.any():
            query = Query(self._random.first(knowledge.available), RANDOM)
            return self._round(knowledge, query=query, trouble=trouble, ranked_in=last.asked_by)
        for query in last.ranking:
            is_turn = check is not None and check.due == query.row
            if query.strategy == strategy and (is_turn or knowledge.available[query.row]):
                return self._round(
                    knowledge,
                    query=query,
                    trouble=trouble,
                    calibration=last.calibration,
                    ranking=last.ranking,
                    ranked_in=last.asked_by,
                )
        return None

    def _round(self, knowledge: Knowledge, *, query: Query | None, **found: Any) -> Round:
        labels = knowledge.all_labels
        return Round(
            number=knowledge.answered + 1,
            event=knowledge.event,
            labeled=len(labels),
            remaining=knowledge.remaining,
            per_class=tuple(np.bincount(labels, minlength=self.n_classes).tolist()),
            query=query,
            words=None if self.seeds is None else self.seeds.count_classes(knowledge.labels),
            again=knowledge.again.asks(query.row) if knowledge.again and query else "",
            **{"evaluation": None, **found},
        )

    def fit(self, knowledge: Knowledge) -> FittedModel | None:
        """The model of these labels, or None before two classes have one."""
        return self._fit(knowledge.rows, knowledge.labels)

    def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]:
        """The labeled rows whose label the others contradict, the least likely first.

        Uses out-of-fold predictions, because a model mostly agrees with its own training labels.
        Raises ModelError. Any thread may call it at any time.
        """
        return self._doubts.find_contradictions(knowledge)

    def _fit_fold(self, rows: IntArray, labels: IntArray) -> FittedModel:
        return self._training.fit(rows, labels, self._latest)

    def _quick_fit(self, rows: IntArray, labels: IntArray) -> FittedModel:
        sparse = is_sparse(self.matrix)
        newton = model_factory("newton", seed=self.seed, sparse=sparse, curves=self.curves)
        training = replace(self._training, factory=newton)
        self._latest_quick = training.fit(rows, labels, self._latest_quick)
        return self._latest_quick

    def _fit(self, rows: IntArray, labels: IntArray) -> FittedModel | None:
        if not self._training.can_fit(labels):
            return None
        return self._models.get(rows, labels, lambda: self._fit_anew(rows, labels))

    def _fit_anew(self, rows: IntArray, labels: IntArray) -> FittedModel:
        self._latest = self._fit_fold(rows, labels)
        return self._latest

    def _try_fit(self, knowledge: Knowledge) -> tuple[FittedModel | None, str]:
        try:
            model = self.fit(knowledge)
        except ModelError as error:
            return None, str(error)
        return model, model.note if model else ""

    def _query(self, knowledge: Knowledge, model: FittedModel | None) -> Query | None:
        if knowledge.again is not None and self._may_ask_again(knowledge.again, model):
            return self._second_query(knowledge, knowledge.again, model)
        if knowledge.check is not None and knowledge.check.due is not None:
            return self._check_query(knowledge, knowledge.check.due, model)
        if self.wanted is not None and model is not None and knowledge.available.any():
            return self._query_to_find(knowledge, model, self.wanted)
        if not knowledge.available.any():
            return None
        strategy = knowledge.strategy or self.strategy
        if model is None and (sought := self._sought_by_words(strategy)) is not None:
            return self._most_alike(knowledge.available, sought)
        is_ranked = uses_model(strategy) and not self._is_cold(knowledge, strategy)
        if model is not None and is_ranked:
            return self._best(model, knowledge, strategy)
        row, drawn = self._without_model(knowledge.available, strategy)
        return Query(row, drawn) if model is None else self._selector.about(model, row, drawn)

    def _query_to_find(self, knowledge: Knowledge, model: FittedModel, wanted: int) -> Query:
        drawn = self._finder.next_drawn(knowledge) if self._finder else None
        if drawn is not None:
            return self._selector.about(model, drawn, RANDOM)
        if self._is_listed(model):
            name = f"{MOST_LIKELY}:{self._classes[wanted]}"
            first = self._list(model, knowledge, name, knowledge.available)[0]
            return replace(first, strategy=MOST_LIKELY)
        return self._selector.likeliest(model, knowledge.available, wanted)

    def _best(self, model: FittedModel, knowledge: Knowledge, strategy: str) -> Query:
        rows = self._featured.first(knowledge.available)
        if self._is_listed(model):
            return self._list(model, knowledge, strategy, rows)[0]
        acquisition = self._acquisitions.at(strategy, len(knowledge.rows))
        query = self._selector.best(model, rows, acquisition)
        empty = int(np.count_nonzero(knowledge.available)) - int(np.count_nonzero(rows))
        return replace(query, ranked_lower=(query.ranked_lower or 0) + empty) if empty else query

    def _is_listed(self, model: FittedModel) -> bool:
        return self.shortlist > 0 and as_linear(model, np.dtype(np.float32)) is None

    def _list(
        self, model: FittedModel, knowledge: Knowledge, strategy: str, rows: BoolArray
    ) -> tuple[Query, ...]:
        """The rows of the shortlist, the first to ask for first."""
        listed = self._listed  # read once: another thread may replace it
        if listed is None or listed[0] is not knowledge or listed[1] is not model:
            acquisition = self._acquisitions.at(strategy, len(knowledge.rows))
            labeled = knowledge.rows, knowledge.labels
            found = self._shortlist.rank(model, labeled, rows, acquisition)
            listed = self._listed = (knowledge, model, found)
        return listed[2]

    def _ranking(
        self, knowledge: Knowledge, model: FittedModel | None, query: Query | None
    ) -> tuple[Query, ...]:
        """The rows after the query; empty if the model did not choose it."""
        strategy = knowledge.strategy or self.strategy
        if not self.depth or model is None or query is None or query.strategy != strategy:
            return ()
        if not uses_model(strategy):
            return ()
        ranking = self._rank_others(model, knowledge, strategy, query)
        check = knowledge.check
        if check is None:
            return ranking
        # First: each has one fixed turn, and rows that are not due are passed over.
        next_checked = [row for row in check.open.tolist() if row != query.row][:CHECKED_AHEAD]
        about = self._selector.about
        return (*(about(model, row, strategy) for row in next_checked), *ranking)

    def _rank_others(
        self, model: FittedModel, knowledge: Knowledge, strategy: str, query: Query
    ) -> tuple[Query, ...]:
        others = knowledge.available.copy()
        others[query.row] = False
        others = self._featured.first(others)
        if self._is_listed(model):
            listed = self._list(model, knowledge, strategy, others)
            return tuple(each for each in listed if each.row != query.row)[: self.depth]
        acquisition = self._acquisitions.at(strategy, len(knowledge.rows))
        return self._selector.rank(model, others, self.depth, acquisition)

    def _may_ask_again(self, again: Again, model: FittedModel | None) -> bool:
        is_open = again.disputed is not None
        return is_open or model is not None or not self.generation.stops_asking_again

    def _second_query(self, knowledge: Knowledge, again: Again, model: FittedModel | None) -> Query:
        row = again.disputed
        if row is None:
            row = self._doubts.most_doubtful(knowledge, again.rows)
        strategy = knowledge.strategy or self.strategy
        return Query(row, strategy) if model is None else self._selector.about(model, row, strategy)

    def _check_query(self, knowledge: Knowledge, row: int, model: FittedModel | None) -> Query:
        """A query of the check. It looks like any other; even its strategy is the same."""
        strategy = knowledge.strategy or self.strategy
        is_cold = model is None or self._is_cold(knowledge, strategy)
        looks = TYPICAL if is_cold and uses_model(strategy) else strategy
        if model is None and self._sought_by_words(strategy) is not None:
            looks = ALIKE
        return Query(row, looks) if model is None else self._selector.about(model, row, looks)

    def _is_cold(self, knowledge: Knowledge, strategy: str) -> bool:
        """Whether it is too early for the strategy: few labels, or none of the class it wants."""
        if self._sought_by_words(strategy) is not None:
            return False
        wanted = wanted_class(strategy)
        unseen = wanted is not None and self._classes.index(wanted) not in knowledge.labels
        begins_warm = self.seeds is not None and self.seeds.are_of_several
        return unseen or (len(knowledge.rows) < COLD_START and not begins_warm)

    def _sought_by_words(self, strategy: str) -> int | None:
        """The class that rows are to be found of, if a text says what they are like."""
        wanted = wanted_class(strategy)
        sought = self._classes.index(wanted) if wanted is not None else self.wanted
        return sought if sought is not None and self.seeds and self.seeds.has(sought) else None

    def _most_alike(self, available: BoolArray, sought: int) -> Query:
        assert self.seeds is not None
        scores = self.seeds.likeness(self.matrix, sought)
        row = best_row(scores, available)
        return Query(row, ALIKE, score=float(scores[row]))

    def _without_model(self, available: BoolArray, strategy: str) -> tuple[int, str]:
        if uses_model(strategy):
            typical = self._typical.first(self._featured.first(available))
            if typical is not None:
                return typical, TYPICAL
        return self._random.first(available), RANDOM

    def _hint(self, knowledge: Knowledge) -> Hint | None:
        if self.wanted is not None and self._stability:
            return recall_hint(knowledge, self.wanted)
        try:
            return self._stability.hint(knowledge, self._fit) if self._stability else None
        except ModelError:
            return None  # of an earlier model; today's is there

    def _measure(
        self, knowledge: Knowledge, model: FittedModel | None
    ) -> tuple[Evaluation | None, Calibration | None]:
        """How good the model is, and how far its scores can be believed."""
        if model is None:
            return None, None
        matrix, labels, kind = measured_rows(self.matrix, self.test, knowledge)
        scores = model.predict_proba(matrix)
        calibration = None
        # Without reasons nobody looks, as in a simulation.
        if self.generation.calibrates and self._reasons:
            calibration = calibrate(scores, labels, model.seen, holds=holds_scores(self.matrix))
        if not len(labels):
            return None, calibration
        return evaluate(scores.argmax(axis=1), labels, self.n_classes, kind), calibration

    @property
    def _training(self) -> Training:
        n, is_text, generation = self.n_classes, self.is_text, self.generation
        return Training(self.model, self.matrix, n, is_text, generation, self.seeds)

    @cached_property
    def _featured(self) -> FeaturedRows:
        return FeaturedRows(self.matrix if self.generation.asks_empty_rows_last else None)

    @cached_property
    def _random(self) -> RandomOrder:
        return RandomOrder(self.pool, self.seed)

    @cached_property
    def _typical(self) -> TypicalOrder:
        return TypicalOrder(without_curves(self.matrix, self.curves), self.pool, self.seed)
