"""The screen that folds columns away that the person need not see, and shows them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, cut, line, title_line
from altui.display.text import one_line
from altui.tui.bindings import key_of
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.cursor import Cursor
from altui.tui.screens.overlay import Overlay
from altui.tui.screens.page import page_room
from altui.wording.refusals import ONE_STAYS
from altui.wording.status import keys_line

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.data.dataset import Field
    from altui.labeling.view import ShownRow

WIDEST_NAME = 30


class FoldingScreen(Overlay[frozenset[str]]):
    """Returns the names of the columns that are folded away when it is left."""

    def __init__(self, shown_row: ShownRow, keymap: KeyMap) -> None:
        super().__init__()
        self._fields = shown_row.fields
        self._folded = shown_row.folded
        self._keymap = keymap
        self.cursor = Cursor()
        self._word = ""

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="rows")
        yield LinesWidget(id="rows-keys")

    def on_resize(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        action = self._keymap.action_of(key_of(event))
        self._word = ""
        if event.key in ("space", "enter"):
            self._turn(self._fields[self.cursor.at].name)
        elif event.key == "escape" or action in ("quit", "fold"):
            self.dismiss(self._folded)
            return
        else:
            page = page_room(self._place.size.height)
            self.cursor.follow(action or event.key, page, len(self._fields))
        self._draw()

    def _turn(self, name: str) -> None:
        folded = self._folded ^ {name}
        if len(folded) < len({each.name for each in self._fields}):
            self._folded = folded
        else:
            self._word = ONE_STAYS

    @property
    def _place(self) -> LinesWidget:
        return self.query_one("#rows", LinesWidget)

    def _draw(self) -> None:
        width, height = self._place.size
        room = page_room(height)
        note = f"{len(self._folded)} of {len(self._fields)} folded away"
        shown = self.cursor.show_in(room, len(self._fields))
        self._place.put_lines(
            [
                title_line("columns to read", max(width - 1, 1), note),
                *(cut(self._line(place), width) for place in shown),
                *[()] * (room - len(shown)),
                line(Span(one_line("The model still learns from folded columns.", width), "dim")),
            ]
        )
        moves = [*self._keymap.list_keys(("line-down", "down"), ("line-up", "up"))]
        back = self._keymap.list_keys(("quit", "back")) or [("escape", "back")]
        told = (Span(f"{self._word}   ", "warn"),) if self._word else ()
        keys = keys_line([("space", "fold or show"), *moves], back, width)
        self.query_one("#rows-keys", LinesWidget).put_lines([cut(line(*told, *keys), width)])

    def _line(self, place: int) -> Line:
        field: Field = self._fields[place]
        is_folded = field.name in self._folded
        mark = Span(self.cursor.mark(place))
        name = Span(f"{one_line(field.name, WIDEST_NAME)}  ", "dim" if is_folded else "strong")
        value = "folded away" if is_folded else one_line(field.text, 200)
        return line(mark, Span("- " if is_folded else "+ "), name, Span(value, "dim"))
