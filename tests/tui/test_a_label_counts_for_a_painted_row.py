"""A key answers the row that a person has had before their eyes, and no other."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sklearn.linear_model import LogisticRegression

from altui.labeling.annotation import Annotation
from tests.tui.stage import PATIENCE, annotation_of, on_stage, opened


async def test_keys_before_the_first_row_are_nothing() -> None:
    may_open = threading.Event()

    def slow() -> Annotation:
        may_open.wait()
        return annotation_of()

    async with on_stage(opened(slow)) as stage:
        await stage.press(*"01rusxnfcUageb", "space", "j", "k")
        assert stage.app.view is None
        may_open.set()
        await stage.ready()
        assert stage.done() == [] and not stage.app.is_auto
        await stage.answer("1")


async def test_six_presses_at_once_label_one_row() -> None:
    async with on_stage(opened(annotation_of, dwell=60.0)) as stage:
        await stage.ready()
        stage.app.painted.at = -100.0  # it has been on the screen for long
        await stage.press(*"111111")
        await stage.until(lambda: stage.view.round.number == 2 and stage.app.painted.at)
        await stage.press(*"111111")
        assert len(stage.done()) == 1


async def test_within_the_dwell_no_decision_counts_and_a_held_key_prolongs_it() -> None:
    async with on_stage(opened(annotation_of, dwell=60.0)) as stage:
        await stage.ready()
        before = stage.app.painted.at
        await stage.press(*"1rsxn")
        assert stage.done() == []
        assert before is not None and stage.app.accepts_keys
        assert stage.app.painted.at > before


async def test_undo_needs_no_dwell() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        stage.app.opening.dwell = 60.0
        await stage.answer("u")
        assert len(stage.done()) == 2


class Waits(LogisticRegression):  # type: ignore[misc]
    """Fits to the first labels at once, to more when it is told to."""

    may_fit = threading.Event()

    def fit(self, X: Any, y: Any, **more: Any) -> Any:
        if len(y) > KNOWN:
            self.may_fit.wait()
        return super().fit(X, y, **more)


KNOWN = 6


async def test_keys_while_the_next_row_is_chosen_are_nothing() -> None:
    Waits.may_fit.clear()
    async with on_stage(opened(lambda: annotation_of(classifier=Waits))) as stage:
        await stage.ready()
        await stage.press("1")
        await stage.done_so_far(1)
        await stage.press(*"01rsxnuU")
        await stage.remarked("training")
        assert len(stage.done()) == 1
        Waits.may_fit.set()
        await stage.until(lambda: stage.view.round.number == 2)
        await stage.until(lambda: "training" not in stage.shown("status"))
        assert len(stage.done()) == 1


async def test_quitting_waits_for_no_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("engine", "writer"):  # so that no limit ends a wait for the fit
        monkeypatch.setattr(f"altui.labeling.{module}.COMMIT_LIMIT", 2 * PATIENCE)
    Waits.may_fit.clear()
    async with on_stage(opened(lambda: annotation_of(classifier=Waits))) as stage:
        await stage.ready()
        await stage.press("1")
        await stage.done_so_far(1)
        await stage.press("q")
        await stage.until(lambda: stage.app.return_code == 0)
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(stage.app.engine.close)
    # As where its time comes while the screens are taken down.
    stage.app._readiness._say_training()
    Waits.may_fit.set()


async def test_a_row_behind_the_curve_is_shown_before_a_key_counts_for_it() -> None:
    async with on_stage(opened(annotation_of), size=(80, 24)) as stage:
        await stage.ready()
        await stage.press("v")
        await stage.until(lambda: "query 1" in stage.shown("narrow-curve"))
        await stage.press("1")
        await stage.remarked("this is the row")
        assert stage.done() == [] and "query 1" in stage.shown("row")
        await stage.answer("1")
        assert len(stage.done()) == 1
