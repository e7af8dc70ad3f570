"""One line at the foot in which a class is named. The row above it stays as it is, to be read.

All its keys come here in the order in which they were typed, whether the line was drawn by then or
not: none of them reaches the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from altui.labeling.naming.class_line import Choice, ClassLine
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.parts.overlay import Overlay
from altui.wording.view.class_line import class_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

MOVES = {"tab": 1, "down": 1, "right": 1, "shift+tab": -1, "up": -1, "left": -1}


class NamingHost(Protocol):
    """What the line asks of the app under it."""

    def drop_rest_of_name(self, code: str, names: Sequence[str]) -> None: ...


class ClassLineScreen(Overlay[Choice]):
    AUTO_FOCUS = ""

    def __init__(self, named: ClassLine) -> None:
        super().__init__()
        self.named = named
        self._early: list[events.Key] = []
        self._is_there = False

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="class-line")

    def on_mount(self) -> None:
        self._is_there = True
        for event in self._early:
            if not self.is_closing:
                self.take(event)

    def on_resize(self) -> None:
        self._draw()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.named.paste(event.text)
        self._draw()

    def take(self, event: events.Key) -> None:
        """Take a key; what comes before the line is there waits."""
        if not self._is_there:
            self._early.append(event)
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._end(self.named.enter())
        else:
            self._edit(event)

    def _edit(self, event: events.Key) -> None:
        choice, code = None, ""
        if event.key == "backspace":
            self.named.erase()
        elif event.key in MOVES:
            self.named.move(MOVES[event.key])
        elif event.is_printable and event.character:
            choice, code = self.named.type(event.character), self.named.typed
        self._draw()
        self._end(choice, code)

    def _end(self, choice: Choice | None, code: str = "") -> None:
        if choice is not None:
            cast(NamingHost, self.app).drop_rest_of_name(code, self.named.names)
            self.dismiss(choice)

    def _draw(self) -> None:
        if self._is_there:
            self.query_one(LinesWidget).put_lines([class_line(self.named, self.size.width)])
