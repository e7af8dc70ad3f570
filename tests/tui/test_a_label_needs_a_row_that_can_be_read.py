"""Where a window is too small to show a line of the row, no key labels it."""

from __future__ import annotations

import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.session.events import Decision, Kind
from tests.conftest import Tell
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened

ROW = "\u03be"
"""A letter that stands in every row and nowhere else."""

SMALL = [(width, height) for height in range(1, 13) for width in range(1, 41)]
GRID = [
    (width, height)
    for height in (1, 2, 3, 4, 5, 6, 7, 9, 12, 24, 50, 100)
    for width in (41, 60, 80, 99, 100, 101, 120, 200, 300)
]


def written(rows: int = 1_500) -> Dataset:
    """Texts of one letter, no two the same, with an id."""
    cells = [
        (f"r{row}", f"{ROW * 3} {ROW * (1 + row % 40)} {ROW * (1 + row // 40)}")
        for row in range(rows)
    ]
    table = MemoryTable("made-up", ("id", "text"), cells)
    schema = infer_schema(table, text=("text",))
    return load_dataset(table, schema, DataOptions(("no", "yes")))


def on_screen(stage: Stage) -> str:
    """All that the terminal shows."""
    strips = stage.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def label_at_each(stage: Stage, sizes: list[tuple[int, int]]) -> tuple[int, int]:
    """Press a digit at each size; how many were labels, and how many were not."""
    counts = [0, 0]
    for size in sizes:
        await stage.pilot.resize_terminal(*size)
        await stage.settle()
        await stage.ready()
        is_visible = ROW in on_screen(stage)
        before, done = stage.app.view, len(stage.done())
        await stage.press("1")
        if is_visible:
            await stage.until(lambda before=before: stage.app.view is not before)
        given = len(stage.done()) - done
        assert given == int(is_visible), (size, on_screen(stage))
        counts[is_visible] += 1
    return counts[1], counts[0]


async def test_a_digit_labels_only_where_a_line_of_the_row_is_seen() -> None:
    async with on_stage(opened(lambda: annotation_of(written()))) as stage:
        await stage.ready()
        sizes = [(width, height) for height in range(1, 11) for width in (4, 80)]
        labeled, refused = await label_at_each(stage, sizes)
        assert labeled > 5 and refused > 5


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_it_does_so_at_every_size(tell: Tell) -> None:
    async with on_stage(opened(lambda: annotation_of(written()))) as stage:
        await stage.ready()
        labeled, refused = await label_at_each(stage, SMALL + GRID)
        tell(f"{labeled} sizes at which a digit labels, {refused} at which the row cannot be seen")


async def test_the_status_line_says_how_large_the_window_must_be() -> None:
    async with on_stage(opened(lambda: annotation_of(written())), size=(80, 6)) as stage:
        await stage.ready()
        for key in "10rsxn":
            await stage.press(key)
        assert stage.done() == []
        told = stage.shown("status")
        assert told == "too small to show the row: the window has 6 lines and needs 7"
        await stage.pilot.resize_terminal(80, 7)
        await stage.settle()
        assert ROW in on_screen(stage)
        await stage.answer("1")
        assert [kind for kind, _, _ in stage.done()] == [Kind.LABEL]


async def test_a_comment_that_fills_the_window_is_not_the_row() -> None:
    async with on_stage(opened(lambda: annotation_of(written())), size=(80, 7)) as stage:
        await stage.ready()
        stage.app.engine.decide(Decision.note(stage.row, "a word"))
        await stage.until(lambda: "a word" in stage.shown("row"))
        await stage.press("1")
        assert "needs 8" in stage.shown("status") and len(stage.done()) == 1
        await stage.press("space")
        assert ROW in stage.shown("row")
        await stage.answer("1")


async def test_a_row_of_the_history_is_answered_only_where_it_can_be_read() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up()))) as stage:
        await stage.answer("1")
        await stage.press("h")
        await stage.until(lambda: "yes" in stage.shown("rows"))
        await stage.press("enter")
        screen = stage.app.screen
        await stage.until(lambda: screen.painted.at is not None)
        await stage.pilot.resize_terminal(80, 3)
        await stage.settle()
        await stage.press("0")
        assert "too small to show the row" in stage.shown("rows-keys") and len(stage.done()) == 1
        await stage.pilot.resize_terminal(80, 24)
        await stage.settle()
        await stage.until(lambda: screen.painted.at is not None)
        await stage.press("0")
        assert len(await stage.done_so_far(2)) == 2
