"""What goes wrong is said in words, and never costs a label or ends the work without need."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from textual.events import Key

from altui.data.dataset import Dataset, Field
from altui.errors import AltuiError, InputError, StorageError
from altui.labeling.annotation import Annotation
from altui.learning.rounds import Knowledge
from altui.session.events import Decision, Kind
from altui.tui.app import AltuiApp
from altui.tui.screens.dialogs import NotSavedScreen
from tests.tui.stage import PATIENCE, SIZE, Fails, Stage, annotation_of, on_stage, opened

SECRET = "the patient's name"


def full_disk(annotation: Annotation, times: int = 1) -> None:
    """The next decisions cannot be written."""
    decide = annotation.session.decide
    left = [times]

    def fails(decision: Decision, *prepared: Any) -> Knowledge:
        if left[0]:
            left[0] -= 1
            raise StorageError("the disk is full", where="made-up.altui", hint="Make room.")
        return decide(decision, *prepared)

    annotation.session.decide = fails  # type: ignore[method-assign]


async def not_saved(stage: Stage, key: str = "1") -> None:
    """Press a key whose decision cannot be written."""
    await stage.press(key)
    await is_told(stage)


async def is_told(stage: Stage) -> None:
    """Until the screen that says so is there, and takes keys."""
    await stage.until(lambda: isinstance(stage.app.screen, NotSavedScreen))
    screen = stage.app.screen
    assert isinstance(screen, NotSavedScreen)
    await stage.until(lambda: screen.painted.at is not None)


async def test_a_label_that_was_not_saved_can_be_tried_again_until_it_is() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        full_disk(stage.annotation, times=2)
        await not_saved(stage)
        before = stage.app.screen
        await stage.press("1", "0", "u", "enter", "escape")
        assert stage.app.screen is before and stage.done() == []
        await stage.press("r")
        await stage.until(lambda: stage.app.screen is not before)
        await is_told(stage)
        await stage.press("r")
        await stage.until(lambda: stage.view.round.number == 2)
        assert stage.done() == [(Kind.LABEL, row, "yes")]
        await stage.answer("0")


async def test_a_label_that_was_not_saved_can_be_dropped() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        full_disk(stage.annotation)
        await not_saved(stage)
        await stage.press("d")
        await stage.remarked("the last decision was dropped")
        assert stage.done() == [] and stage.row == row
        await stage.answer("0")
        assert stage.done() == [(Kind.LABEL, row, "no")]


async def test_a_flag_that_was_not_saved_is_told_as_well() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        full_disk(stage.annotation)
        await not_saved(stage, "f")
        await stage.press("r")
        await stage.until(lambda: "flagged" in stage.on_base("row"))
        await stage.answer("1")


@pytest.mark.parametrize(("key", "remark"), [("u", "nothing to undo"), ("U", "nothing to redo")])
async def test_what_makes_no_sense_now_is_a_remark(key: str, remark: str) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press(key)
        await stage.remarked(remark)
        assert stage.done() == []
        await stage.answer("1")


async def test_a_flag_and_a_comment_can_be_undone_and_labeling_goes_on() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("f")
        await stage.until(lambda: "flagged" in stage.shown("row"))
        await stage.press("u")
        await stage.until(lambda: "flagged" not in stage.shown("row"))
        await stage.press("c", "x", "enter")
        await stage.until(lambda: "comment  x" in stage.shown("row"))
        await stage.press("u")
        await stage.until(lambda: "comment  x" not in stage.shown("row"))
        await stage.until(lambda: stage.app.accepts_keys)
        await stage.answer("1")
        kinds = [kind for kind, _, _ in stage.done()]
        assert kinds == [Kind.FLAG, Kind.UNDO, Kind.NOTE, Kind.UNDO, Kind.LABEL]


async def test_a_model_that_fails_is_told_and_labels_are_still_taken() -> None:
    async with on_stage(opened(lambda: annotation_of(classifier=Fails))) as stage:
        await stage.ready()
        told = " ".join(stage.shown("confidence").splitlines()[3:])
        assert told.startswith("no model: training failed: ValueError: no ␛")
        for key in "0101":
            await stage.answer(key)
        assert [kind for kind, _, _ in stage.done()] == [Kind.LABEL] * 4


async def test_on_a_narrow_screen_the_reason_of_a_failing_model_is_told_whole() -> None:
    async with on_stage(opened(lambda: annotation_of(classifier=Fails)), (80, 24)) as stage:
        await stage.ready()
        title, classes = stage.shown("confidence-line").splitlines()
        assert title.endswith("no model: training failed: ValueError: no ␛[31mgood")
        assert classes.split() == ["0", "no", "1", "yes"]
        assert stage.app.screen.query_one("#confidence-line").region.height == 2
        await stage.answer("1")


async def test_a_round_that_fails_is_told_and_can_be_tried_again_or_undone() -> None:
    def fails(knowledge: Knowledge) -> Any:
        if knowledge.answered:
            raise MemoryError(f"too large at {knowledge.answered}")
        return make(knowledge)

    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        learner = stage.annotation.learner
        make = learner.round
        learner.round = fails  # type: ignore[method-assign]
        # What was looked ahead at when it still could be made is of no use now.
        await stage.answer("s")
        row = stage.row
        await stage.press("1")
        await stage.remarked("no new row: the memory is full")
        await stage.press("1", "0", "s")
        assert stage.done()[1:] == [(Kind.LABEL, row, "yes")]
        learner.round = make  # type: ignore[method-assign]
        await stage.press("ctrl+l")
        await stage.until(lambda: stage.row != row)
        await stage.answer("1")


def refuses(error: Exception) -> Callable[[], Annotation]:
    def open_() -> Annotation:
        raise error

    return open_


@pytest.mark.parametrize(
    ("error", "status"),
    [(InputError("no such file", where="x.csv"), 2), (StorageError("read-only"), 1)],
)
async def test_an_opening_that_fails_ends_with_its_error(error: AltuiError, status: int) -> None:
    async with on_stage(opened(refuses(error))) as stage:
        await stage.until(lambda: stage.app.return_code is not None)
        assert stage.app.error is error and stage.app.return_value == status


async def test_an_opening_that_breaks_ends_with_what_broke_it() -> None:
    error = RuntimeError("this is a bug")
    async with on_stage(opened(refuses(error))) as stage:
        await stage.until(lambda: stage.app.return_code is not None)
        assert stage.app.error is error and stage.app.return_value == 1


async def test_a_bug_in_a_handler_ends_quietly_and_prints_nothing_of_the_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = RuntimeError(SECRET)

    def breaks(*_: Any) -> None:
        raise error

    app = AltuiApp(opened(annotation_of))
    monkeypatch.setattr(app, "action_page", breaks)
    # Without Pilot, which would raise the error once more.
    running = asyncio.create_task(app.run_async(headless=True, size=SIZE))
    async with asyncio.timeout(PATIENCE):
        while not app.accepts_keys:
            await asyncio.sleep(0.002)
        app.post_message(Key("space", " "))
        await running
    app.engine.close()
    assert app.error is error and app.return_code == 1
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err


async def test_a_saved_answer_is_never_called_unsaved_when_the_next_row_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # From the start on: the next row may be read before the key comes.
    real, read = Dataset.fields, []

    def only_the_first(dataset: Dataset, row: int) -> tuple[Field, ...]:
        read.append(row)
        return real(dataset, row) if row == read[0] else unreadable()

    with monkeypatch.context() as gone:
        gone.setattr(Dataset, "fields", only_the_first)
        async with on_stage(opened(annotation_of)) as stage:
            await stage.ready()
            row = stage.row
            await stage.press("1")
            await stage.remarked("no new row: OSError: the disk is away")
            assert not stage.app.screen.is_modal
            assert [(kind, at) for kind, at, _ in stage.done()] == [(Kind.LABEL, row)]
            gone.undo()
            await stage.press("ctrl+l")
            await stage.until(lambda: stage.view.round.number == 2)
            await stage.answer("0")


def unreadable(*_: object) -> NoReturn:
    raise OSError("the disk is away")


async def test_a_decision_whose_round_is_there_is_not_said_to_be_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("altui.tui.readiness.PATIENCE", 0.1)
    later = asyncio.Event()
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        stage.app.painted.at = None  # as while a screen over the row is left
        stage.app.set_timer(0.2, later.set)
        await stage.until(later.is_set)
        assert "saving, then training" not in stage.shown("status")


@pytest.mark.parametrize("name", ["worker", "writer"])
async def test_a_thread_that_cannot_start_ends_it_with_the_cause(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    start = threading.Thread.start

    def refused(thread: threading.Thread) -> None:
        if thread.name.startswith(name):
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refused)
    app = AltuiApp(opened(annotation_of))
    async with app.run_test(size=SIZE), asyncio.timeout(PATIENCE):
        while app.error is None:
            await asyncio.sleep(0.002)
    app.close_session()
    assert "can't start new thread" in str(app.error) and app.return_value == 1
