"""`h`: every decision newest first, filtered by single keys, shown again, changed by a digit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.config.key_actions import LAYOUTS
from altui.config.keymap import STANDARD, KeyMap
from altui.errors import StorageError
from altui.labeling.annotation import Annotation
from altui.labeling.showing.shown_row import beginnings
from altui.session.events import Decision, Kind
from altui.session.finding.filtering import DecisionPart, Filter, part_of
from altui.session.session import Session
from altui.tui.screens.dialogs import CommentScreen
from altui.tui.screens.history import DecisionsListed, HistoryScreen
from tests.tui.making import item
from tests.tui.stage import Stage, annotation_of, made_up, on_stage, opened
from tests.tui.test_trouble_is_told_and_work_goes_on import is_told


async def look_back(stage: Stage, key: str = "h") -> HistoryScreen:
    await stage.ready()
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
    return await listed(stage)


async def listed(stage: Stage) -> HistoryScreen:
    """Until the whole list is there."""
    screen = stage.app.screen
    assert isinstance(screen, HistoryScreen)
    await stage.until(lambda: not screen.is_listing)
    return screen


async def filter_by(stage: Stage, key: str) -> list[int]:
    """Press a filter's key; the rows that are listed then."""
    screen = await listed(stage)
    await stage.press(key)
    await stage.until(lambda: not screen.is_listing)
    return [each.row for each in screen.items]


async def open_row(stage: Stage) -> HistoryScreen:
    screen = await listed(stage)
    await stage.press("enter")
    await stage.until(lambda: screen.painted.at is not None)
    return screen


async def test_the_newest_is_first_and_undone_ones_say_so() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        rows = []
        for key in "10sx":
            rows.append(stage.row)
            await stage.answer(key)
        await stage.answer("u")
        screen = await look_back(stage)
        assert [each.row for each in screen.items] == rows[::-1]
        title, first, second, third, *_ = stage.shown("rows").splitlines()
        assert "history" in title and "4 decisions" in title
        assert first.startswith("▸ ") and first.endswith("ignored (undone)")
        assert "skipped" in second and f"r{rows[1]}" in third and "model" in third


async def test_a_digit_changes_the_label_and_the_model_learns_it() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("1")
        await stage.answer("0")
        screen = await look_back(stage)
        await stage.press("j")
        await open_row(stage)
        assert f"row r{row} " in stage.shown("rows") and "2 of 2" in stage.shown("rows")
        assert "yes" in stage.shown("rows") and "round 1" in stage.shown("rows")
        before = stage.view
        await stage.press("0")
        await stage.until(lambda: f"saved: r{row} is no" in stage.shown("rows-keys"))
        await stage.until(lambda: stage.app.view is not before)
        assert stage.done()[-1] == (Kind.LABEL, row, "no")
        event = stage.annotation.session.history(1)[0]
        assert event.round is None and event.predicted is None
        await listed(stage)
        assert [each.holds for each in screen.items] == [True, True, False]
        assert screen.items[screen.cursor.at].row == row, "the mark stays where it was"
        labels = dict(zip(*map(list, known(stage)), strict=True))
        assert labels[row] == 0
        await stage.press("q")
        await stage.ready()
        assert not isinstance(stage.app.screen, HistoryScreen)
        await stage.answer("u")
        assert stage.annotation.session.label(row) == "yes"


def known(stage: Stage) -> tuple[list[int], list[int]]:
    knowledge = stage.annotation.session.knowledge()
    return knowledge.rows.tolist(), knowledge.labels.tolist()


async def test_the_label_that_it_has_is_not_given_again() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        await look_back(stage)
        await open_row(stage)
        await stage.press("1")
        assert "its label is yes" in stage.shown("rows-keys") and len(stage.done()) == 1


