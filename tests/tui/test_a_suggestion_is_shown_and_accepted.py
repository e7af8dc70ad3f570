"""Another model's guess beside the row: on request, taken by enter, never on the random check."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from textual.widgets import Static

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.labels.suggested_column import find_suggested
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.labeling.annotation import Annotation
from altui.session.events import Kind
from altui.session.suggested.telling import Suggested, is_withheld
from altui.tui.screens.strategy import choices
from tests.tui.making import a_view
from tests.tui.stage import Stage, annotation_of, on_stage, opened

ROWS = 130
SIZES = [(80, 24), (120, 40)]


def guesses(labeled: int = 12, without: int = 0) -> Dataset:
    """Two numbers a row; every third guess is wrong, and the last rows have none."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(ROWS, 2)).round(3)
    classes = ["yes" if value > 0 else "no" for value in values[:, 0]]
    cells = []
    for row, name in enumerate(classes):
        other = "no" if name == "yes" else "yes"
        guess = "" if row >= ROWS - without else other if row % 3 == 0 else name
        known = name if row < labeled else ""
        cells.append((f"r{row}", *map(str, values[row]), known, guess, f"{60 + row % 40} %"))
    table = MemoryTable("made-up", ("id", "x", "y", "label", "guess", "chance"), cells)
    said = "guess,chance"
    schema = infer_schema(table, suggested=find_suggested(said, table))
    return load_dataset(table, schema, DataOptions(("no", "yes"), suggested=said))


def asking(*, without: int = 0, **settings: Any) -> Annotation:
    return annotation_of(guesses(without=without), **settings)


def name_of(stage: Stage, row: int) -> str:
    found = stage.annotation.dataset.suggestions
    assert found is not None
    index = int(found.classes[row])
    return stage.annotation.dataset.classes[index] if index >= 0 else ""


def is_quiet(stage: Stage) -> bool:
    """Whether nothing says what is suggested for the row; the foot is about the row before."""
    *lines, _ = stage.shown("row").splitlines()
    return not any("suggest" in each or "guess" in each for each in lines)


def last_suggested(stage: Stage) -> Suggested | None:
    events = [e for e in stage.annotation.session.events() if e.kind is Kind.LABEL]
    return Suggested.loads(events[-1].suggested)


async def test_a_guess_is_not_shown_before_the_key_and_is_told_after_it() -> None:
    async with on_stage(opened(asking)) as stage:
        await stage.ready()
        told = set()
        for _ in range(6):
            assert is_quiet(stage)
            row, name = stage.row, name_of(stage, stage.row)
            await stage.answer("1")
            assert last_suggested(stage) == Suggested(name)
            (line,) = [
                each for each in stage.shown("decisions").splitlines() if f"r{row} " in f"{each} "
            ]
            is_same = name == "yes"
            assert ("as suggested" if is_same else "suggested no") in line
            foot = stage.shown("row").splitlines()[-1]
            assert ("as suggested" if is_same else "the suggestion was no") in foot
            told.add(is_same)
        assert len(told) == 2


async def test_enter_does_nothing_where_no_guess_is_shown() -> None:
    async with on_stage(opened(asking)) as stage:
        await stage.ready()
        await stage.press("enter")
        await stage.remarked("no suggestion is shown to accept")
        assert stage.done() == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_guess_that_is_shown_is_accepted_by_enter(size: tuple[int, int]) -> None:
    async with on_stage(opened(lambda: asking(show_suggested=True)), size) as stage:
        await stage.ready()
        accepted = 0
        while accepted < 3:
            row, name = stage.row, name_of(stage, stage.row)
            if is_withheld(row, 0):
                await stage.answer("1")
                continue
            first = stage.shown("row").splitlines()[1]
            assert first.rstrip() == f"suggested: {name} at {(60 + row % 40) / 100:.2f}"
            assert "enter accept" in stage.shown("keys")
            await stage.answer("enter")
            accepted += 1
            assert stage.done()[-1] == (Kind.LABEL, row, name)
            assert last_suggested(stage) == Suggested(name, is_shown=True)
            assert "as suggested" in stage.shown("row").splitlines()[-1]
        await stage.answer("u")
        assert (stage.done()[-1][0], stage.row) == (Kind.UNDO, row)
        assert f"suggested: {name}" in stage.shown("row")


async def test_rows_of_the_check_and_one_in_ten_others_are_asked_without() -> None:
    """What the screen says of both is the same: nobody knows which row is of the check."""
    async with on_stage(opened(lambda: asking(show_suggested=True, audit=10))) as stage:
        await stage.ready()
        drawn, words = stage.annotation.session.state.drawn, {True: 0, False: 0}
        while not all(words.values()):
            row = stage.row
            if row in drawn or is_withheld(row, 0):
                assert stage.shown("row").splitlines()[1] == "asked without its suggestion"
                await stage.press("enter")
                await stage.remarked("this row is asked without a suggestion: choose a class")
                assert stage.row == row
                words[row in drawn] += 1
            await stage.answer("1")
            if row in drawn:
                line = stage.shown("decisions").splitlines()[1]
                assert "random check" in line and "suggest" not in line
                assert "suggest" not in stage.shown("row").splitlines()[-1]
            elif is_withheld(row, 0):
                assert last_suggested(stage) == Suggested(name_of(stage, row), is_withheld=True)


async def test_the_page_of_the_accuracy_tells_how_often_the_guess_was_the_label() -> None:
    async with on_stage(opened(lambda: asking(show_suggested=True)), (80, 24)) as stage:
        await stage.ready()
        await stage.answer("1")
        await stage.press("p")
        told = " ".join(str(stage.app.screen.query(Static).first().render()).split())
        assert "suggestions: guess: not measured: there is no random check" in told
        assert re.search(
            r"showing them: your label on \d.* too few to tell what showing does", told
        )


async def test_a_row_without_a_guess_says_so() -> None:
    annotation = lambda: asking(without=ROWS, show_suggested=True)  # noqa: E731
    async with on_stage(opened(annotation)) as stage:
        await stage.ready()
        words = "asked without its suggestion" if is_withheld(stage.row, 0) else "no suggestion"
        assert stage.shown("row").splitlines()[1] == words
        await stage.press("enter")
        await stage.remarked("this row is asked without a suggestion")
        await stage.answer("0")
        assert last_suggested(stage) is None


async def test_a_row_that_is_asked_again_shows_no_guess() -> None:
    annotation = lambda: asking(show_suggested=True, recheck=6, learner=1)  # noqa: E731
    async with on_stage(opened(annotation)) as stage:
        await stage.ready()
        while not stage.view.round.again:
            await stage.answer("1")
        assert "suggest" not in stage.shown("row").splitlines()[1]
        await stage.press("enter")
        await stage.remarked("no suggestion is shown to accept")
        await stage.answer("1")
        events = stage.annotation.session.events()
        assert next(e.suggested for e in reversed(events) if e.kind is Kind.RECHECK) is None


async def test_the_strategy_is_offered_where_there_are_guesses_and_asks_what_is_disputed() -> None:
    assert "disagreement" not in [name for name, _ in choices(a_view())]
    async with on_stage(opened(lambda: asking(learner=1))) as stage:
        await stage.ready()
        await stage.press("m")
        lines = str(stage.app.screen.query_one("#strategies").render()).splitlines()
        (line,) = [line for line in lines if "disagreement" in line]
        view = await stage.answer(line.strip(" ▸")[0])
        query = view.round.query
        assert query is not None and query.strategy == "disagreement" and query.score is not None
        assert query.score > 1 and stage.row % 3 == 0
