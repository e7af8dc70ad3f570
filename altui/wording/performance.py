"""How good the model is for each class: recall, precision and the confusion table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.text import one_line, pad
from altui.wording.evaluation import why_not_measured
from altui.wording.summary import gain_in_words

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.learning.evaluation import Evaluation


WIDEST_NAME = 16
WIDEST_HEAD = 8


def performance_lines(view: View, width: int) -> list[str]:
    found = view.measured
    if found is None:
        return [one_line(f"accuracy: {why_not_measured(view)}", width)]
    classes = [each.name for each in view.classes]
    gain = view.curve.gain()
    lines = [f"accuracy {found}{f', {gain_in_words(gain)}' if gain else ''}"]
    if found.confusion:
        lines += ["", *class_lines(found, classes), "", *confusion_lines(found, classes)]
    return [one_line(each, width) for each in lines]


def class_lines(found: Evaluation, classes: Sequence[str]) -> list[str]:
    """For each class: the share of its rows that the model finds (recall), and the share of those
    found that is right (precision)."""
    rows = [("", "recall", "precision")]
    for k, name in enumerate(classes):
        shown = one_line(name, WIDEST_NAME)
        rows.append((shown, str(found.recall(k)), str(found.precision(k))))
    widths = [max(cell_len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join(map(pad, row, widths)).rstrip() for row in rows]


def confusion_lines(found: Evaluation, classes: Sequence[str]) -> list[str]:
    """One line per true class, one column per predicted class."""
    heads = [one_line(name, WIDEST_HEAD) for name in classes]
    names = [one_line(name, WIDEST_NAME) for name in classes]
    name_width = max(map(cell_len, names))
    counts = [str(count) for row in found.confusion for count in row]
    width = max(map(cell_len, [*heads, *counts]))
    lines = [f"{' ' * name_width}  {'  '.join(pad(head, width, 'right') for head in heads)}"]
    for name, row in zip(names, found.confusion, strict=True):
        cells = "  ".join(pad(str(count), width, "right") for count in row)
        lines.append(f"{pad(name, name_width)}  {cells}")
    return ["lines: the given label; columns: the prediction", *lines]
