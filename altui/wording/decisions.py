"""Decisions in words, with the model's prediction for each."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, length, line
from altui.display.text import one_line, pad
from altui.labeling.showing.titled import title_item, titles_of
from altui.session.classes.class_changes import ClassChange
from altui.session.events import SECOND
from altui.session.events import Kind as Done
from altui.session.finding.filtering import is_contradicted
from altui.wording.classes.changes import describe_change
from altui.wording.suggested import suggestion_told
from altui.wording.view.apart import shorten_apart

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey
    from altui.learning.honesty.label_review import Contradiction
    from altui.session.history import HistoryItem


WORDS = {
    Done.SKIP: "skipped",
    Done.IGNORE: "ignored",
    Done.UNSURE: "unsure",
    Done.FLAG: "flag",
    Done.NOTE: "comment",
}

TAKEN_BACK = {Done.UNDO: "undone", Done.REDO: "done again"}

WIDEST_ID = 14
WIDEST_CLASS = 20
REVEALED = " revealed"
SHORTEST_BEGINNING = 10


def describe_taken_back(kind: Done, item: HistoryItem | None) -> str:
    """What an undo or redo did, and to which decision."""
    if item is None:
        return TAKEN_BACK[kind]
    if item.kind is Done.CLASSES:
        told = describe_change(ClassChange.loads(item.value))
    else:
        what = WORDS.get(item.kind) or f"label {one_line(item.value or '', 40)}"
        told = f"{what}, row {one_line(item.row_id, WIDEST_ID)}"
    return f"{TAKEN_BACK[kind]}: {told}"


def with_beginning(spans: Line, text: str, width: int) -> Line:
    """The line, followed by the start of the row's text if there is room."""
    room = width - length(spans) - 2
    if not text or room < SHORTEST_BEGINNING:
        return spans
    return (*spans, Span(f"  {one_line(text, room)}", "dim"))


def with_short_ids(items: Sequence[HistoryItem]) -> tuple[list[HistoryItem], int]:
    """The items with ids of at most WIDEST_ID cells, cut where they do not differ, and the cells of
    the widest."""
    names = shorten_apart([item.row_id for item in items], WIDEST_ID)
    short = [replace(item, row_id=name) for item, name in zip(items, names, strict=True)]
    return short, max(map(cell_len, names), default=1)


def on_stop(spans: Line, stop: int) -> Line:
    """The line of a decision with its class, or what was done instead, on so many cells, so that
    what follows begins under what follows on other lines."""
    row, done, *rest = spans
    gap = Span(" " * max(stop - cell_len(done.text), 0))
    return (row, done, gap, *rest)


def stop_of(items: Sequence[HistoryItem], classes: Sequence[ClassKey], most: int) -> int:
    """Cells for the class and what was done with it: the same for the same classes."""
    names = max((cell_len(one_line(each.shown, WIDEST_CLASS)) for each in classes), default=0)
    verb = len(REVEALED) if any(item.kind is Done.REVEAL for item in items) else 0
    return min(names + verb, most)


def item_line(item: HistoryItem, id_width: int, width: int, truth: str = "") -> Line:
    """`truth` is the true class of the row, where that may be told; else empty."""
    head = Span(f"{pad(one_line(item.row_id, WIDEST_ID), id_width)}  ", "dim")
    return line(head, *what_was_done(item, max(width - id_width - 2, 1), truth))


def listed_line(
    item: HistoryItem,
    id_width: int,
    width: int,
    text: str,
    contradicted: Collection[int],
    stop: int = 0,
) -> Line:
    """A decision in a list, with the state of its row now."""
    told = on_stop(item_line(item, id_width, width), stop)
    if item.flagged and item.kind is not Done.FLAG:
        told = (*told, Span("  flagged", "warn"))
    if is_contradicted(item, contradicted):
        told = (*told, Span("  disagrees now", "warn"))
    return with_beginning(told, text, width)