async def test_a_key_counts_only_for_a_row_that_was_painted_and_read() -> None:
    async with on_stage(opened(annotation_of, dwell=60)) as stage:
        await stage.ready()
        stage.app.painted.at = -100.0  # by a clock that may have begun just now
        await stage.answer("1")
        await look_back(stage)
        stage.burst("enter", "0")
        await stage.settle()
        screen = await listed(stage)
        await stage.until(lambda: screen.painted.at is not None)
        await stage.press("0", "0")
        assert len(stage.done()) == 1, "no key so soon is an answer"
        screen.painted.at = -100.0
        await stage.press("0")
        assert (await stage.done_so_far(2))[-1][2] == "no"


async def test_each_filter_has_its_key_and_one_takes_all_off() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        rows = []
        for key in "1011s":
            rows.append(stage.row)
            if len(rows) == 2:
                await stage.press("f")
                await stage.until(lambda: stage.view.shown_row and stage.view.shown_row.flagged)
            await stage.answer(key)
        first, second, third, fourth, skipped = rows
        await look_back(stage)
        assert await filter_by(stage, "1") == [fourth, third, first]
        assert "yes: 3 decisions" in stage.shown("rows")
        assert await filter_by(stage, "0") == [second]
        assert await filter_by(stage, "f") == [second]
        assert "no · flagged: 1 decision" in stage.shown("rows")
        assert await filter_by(stage, "0") == [second, second]
        assert len(await filter_by(stage, "a")) == 6
        assert await filter_by(stage, "p") == [fourth, third, second, first]
        assert await filter_by(stage, "p") == []
        assert "random check: 0 decisions" in stage.shown("rows")
        assert await filter_by(stage, "p") == [skipped]
        assert len(await filter_by(stage, "p")) == 6
        assert await filter_by(stage, "c") == []


async def test_what_the_model_disagrees_with_now_is_found_by_its_key() -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60, 20)))) as stage:
        await stage.ready()
        wrong = stage.row
        x = float(stage.annotation.dataset.table.cells(wrong)[1])
        await stage.answer("0" if x > 0 else "1")
        for _ in range(6):
            cells = stage.annotation.dataset.table.cells(stage.row)
            await stage.answer("1" if float(cells[1]) > 0 else "0")
        await look_back(stage)
        rows = await filter_by(stage, "d")
        assert rows[-1] == wrong
        assert "model now disagrees" in stage.shown("rows")
        await stage.press("k", "pageup")
        await stage.press(*["j"] * len(rows))
        await open_row(stage)
        assert "by the other labels" in stage.shown("rows")
        await stage.press("h")
        assert "disagrees now" in stage.shown("rows")


async def test_flags_and_comments_reach_any_row_of_the_past() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("1")
        await look_back(stage)
        await open_row(stage)
        await stage.press("f")
        await stage.until(lambda: "flagged" in stage.shown("rows"))
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, CommentScreen))
        await stage.press("o", "d", "d", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen))
        await stage.until(lambda: "comment  odd" in stage.shown("rows"))
        assert stage.done()[1:] == [(Kind.FLAG, row, "on"), (Kind.NOTE, row, "odd")]
        await stage.press("q")
        await listed(stage)
        assert await filter_by(stage, "c") == [row] * 3


async def test_undo_takes_back_from_the_list_too() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        screen = await look_back(stage)
        await stage.press("u")
        await stage.until(lambda: screen.items and screen.items[0].undone)
        assert "yes (undone)" in stage.shown("rows")
        await stage.press("u")
        await stage.until(lambda: "nothing to undo" in stage.shown("rows-keys"))
        await stage.press("U")
        await stage.until(lambda: not screen.items[0].undone)


async def test_a_change_that_cannot_be_written_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        row = stage.row
        await stage.answer("1")
        await look_back(stage)
        screen = await open_row(stage)
        decide = Session.decide

        def fails(*_: object) -> None:
            raise StorageError("the disk is full")

        monkeypatch.setattr(Session, "decide", fails)
        await stage.press("0")
        await is_told(stage)
        monkeypatch.setattr(Session, "decide", decide)
        await stage.press("r")
        assert (await stage.done_so_far(2))[-1] == (Kind.LABEL, row, "no")
        await stage.until(lambda: screen.shown_row is None)
        monkeypatch.setattr(Session, "decide", fails)
        await open_row(stage)
        await stage.press("1")
        await is_told(stage)
        monkeypatch.setattr(Session, "decide", decide)
        await stage.press("d")
        await stage.until(lambda: "was dropped" in stage.shown("rows-keys"))
        await stage.until(lambda: screen.painted.at is not None)
        assert len(stage.done()) == 2


