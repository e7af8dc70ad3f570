"""How good the model is, class by class: recall, precision and the confusion table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Static

from altui.display.text import one_line, pad
from altui.session.report import gain_in_words
from altui.tui.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.learning.evaluation import Evaluation
    from altui.tui.view import View

FRAME = 6
"""Columns that the border and its padding take."""

WIDEST_NAME = 16
WIDEST_HEAD = 8


class PerformanceScreen(Overlay[None]):
    """Any key goes back."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        width = max(self.app.size.width - FRAME, 1)
        lines = performance_lines(self._view, width)
        yield Static("\n".join([*lines, "", "any key goes back"]), id="performance", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()


def performance_lines(view: View, width: int) -> list[str]:
    found = view.measured
    if found is None:
        return [one_line(f"accuracy: {view.not_measured}", width)]
    classes = [each.name for each in view.classes]
    gain = view.curve.gain()
    lines = [f"accuracy {found}{f', {gain_in_words(gain)}' if gain else ''}"]
    if found.confusion:
        lines += ["", *class_lines(found, classes), "", *confusion_lines(found, classes)]
    return [one_line(each, width) for each in lines]


def class_lines(found: Evaluation, classes: Sequence[str]) -> list[str]:
    """Of each class: of its rows, those the model finds; of those it finds, the right ones."""
    rows = [("", "recall", "precision")]
    for k, name in enumerate(classes):
        shown = one_line(name, WIDEST_NAME)
        rows.append((shown, str(found.recall(k)), str(found.precision(k))))
    widths = [max(cell_len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join(map(pad, row, widths)).rstrip() for row in rows]


def confusion_lines(found: Evaluation, classes: Sequence[str]) -> list[str]:
    """One line for each true class, one column for each class that the model gave."""
    heads = [one_line(name, WIDEST_HEAD) for name in classes]
    names = [one_line(name, WIDEST_NAME) for name in classes]
    name_width = max(map(cell_len, names))
    counts = [str(count) for row in found.confusion for count in row]
    width = max(map(cell_len, [*heads, *counts]))
    lines = [f"{' ' * name_width}  {'  '.join(pad(head, width, 'right') for head in heads)}"]
    for name, row in zip(names, found.confusion, strict=True):
        cells = "  ".join(pad(str(count), width, "right") for count in row)
        lines.append(f"{pad(name, name_width)}  {cells}")
    return ["a line: the label given; a column: what the model says", *lines]