def past_lines(
    item: HistoryItem,
    label: str,
    contradicted: Mapping[int, Contradiction],
    classes: Sequence[ClassKey],
) -> list[Line]:
    """What was decided and when, the row's `label` now, and what the model says about it."""
    decided = time.strftime("%Y-%m-%d %H:%M", time.localtime(item.decided_at))
    asked = f" · round {item.round}" if item.round else ""
    titles = titles_of(classes)
    done = what_was_done(title_item(item, titles), 60)
    lines = [line(*done, Span(f"  {decided}{asked}", "dim"))]
    if item.kind is not Done.CLASSES and label != item.value:
        now = one_line(titles.get(label, label), 40) if label else "without a label"
        lines.append(line(Span(f"now {now}", "strong")))
    if is_contradicted(item, contradicted):
        lines.append(contradiction_line(contradicted[item.row], classes))
    return lines


def contradiction_line(contradiction: Contradiction, classes: Sequence[ClassKey]) -> Line:
    """The prediction of models that were not trained on the row's own label."""
    said = one_line(classes[contradiction.predicted].shown, 30)
    label = one_line(classes[contradiction.label].shown, 30)
    text = f"by the other labels {said} at {contradiction.share:.2f}"
    return line(Span(text, "warn"), Span(f", {label} at {contradiction.own:.2f}", "dim"))


def what_was_done(item: HistoryItem, width: int, truth: str = "") -> Line:
    """The decision, and the model's prediction; where the truth is told, whether it was right."""
    if item.kind is Done.CLASSES:
        told = describe_change(ClassChange.loads(item.value))
        return line(Span(one_line(f"{told}{' (undone)' * item.undone}", width), "dim"))
    if item.undone:
        imported = "imported, " if item.kind is Done.IMPORTED else ""
        text = f"{WORDS.get(item.kind, item.value or '')} ({imported}undone)"
        return line(Span(one_line(text, width), "dim"))
    if item.kind in SECOND:
        said = item.value or "left as it is"
        text = f"{'again' if item.kind is Done.RECHECK else 'settled'}: {said}"
        return line(Span(one_line(text, width)))
    if item.kind in WORDS:
        text = WORDS[item.kind] + (f": {item.value}" if item.kind is Done.NOTE else "")
        return line(Span(one_line(text, width)))
    verb = REVEALED if item.kind is Done.REVEAL else ""
    if item.kind is Done.IMPORTED:
        verb = f" imported, by {one_line(item.annotator, 20)}" if item.annotator else " imported"
    spans = [Span(f"{one_line(item.value or '', WIDEST_CLASS)}{verb}", "strong")]
    if item.given_with:
        spans += [Span(f"  given with {one_line(item.given_with, WIDEST_ID)}", "dim")]
    if truth:
        is_answer = item.kind is not Done.REVEAL
        spans += [Span("  "), rightness(item.value, truth)] if is_answer else []
    elif item.is_check:
        # Not shown as agreement or disagreement: correcting only the disagreements of the check
        # would make the accuracy look too good.
        spans += [Span("  random check", "dim")]
    elif item.predicted is not None and item.confidence is not None:
        spans += [Span("  "), agreement(item.predicted, item.value)]
        spans += [Span(f" at {item.confidence:.2f}", "dim")]
    if item.suggested is not None and not item.is_check:
        gap = Span(", " if len(spans) > 1 else "  ", "dim")
        spans += [gap, suggestion_told(item.suggested.name, item.value)]
    return tuple(spans)


def rightness(given: str | None, truth: str) -> Span:
    """Whether an answer was right, in no colour: it stands beside a class, which has one."""
    return Span("right", "dim") if given == truth else Span("wrong")


def agreement(predicted: str, given: str | None) -> Span:
    """Whether the model predicted the same."""
    if predicted == given:
        return Span("model agreed", "dim")
    return Span(f"model said {one_line(predicted, WIDEST_ID)}")
