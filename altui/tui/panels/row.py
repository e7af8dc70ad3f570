"""The row that is asked for: what the person reads before they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, length, line, title_line
from altui.display.text import one_line
from altui.tui.panels.opening import Begun
from altui.tui.panels.panel import WIDE, Panel
from altui.wording.ending import ending_lines
from altui.wording.evaluation import how_far_in_words
from altui.wording.last_action import last_action_line
from altui.wording.view.row import (
    AROUND,
    heading_lines,
    missing_lines,
    position_line,
    query_text,
    row_lines,
    with_pictures,
)

if TYPE_CHECKING:
    from altui.labeling.showing.shown_row import ShownRow
    from altui.labeling.view import View


SHORTEST_RULE = 6


class RowPanel(Panel):
    """The fields of the row asked for, paged when they are longer than the panel."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._top = 0
        self._total = 0
        self._shown: tuple[int, int] | None = None
        self._is_explained = True
        self._missing = 0
        self._begun: Begun | None = None

    @property
    def missing_lines(self) -> int:
        """How many lines higher the panel must be for one line of the row to be seen; 0 if one is
        seen now."""
        return max(self._missing, AROUND + 1 - self.size.height, 0)

    def toggle_reasons(self) -> bool:
        """Show the reasons of the model, or hide them; returns whether they are shown."""
        self._is_explained = not self._is_explained
        self.rebuild()
        return self._is_explained

    def show_begun(self, begun: Begun) -> None:
        """Until there is a row: how far the way to it is."""
        self._begun = begun
        self.rebuild()

    def rebuild(self) -> None:
        if self._view is not None or self._begun is None:
            super().rebuild()
        else:
            self.put_lines(self._begun.lines(self.size.width - 1)[: self.size.height])

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        if view.ending:
            return [*ending_lines(view, width), *[()] * height][:height]
        shown_row = view.shown_row
        if shown_row is None:
            return []
        key = (view.round.event, shown_row.row)
        if key != self._shown:
            self._shown, self._top = key, 0
        told = shown_row if self._is_explained else replace(shown_row, reasons=None)
        room = height - AROUND
        body = row_lines(told, width - 1, view.keymap.key("fold"))
        heading = heading_lines(told, width - 1)
        if told.pictures:
            heading = 0
            colours = not self.app.no_color
            body = with_pictures(told, body, width - 1, room, has_colours=colours)
        self._total = len(body)
        # A page down may show the end alone: what was read does not come again.
        self._top = max(0, min(self._top, len(body) - 1)) if len(body) > room else 0
        page = body[self._top : self._top + room]
        self._missing = missing_lines(body, heading, self._top, room)
        return [
            self._title(view, shown_row, width - 1),
            *page,
            *[()] * (room - len(page)),
            foot_line(
                view,
                position_line(self._top, len(page), len(body), width, view.keymap)
                or _guide_line(view, width),
                width - 1,
            ),
        ]

    def _title(self, view: View, shown_row: ShownRow, width: int) -> Line:
        """Which row it is; on a narrow screen, that has no curve, also how good the model is."""
        title, place = f"row {shown_row.row_id}{shown_row.times}", query_text(view)
        is_alone = self.is_attached and self.app.size.width < WIDE
        notes = how_far_in_words(view) if is_alone else []
        while notes:
            note = f"{', '.join(notes)}   {place}"
            if cell_len(title) + cell_len(note) + SHORTEST_RULE <= width:
                return title_line(title, width, note)
            notes.pop()
        return title_line(title, width, place)

    def scroll_lines(self, by: int) -> None:
        """Move the page by so many lines; it does not move past the end."""
        if self._top + by < self._total:
            self._top = max(self._top + by, 0)
            self.rebuild()

    def page(self) -> int:
        """Lines in a page."""
        return max(self.size.height - AROUND, 1)


def foot_line(view: View, left: Line, width: int) -> Line:
    """The position in a long text, or the guide, and at the right what the last key did."""
    room = width - length(left) - (2 if left else 0)
    told = last_action_line(view, max(room, 0))
    return (*left, Span("  "), *told) if left and told else told or left


def _guide_line(view: View, width: int) -> Line:
    return line(Span(one_line(view.guide, width), "key")) if view.guide else ()
