"""After a label from a search the list is there again, at the next hit; `must:` and `not:` narrow
the pool that rows are asked from."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.session.events import Kind
from altui.session.session import Session
from altui.tui.screens.search import SearchScreen
from tests.tui.stage import Stage, annotation_of, on_stage, opened
from tests.tui.test_rows_are_found_and_labeled import look_for

LABEL, UNDO, SETTING = Kind.LABEL, Kind.UNDO, Kind.SETTING


async def show_row(stage: Stage, screen: SearchScreen, key: str) -> None:
    await stage.press(key)
    await stage.until(lambda: screen.painted.at is not None)


async def label(stage: Stage, screen: SearchScreen, key: str) -> None:
    """A digit shows the row under the cursor, the digit then labels it."""
    await show_row(stage, screen, key)
    await stage.press(key)
    await stage.until(lambda: screen.shown_row is None)


async def test_after_a_label_the_list_is_there_again_at_the_next_hit() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        assert "search: r1" in stage.shown("rows") and "hit 1 of 10 · row 11 of 30" in stage.shown(
            "rows"
        )
        await label(stage, screen, "1")
        assert stage.done() == [(LABEL, 10, "yes")]
        assert "▸ r11" in stage.shown("rows") and "hit 2 of 10" in stage.shown("rows")
        assert "  r10  yes  " in stage.shown("rows"), "the labeled one stays, with its label"
        assert "saved: r10 is yes" in stage.shown("rows-keys")
        await label(stage, screen, "0")
        assert stage.done()[1:] == [(LABEL, 11, "no")] and screen.cursor.at == 2


async def test_a_digit_in_the_list_shows_the_row_and_labels_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        await stage.press("j")
        await show_row(stage, screen, "1")
        assert "row r11 " in stage.shown("rows") and "hit 2 of 10" in stage.shown("rows")
        assert stage.done() == []


async def test_the_line_that_names_a_class_opens_on_the_row_and_not_on_the_list() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        await show_row(stage, screen, "'")
        assert stage.app.screen is screen and stage.done() == []
        await stage.press("'")
        await stage.until(lambda: stage.app.screen is not screen)
        await stage.press(*"yes", "enter")
        await stage.until(lambda: screen.shown_row is None)
        assert stage.done() == [(LABEL, 10, "yes")] and "▸ r11" in stage.shown("rows")


async def test_a_held_digit_labels_nothing() -> None:
    async with on_stage(opened(annotation_of, dwell=60.0)) as stage:
        screen = await look_for(stage, "r1")
        for _ in range(5):
            await show_row(stage, screen, "1")
        assert stage.done() == [] and screen.shown_row is not None


class Clock:
    """Stands still but where it is moved on. What was painted by another one was so long ago."""

    now = 1e9

    def time(self) -> float:
        return self.now

    monotonic = time


async def test_the_label_counts_from_when_the_row_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr("altui.tui.painted.time", clock)
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        await show_row(stage, screen, "1")
        shown = clock.time()
        clock.now += 100
        await stage.press("1")
        await stage.until(lambda: screen.shown_row is None)
        (event,) = [e for e in stage.annotation.session.events() if e.kind is LABEL]
        assert event.shown_at == shown


async def test_a_row_is_passed_over_and_the_last_hit_is_told() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r2")
        await stage.press("end")
        await stage.press("k")
        await show_row(stage, screen, "enter")
        await stage.press("s")
        assert "▸ r29" in stage.shown("rows") and stage.done() == []
        await label(stage, screen, "1")
        assert "that was the last hit" in stage.shown("rows-keys")
        assert "▸ r29  yes" in stage.shown("rows")
        await stage.press("enter")
        await stage.until(lambda: "its label is yes" in stage.shown("rows-keys"))


async def test_escape_in_the_field_goes_back_to_the_list_and_its_place() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for(stage, "r1")
        await stage.press("j", "j", "/", "x", "escape")
        assert stage.app.screen is screen and screen.focused is None
        assert screen.cursor.at == 2 and "enter 01 row" in stage.shown("rows-keys")
        await stage.press("escape")
        assert stage.app.screen is not screen


async def test_a_second_search_takes_the_place_of_the_first() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await look_for(stage, "r1")
        await look_for(stage, "r29")
        assert "search: r29" in stage.shown("rows") and "hit 1 of 1" in stage.shown("rows")
        await stage.press("/", "right", "0", "enter")
        await stage.until(lambda: "search: r290" in stage.shown("rows"))


async def test_undo_takes_back_what_was_labeled_here_and_nothing_before() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        screen = await look_for(stage, "r1")
        await stage.press("u")
        assert "nothing to undo in this search" in stage.shown("rows-keys")
        await label(stage, screen, "1")
        labeled = stage.done()[-1][1]
        await stage.press("u")
        await stage.until(lambda: "undone" in stage.shown("rows-keys"))
        assert stage.done()[-1][:2] == (UNDO, labeled) and not screen._labels.given
        assert screen.row_at(screen.cursor.at) == labeled
        await stage.press("u")
        assert len([each for each in stage.done() if each[0] is UNDO]) == 1
        await stage.press("U")
        await stage.until(lambda: "done again" in stage.shown("rows-keys"))
        assert screen._labels.given == {labeled: "yes"}


async def test_a_long_row_opens_where_the_hit_stands() -> None:
    text = " ".join(f"word{n}" for n in range(2_000))
    rows = [(f"r{n}", f"{text} {n * 7919} {n * n}", "x" if n < 2 else "") for n in range(30)]
    table = MemoryTable("made-up", ("id", "text", "label"), rows)
    dataset = dataset_of(table)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        screen = await look_for(stage, "word1234")
        await show_row(stage, screen, "enter")
        assert "word1234" in stage.shown("rows") and "word0 " not in stage.shown("rows")


async def test_a_paper_opens_at_a_hit_far_down_and_at_one_over_a_line_end() -> None:
    paper = " ".join(f"word{n}" for n in range(8_000))
    rows = [(f"r{n}", f"{paper} {n * 7919}", "x" if n < 2 else "") for n in range(30)]
    dataset = dataset_of(MemoryTable("made-up", ("id", "text", "label"), rows))
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        screen = await look_for(stage, "word7777")
        await show_row(stage, screen, "enter")
        lines = [each.split() for each in stage.shown("rows").splitlines()]
        at = next(place for place, each in enumerate(lines) if "word7777" in each)
        last, first = lines[at][-1], lines[at + 1][0]
        await stage.press("escape", "escape")
        screen = await look_for(stage, f"{last} {first}")
        await show_row(stage, screen, "enter")
        assert last in stage.shown("rows") and first in stage.shown("rows")


def dataset_of(table: MemoryTable) -> Dataset:
    schema = infer_schema(table, target="label", id="id", text=["text"])
    return load_dataset(table, schema, DataOptions(("x", "y")))


# The pool is narrowed


async def until_found(stage: Stage, said: str) -> None:
    """Until the whole file is searched: what was found by then stays."""
    await stage.until(
        lambda: said in stage.shown("rows-keys") and "searched" not in stage.shown("rows-keys")
    )


async def narrow(stage: Stage, text: str) -> SearchScreen:
    await stage.ready()
    before = stage.view
    await stage.press("/", *text, "enter")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    await stage.until(lambda: stage.app.view is not before)
    await until_found(stage, "the random check from all")
    return screen


async def test_only_rows_of_the_narrowed_pool_are_asked_and_listed() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await narrow(stage, "must:r1 not:r15 not:r16")
        kept = {10, 11, 12, 13, 14, 17, 18, 19}
        assert {each.row for each in screen.items} == kept
        assert "asked from must:r1 not:r15 not:r16" in stage.shown("rows")
        assert stage.done() == [(SETTING, None, '{"narrow": "must:r1 not:r15 not:r16"}')]
        await stage.press("escape")
        assert "asked from must:r1 not:r15" in stage.shown("status")
        asked = [stage.row]
        while stage.view.ending == "":
            await stage.answer("1")
            asked.append(stage.row if stage.view.shown_row else -1)
        assert set(asked) == {*kept, -1} and stage.view.ending == "narrowed"
        told = " ".join(stage.shown("row").split())
        assert "16 other rows have none" in told
        await stage.answer("g")
        assert stage.view.settings.narrow == "" and stage.row not in kept
        assert "asked from" not in stage.shown("status")


async def test_an_empty_one_asks_from_all_rows_again() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await narrow(stage, "must:r1")
        await stage.press("escape")
        before = stage.view
        await stage.press("/", *"must:", "enter")
        await stage.until(lambda: stage.app.view is not before)
        assert stage.view.settings.narrow == "" and not isinstance(stage.app.screen, SearchScreen)
        await stage.ready()
        await stage.press("/", *"not:", "enter")
        assert "all rows are asked from" in stage.shown("rows-keys")


async def test_what_nothing_fits_or_nobody_can_mean_changes_nothing() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        screen = await look_for_said(stage, "must:nowhere", "no row without a label fits")
        assert not screen.items and stage.done() == []
        for text, told in (
            ("must:r1 r2", 'r2 stands alone: write must:r2, or must:"r1 r2"'),
            ("r1 not:r15", "must: and not: narrow what is asked"),
            ('must:"r1', "a quote is open"),
        ):
            await stage.press("/", *["backspace"] * 20)
            screen.query_one(Input).value = text
            await stage.press("enter")
            assert told in stage.shown("rows-keys") and stage.done() == []
            screen.set_focus(None)


async def look_for_said(stage: Stage, text: str, said: str) -> SearchScreen:
    await stage.ready()
    await stage.press("/", *text, "enter")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    await until_found(stage, said)
    return screen


async def test_where_a_class_is_to_be_found_the_pool_stays_whole() -> None:
    annotation = annotation_of(find="yes")
    async with on_stage(opened(lambda: annotation)) as stage:
        await look_for_said(stage, "must:r1", "is tested on all rows")
        assert stage.done() == []


async def test_a_session_goes_on_narrowed() -> None:
    annotation = annotation_of()
    async with on_stage(opened(lambda: annotation)) as stage:
        await narrow(stage, "must:r1")
        path = annotation.session.path
    view = Session.read(path)
    assert view.settings.narrow == "must:r1" and view.summary().narrow == "must:r1"
