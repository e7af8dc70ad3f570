"""The row that is asked for: what the person reads before they decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.display.lines import Line, Span, length, line, title_line
from altui.display.text import one_line
from altui.tui.panels.ended import ended_lines
from altui.tui.panels.kept import keep_by_identity
from altui.tui.panels.opening import Begun
from altui.tui.panels.panel import WIDE, Panel
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


KEPT = 16
"""Rows whose lines are kept: those of all answers that are prepared for."""


class Options(NamedTuple):
    """How a row is shown: with reasons, with colours, and without a curve beside it."""

    is_explained: bool = True
    has_colours: bool = True
    is_alone: bool = False


class Body(NamedTuple):
    """A row's lines, of which the first few stand above what is its own."""

    lines: Sequence[Line]
    heading: int


class Page(NamedTuple):
    """What the panel shows: of `total` lines those from `top` on. `missing`: how many lines higher
    it must be for one line of the row to be seen."""

    lines: Sequence[Line]
    top: int = 0
    total: int = 0
    missing: int = 0


class RowPanel(Panel):
    """The fields of the row asked for, paged when they are longer than the panel."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page = Page(())
        self._shown: tuple[int, int] | None = None
        self._is_explained = True
        self._begun: Begun | None = None

    @property
    def missing_lines(self) -> int:
        """How many lines higher the panel must be for one line of the row to be seen; 0 if one is
        seen now."""
        return max(self._page.missing, AROUND + 1 - self.size.height, 0)

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

    def maker(self) -> Callable[[View, int, int], Sequence[Line]]:
        options = self._options()
        return lambda view, width, height: row_page(view, width, height, options).lines

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        top = self._page.top
        if view.shown_row is not None and not view.ending:
            key = (view.round.event, view.shown_row.row)
            if key != self._shown:
                self._shown, top = key, 0
        self._page = row_page(view, width, height, self._options(), top)
        return self._page.lines

    def _options(self) -> Options:
        if not self.is_attached:
            return Options(self._is_explained)
        app = self.app
        return Options(self._is_explained, not app.no_color, app.size.width < WIDE)

    def scroll_lines(self, by: int) -> None:
        """Move the page by so many lines; it does not move past the end."""
        if self._page.top + by < self._page.total:
            self._page = self._page._replace(top=max(self._page.top + by, 0))
            self.rebuild()

    def page(self) -> int:
        """Lines in a page."""
        return max(self.size.height - AROUND, 1)


def row_page(view: View, width: int, height: int, options: Options, top: int = 0) -> Page:
    shown_row = view.shown_row
    if view.ending:
        return Page(ended_lines(view, width, height, is_alone=options.is_alone))
    if shown_row is None:
        return Page(())
    room = height - AROUND
    body, heading = _body(shown_row, (width - 1, room, view.keymap.key("fold"), options))
    # A page down may show the end alone: what was read does not come again.
    top = max(0, min(top, len(body) - 1)) if len(body) > room else 0
    page = body[top : top + room]
    place = position_line(top, len(page), len(body), width, view.keymap)
    lines = [
        _title(view, shown_row, width - 1, is_alone=options.is_alone),
        *page,
        *[()] * (room - len(page)),
        foot_line(view, place or _guide_line(view, width), width - 1),
    ]
    return Page(lines, top, len(body), missing_lines(body, heading, top, room))


@keep_by_identity(KEPT)
def _body(shown_row: ShownRow, how: tuple[int, int, str, Options]) -> Body:
    width, room, fold_key, options = how
    told = shown_row if options.is_explained else replace(shown_row, reasons=None)
    lines = row_lines(told, width, fold_key)
    if not told.pictures:
        return Body(lines, heading_lines(told, width))
    drawn = with_pictures(told, lines, width, room, has_colours=options.has_colours)
    return Body(drawn, 0)


def _title(view: View, shown_row: ShownRow, width: int, *, is_alone: bool) -> Line:
    """Which row it is; on a narrow screen, that has no curve, also how good the model is."""
    title, place = f"row {shown_row.row_id}{shown_row.times}", query_text(view)
    notes = how_far_in_words(view) if is_alone else []
    while notes:
        note = f"{', '.join(notes)}   {place}"
        if cell_len(title) + cell_len(note) + SHORTEST_RULE <= width:
            return title_line(title, width, note, tone="key", note_tone="key")
        notes.pop()
    return title_line(title, width, place, tone="key", note_tone="key")


def foot_line(view: View, left: Line, width: int) -> Line:
    """The position in a long text, or the guide, and at the right what the last key did."""
    room = width - length(left) - (2 if left else 0)
    told = last_action_line(view, max(room, 0))
    return (*left, Span("  "), *told) if left and told else told or left


def _guide_line(view: View, width: int) -> Line:
    return line(Span(one_line(view.guide, width), "key")) if view.guide else ()
