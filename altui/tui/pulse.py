"""What the last key did, in half a line: whether the model agreed, and what it learned from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.text import one_line
from altui.session.events import ANSWERS, Kind
from altui.tui.panel import Line, Span, line

if TYPE_CHECKING:
    from altui.session.history import HistoryItem
    from altui.tui.panel import Kind as Colour
    from altui.tui.view import View

WIDEST_CLASS = 14

DONE = {
    Kind.SKIP: "skipped",
    Kind.IGNORE: "ignored",
    Kind.UNSURE: "unsure",
    Kind.UNDO: "undone",
    Kind.REDO: "done again",
    Kind.SETTLE: "settled",
}


def pulse_line(view: View, width: int) -> Line:
    """As much of it as fits, at the right edge, so that what is new stands where it stood."""
    verb, colour = what_was_done(view)
    for told in (what_was_learned(view), in_short(view), ""):
        text = f"{verb}, {told}" if verb and told else verb or told
        room = width - cell_len(text)
        if text and room >= 0:
            said = Span(verb, colour)
            rest = Span(text.removeprefix(verb), "dim")
            return line(Span(" " * room), said, rest)
    return ()


def what_was_done(view: View) -> tuple[str, Colour]:
    """In a word or two, and its colour; nothing before the first key of a sitting."""
    newest = view.decisions[0] if view.decisions else None
    if view.last in ANSWERS and newest is not None:
        return _answered(newest)
    if view.last is Kind.RECHECK and newest is not None:
        return ("another label than before", "warn") if view.differing else ("as before", "good")
    return (DONE.get(view.last, "") if view.last else ""), "dim"


def what_was_learned(view: View) -> str:
    """How many of the rows that are watched have another class by the newest model."""
    told = _told(view)
    return "" if told is None else f"{told} rows changed their class"


def in_short(view: View) -> str:
    told = _told(view)
    return "" if told is None else f"{told} changed"


def _told(view: View) -> str | None:
    newest = view.decisions[0] if view.decisions else None
    is_check = view.last in ANSWERS and newest is not None and newest.is_check
    if view.difference is None or is_check or view.last in (Kind.SKIP, Kind.SETTING):
        return None  # none of them trains the model
    return f"{view.difference.rows or 'none'} of {view.difference.watched:,}"


def _answered(newest: HistoryItem) -> tuple[str, Colour]:
    if newest.is_check:
        # In no list of agreements and disagreements: a second look would flatter the accuracy.
        return "that was of the random check", "dim"
    if newest.predicted is None:
        return "saved", "dim"
    if newest.predicted == newest.value:
        return "model agreed", "good"
    return f"model said {one_line(newest.predicted, WIDEST_CLASS)}", "warn"
