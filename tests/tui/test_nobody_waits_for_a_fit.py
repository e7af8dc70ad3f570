"""A person who is faster than the fit waits, or has the next row of the last ranking at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from altui.labeling.annotation import Annotation
from altui.labeling.engine import Engine
from altui.session.events import Kind
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened

KNOWN = 12
"""Labels at the start: enough for the model to ask from the first row on."""


class Gate:
    """Lets fits through, or holds them from so many labels on."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.held_from = KNOWN + 1
        self.waiting = threading.Semaphore(0)

    def pass_through(self, labels: int) -> None:
        if labels >= self.held_from:
            self.waiting.release()
            assert self.opened.wait(30)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    monkeypatch.setattr("altui.labeling.ahead.requested.LONG", 1e6)  # however busy the machine is
    made = Gate()
    yield made
    made.opened.set()


def held(gate: Gate) -> Annotation:
    class Held(LogisticRegression):  # type: ignore[misc]
        def fit(self, X: Any, y: Any) -> Any:
            gate.pass_through(len(y))
            return super().fit(X, y)

    return annotation_of(made_up(rows=60, labeled=KNOWN), classifier=Held)


def ranking(stage: Stage) -> list[int]:
    """The rows that come next without a new model."""
    return [query.row for query in stage.view.round.ranking]


async def test_without_waiting_the_rows_of_the_last_ranking_come_and_say_how_old_it_is(
    gate: Gate,
) -> None:
    async with on_stage(opened(lambda: held(gate), is_patient=False)) as stage:
        await stage.ready()
        first, coming = stage.row, ranking(stage)
        await stage.answer("1")
        assert stage.row == coming[0] and stage.view.round.is_stale
        assert "ranking 1 label old" in stage.shown("status")
        assert "from a ranking that is 1 label old" in stage.shown("confidence")
        await stage.answer("0")
        assert stage.row == coming[1]
        assert "ranking 2 labels old" in stage.shown("status")
        labels = [event for event in stage.annotation.session.events() if event.kind is Kind.LABEL]
        assert [event.row for event in labels] == [first, coming[0]]
        # Both were asked for by the model of the first round, whatever came between.
        assert [event.round for event in labels] == [1, 1]


async def test_the_row_stays_when_the_model_comes_and_the_next_is_asked_by_it(gate: Gate) -> None:
    async with on_stage(opened(lambda: held(gate), is_patient=False)) as stage:
        await stage.ready()
        await stage.answer("1")
        row, old = stage.row, stage.view
        gate.opened.set()
        await stage.until(lambda: stage.app.view is not old)
        assert stage.row == row and stage.view.round.is_stale
        assert stage.app.accepts_keys
        await stage.answer("1")
        await stage.until(lambda: stage.app.engine.on_screen.ranked.number >= 2)  # type: ignore[union-attr]
        assert (
            next(e.round for e in reversed(stage.annotation.session.events()) if e.row == row) == 1
        )


async def test_whoever_waits_can_stop_waiting_with_a_key(gate: Gate) -> None:
    async with on_stage(opened(lambda: held(gate))) as stage:
        await stage.ready()
        row = stage.row
        await stage.press("1")
        await stage.done_so_far(1)
        await stage.until(lambda: gate.waiting.acquire(blocking=False))
        await stage.remarked("training")
        assert stage.row == row and not stage.app.accepts_keys
        await stage.press("w")
        await stage.ready()
        assert stage.row != row
        assert "training is not finished" in stage.shown("confidence")
        await stage.answer("0") if gate.opened.set() is None else None
        assert [kind for kind, _, _ in stage.done()] == [Kind.LABEL] * 2


async def test_a_fit_that_hangs_can_be_given_up_and_begun_anew(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.labeling.ahead.requested.LONG", 0.0)
    monkeypatch.setattr("altui.labeling.ahead.requested.OVERTAKEN_LIMIT", 0.1)
    async with on_stage(opened(lambda: held(gate), is_patient=False)) as stage:
        await stage.ready()
        await stage.answer("1")
        await stage.remarked("w restarts training")
        gate.held_from = 1000
        old = stage.view
        await stage.press("w")
        # The first fit still hangs in its thread; another one has been made.
        await stage.until(lambda: stage.app.view is not old)
        assert not gate.opened.is_set()
        ranked = stage.app.engine.on_screen.ranked
        assert ranked is not None and ranked.number == 2


async def test_where_no_fit_is_waited_for_the_key_says_so() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("w")
        await stage.remarked("no training is running")


async def test_a_model_that_fails_later_leaves_its_last_ranking() -> None:
    class FailsLater(LogisticRegression):  # type: ignore[misc]
        def fit(self, X: Any, y: Any) -> Any:
            if len(y) > KNOWN:
                raise MemoryError("no room")
            return super().fit(X, y)

    annotation = annotation_of(made_up(rows=60, labeled=KNOWN), classifier=FailsLater)
    async with on_stage(opened(lambda: annotation, is_patient=False)) as stage:
        await stage.ready()
        coming = ranking(stage)
        await stage.answer("1")
        await stage.until(lambda: "no room" in stage.shown("confidence"))
        assert stage.row == coming[0]
        await stage.answer("0")
        assert stage.row == coming[1]


def test_quitting_does_not_wait_for_a_fit(gate: Gate) -> None:
    said: list[Any] = []
    engine = Engine(said.append)
    gate.held_from = 0
    engine.start(lambda _say: held(gate))
    assert gate.waiting.acquire(timeout=30)
    engine.close()
    assert engine.annotation is not None and not gate.opened.is_set()


async def test_the_curve_has_the_points_of_rounds_that_came_late(gate: Gate) -> None:
    dataset = made_up(rows=60, labeled=30)
    dataset.part[KNOWN:30] = 2
    gate.held_from = 1000

    def open_() -> Annotation:
        class Held(LogisticRegression):  # type: ignore[misc]
            def fit(self, X: Any, y: Any) -> Any:
                gate.pass_through(len(y))
                return super().fit(X, y)

        return annotation_of(dataset, classifier=Held)

    async with on_stage(opened(open_, is_patient=False)) as stage:
        await stage.ready()
        # Wait for nothing that was looked ahead at: what follows is held from here on.
        gate.held_from = KNOWN + 2
        for key in "1010":
            await stage.answer(key)
        gate.opened.set()
        await stage.until(lambda: stage.app.engine.on_screen.ranked.number == 5)  # type: ignore[union-attr]
        await stage.until(lambda: stage.view.curve[-1].evaluation is not None)
        assert np.count_nonzero([p.evaluation is not None for p in stage.view.curve]) >= 2
