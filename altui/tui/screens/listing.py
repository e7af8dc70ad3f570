"""A list of rows, and the one at the mark to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line
from altui.tui.screens.row import RowScreen

if TYPE_CHECKING:
    from textual import events


class ListScreen(RowScreen):
    """A subclass says what is listed; only the lines that are seen are made."""

    _at = 0
    _top = 0

    @property
    def count(self) -> int:
        raise NotImplementedError

    def row_at(self, place: int) -> int:
        raise NotImplementedError

    def list_head(self, width: int) -> list[Line]:  # noqa: ARG002
        return []

    def list_lines(self, places: range, width: int) -> Sequence[Line]:
        raise NotImplementedError

    def mark(self, place: int) -> str:
        return "▸ " if place == self._at else "  "

    def go_to(self, place: int) -> None:
        self._at = max(0, min(place, self.count - 1))
        self.draw()

    def go_back(self) -> None:
        if self._sample is None:
            self.dismiss(None)
        else:
            self.leave_row()
            self.draw()
            self.say("")

    def move(self, by: int) -> None:
        """Down the row that is shown, or else down the list."""
        if self._sample is not None:
            super().move(by)
        else:
            self.go_to(self._at + by)

    def heed(self, event: events.Key, action: str | None) -> None:
        if self._sample is None and event.key == "enter" and self.count:
            self.read(self.row_at(self._at))
        elif self._sample is not None:
            super().heed(event, action)

    def draw(self) -> None:
        if self._sample is not None:
            super().draw()
            return
        width, height = self.place.size
        head = self.list_head(width)
        room = max(height - len(head), 1)
        self._top = max(min(self._top, self._at), self._at - room + 1)
        places = range(self._top, min(self._top + room, self.count))
        self.place.put_lines([*head, *self.list_lines(places, width)])
