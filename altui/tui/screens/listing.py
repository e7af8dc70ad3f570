"""A list of rows, and the one under the cursor to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line
from altui.tui.screens.parts.cursor import Cursor
from altui.tui.screens.row import RowScreen

if TYPE_CHECKING:
    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey


class ListScreen(RowScreen):
    """A subclass says what is listed. Only the visible lines are made."""

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self.cursor = Cursor()

    @property
    def count(self) -> int:
        raise NotImplementedError

    def row_at(self, place: int) -> int:
        raise NotImplementedError

    def list_head(self, width: int) -> list[Line]:  # noqa: ARG002
        return []

    def list_lines(self, places: range, width: int) -> Sequence[Line]:
        raise NotImplementedError

    def go_back(self) -> None:
        if self.shown_row is None:
            self.dismiss(None)
        else:
            self.leave_row()
            self.draw()
            self.say("")

    def move(self, move: str) -> bool:
        """Down the row that is shown, or else down the list."""
        if self.shown_row is not None:
            return super().move(move)
        is_move = self.cursor.follow(move, self.page, self.count)
        if is_move:
            self.draw()
        return is_move

    def take_key(self, event: events.Key, action: str | None) -> None:
        if self.shown_row is None and event.key == "enter" and self.count:
            self.read(self.row_at(self.cursor.at))
        elif self.shown_row is not None:
            super().take_key(event, action)

    def draw(self) -> None:
        if self.shown_row is not None:
            super().draw()
            return
        width, height = self.place.size
        head = self.list_head(width)
        places = self.cursor.show_in(max(height - len(head), 1), self.count)
        self.place.put_lines([*head, *self.list_lines(places, width)])
