"""Each screen opens over a row, shows all it has to say, and goes back, narrow and wide."""

from __future__ import annotations

import pytest

from altui.config.key_actions import ACTIONS
from tests.terminal.terminal import Terminal

SCREENS = {
    "?": ("any key goes back", " "),
    "p": ("lines: the given label", " "),
    "m": ("the next row to ask for", " "),
    "/": ("text, or column=value", "\x1b"),
    "h": ("history", "q"),
    "d": ("what would you say now", "q"),
    "z": ("columns to read", "q"),
    "c": ("comment on", "\x1b"),
}
"""By the key: what it shows first, and the key that goes back."""


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_each_opens_and_goes_back(columns: int, rows: int) -> None:
    with Terminal("demo", "--dwell", "0", columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.answer("1")
        terminal.settle()
        before = terminal.row_id
        for key, (shown, back) in SCREENS.items():
            terminal.press_for(key, shown)
            terminal.settle()
            if key == "?":
                told = terminal.text
                assert all(each.meaning in told for each in ACTIONS if each.id == "fold")
                assert "saved" not in told  # the demo keeps nothing
                assert "…" not in told.split("any key")[0]
            terminal.press(back)
            terminal.wait_until_gone(shown)
            terminal.wait_for("query 2 of 20")
            terminal.settle()
        assert terminal.row_id == before
        terminal.answer("0")
