"""Class by class: labels, what the model finds, and what it takes for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.learning.evaluation import Proportion
from altui.wording.pages.performance import (
    MANY_CLASSES,
    list_confusions,
    order_classes,
)
from altui.wording.report.html import Cell, body_of, grid, head_line, quiet, section, text, wide
from altui.wording.report.shares import percent, rows_of_kind, span

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.session.figures.summary import Summary

MOST_LISTED = 40
"""Classes that are listed. A page of paper has room for so many."""

MOST_MISTAKES = 10
"""Pairs of classes that are listed where there is no table."""

WIDEST_HEADS = 60
"""Characters of all names above the table of confusions; beyond them stand numbers."""

WIDEST_ROW = 30
"""Cells of a name beside it."""


def class_section(summary: Summary) -> str:
    classes = [*summary.per_class]
    found = summary.accuracy_after
    if summary.verdict is not None or found is None or not found.confusion or not found.is_measured:
        names = _most_first(summary)[:MOST_LISTED]
        return section(
            "Labels per class",
            grid(("class", "labels"), ((name, [f"{summary.per_class[name]:,}"]) for name in names)),
            *_left_out(len(classes), len(names), "labels"),
        )
    order = order_classes(found)[:MOST_LISTED]
    rows = [
        (
            classes[k],
            (
                f"{summary.per_class[classes[k]]:,}",
                _share(found.recall(k)),
                _share(found.precision(k)),
            ),
        )
        for k in order
    ]
    return section(
        "Class by class",
        grid(("class", "labels", "found", "right"), rows),
        *_left_out(len(classes), len(order), "mistakes"),
        quiet(
            f"Of {rows_of_kind(found)}. Found (recall): of the rows of a class, those that the "
            "model gives this class. Right (precision): of the rows that the model gives a class, "
            "those that are of it. The intervals are for 95 %. Labels are those that the model "
            "learns from, and those of the file."
        ),
        *_confusions(found, classes),
    )


def _most_first(summary: Summary) -> list[str]:
    """Few classes in their order, of many those with most labels first."""
    names = [*summary.per_class]
    if len(names) <= MANY_CLASSES:
        return names
    return sorted(names, key=lambda name: -summary.per_class[name])


def _left_out(classes: int, listed: int, what: str) -> Iterator[str]:
    if classes > listed:
        yield quiet(f"{listed:,} of {classes:,} classes are listed, those with most {what} first.")


def _share(share: Proportion) -> Cell:
    if not share.total:
        return Cell("no row")
    of = (f"{share.right:,} of {share.total:,},", span(share.right, share.total))
    return Cell(percent(share.right, share.total), of)


def _confusions(found: Evaluation, classes: Sequence[str]) -> Iterator[str]:
    pairs = list_confusions(found)
    if not pairs:
        yield quiet("No row was taken for another class.")
    elif len(classes) > MANY_CLASSES:
        listed = [
            (f"{classes[given]} taken for {classes[predicted]}", [f"{rows:,}"])
            for rows, given, predicted in pairs[:MOST_MISTAKES]
        ]
        yield grid(("commonest mistakes", "rows"), listed)
        yield from _more_pairs(len(pairs) - len(listed))
    else:
        yield _confusion_table(found, classes)
        yield quiet(
            "Lines: the label. Columns: what the model takes the rows for. Marked: where both are "
            "the same."
        )


def _more_pairs(more: int) -> Iterator[str]:
    if more > 0:
        yield quiet(f"{more:,} more pairs of classes were mistaken for each other.")


def _confusion_table(found: Evaluation, classes: Sequence[str]) -> str:
    """Names that have no room above the columns are numbered; the table above has them whole."""
    is_numbered = sum(map(len, classes)) > WIDEST_HEADS
    numbers = [f"{k + 1}" for k in range(len(classes))]
    lines = []
    for k, counts in enumerate(found.confusion):
        cells = "".join(_count(count, is_right=other == k) for other, count in enumerate(counts))
        name = f"{numbers[k]} {classes[k]}" if is_numbered else classes[k]
        lines.append(f'<tr><th scope="row">{text(name, WIDEST_ROW)}</th>{cells}</tr>')
    heads = ("", *(numbers if is_numbered else classes))
    return wide(body_of("counts", [head_line(heads)], lines))


def _count(rows: int, *, is_right: bool) -> str:
    kind = " right" if is_right else "" if rows else " none"
    return f'<td class="number{kind}">{rows:,}</td>'
