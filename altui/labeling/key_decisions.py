"""The decision of each key, the same for the screen and for `--plain`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.labeling.view import with_round
from altui.session.events import Decision

if TYPE_CHECKING:
    from altui.labeling.view import View

MORE = 20
"""Labels added to the budget when the person continues after it is spent."""


class Counts(Enum):
    """When a key is accepted, since the screen may not have painted its row yet."""

    ROW_READ = "it answers the row: once that has been painted whole"
    ROUND_SHOWN = "it changes what is asked next: once a Round is shown"
    ALWAYS = "it is a remark on the row: at any time"


NOT_SHOWN = "no suggestion is shown to accept: choose a class"
ASKED_WITHOUT = "this row is asked without a suggestion: choose a class"

Make = Callable[["View", float], Decision | None]


@dataclass(frozen=True)
class KeyDecision:
    """`make` takes the View and when it was shown, in unix seconds. It returns None if there is
    nothing to decide, and raises InputError to say why the person cannot decide this."""

    make: Make
    counts: Counts


def _on_row(decide: Callable[..., Decision]) -> KeyDecision:
    """An answer to the current row."""

    def make(view: View, shown_at: float) -> Decision | None:
        if view.shown_row is None:
            return None
        return with_round(view, decide(view.shown_row.row, **view.shown_at(shown_at)))

    return KeyDecision(make, Counts.ROW_READ)


def _reveal(view: View, shown_at: float) -> Decision | None:
    if view.shown_row is not None and view.shown_row.known is None:
        raise InputError("the file holds no label for this row")
    return _on_row(Decision.reveal).make(view, shown_at)


def _accept(view: View, shown_at: float) -> Decision | None:
    if view.shown_row is None:
        return None
    found = view.shown_row.suggestion
    if found is None or not found.is_shown or not found.name:
        is_other = found is not None and (found.is_shown or found.is_withheld)
        raise InputError(ASKED_WITHOUT if is_other else NOT_SHOWN)
    return Decision.label(view.shown_row.row, found.name, **view.shown_at(shown_at))


def _flag(view: View, _: float) -> Decision | None:
    shown_row = view.shown_row
    return None if shown_row is None else Decision.flag(shown_row.row, on=not shown_row.flagged)


def _go_on(view: View, _: float) -> Decision | None:
    if view.ending == "narrowed":
        return Decision.setting(narrow="")
    is_spent = view.ending == "budget"
    return Decision.setting(budget=view.settings.budget + MORE) if is_spent else None


KEY_DECISIONS: dict[str, KeyDecision] = {
    "reveal": KeyDecision(_reveal, Counts.ROW_READ),
    "accept": KeyDecision(_accept, Counts.ROW_READ),
    "skip": _on_row(Decision.skip),
    "unsure": _on_row(Decision.unsure),
    "ignore": _on_row(Decision.ignore),
    "undo": KeyDecision(lambda *_: Decision.undo(), Counts.ROUND_SHOWN),
    "redo": KeyDecision(lambda *_: Decision.redo(), Counts.ROUND_SHOWN),
    "go-on": KeyDecision(_go_on, Counts.ROUND_SHOWN),
    "flag": KeyDecision(_flag, Counts.ALWAYS),
}
"""By the id of the key action."""
