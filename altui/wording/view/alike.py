"""Rows that look alike, a line each: how near, and what differs from the row on the screen.

What differs is bold and what is the same is dim on the screen; where there is neither, marks stand
around what differs.
"""

from __future__ import annotations

import string
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.schema import Role
from altui.display.lines import Line, Span, cut, length, line
from altui.display.text import count_of, displayable, one_line
from altui.learning.neighbours.measures import COSINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from altui.data.dataset import Field
    from altui.labeling.showing.shown_row import ShownRow

Told = tuple[str, bool]
"""A word, and whether it is only in this row."""

AGAIN = "this label is asked for again, and for this row alone"

NONE_FOUND = "no row without an answer is like this one"

NOT_READ = "is not read yet"

OPENING, CLOSING = "‹", "›"
"""Around what differs, where there is no bold."""

LEAST_OF_TEXT = 24
"""Cells that a text keeps beside the other columns that differ."""

UNSEEN = 7
"""Cells for how many words that differ had no room."""

BEFORE = 2
"""Words that are shown of a long beginning that is the same."""


def alike_rows_told(beside: Mapping[int, str]) -> list[tuple[str, str]]:
    """(name, value) for `status` and the report; nothing where no label was given so. `beside` are
    the ids of the rows on the screen, by the rows that got their label with them."""
    if not beside:
        return []
    labels, rows = count_of(len(beside), "label"), count_of(len({*beside.values()}), "row")
    return [("look-alikes", f"{labels} given together with {rows} on the screen")]


def measure_words(measure: str) -> str:
    """What the number on each line is."""
    return "cosine, 1 is the same" if measure == COSINE else "distance, 0 is the same"


def near_text(measure: str, near: float) -> str:
    """Rounded so that only what is the same looks the same."""
    if measure == COSINE:
        return f"{min(near, 0.99) if near < 1 - 1e-9 else 1:.2f}"
    return f"{max(near, 0.01) if near > 1e-9 else 0:.2f}"


def difference_line(of: ShownRow, other: ShownRow, width: int) -> Line:
    """The row `other`, as far as it fits: its texts, and the columns that differ from the row `of`
    with their values; without a text also the names of those that do not."""
    known = {each.name: each.text for each in of.told}
    told = [each for each in other.told if each.role is not Role.ID]
    texts = [each for each in told if each.role is Role.TEXT]
    others = [each for each in told if each.role is not Role.TEXT]
    cells = _differing(others, known) + ([] if texts else _same(others, known))
    room = max(width - length(cells), min(LEAST_OF_TEXT, width))
    spans: list[Span] = [Span("picture  ", "dim")] if other.pictures else []
    for number, each in enumerate(texts):
        part = max((room - length(spans)) // (len(texts) - number) - 2, 1)
        spans += [*_words(each.text, known.get(each.name, ""), part), Span("  ")]
    return cut(line(*spans, *cells), width)


def mark_text(spans: Line) -> str:
    """The line without colours, with marks around what differs."""
    marked = "".join(
        f"{OPENING}{span.text}{CLOSING}" if span.kind == "strong" else span.text for span in spans
    )
    return marked.replace(f"{CLOSING} {OPENING}", " ").strip()


def _differing(fields: Sequence[Field], known: Mapping[str, str]) -> list[Span]:
    """The columns that differ, each with its value."""
    spans = []
    for each in fields:
        if not _is_same(each, known):
            spans += [Span(f"{one_line(each.shown, 20)} ", "dim")]
            spans += [Span(one_line(each.text, 30) or "(empty)", "strong"), Span("  ")]
    return spans


def _same(fields: Sequence[Field], known: Mapping[str, str]) -> list[Span]:
    names = [one_line(each.shown, 20) for each in fields if _is_same(each, known)]
    return [Span(f"same: {', '.join(names)}", "dim")] if names else []


def _is_same(field: Field, known: Mapping[str, str]) -> bool:
    return _fold(field.text) == _fold(known.get(field.name, ""))


def _words(text: str, other: str, width: int) -> list[Span]:
    """The words of a text in so many cells; from near the first that differs on, where that would
    not be seen else. At the end how many more differ."""
    words = one_line(displayable(text)).split() or ["(empty)"]
    known = {_fold(word) for word in one_line(displayable(other)).split()}
    told = [(word, _fold(word) not in known) for word in words]
    if cell_len(" ".join(words)) <= width:
        return [*_spans(told)]
    room = max(width - UNSEEN, 1)
    first = next((place for place, (_, is_new) in enumerate(told) if is_new), 0)
    if cell_len(" ".join(words[: first + 1])) > room:
        told = _without_beginning(told, first, room)
    shown = max(sum(end - 1 <= room for end in _ends(told)), 1)
    unseen = sum(is_new for _, is_new in told[shown:])
    end = [Span(" …", "dim")] if shown < len(told) else []
    more = [Span(f" +{unseen}", "strong")] if unseen else []
    return [*cut(tuple(_spans(told[:shown])), room), *end, *more]


def _without_beginning(told: Sequence[Told], first: int, room: int) -> list[Told]:
    """The first words, and then those from a little before the `first` that differs on; from
    further before it where there is room."""
    start = max(first - BEFORE, BEFORE)
    beginning = [*told[:BEFORE], ("…", False)]
    left = room + 1 - _ends([*beginning, *told[start:]])[-1]
    while start > BEFORE and (left := left - cell_len(told[start - 1][0]) - 1) >= 0:
        start -= 1
    return [*beginning, *told[start:]]


def _ends(told: Sequence[Told]) -> list[int]:
    """Where each word ends, with a blank behind it."""
    return [*accumulate(cell_len(word) + 1 for word, _ in told)]


def _spans(told: Sequence[Told]) -> Iterator[Span]:
    for number, (word, is_new) in enumerate(told):
        if number:
            yield Span(" ")
        yield Span(word, "strong" if is_new else "dim")


def _fold(text: str) -> str:
    return text.strip().strip(string.punctuation).casefold() or text.strip()
