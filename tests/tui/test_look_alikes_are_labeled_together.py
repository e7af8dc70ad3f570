"""`=`: the rows most like the one on the screen are ticked by digits, and labeled with it."""

from __future__ import annotations

import json

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.session.events import Kind
from altui.tui.screens.alike import AlikeScreen
from tests.tui.making import HOSTILE
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened


async def look(stage: Stage) -> AlikeScreen:
    await stage.ready()
    await stage.press("=")
    screen = stage.app.screen
    assert isinstance(screen, AlikeScreen)
    await stage.until(lambda: screen.found is not None)
    await stage.until(lambda: {*screen._listed} == screen._painted_at.keys())
    return screen


def rows(screen: AlikeScreen) -> list[int]:
    return [screen.row_at(place) for place in range(screen.count)]


def texts(count: int = 40, length: int = 1) -> Dataset:
    cells = [
        (f"m{row}", f"order {row % 7} came late " * length + f"number {row}", "")
        for row in range(count)
    ]
    table = MemoryTable("made-up", ("id", "text", "label"), cells)
    return load_dataset(table, infer_schema(table), DataOptions(("no", "yes")))


async def test_ticked_rows_get_the_label_of_the_row_on_the_screen() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look(stage)
        asked, near = stage.row, rows(screen)
        assert len(near) == 9 and asked not in near
        assert "0 of 9 ticked" in stage.shown("rows")
        await stage.press("1", "3", "2", "2")
        assert screen.ticked == {0, 2} and "2 of 9 ticked" in stage.shown("rows")
        await stage.press("enter")
        assert "3 rows: which class?" in stage.shown("rows-keys")
        assert stage.done() == []
        before = stage.view
        await stage.press("1")
        await stage.until(lambda: stage.app.view is not before and stage.app.accepts_keys)
        header, *labels = stage.done()
        assert header[:2] == (Kind.ALIKE, asked)
        assert labels == [(Kind.LABEL, row, "yes") for row in (asked, near[0], near[2])]
        assert "3 rows are yes" in stage.shown("row")
        assert stage.view.summary.labels_given == 3
        assert stage.row not in (asked, near[0], near[2])
        rounds = [e for e in stage.annotation.session.events() if e.kind is Kind.ROUND]
        assert json.loads(rounds[-1].value or "")["number"] == 4
        assert sum(json.loads(e.value or "")["number"] in (2, 3) for e in rounds) == 0


async def test_one_key_takes_all_back_and_gives_all_again() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look(stage)
        asked = stage.row
        await stage.press("a", "enter")
        assert screen.ticked == set(range(9))
        await stage.press("0")
        await stage.until(lambda: stage.app.accepts_keys and stage.view.summary.labels_given == 10)
        await stage.answer("u")
        assert stage.view.summary.labels_given == 0 and stage.row == asked
        assert "look-alikes undone: 10 labels" in stage.shown("row")
        await stage.answer("U")
        assert stage.view.summary.labels_given == 10
        assert "look-alikes done again: 10 labels" in stage.shown("row")


async def test_escape_leaves_all_untouched() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look(stage)
        view = stage.view
        await stage.press("1", "enter", "escape")
        assert stage.app.screen is screen and screen.ticked == {0}
        assert "nothing is labeled" in stage.shown("rows-keys")
        await stage.press("2", "escape")
        assert stage.app.view is view and stage.done() == []
        await stage.ready()
        await stage.answer("1")
        assert [each[0] for each in stage.done()] == [Kind.LABEL]


async def test_without_a_tick_nothing_is_asked() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await look(stage)
        await stage.press("enter")
        assert "no row is ticked" in stage.shown("rows-keys")
        await stage.press("1", "1", "enter", "1")
        assert stage.done() == []


async def test_all_are_ticked_and_unticked_by_one_key() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look(stage)
        await stage.press("4", "a")
        assert screen.ticked == set(range(9))
        await stage.press("a")
        assert screen.ticked == set()


