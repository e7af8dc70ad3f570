"""What the last key did, in half a line: whether the model agreed, and what it learned."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, line
from altui.display.text import count_of, one_line
from altui.session.events import ANSWERS, Kind
from altui.wording.decisions import TAKEN_BACK, WORDS, agreement, rightness
from altui.wording.suggested import suggestion_told

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.session.history import HistoryItem

DONE = {
    **WORDS,
    **TAKEN_BACK,
    Kind.SETTLE: "settled",
    Kind.MODEL: "another model",
    Kind.CLASSES: "classes changed",
}

LONG, SHORT = "rows changed class", "changed"


def last_action_line(view: View, width: int) -> Line:
    """As much of it as fits, at the right edge, so that new text always appears in one place."""
    done = _last_done(view)
    learned = what_was_learned(view)
    for told in (_with_accuracy(view, learned), learned, what_was_learned(view, SHORT), ""):
        rest = f", {told}" if done.text and told else told
        room = width - cell_len(done.text + rest)
        if (done.text or rest) and room >= 0:
            return line(Span(" " * room), done, Span(rest, "dim"))
    return ()


TEACHING_NOTHING = (Kind.SKIP, Kind.IGNORE, Kind.UNSURE, Kind.SETTING)


def what_was_learned(view: View, words: str = LONG) -> str:
    """How many of the watched rows the newest model puts in another class; empty if the last key
    did not train it."""
    answered = _last_answer(view)
    is_check = answered is not None and answered.is_check
    if view.difference is None or is_check or view.last in TEACHING_NOTHING:
        return ""
    return f"{view.difference.rows or 'none'} of {view.difference.watched:,} {words}"


def what_was_true(view: View) -> str:
    """Whether the last answer was right, and the true class; empty where that is not told."""
    answered = _last_answer(view)
    truth = view.truth_of(answered) if answered is not None else ""
    if answered is None or not truth:
        return ""
    # Of a row that is gone from the screen: the next one stands above this line.
    told = f"it was {one_line(truth, 20)}"
    is_answer = answered.kind is not Kind.REVEAL
    return f"{rightness(answered.value, truth).text}, {told}" if is_answer else told


def _with_accuracy(view: View, learned: str) -> str:
    """What was learned, and before it how the accuracy changed, where the truth is told too."""
    gain = view.curve.gain(1)
    if not learned or view.measured is None or gain is None or not what_was_true(view):
        return learned
    now = view.measured.accuracy
    return f"accuracy {now - gain.accuracy:.2f} to {now:.2f}, {learned}"


def batch_moved(view: View) -> str:
    """What an undo or redo did to labels that are one step; nothing where it was of another."""
    if view.moved is None or view.last is None:
        return ""
    what = "import" if view.moved.kind is Kind.IMPORT else "look-alikes"
    return f"{what} {TAKEN_BACK[view.last]}: {count_of(len(view.moved.changes), 'label')}"


def labeled_together(view: View) -> str:
    """How many rows the last decision labeled together; nothing where it was another decision."""
    if view.last is not Kind.ALIKE or not view.decisions:
        return ""
    newest = view.decisions[0]
    if not newest.given_with:
        return "a row of the random check, labeled alone"
    beside = takewhile(lambda each: each.given_with == newest.given_with, view.decisions)
    return f"{1 + sum(1 for _ in beside)} rows are {one_line(newest.value or '', 20)}"


def _last_done(view: View) -> Span:
    """In a word or two; empty before the first key of this run."""
    if moved := batch_moved(view):
        return Span(moved, "warn")
    if together := labeled_together(view):
        return Span(together, "text" if view.decisions[0].given_with else "warn")
    answered = _last_answer(view)
    if answered is not None:
        if truth := what_was_true(view):
            return Span(truth, "strong")
        # Above this line stands a row that is asked blind: no model may seem to speak of it.
        return Span("saved", "dim") if view.round.again else _answer(answered)
    if view.last is Kind.RECHECK:
        differs = bool(view.differing)
        return Span("another label than before", "warn") if differs else Span("as before", "good")
    return Span(DONE.get(view.last, "") if view.last else "", "dim")


def _last_answer(view: View) -> HistoryItem | None:
    """The last decision, if it was an answer."""
    return view.decisions[0] if view.last in ANSWERS and view.decisions else None


def _answer(item: HistoryItem) -> Span:
    if item.is_check:
        # Not shown as agreement or disagreement: see `wording.decisions`.
        return Span("it was of the random check", "dim")
    told = [agreement(item.predicted, item.value)] if item.predicted is not None else []
    if item.suggested is not None:
        # The line stands below the next row: nobody must take it for that one's.
        told.append(suggestion_told(item.suggested.name, item.value, "the suggestion was"))
    if not told:
        return Span("saved", "dim")
    is_other = any(each.kind != "dim" for each in told)
    return Span(", ".join(each.text for each in told), "text" if is_other else "dim")
