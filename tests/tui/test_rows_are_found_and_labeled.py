"""`/`: the pool is searched, a row found is read, and a digit labels it."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import Input

from altui.data.memory_table import MemoryTable
from altui.session.events import Kind
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.search import SearchScreen
from tests.tui.making import HOSTILE
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened


async def look_for(stage: Stage, text: str) -> SearchScreen:
    await stage.ready()
    await stage.press("/", *text, "enter")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    keys = screen.query_one("#rows-keys", LinesWidget)
    await stage.until(lambda: "found " in keys.plain_text() and "searched" not in keys.plain_text())
    return screen


async def test_a_row_is_found_by_its_value_and_labeled_without_being_asked() -> None:
    dataset = made_up()
    value = dataset.table.cells(20)[1]
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        screen = await look_for(stage, f"length={value}")
        assert [each.row for each in screen.items] == [20]
        assert f"length: {value}" in stage.shown("rows")
        await stage.press("1")  # not yet: the row has not been shown
        assert stage.app.screen is screen and stage.done() == []
        await stage.press("enter")
        await stage.until(lambda: screen.painted.at is not None)
        assert "row r20" in stage.shown("rows")
        before = stage.view
        await stage.press("1")
        await stage.until(lambda: stage.app.view is not before and stage.app.accepts_keys)
        assert stage.done() == [(Kind.LABEL, 20, "yes")]
        event = next(e for e in stage.annotation.session.events() if e.kind is Kind.LABEL)
        assert event.round is None and event.predicted is None and event.shown_at is not None
        assert stage.view.round.labeled == before.round.labeled + 1


async def test_a_text_is_found_in_any_column_but_never_by_the_label() -> None:
    dataset = made_up(rows=60, labeled=6)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        screen = await look_for(stage, "R3")
        assert [each.row_id for each in screen.items] == [f"r{n}" for n in range(30, 40)]
        await stage.press("/", *["backspace"] * 2, *"yes", "enter")
        await stage.until(lambda: stage.shown("rows-keys").startswith("0 found "))
        assert not screen.items


async def test_only_rows_without_an_answer_are_listed_and_none_of_the_check() -> None:
    dataset = made_up(rows=60, labeled=6)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        skipped, ignored = stage.row, 0
        await stage.answer("s")
        ignored = stage.row
        await stage.answer("x")
        labeled = stage.row
        await stage.answer("1")
        screen = await look_for(stage, "r")
        rows = {each.row for each in screen.items}
        assert rows == set(range(6, 60)) - {ignored, labeled} and skipped in rows


async def test_escape_goes_back_step_by_step_and_nothing_has_changed() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        await stage.press("j", "enter")
        await stage.until(lambda: screen.painted.at is not None)
        await stage.press("escape")
        assert stage.app.screen is screen and "▸ r11" in stage.shown("rows")
        await stage.press("escape")
        assert stage.app.screen is not screen and stage.done() == []


async def test_letters_typed_before_the_field_is_there_are_text_and_no_keys() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        stage.burst("/", "1", "s", "1")
        await stage.until(lambda: isinstance(stage.app.screen, SearchScreen))
        await stage.until(lambda: stage.app.screen.query_one(Input).value == "1s1")
        assert stage.done() == []


async def test_hostile_cells_are_shown_safely() -> None:
    from altui.session.finding.search import Wanted, search

    table = made_up().table
    rows = [("r9", HOSTILE, "1", "") if n == 9 else table.cells(n) for n in range(len(table))]
    dataset = replace(made_up(), table=MemoryTable("made-up", table.columns, rows))
    listable = dataset.part == 0
    found = [e for e in search(dataset, listable, Wanted("red")) if not isinstance(e, float)]
    assert len(found) == 1 and "\x1b" not in found[0].excerpt and "\u202e" not in found[0].excerpt