async def test_a_row_below_the_edge_is_not_ticked_before_it_was_seen() -> None:
    async with on_stage(opened(annotation_of), size=(60, 10)) as stage:
        screen = await look(stage)
        seen = len(screen._painted_at)
        assert 0 < seen < 9
        await stage.press("9")
        assert screen.ticked == set() and "row 9 is not read yet" in stage.shown("rows-keys")
        await stage.press("a")
        assert screen.ticked == set(range(seen))
        await stage.press("end")
        await stage.until(lambda: 8 in screen._painted_at)
        await stage.press("9")
        assert 8 in screen.ticked


async def test_a_key_that_came_before_the_list_was_read_ticks_nothing() -> None:
    async with on_stage(opened(annotation_of, dwell=0.0)) as stage:
        await stage.ready()
        stage.burst("=", "1", "enter", "1")
        await stage.settle()
        screen = stage.app.screen
        assert isinstance(screen, AlikeScreen)
        await stage.until(lambda: screen.found is not None)
        assert screen.ticked == set() and stage.done() == []


async def test_a_row_is_read_whole_and_ticked_there() -> None:
    async with on_stage(opened(lambda: annotation_of(texts(length=20))), size=(60, 24)) as stage:
        screen = await look(stage)
        first = screen.row_at(0)
        assert "…" in stage.shown("rows")
        await stage.press("space")
        await stage.until(lambda: screen.shown_row is not None and screen.painted.at is not None)
        assert f"row m{first}" in stage.shown("rows") and "look-alike 1" in stage.shown("rows")
        await stage.press("1")
        assert "look-alike 1, ticked" in stage.shown("rows")
        await stage.press("enter", "0")
        assert stage.done() == [] and screen.ticked == {0}
        await stage.press("escape")
        assert "1 of 9 ticked" in stage.shown("rows")


async def test_only_rows_without_an_answer_are_listed_and_none_of_the_check() -> None:
    dataset = made_up(rows=60, labeled=6)
    async with on_stage(opened(lambda: annotation_of(dataset, audit=5))) as stage:
        for key in ("0", "x", "n", "1"):
            await stage.answer(key)
        screen = await look(stage)
        session = stage.annotation.session
        answered = {*session.state.standings, *session.state.drawn, *range(6)}
        assert len(rows(screen)) == 9 and not answered & {*rows(screen)}


async def test_nobody_sees_which_row_is_of_the_check_and_it_is_labeled_alone() -> None:
    dataset = made_up(rows=130, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset, audit=10))) as stage:
        await stage.ready()
        session = stage.annotation.session
        drawn = {*session.state.drawn}
        while stage.row not in drawn:
            await stage.answer("0")
        screen = await look(stage)
        asked, before = stage.row, len(stage.done())
        assert screen.count == 9 and "check" not in stage.shown("rows")
        await stage.press("1", "2", "enter", "1")
        await stage.until(lambda: stage.app.accepts_keys and len(stage.done()) > before)
        assert stage.done()[before:] == [(Kind.LABEL, asked, "yes")]
        assert "random check, labeled alone" in stage.shown("row")


async def test_a_label_that_is_asked_again_has_no_look_alikes() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60), recheck=2))) as stage:
        await stage.ready()
        while not stage.view.round.again:
            await stage.answer("0")
        await stage.press("=")
        await stage.remarked("asked for again")
        assert not isinstance(stage.app.screen, AlikeScreen)


async def test_foreign_text_does_not_reach_the_terminal() -> None:
    cells = [(f"m{row}", f"{HOSTILE} order {row % 3} of {row}", "") for row in range(20)]
    table = MemoryTable("made-up", ("id", "text", "label"), cells)
    dataset = load_dataset(table, infer_schema(table), DataOptions(("no", "yes")))
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        screen = await look(stage)
        assert screen.count == 9
        shown = stage.shown("rows")
        assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown


async def test_of_many_classes_one_is_named() -> None:
    names = tuple(f"kind {number}" for number in range(14))
    async with on_stage(opened(lambda: annotation_of(made_up(60, 20, names)))) as stage:
        await look(stage)
        await stage.press("1", "2", "enter", "'")
        await stage.press(*"kind 13")
        await stage.press("enter")
        done = await stage.done_so_far(4)
        assert [each[0] for each in done] == [Kind.ALIKE, *[Kind.LABEL] * 3]
        assert {each[2] for each in done[1:]} == {"kind 13"}
