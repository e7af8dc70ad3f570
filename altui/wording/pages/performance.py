"""How good the model is for each class: recall, precision and the confusion table; of many classes
those with mistakes first, and the commonest confusions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.text import displayable, one_line, pad, wrap
from altui.learning.evaluation import FEWEST
from altui.wording.evaluation import why_not_measured
from altui.wording.figures.sample import sample_rows
from altui.wording.suggested import agreement_rows
from altui.wording.summary import gain_in_words

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.learning.evaluation import Evaluation


WIDEST_NAME = 16
WIDEST_HEAD = 8
WIDEST_LISTED = 30
MANY_CLASSES = 14
"""With more classes, those with mistakes come first, and there is no table."""

MOST_CONFUSIONS = 20


def performance_lines(view: View, width: int) -> list[str]:
    found, has_check = view.summary.agreement, bool(view.settings.audit)
    of_suggestions = () if found is None else agreement_rows(found, has_check=has_check)
    of_the_sample = sample_rows(view.summary.sample)
    below = (*_paragraph(of_suggestions, width), *_paragraph(of_the_sample, width))
    return [*_of_the_model(view, width), *below]


def _paragraph(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """(name, value) pairs below an empty line; nothing where there are none."""
    lines = [each for row in rows for each in wrap(displayable(": ".join(row)), width)]
    return ["", *lines] if lines else []


def _of_the_model(view: View, width: int) -> list[str]:
    found = view.measured
    if found is None:
        return [one_line(each, width) for each in _unmeasured(view)]
    classes = [each.shown for each in view.classes]
    gain = view.curve.gain()
    lines = [f"accuracy {found}{f', {gain_in_words(gain)}' if gain else ''}"]
    if found.confusion:
        lines += ["", *class_lines(found, classes), "", *_confusions(found, classes, width)]
    return [one_line(each, width) for each in lines]


def _unmeasured(view: View) -> list[str]:
    """Why there is no figure, what it waits for, and where this is explained."""
    lines = [f"accuracy: {why_not_measured(view)}", ""]
    if view.settings.audit and not view.has_test and view.round.verdict is None:
        lines.append(f"A figure needs {FEWEST} labels of the random check.")
    return [*lines, "How it is measured: altui manual accuracy"]


def class_lines(found: Evaluation, classes: Sequence[str]) -> list[str]:
    """For each class: the share of its rows that the model finds (recall), and the share of those
    found that is right (precision). Of many, those with mistakes come first, and those that occur
    in none of the rows are only counted."""
    rows = [("", "recall", "precision")]
    order = order_classes(found)
    for k in order:
        shown = one_line(classes[k], WIDEST_NAME)
        rows.append((shown, str(found.recall(k)), str(found.precision(k))))
    widths = [max(cell_len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(map(pad, row, widths)).rstrip() for row in rows]
    if missing := len(classes) - len(order):
        lines.append(f"{missing:,} more classes have no row here and are predicted for none")
    return lines


def order_classes(found: Evaluation) -> list[int]:
    """The classes to list: few in their order, of many those that occur, most mistakes first."""
    count = len(found.confusion)
    if count <= MANY_CLASSES:
        return list(range(count))
    given = [sum(row) for row in found.confusion]
    named = [sum(column) for column in zip(*found.confusion, strict=True)]
    wrong = [given[k] + named[k] - 2 * found.confusion[k][k] for k in range(count)]
    occurring = [k for k in range(count) if given[k] or named[k]]
    return sorted(occurring, key=lambda k: (-wrong[k], -given[k]))


def _confusions(found: Evaluation, classes: Sequence[str], width: int) -> list[str]:
    """The table, or where it does not fit the commonest confusions."""
    if len(classes) <= MANY_CLASSES:
        table = confusion_lines(found, classes)
        if max(map(cell_len, table)) <= width:
            return table
    pairs = list_confusions(found)
    lines = [
        f"{count:>4,}  {one_line(classes[given], WIDEST_LISTED)} taken for "
        f"{one_line(classes[predicted], WIDEST_LISTED)}"
        for count, given, predicted in pairs[:MOST_CONFUSIONS]
    ]
    more = len(pairs) - len(lines)
    head = "the commonest confusions" if pairs else "no row was taken for another class"
    return [head, *lines, *([f"and {more:,} more pairs"] if more else [])]


def list_confusions(found: Evaluation) -> list[tuple[int, int, int]]:
    """(rows, given class, predicted class) of all mistakes, the commonest first."""
    pairs = [
        (count, given, predicted)
        for given, row in enumerate(found.confusion)
        for predicted, count in enumerate(row)
        if count and given != predicted
    ]
    return sorted(pairs, key=lambda each: -each[0])


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
