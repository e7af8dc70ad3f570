"""The sample: what the person reads before deciding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from altui.data.schema import Role
from altui.display.text import displayable, one_line, pad, wrap
from altui.tui.ending import ending_lines
from altui.tui.panel import Line, Panel, Span, length, line, title_line

if TYPE_CHECKING:
    from altui.data.dataset import Field
    from altui.tui.view import Sample, View

READABLE = 84
"""Cells a line of prose may have at most; longer ones are hard to follow back."""

WIDEST_NAME = 24


class SamplePanel(Panel):
    """The fields of the row asked for, paged when they are longer than the panel."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._top = 0
        self._total = 0
        self._shown: tuple[int, int] | None = None

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        if view.ending:
            return [*ending_lines(view, width), *[()] * height][:height]
        sample = view.sample
        if sample is None:
            return []
        key = (view.round.event, sample.row)
        if key != self._shown:
            self._shown, self._top = key, 0
        body = sample_lines(sample, width - 1)
        room, self._total = height - 2, len(body)
        # A page down may show the end alone: what was read does not come again.
        self._top = max(0, min(self._top, len(body) - 1)) if len(body) > room else 0
        page = body[self._top : self._top + room]
        return [
            title_line(f"sample {sample.row_id}", width - 1, query_text(view)),
            *page,
            *[()] * (room - len(page)),
            _position_line(self._top, len(page), len(body), width),
        ]

    def scroll_lines(self, by: int) -> None:
        """Move the page by so many lines; a move past the end is not made."""
        if self._top + by < self._total:
            self._top = max(self._top + by, 0)
            self.rebuild()

    def page(self) -> int:
        """Lines in a page."""
        return max(self.size.height - 2, 1)


def query_text(view: View) -> str:
    budget = view.settings.budget
    number = view.round.number
    return f"query {number} of {budget}" if budget else f"query {number}"


def sample_lines(sample: Sample, width: int) -> list[Line]:
    """Remarks, then the texts under their headings, then the other fields as a table."""
    texts = [field for field in sample.fields if field.role is Role.TEXT]
    others = [field for field in sample.fields if field.role is not Role.TEXT]
    lines = [*_remarks(sample, width)]
    for field in texts:
        if len(sample.fields) > 1:
            lines.append(line(Span(one_line(field.name, width), "title")))
        lines.extend(_text_lines(field.text, width))
        lines.append(())
    lines.extend(_table(others, width))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _text_lines(text: str, width: int) -> list[Line]:
    if not text.strip():
        return [line(Span("(empty)", "dim"))]
    return [line(each) for each in wrap(displayable(text), min(width, READABLE))]


def _remarks(sample: Sample, width: int) -> Iterator[Line]:
    if sample.flagged:
        yield line(Span("flagged", "warn"))
    if sample.note:
        yield from _beside("comment  ", sample.note, width)


def _beside(name: str, text: str, width: int) -> Iterator[Line]:
    """A name, and beside it the whole text on as many lines as it takes."""
    indent = cell_len(name)
    for number, each in enumerate(wrap(displayable(text), max(width - indent, 1))):
        yield line(Span(name if number == 0 else " " * indent, "dim"), Span(each))


def _table(fields: Sequence[Field], width: int) -> Iterator[Line]:
    """Name and value; long values wrapped, short ones in columns when there are many."""
    if not fields:
        return
    names = [one_line(field.name, min(WIDEST_NAME, width // 2)) for field in fields]
    name_width = max(cell_len(name) for name in names)
    values = [one_line(field.text) for field in fields]
    value_width = max(cell_len(value) for value in values)
    if name_width + 2 + value_width > width:
        for name, field in zip(names, fields, strict=True):
            yield from _beside(f"{pad(name, name_width)}  ", field.text, width)
        return
    align: Literal["left", "right"] = (
        "right" if all(field.role is Role.NUMERIC for field in fields) else "left"
    )
    pair = name_width + value_width + 2
    columns = max(1, min(3, (width + 3) // (pair + 3))) if len(fields) > 12 else 1
    rows = -(-len(fields) // columns)
    for row in range(rows):
        spans: list[Span] = []
        for index in range(row, len(fields), rows):
            spans += [Span("   ")] if spans else []
            spans += [
                Span(f"{pad(names[index], name_width)}  ", "dim"),
                Span(pad(values[index], value_width, align)),
            ]
        yield tuple(spans)


def _position_line(top: int, shown: int, total: int, width: int) -> Line:
    if shown >= total:
        return ()
    text = f"lines {top + 1}-{top + shown} of {total}"
    key, more = ("space", "next page") if top + shown < total else ("b", "page back")
    spans = line(Span(f"{text}  ", "dim"), Span(key, "key"), Span(f" {more}", "dim"))
    return spans if length(spans) <= width else line(Span(one_line(text, width), "dim"))
