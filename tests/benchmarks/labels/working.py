"""A session with many labels, as a person would have given them, and the next ones given live."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from altui.labeling.ahead import lookahead
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import AUDIT
from altui.labeling.view import build_view, possible_answers
from altui.learning.names import AGAIN, SETTLE
from altui.learning.strategies.uncertainty import margin
from altui.session.events import Decision, Kind
from altui.wording.view.curve import accuracy_lines, label_lines
from altui.wording.view.found_curve import found_lines
from altui.wording.view.status import status_parts
from tests.benchmarks.labels.parts import Clock

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.learning.rounds import Knowledge, Round
    from tests.benchmarks.labels.pools import Made

GROWTH = 1.5
"""The labels before are asked for in batches, each of the rows nearest to the boundary."""

RECHECK, WRONG = 10, 5
"""One label in ten is asked for again, as by default, and one of five of those was wrong."""

BEFORE = 8
"""Seconds from one label to the next."""

WIDTH, HEIGHT = 48, 12


def give(annotation: Annotation, made: Made, labels: int) -> None:
    """Give so many labels in one write, each with its Round."""
    session, truth = annotation.session, made.truth
    rows = list(session.state.drawn)[:AUDIT] if labels > AUDIT else []
    rows += _chosen(annotation, made, labels - len(rows))
    log = _Log(session.log.head[0], made.classes)
    for given, row in enumerate(rows, start=1):
        log.label(row, int(truth[row]), is_wrong=given % (RECHECK * WRONG) == 0)
        log.round(given, len(truth) - given)
        if given % RECHECK == 0 and given > 2 * RECHECK and session.settings.recheck:
            log.recheck(rows[given - RECHECK - 1], int(truth[rows[given - RECHECK - 1]]))
    session._append(*log.decisions)


class _Log:
    def __init__(self, last: int, classes: tuple[str, ...]) -> None:
        self.decisions: list[Decision] = []
        self._last, self._classes = last, classes
        self._wrong: set[int] = set()
        self._at = time.time() - 1e6

    def label(self, row: int, label: int, *, is_wrong: bool) -> None:
        if is_wrong:
            self._wrong.add(row)
            label = (label + 1) % len(self._classes)
        self._put(Decision.label(row, self._classes[label]))

    def recheck(self, row: int, label: int) -> None:
        self._put(Decision.recheck(row, self._classes[label]))
        if row in self._wrong:
            self._put(Decision.settle(row, self._classes[label]))

    def round(self, given: int, left: int) -> None:
        right = min(15 + given // 40, 28)
        told = {"event": self._last, "number": given + 1, "labeled": given, "remaining": left}
        told |= {"right": right, "total": 30, "kind": "audit"}
        self.decisions.append(Decision(Kind.ROUND, value=json.dumps(told)))
        self._last += 1

    def _put(self, decision: Decision) -> None:
        self._at += BEFORE
        shown = {"shown_at": self._at - BEFORE, "decided_at": self._at}
        self.decisions.append(replace(decision, **shown))
        self._last += 1


def _chosen(annotation: Annotation, made: Made, count: int) -> list[int]:
    """The rows of a person who was asked for the nearest to the boundary, in a few batches."""
    learner, matrix = annotation.learner, annotation.features.matrix
    free = np.ones(len(made.truth), bool)
    free[list(annotation.session.state.drawn)] = False
    rng = np.random.default_rng(0)
    rows = rng.permutation(np.flatnonzero(free))[: min(count, 60)].tolist()
    while len(rows) < count:
        free[rows] = False
        known = np.array(rows)
        model = learner._fit_fold(known, made.truth[known], None)
        pool = rng.permutation(np.flatnonzero(free))[:60_000]
        more = min(int((GROWTH - 1) * len(rows)), count - len(rows))
        rows += pool[np.argsort(-margin(model.predict_proba(matrix[pool])))[:more]].tolist()
    return rows


@dataclass
class Worker:
    """Gives labels one by one, as the engine has them given: the Rounds of all possible answers are
    made ahead, then one of them is taken and drawn."""

    annotation: Annotation
    made: Made
    clock: Clock
    view: View
    rounds: int = 0

    @classmethod
    def start(cls, annotation: Annotation, made: Made, clock: Clock) -> Worker:
        made_now = annotation.learner.round(annotation.session.knowledge())
        annotation.session.record(made_now)
        return cls(annotation, made, clock, build_view(annotation, made_now))

    def label(self) -> None:
        decision = self._answer()
        ready = [self._foresee(each, decision) for each in possible_answers(self.view)]
        self.rounds += len(ready)

        def take(knowledge: Knowledge) -> Round | None:
            for foreseen, each in ready:
                if lookahead.is_equivalent(foreseen, knowledge):
                    return replace(each, event=knowledge.event)
            return None

        session = self.annotation.session
        knowledge = session.decide(decision, take)
        found = take(knowledge)
        assert found is not None
        session.record(found)
        self.view = build_view(self.annotation, found)
        with self.clock.part("drawing"):
            draw(self.view)

    def _foresee(self, each: Decision, answer: Decision) -> tuple[Knowledge, Round]:
        if each.value != answer.value or each.kind != answer.kind:
            with self.clock.part("other answers"):
                self.clock.mute += 1
                try:
                    knowledge = self.annotation.session.foresee(each)
                    return knowledge, self.annotation.learner.round(knowledge)
                finally:
                    self.clock.mute -= 1
        knowledge = self.annotation.session.foresee(each)
        return knowledge, self.annotation.learner.round(knowledge)

    def _answer(self) -> Decision:
        query = self.view.round.query
        assert query is not None
        right = self.made.classes[int(self.made.truth[query.row])]
        now = time.time()
        shown = self.view.shown_at(now - BEFORE)
        if self.view.round.again == SETTLE:
            return Decision.settle(query.row, right, **shown)
        if self.view.round.again == AGAIN:
            return Decision.recheck(query.row, right, **shown)
        return Decision.label(query.row, right, **shown)


def draw(view: View) -> None:
    if view.settings.find:
        found_lines(view, WIDTH, HEIGHT)
    else:
        lines = accuracy_lines if view.has_test or view.measured else label_lines
        lines(view, WIDTH, HEIGHT)
    status_parts(view)
