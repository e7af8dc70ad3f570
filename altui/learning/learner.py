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
from altui.learning.chooser import Chooser
from altui.learning.classifiers.curves import Curves
from altui.learning.classifiers.models import FittedModel, ModelFactory, model_factory
from altui.learning.classifiers.recent import LatestModels, Recent
from altui.learning.evaluation import Evaluation, evaluate
from altui.learning.finding.finder import Finder, find_hint
from altui.learning.generation import OLDEST, Generation
from altui.learning.hints import Hint
from altui.learning.honesty.label_review import Contradiction, Doubts
from altui.learning.honesty.measured_rows import measured_rows
from altui.learning.honesty.recall_target import recall_hint
from altui.learning.honesty.stopping import Stability
from altui.learning.reasons import explain_query
from altui.learning.rounds import Knowledge, Query, Round, show_calibrated
from altui.learning.selection.predicted_classes import PredictedClasses
from altui.learning.strategies import RANDOM, uses_model
from altui.learning.training import Training, usable_seeds

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.strategies.random_order import RandomOrder
    from altui.learning.strategies.typicality import TypicalOrder

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
    0. Rows are drawn in the `order`, `typical` ones in theirs, by default those of the seed.
    `suggested` (n,) are the classes that another model gave the rows, -1 for none: a strategy may
    ask by them, no model learns from them. In a search rows with the same of the `copies` (n,) are
    identical. One of a team that `shares_rows` names, for any row, what may be asked in its place.
    No state changes a result: the stored models are only a cache.
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
        order: RandomOrder | None = None,
        typical: TypicalOrder | None = None,
        suggested: IntArray | None = None,
        copies: IntArray | None = None,
        shares_rows: bool = False,
    ) -> None:
        self.matrix = matrix
        self.pool = pool
        self.n_classes = n_classes
        self.model = model
        self.seed = seed
        self.test = test
        self.depth = depth
        self._reasons = reasons
        self.wanted = wanted
        self._finder = None
        if wanted is not None and generation.draws_to_find:
            self._finder = Finder(pool, wanted, seed, copies)
        self._doubts = Doubts(matrix, seed, self._fit_fold)
        self.unexplained = unexplained
        self.curves = curves
        self.generation = generation
        self.is_text = is_text
        self.seeds = usable_seeds(seeds, model)
        self._stability = Stability(matrix, pool, seed, generation) if hints else None
        self._chooser = Chooser(
            matrix,
            pool,
            n_classes,
            strategy=strategy,
            seed=seed,
            wanted=wanted,
            classes=classes,
            curves=curves,
            generation=generation,
            seeds=self.seeds,
            finder=self._finder,
            doubts=self._doubts,
            shortlisted=shortlist,
            quick_fit=self._quick_fit,
            order=order,
            typical=typical,
            suggested=suggested,
        )
        self._chooser.shares_rows = shares_rows
        self._latest = LatestModels()
        self._latest_quick: FittedModel | None = None
        self._models: Recent[FittedModel] = Recent(KEPT_MODELS)

    def round(self, knowledge: Knowledge) -> Round:
        """The Round after these labels. A failed training is reported in it, never raised."""
        model, trouble = self._try_fit(knowledge)
        try:
            query = self._chooser.query(knowledge, model)
            evaluation, calibration = self._measure(knowledge, model)
            ranking = self._chooser.ranking(knowledge, model, query, self.depth)
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

    def explained(self, made: Round, knowledge: Knowledge) -> Round:
        """A Round of this Knowledge, whose query came from its ranking, with the reasons why."""
        model, _ = self._try_fit(knowledge)
        if made.query is None or model is None or not self._reasons:
            return made
        return replace(made, query=self._explain(made.query, model, knowledge))

    def _explain(self, query: Query, model: FittedModel, knowledge: Knowledge) -> Query:
        if self._finder is not None and self.wanted in model.seen:
            query = replace(query, sought=self.wanted)
        return explain_query(query, self.matrix, model, knowledge, self.unexplained, self.curves)

    def without_model(self, knowledge: Knowledge, trouble: str) -> Round:
        """The Round without a model for these labels; `trouble` says why."""
        return self._round(knowledge, query=self._chooser.query(knowledge, None), trouble=trouble)

    def next_of_ranking(self, last: Round, knowledge: Knowledge, trouble: str = "") -> Round | None:
        """The next row of an earlier Round's ranking, for a person who does not wait for training.

        None if no row of the ranking may still be asked for.
        """
        strategy = knowledge.strategy or self._chooser.strategy
        if not uses_model(strategy) and knowledge.available.any():
            query = Query(self._chooser.random.first(knowledge.available), RANDOM)
            return self._round(knowledge, query=query, trouble=trouble, ranked_in=last.asked_by)
        for query in last.ranking:
            is_turn = knowledge.due == query.row
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
            copies=knowledge.copies,
            others=knowledge.others,
            words=None if self.seeds is None else self.seeds.count_classes(knowledge.labels),
            again=knowledge.again.asks(query.row) if knowledge.again and query else "",
            **{"evaluation": None, **found},
        )

    def fit(self, knowledge: Knowledge) -> FittedModel | None:
        """The model of these labels, or None before two classes have one."""
        return self._fit(knowledge.rows, knowledge.labels, knowledge.counts)

    def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]:
        """The labeled rows whose label the others contradict, the least likely first.

        Uses out-of-fold predictions, because a model mostly agrees with its own training labels.
        Raises ModelError. Any thread may call it at any time.
        """
        return self._doubts.find_contradictions(knowledge)

    def _fit_fold(self, rows: IntArray, labels: IntArray, counts: IntArray | None) -> FittedModel:
        return self._training.fit(rows, labels, counts, start=self._latest.nearest(rows, labels))

    def _quick_fit(self, rows: IntArray, labels: IntArray, counts: IntArray | None) -> FittedModel:
        sparse = is_sparse(self.matrix)
        newton = model_factory("newton", seed=self.seed, sparse=sparse, curves=self.curves)
        training = replace(self._training, factory=newton)
        self._latest_quick = training.fit(rows, labels, counts, start=self._latest_quick)
        return self._latest_quick

    def _fit(self, rows: IntArray, labels: IntArray, counts: IntArray | None) -> FittedModel | None:
        if not self._training.can_fit(labels):
            return None
        return self._models.get(rows, labels, lambda: self._fit_anew(rows, labels, counts), counts)

    def _fit_anew(self, rows: IntArray, labels: IntArray, counts: IntArray | None) -> FittedModel:
        model = self._fit_fold(rows, labels, counts)
        self._latest.keep(rows, labels, model)
        return model

    def _try_fit(self, knowledge: Knowledge) -> tuple[FittedModel | None, str]:
        try:
            model = self.fit(knowledge)
        except ModelError as error:
            return None, str(error)
        return model, model.note if model else ""

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
        # Without reasons nobody looks at the scores, as in a simulation.
        if self.test is not None and len(labels) and not self._reasons:
            return evaluate(self._tested.of(model), labels, self.n_classes, kind), None
        scores = model.predict_proba(matrix)
        calibration = None
        if self.generation.calibrates and self._reasons:
            calibration = calibrate(scores, labels, model.seen, holds=holds_scores(self.matrix))
        if not len(labels):
            return None, calibration
        return evaluate(scores.argmax(axis=1), labels, self.n_classes, kind), calibration

    @cached_property
    def _tested(self) -> PredictedClasses:
        assert self.test is not None
        return PredictedClasses(self.test[0])

    @property
    def _training(self) -> Training:
        n, is_text, generation = self.n_classes, self.is_text, self.generation
        return Training(self.model, self.matrix, n, is_text, generation, self.seeds)
