"""Lines under a title, of which a screen shows as many as it has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.display.lines import Line, title_line
from altui.wording.view.row import AROUND, position_line

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap


@dataclass
class Page:
    title: str = ""
    note: str = ""
    body: Sequence[Line] = ()
    top: int = 0

    def move(self, by: int) -> bool:
        """So many lines down; past the end no move is made."""
        if self.top + by >= len(self.body):
            return False
        self.top = max(self.top + by, 0)
        return True

    def lines(self, width: int, height: int, keymap: KeyMap) -> list[Line]:
        room = page_room(height)
        shown = self.body[self.top : self.top + room]
        return [
            title_line(self.title, max(width - 1, 1), self.note),
            *shown,
            *[()] * (room - len(shown)),
            position_line(self.top, len(shown), len(self.body), width, keymap),
        ]


def page_room(height: int) -> int:
    """Lines of the text that a place of this height shows at once."""
    return max(height - AROUND, 1)
