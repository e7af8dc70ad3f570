"""Which row is asked for next: by a model, by words, by what is typical, or at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.classifiers.curves import Curves, without_curves
from altui.learning.rounds import Again, Knowledge, Query
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

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.finding.finder import Finder
    from altui.learning.generation import Generation
    from altui.learning.honesty.label_review import Doubts
    from altui.learning.seed_texts import SeedTexts

COLD_START = 10
"""Typical rows are asked for until there are this many labels. Then the model chooses."""

DRAWN_INSTEAD = 16
"""Rows that are drawn in place of one that no model chose and that others of a team may have."""

TURNS_AHEAD = 3
"""Rows of the random check in a ranking, and as many that others are asked too, so that a person
who does not wait gets them."""


class Chooser:
    """`strategy` is the one where nothing else is said, `wanted` the class whose rows are all to be
    found, if there is one. `doubts` say which label to ask for again, the `finder` which rows are
    drawn in a search. Of a model that is not linear only the `shortlisted` rows that the model of
    `quick_fit` finds nearest are scored; all if that is 0. Rows are drawn in the `order`, or in
    that of the seed; those of the `typical` order come first. `suggested` (n,) are the classes that
    another model gave the rows."""

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        n_classes: int,
        *,
        strategy: str,
        seed: int,
        wanted: int | None,
        classes: Sequence[str],
        curves: Curves | None,
        generation: Generation,
        seeds: SeedTexts | None,
        finder: Finder | None,
        doubts: Doubts,
        shortlisted: int,
        quick_fit: Callable[[IntArray, IntArray, IntArray | None], FittedModel],
        order: RandomOrder | None = None,
        typical: TypicalOrder | None = None,
        suggested: IntArray | None = None,
    ) -> None:
        self._matrix, self._pool, self._curves = matrix, pool, curves
        self.strategy = check_wanted_class(check_strategy(strategy), classes)
        self._seed, self._order, self._given_typical = seed, order, typical
        self._wanted, self._classes = wanted, tuple(classes)
        self._generation = generation
        self._seeds, self._finder, self._doubts = seeds, finder, doubts
        self._selector = Selector(matrix)
        straight = without_curves(matrix, curves)
        self._acquisitions = Acquisitions(straight, pool, seed, n_classes, classes, suggested)
        self._shortlisted = shortlisted
        self._shortlist = Shortlist(matrix, self._selector, quick_fit, shortlisted)
        self.shares_rows = False
        self._listed: tuple[Knowledge, FittedModel, tuple[Query, ...]] | None = None

    def query(self, knowledge: Knowledge, model: FittedModel | None) -> Query | None:
        """None where nothing is left to ask for."""
        if knowledge.again is not None and self._may_ask_again(knowledge.again, model):
            return self._second_query(knowledge, knowledge.again, model)
        if knowledge.due is not None:
            return self._query_in_turn(knowledge, knowledge.due, model)
        if self._wanted is not None and model is not None and knowledge.available.any():
            return self._query_to_find(knowledge, model, self._wanted)
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
        return self._shortlisted > 0 and as_linear(model, np.dtype(np.float32)) is None

    def _list(
        self, model: FittedModel, knowledge: Knowledge, strategy: str, rows: BoolArray
    ) -> tuple[Query, ...]:
        """The rows of the shortlist, the first to ask for first."""
        listed = self._listed  # read once: another thread may replace it
        if listed is None or listed[0] is not knowledge or listed[1] is not model:
            acquisition = self._acquisitions.at(strategy, len(knowledge.rows))
            labeled = knowledge.rows, knowledge.labels, knowledge.counts
            found = self._shortlist.rank(model, labeled, rows, acquisition)
            listed = self._listed = (knowledge, model, found)
        return listed[2]

    def ranking(
        self, knowledge: Knowledge, model: FittedModel | None, query: Query | None, depth: int
    ) -> tuple[Query, ...]:
        """The `depth` rows after the query; empty if the model did not choose it, unless others may
        have that row: then rows to be asked in its place."""
        strategy = knowledge.strategy or self.strategy
        if not depth or query is None:
            return ()
        if model is None or query.strategy != strategy or not uses_model(strategy):
            return self._instead(knowledge, model, query, depth) if self.shares_rows else ()
        ranking = self._rank_others(model, knowledge, query, depth)
        # First: each has one fixed turn, and rows that are not due are passed over.
        by_turns = [
            row
            for each in (knowledge.check, knowledge.common)
            if each is not None
            for row in each.open[each.open != query.row][:TURNS_AHEAD].tolist()
        ]
        about = self._selector.about
        return (*(about(model, row, strategy) for row in by_turns), *ranking)

    def _instead(
        self, knowledge: Knowledge, model: FittedModel | None, query: Query, depth: int
    ) -> tuple[Query, ...]:
        """Rows to ask in place of one that no ranking chose: likely ones where a class is to be
        found, else any. None in place of a row of the random check, or that is asked again."""
        if not knowledge.available[query.row]:
            return ()
        others = knowledge.available.copy()
        others[query.row] = False
        if model is not None and query.strategy == MOST_LIKELY and self._wanted is not None:
            name = f"{MOST_LIKELY}:{self._classes[self._wanted]}"
            acquisition = self._acquisitions.at(name, len(knowledge.rows))
            found = self._selector.rank(model, others, depth, acquisition)
            return tuple(replace(each, strategy=MOST_LIKELY) for each in found)
        rows = self.random.firsts(others, min(depth, DRAWN_INSTEAD))
        if model is None:
            return tuple(Query(row, RANDOM) for row in rows)
        return tuple(self._selector.about(model, row, RANDOM) for row in rows)

    def _rank_others(
        self, model: FittedModel, knowledge: Knowledge, query: Query, depth: int
    ) -> tuple[Query, ...]:
        strategy = query.strategy
        others = knowledge.available.copy()
        others[query.row] = False
        others = self._featured.first(others)
        if self._is_listed(model):
            listed = self._list(model, knowledge, strategy, others)
            return tuple(each for each in listed if each.row != query.row)[:depth]
        acquisition = self._acquisitions.at(strategy, len(knowledge.rows))
        return self._selector.rank(model, others, depth, acquisition)

    def _may_ask_again(self, again: Again, model: FittedModel | None) -> bool:
        is_open = again.disputed is not None
        return is_open or model is not None or not self._generation.stops_asking_again

    def _second_query(self, knowledge: Knowledge, again: Again, model: FittedModel | None) -> Query:
        row = again.disputed
        if row is None:
            row = self._doubts.most_doubtful(knowledge, again.rows)
        strategy = knowledge.strategy or self.strategy
        return Query(row, strategy) if model is None else self._selector.about(model, row, strategy)

    def _query_in_turn(self, knowledge: Knowledge, row: int, model: FittedModel | None) -> Query:
        """A query of the check, or of what others are asked too. It looks like any other; even its
        strategy is the same."""
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
        begins_warm = self._seeds is not None and self._seeds.are_of_several
        return unseen or (len(knowledge.rows) < COLD_START and not begins_warm)

    def _sought_by_words(self, strategy: str) -> int | None:
        """The class that rows are to be found of, if a text says what they are like."""
        wanted = wanted_class(strategy)
        sought = self._classes.index(wanted) if wanted is not None else self._wanted
        return sought if sought is not None and self._seeds and self._seeds.has(sought) else None

    def _most_alike(self, available: BoolArray, sought: int) -> Query:
        assert self._seeds is not None
        scores = self._seeds.likeness(self._matrix, sought)
        row = best_row(scores, available)
        return Query(row, ALIKE, score=float(scores[row]))

    def _without_model(self, available: BoolArray, strategy: str) -> tuple[int, str]:
        if uses_model(strategy):
            typical = self._typical.first(self._featured.first(available))
            if typical is not None:
                return typical, TYPICAL
        return self.random.first(available), RANDOM

    @cached_property
    def _featured(self) -> FeaturedRows:
        return FeaturedRows(self._matrix if self._generation.asks_empty_rows_last else None)

    @cached_property
    def random(self) -> RandomOrder:
        return self._order or RandomOrder(self._pool, self._seed)

    @cached_property
    def _typical(self) -> TypicalOrder:
        straight = without_curves(self._matrix, self._curves)
        return self._given_typical or TypicalOrder(
            straight, self._pool, self._seed, generation=self._generation
        )