@pytest.mark.parametrize("key", ["q", "h", "escape"])
async def test_the_way_back_needs_no_escape_and_the_row_waits(key: str) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.answer("1")
        screen = await look_back(stage)
        await open_row(stage)
        await stage.press(key)
        assert stage.app.screen is screen and screen.shown_row is None
        await stage.press(key)
        assert not isinstance(stage.app.screen, HistoryScreen)
        await stage.answer("1")
        assert len(stage.done()) == 2


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_its_keys_are_those_of_the_layout(layout: str) -> None:
    keys = {**STANDARD.keys, **LAYOUTS[layout]}
    keymap = KeyMap(keys, keys.pop("classes", STANDARD.classes))
    async with on_stage(opened(annotation_of, keymap=keymap)) as stage:
        await stage.ready()
        yes = stage.view.classes[1].key
        row = stage.row
        await stage.answer(yes)
        await look_back(stage, keymap.key("history"))
        assert await filter_by(stage, yes) == [row]
        assert await filter_by(stage, keymap.key("auto")) == [row]
        await open_row(stage)
        await stage.press(stage.view.classes[0].key)
        assert (await stage.done_so_far(2))[-1] == (Kind.LABEL, row, "no")


async def test_at_80_columns_each_key_of_the_list_is_told() -> None:
    async with on_stage(opened(annotation_of), size=(80, 24)) as stage:
        await stage.ready()
        await stage.answer("1")
        await look_back(stage)
        told = stage.shown("rows-keys")
        for key in ("01 class", "p part", "d differs", "f flag", "c note", "a all"):
            assert key in told
        assert told.endswith("q back") and "u undo" in told


kinds = st.sampled_from([Kind.LABEL, Kind.REVEAL, Kind.SKIP, Kind.FLAG, Kind.RECHECK])


@given(kinds, st.booleans(), st.booleans(), st.sets(st.integers(6, 8)))
def test_no_row_of_the_check_is_listed_as_disagreed_with(
    kind: Kind, is_check: bool, holds: bool, rows: set[int]
) -> None:
    each = item(kind, is_check=is_check, holds=holds)
    assert Filter().is_match(each, rows)
    is_listed = Filter(contradicted=True).is_match(each, rows)
    assert is_listed == (kind is Kind.LABEL and holds and not is_check and each.row in rows)
    assert Filter(part=DecisionPart.CHECK).is_match(each, rows) == is_check
    assert (part_of(replace(each, is_check=True))) is DecisionPart.CHECK


async def test_a_long_past_opens_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(opened(lambda: annotation_of(made_up(60, 6)))) as stage:
        await stage.ready()
        session = stage.annotation.session
        rows = [each for each in range(6, 60) if each != stage.row]
        flags = [Decision.flag(rows[n % len(rows)], on=n % 2 == 0) for n in range(20_000)]
        await asyncio.to_thread(session._append, *flags)
        screen = HistoryScreen(stage.annotation, stage.view.classes, stage.app.opening)
        counts: list[int] = []
        heard = HistoryScreen.on_decisions_listed

        def counted(screen: HistoryScreen, message: DecisionsListed) -> None:
            counts.append(len(message.items))
            heard(screen, message)

        def reading(annotation: Annotation, rows: Iterable[int]) -> dict[int, str]:
            read.update(rows)
            return beginnings(annotation, rows)

        read: set[int] = set()
        monkeypatch.setattr("altui.tui.screens.history.beginnings", reading)
        monkeypatch.setattr(HistoryScreen, "on_decisions_listed", counted)
        stage.app.push_screen(screen)
        await stage.until(lambda: not screen.is_listing)
        assert counts[0] == 200, "what is seen first is not waited for"
        assert screen.count == 20_000 and "20,000 decisions" in stage.shown("rows")
        assert len(read) <= 30, "only what is seen is read from the file"
