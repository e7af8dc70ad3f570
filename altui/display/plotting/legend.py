"""The lines around a plot: title, names of axes, and what each glyph stands for."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from altui.display.lines import Line, Span, Tone, length
from altui.display.text import one_line

GAP = Span("  ")


class Entry(NamedTuple):
    sample: str
    name: str
    tone: Tone

    def spans(self, width: int) -> Line:
        name = one_line(self.name, max(width - cell_len(self.sample) - 1, 1))
        return Span(self.sample, self.tone), Span(f" {name}")


def legend_lines(entries: list[Entry], y_label: str, width: int, count: int) -> list[Line]:
    """`count` lines, however many are needed: the axes below must not move. The entries stand flush
    right from the first on, the y axis's name at the left of the last, above its axis."""
    name = Span(one_line(y_label, width), "dim")
    above = _flow([entry.spans(width) for entry in entries], width)[: count - 1]
    placed = sum(len(row) for row in above)
    room = width - length([name]) - 2
    beside = _flow([entry.spans(room) for entry in entries[placed:]], room)[:1] if room > 0 else []
    rows = [_right(_joined(row), width) for row in above]
    rows += [_right((), width)] * (count - 1 - len(rows))
    last = _joined(beside[0]) if beside else ()
    return [*rows, (name, *_right(last, width - length([name])))]


def centre(span: Span, width: int, *, offset: int = 0) -> Line:
    """The text in the middle of what is right of `offset`, on a line of `width` cells."""
    room = max(width - offset, 0)
    text = one_line(span.text, room)
    before = offset + (room - cell_len(text)) // 2
    after = max(width - before - cell_len(text), 0)
    return Span(" " * before), span._replace(text=text), Span(" " * after)


def _right(spans: Line, width: int) -> Line:
    return Span(" " * max(width - length(spans), 0)), *spans


def _joined(entries: list[Line]) -> Line:
    """Side by side, two spaces apart."""
    return tuple(span for each in entries for span in (GAP, *each))[1:]


def _flow(entries: list[Line], room: int) -> list[list[Line]]:
    """As many of them on a line as fit."""
    rows: list[list[Line]] = []
    for each in entries:
        if rows and length(_joined([*rows[-1], each])) <= room:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows
