"""A session without labels, given one class again and again: no thread trips over another."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.labeling.ahead.lookahead import Lookahead
from altui.labeling.annotation import Annotation
from altui.labeling.engine import Engine
from altui.labeling.events import (
    CurveMeasured,
    DecisionSaved,
    OpeningProgressed,
    RoundReady,
    TrainingTakesLong,
)
from altui.labeling.view import View
from altui.learning.learner import Learner
from altui.learning.rounds import Round
from altui.learning.strategies import typicality
from altui.session.events import Decision, Kind
from tests.threads import PATIENCE, dawdle, switching_often
from tests.tui.stage import annotation_of, on_stage, opened

GIVEN = 25

GOOD_NEWS = (RoundReady, CurveMeasured, DecisionSaved, OpeningProgressed, TrainingTakesLong)
"""To take long is no failure."""


def wide(rows: int = 600) -> Dataset:
    """Rows of twenty numbers, none with a label: their clusters take a moment to find."""
    values = np.random.default_rng(5).normal(size=(rows, 20)).round(3)
    cells = [(f"r{row}", *map(str, each)) for row, each in enumerate(values.tolist())]
    table = MemoryTable("made-up", ("id", *(f"x{place}" for place in range(20))), cells)
    return load_dataset(table, infer_schema(table), DataOptions(("no", "yes")))


class Watched:
    """An Engine and what it says."""

    def __init__(self, annotation: Annotation) -> None:
        self.said: queue.Queue[Any] = queue.Queue()
        self.engine = Engine(self.said.put)
        self.engine.start(lambda _: annotation)

    def hear(self, wanted: type) -> Any:
        """The next message of this kind; any that is no good news fails."""
        while True:
            message = self.said.get(timeout=PATIENCE)
            assert isinstance(message, GOOD_NEWS), message
            if isinstance(message, wanted):
                return message

    def view(self, number: int) -> View:
        """What is shown once so many labels are given."""
        while (view := self.hear(RoundReady).view).round.number <= number:
            pass
        self.engine.mark_painted()
        return view


class Clusters:
    """Finds clusters anew only when a row is asked for elsewhere meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.inside, self.asked = threading.Event(), threading.Event()
        self._find = typicality._new_representatives
        self._choose = Learner.without_model
        monkeypatch.setattr(typicality, "_new_representatives", self.find)
        monkeypatch.setattr(Learner, "without_model", lambda *call: self.choose(*call))

    def find(self, points: Any, clusters: int, chosen: list[int], seed: int) -> Iterator[int]:
        if len(chosen) == typicality.FIRST_CLUSTERS:
            self.inside.set()
            assert self.asked.wait(PATIENCE)
            for _ in range(100):
                dawdle()
        yield from self._find(points, clusters, chosen, seed)

    def choose(self, *call: Any) -> Round:
        self.asked.set()
        return self._choose(*call)


@pytest.fixture
def watched() -> Iterator[Watched]:
    made = Watched(annotation_of(wide()))
    with switching_often():
        yield made
    made.engine.close()


def rows_in_order(dataset: Dataset) -> list[int]:
    """The rows that are asked for when nobody looks ahead."""
    annotation, rows = annotation_of(dataset), list[int]()
    for _ in range(GIVEN):
        query = annotation.learner.round(annotation.session.knowledge()).query
        assert query is not None
        rows.append(query.row)
        annotation.session.decide(Decision.label(query.row, "no"))
    annotation.close()
    return rows


def test_25_labels_of_one_class_ask_for_25_typical_rows_though_one_is_not_waited_for(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    clusters, rows = Clusters(monkeypatch), list[int]()
    for given in range(GIVEN):
        shown_row = watched.view(given).shown_row
        assert shown_row is not None
        rows.append(shown_row.row)
        if len(rows) == typicality.FIRST_CLUSTERS:
            assert clusters.inside.wait(PATIENCE)
        watched.engine.decide(Decision.label(shown_row.row, "no"))
        if len(rows) == typicality.FIRST_CLUSTERS:
            watched.hear(DecisionSaved)
            # The trainer chooses a row now, while a worker that looks ahead finds the next ones.
            watched.engine.skip_waiting()
    assert watched.view(GIVEN).round.per_class == (GIVEN, 0)
    clusters.asked.set()
    assert rows == rows_in_order(wide())


async def test_25_keys_of_one_class_are_25_labels() -> None:
    async with on_stage(opened(lambda: annotation_of(wide()))) as stage:
        await stage.ready()
        for _ in range(GIVEN):
            await stage.answer("0")
        labels = [event for event in stage.annotation.session.events() if event.kind is Kind.LABEL]
        assert [event.value for event in labels] == ["no"] * GIVEN
        assert [event.row for event in labels] == rows_in_order(wide())


def test_the_writer_waits_while_the_trainer_has_a_round_made(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both keep the list of what was asked for; one would read what the other takes out."""
    begin, is_locked = Lookahead.begin, list[bool]()

    def see(lookahead: Lookahead, knowledge: Any) -> bool:
        if threading.current_thread().name == "trainer":
            is_locked.append(watched.engine._session_lock.locked())
        return begin(lookahead, knowledge)

    monkeypatch.setattr(Lookahead, "begin", see)
    shown_row = watched.view(0).shown_row
    assert shown_row is not None
    watched.engine.decide(Decision.label(shown_row.row, "no"))
    watched.view(1)
    assert is_locked and all(is_locked)
