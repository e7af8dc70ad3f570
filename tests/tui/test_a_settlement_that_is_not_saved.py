"""Where a settlement cannot be written the person is told, and decides what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key

from altui.config.keymap import STANDARD
from altui.errors import SessionError, StorageError
from altui.labeling.settling.look import SettleLook
from altui.labeling.settling.opening import open_look
from altui.session.events import Decision, Kind
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.dialogs import NotSavedScreen
from altui.tui.settling.app import SettleApp
from altui.tui.terminal.internals import key_of_character
from tests.settling import ada_and_bob, said

PATIENCE = 30.0


class Stage:
    def __init__(self, app: SettleApp, look: SettleLook, team: Path) -> None:
        self.app, self.look, self.team = app, look, team

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await asyncio.sleep(0.002)

    def press(self, key: str) -> None:
        self.app.post_message(Key(key_of_character(key) if len(key) == 1 else key, key))

    def shown(self, name: str = "rows") -> str:
        found = self.app.screen_stack[1].query(f"#{name}")
        return found.first(LinesWidget).plain_text() if found else ""

    async def asked(self, row: str) -> None:
        """Until the row is there and a key counts."""
        await self.until(lambda: f"row {row} " in self.shown() and "not alike" in self.shown())
        await self.painted()

    async def painted(self) -> None:
        await self.until(lambda: self.app._settling.painted.at is not None)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(ada_and_bob(tmp_path)) as stage:
        await stage.asked("r0")
        yield stage


@asynccontextmanager
async def on_stage(team: Path) -> AsyncIterator[Stage]:
    with open_look(team, "kim", STANDARD) as (look, classes):
        app = SettleApp(look, classes, STANDARD, dwell=0.0, theme="ansi-dark")
        async with app.run_test(size=(80, 24)):
            yield Stage(app, look, team)
        app.close_session()


def fail(stage: Stage, error: Exception, times: int = 1) -> None:
    real, left = stage.look.commit, [error] * times

    def commit(decision: Decision) -> None:
        if left:
            raise left.pop()
        real(decision)

    stage.look.commit = commit  # type: ignore[method-assign]


FULL = StorageError("the disk is full", hint="Free some space, then try again.")


async def not_saved(stage: Stage) -> None:
    await stage.until(lambda: isinstance(stage.app.screen, NotSavedScreen))
    assert "says" not in stage.shown() and "bob" not in stage.shown()
    assert said(stage.team, "kim") == []


async def test_it_is_tried_again(stage: Stage) -> None:
    fail(stage, FULL)
    stage.press("1")
    await not_saved(stage)
    stage.press("r")
    await stage.until(lambda: "spam is saved" in stage.shown())
    assert said(stage.team, "kim") == [(Kind.SETTLE, "r0", "spam")]
    await stage.until(lambda: not stage.app.unsaved)  # the writer says so first


async def test_it_is_dropped_and_the_row_is_answered_anew(stage: Stage) -> None:
    fail(stage, FULL)
    stage.press("1")
    await not_saved(stage)
    stage.press("d")
    await stage.until(lambda: "dropped" in stage.shown("rows-keys"))
    await stage.painted()
    stage.press("0")
    await stage.until(lambda: "ham is saved" in stage.shown())
    assert said(stage.team, "kim") == [(Kind.SETTLE, "r0", "ham")]


async def test_quitting_without_it_ends_with_1_and_names_it(stage: Stage) -> None:
    fail(stage, FULL)
    stage.press("1")
    await not_saved(stage)
    stage.press("q")
    await stage.until(lambda: stage.app.return_code is not None)
    assert stage.app.return_value == 1
    assert [each.decision.value for each in stage.app.unsaved] == ["spam"]


async def test_what_is_refused_is_said_and_nothing_changes(stage: Stage) -> None:
    fail(stage, SessionError("somebody else settles as kim at the same time"))
    stage.press("1")
    await stage.until(lambda: "somebody else" in stage.shown("rows-keys"))
    await stage.painted()
    stage.press("0")
    await stage.until(lambda: "ham is saved" in stage.shown())


async def test_a_row_that_is_left_open_comes_last_though_that_failed_first(stage: Stage) -> None:
    stage.press("1")
    await stage.until(lambda: "spam is saved" in stage.shown())
    await stage.painted()
    fail(stage, FULL)
    stage.press("s")
    await stage.until(lambda: isinstance(stage.app.screen, NotSavedScreen))
    stage.press("d")
    await stage.until(lambda: "dropped" in stage.shown("rows-keys"))
    await stage.painted()
    stage.press("u")
    await stage.asked("r0")
    stage.press("s")
    await stage.asked("r2")


async def test_keys_that_come_while_it_is_saved_do_nothing(stage: Stage) -> None:
    for key in ("1", "0", "enter", "u", "s"):
        stage.press(key)
    await stage.until(lambda: "spam is saved" in stage.shown())
    assert said(stage.team, "kim") == [(Kind.SETTLE, "r0", "spam")]
