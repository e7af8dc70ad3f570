"""The screen on which the query strategy is changed during a session."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Static

from altui.display.text import one_line
from altui.learning.strategies import OWN_MEANING, all_strategies, is_own, strategy_names
from altui.tui.screens.parts.overlay import Overlay
from altui.wording.pages.help import FRAME, side_by_side

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.labeling.view import View

WIDEST = 72


def choices(view: View) -> list[tuple[str, str]]:
    """(strategy, its meaning): those by name, one for each class, and the person's own."""
    found = []
    for each in all_strategies():
        names = [f"{each.name}:{known.name}" for known in view.classes]
        found += [(name, each.meaning) for name in (names if each.takes_class else [each.name])]
    current = view.settings.strategy
    return [*found, (current, OWN_MEANING)] if is_own(current) else found


class StrategyScreen(Overlay[str | None]):
    """Lists the strategies; a letter takes one, any other key leaves it as it is."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._current = view.settings.strategy
        self._choices = choices(view)
        self._letters = letters(view.keymap)

    def compose(self) -> ComposeResult:
        lines = _lines(self._choices, self._letters, self._current, *self.app.size)
        title = "the next row to ask for (any other key goes back)"
        yield Static("\n".join([title, "", *lines]), id="strategies", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        taken = dict(zip(self._letters, self._choices, strict=False)).get(event.character or "")
        self.dismiss(taken[0] if taken else None)


def letters(keymap: KeyMap) -> str:
    """A second press of the key that opened the screen must choose nothing, nor that for quit."""
    taken = (*keymap.keys["strategy"], *keymap.keys["quit"])
    return "".join(letter for letter in ascii_lowercase if letter not in taken)


def _lines(
    choices: Sequence[tuple[str, str]], taken_by: str, current: str, width: int, height: int
) -> list[str]:
    columns = 1 if len(choices) + 4 <= height else 2
    room = min(WIDEST, (width - FRAME) // columns - 2)
    named = max(map(len, strategy_names()))
    lines = []
    for letter, (name, meaning) in zip(taken_by, choices, strict=False):
        mark = "▸" if name == current else " "
        text = f"{mark}{letter}  {name.ljust(named)}  {meaning}"
        lines.append(one_line(text, room))
    return side_by_side(lines, columns)
