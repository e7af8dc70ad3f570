"""The row that is asked for: what the person reads before they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.display.lines import Line, Span, length, line, title_line
from altui.display.text import clip, one_line, wrap
from altui.labeling.showing.titled import title_reasons, titles_of
from altui.tui.panels.beside import with_curve
from altui.tui.panels.ended import ended_lines
from altui.tui.panels.kept import keep_by_identity
from altui.tui.panels.opening import Begun
from altui.tui.panels.panel import WIDE, Panel
from altui.wording.evaluation import how_far_forms
from altui.wording.last_action import last_action_line
from altui.wording.view.query import explanation
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


ROOM_TO_ASK = 8
"""Lines from which a question has a place above the row."""

KEPT = 16
"""Rows whose lines are kept: those of all answers that are prepared for."""


class Options(NamedTuple):
    """How a row is shown: with reasons, with colours, and without a curve beside it."""

    is_explained: bool = True
    has_colours: bool = True
    is_alone: bool = False


class How(NamedTuple):
    """In how much room, and with which key and titles of classes, a row is made into lines."""

    width: int
    room: int
    fold_key: str
    options: Options
    titles: tuple[tuple[str, str], ...]


class Body(NamedTuple):
    """A row's lines, of which the first few stand above what is its own."""

    lines: Sequence[Line]
    heading: int


class Page(NamedTuple):
    """What the panel shows: of `total` lines those from `top` on. `missing`: how many lines higher
    it must be for one line of the row to be seen. `has_guide`: all of the guide is among them."""

    lines: Sequence[Line]
    top: int = 0
    total: int = 0
    missing: int = 0
    has_guide: bool = False


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

    @property
    def shows_guide(self) -> bool:
        """Whether all of the View's guide is there to be read."""
        return self._page.has_guide

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
    question = _question_lines(view, width - 1, height)
    room = height - AROUND - len(question)
    titles = tuple(titles_of(view.classes).items())
    how = How(width - 1, room, view.keymap.key("fold"), options, titles)
    body, heading = _body(shown_row, how)
    # A page down may show the end alone: what was read does not come again.
    top = max(0, min(top, len(body) - 1)) if len(body) > room else 0
    page = body[top : top + room]
    if options.is_alone and view.is_made_up and len(page) == len(body):
        page = with_curve(view, page, width - 1)
    place = position_line(top, len(page), len(body), width, view.keymap)
    guide = _guide_lines(view, width - 1, room - len(page))
    lines = [
        _title(view, shown_row, width - 1, is_alone=options.is_alone),
        *question,
        *page,
        *[()] * (room - len(page) - len(guide)),
        *guide,
        foot_line(view, place or (() if guide else _first_keys(view, width)), width - 1),
    ]
    missing = missing_lines(body, heading, top, room)
    has_guide = bool(guide) and len(guide) == sum(map(len, _wrap_guide(view, width - 1)))
    return Page(lines, top, len(body), missing, has_guide)


@keep_by_identity(KEPT)
def _body(shown_row: ShownRow, how: How) -> Body:
    width, room, fold_key, options, titles = how
    reasons = shown_row.reasons if options.is_explained else None
    reasons = reasons and title_reasons(reasons, dict(titles))
    told = replace(shown_row, reasons=reasons)
    lines = row_lines(told, width, fold_key)
    if not told.pictures:
        return Body(lines, heading_lines(told, width))
    drawn = with_pictures(told, lines, width, room, has_colours=options.has_colours)
    return Body(drawn, 0)


def _title(view: View, shown_row: ShownRow, width: int, *, is_alone: bool) -> Line:
    """Which row it is; on a narrow screen, that has no curve, also how good the model is."""
    title, place = f"row {shown_row.row_id}{shown_row.times}", query_text(view)
    room = width - cell_len(place)
    for note in _notes(view) if is_alone else ():
        if cell_len(title) + SHORTEST_RULE + cell_len(note) <= room:
            head = title_line(title, room, note, tone="key", note_tone="text")
            return (*head, Span(place, "key"))
    return title_line(title, width, place, tone="key", note_tone="key")


def _notes(view: View) -> Iterator[str]:
    """How good the model is, in all words and in fewer and fewer."""
    forms = how_far_forms(view)
    is_accuracy = view.round.progress is None and view.measured and view.measured.rare is None
    for count in range(max(map(len, forms), default=0), 0, -1):
        for name in ("accuracy ", "") if is_accuracy else ("",):
            for told in forms:
                yield f"{name}{', '.join(told[:count])}   "


def foot_line(view: View, left: Line, width: int) -> Line:
    """The position in a long text, or the first keys, and at the right what the last key did."""
    room = width - length(left) - (2 if left else 0)
    told = last_action_line(view, max(room, 0))
    return (*left, Span("  "), *told) if left and told else told or left


def _question_lines(view: View, width: int, height: int) -> list[Line]:
    """Which of two labels holds: above the row, where the person reads first."""
    if not view.differing or height < ROOM_TO_ASK:
        return []
    return [line(Span(one_line(explanation(view), width), "warn")), ()]


def _first_keys(view: View, width: int) -> Line:
    """The last line of the guide, where no line is free for it."""
    told = view.guide.splitlines()[-1:]
    return tuple(Span(clip(each, width), "key") for each in told)


def _guide_lines(view: View, width: int, room: int) -> list[Line]:
    """What to know first, as much of it as there is room for: the keys, which come last, before
    the rest."""
    sentences = _wrap_guide(view, width)
    while sentences and sum(map(len, sentences)) > room:
        del sentences[0]
    # The keys are what is asked for; what stands before them is read once.
    last = len(sentences) - 1
    return [
        line(Span(each, "key" if place == last else "text"))
        for place, sentence in enumerate(sentences)
        for each in sentence
    ]


def _wrap_guide(view: View, width: int) -> list[list[str]]:
    return [wrap(each, width) for each in view.guide.splitlines()]
