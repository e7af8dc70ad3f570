"""A list on the screen is moved through by lines, by pages and to its ends, its cursor in view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from altui.session.events import Decision
from altui.tui.screens.history import HistoryScreen
from altui.tui.screens.parts.cursor import Cursor
from tests.tui.stage import annotation_of, made_up, on_stage, opened

MOVES = st.sampled_from(["line-down", "line-up", "page-down", "page-up", "home", "end", "quit"])


@given(st.integers(0, 60), st.lists(st.tuples(MOVES, st.integers(1, 30))))
def test_the_cursor_is_a_place_of_the_list_and_is_shown(
    count: int, moves: list[tuple[str, int]]
) -> None:
    cursor = Cursor()
    for move, room in moves:
        before = cursor.at
        assert cursor.follow(move, room, count) is (move != "quit")
        shown = cursor.show_in(room, count)
        assert len(shown) == min(room, count), "no line is left empty while there are places"
        assert cursor.at in shown or not count
        assert move != "quit" or cursor.at == before
        assert (
            not count or move not in ("home", "end") or cursor.at == (move == "end") * (count - 1)
        )


async def test_end_goes_to_the_first_decision_and_home_to_the_last() -> None:
    annotation = annotation_of(made_up(100))
    for row in range(20, 80):
        annotation.session.decide(Decision.flag(row, on=True))
    async with on_stage(opened(lambda: annotation)) as stage:
        await stage.ready()
        await stage.press("h")
        screen = stage.app.screen
        assert isinstance(screen, HistoryScreen)
        await stage.until(lambda: screen.count == 60)
        await stage.press("end")
        assert screen.cursor.at == 59 and "▸" in stage.shown("rows").splitlines()[-1]
        await stage.press("pageup")
        assert 0 < screen.cursor.at < 59
        await stage.press("home")
        assert screen.cursor.at == 0
