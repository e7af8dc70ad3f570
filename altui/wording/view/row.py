"""A row as lines: remarks, texts, fields with their share in the prediction, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.presentation.column_groups import group_words
from altui.data.schema import Role
from altui.display.lines import Line, Span, cut, length, line, text_of
from altui.display.text import READ_CAPS, clip, one_line, pad, wrap
from altui.wording.suggested import suggestion_line
from altui.wording.view.field_groups import group_fields, split_groups
from altui.wording.view.pictures import picture_lines
from altui.wording.view.reasons import (
    MARK_WIDTH,
    SHARE_WIDTH,
    legend,
    loudest,
    mark_span,
    marked_lines,
    share_text,
)

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.data.dataset import Field
    from altui.labeling.explaining.reasons import Reasons
    from altui.labeling.showing.shown_row import ShownRow
    from altui.labeling.view import View


READABLE = 84
"""The widest line of prose, in cells; longer lines are hard to read."""

WIDEST_NAME = 24

AROUND = 2
"""Lines of the title and the foot."""

FEW = 12
"""Up to this many columns, each has a line. With more, the deciding columns come first."""

DECIDING = 6

MOST_LINES = 4
"""Lines that the values of a group take."""

GAP = Span("   ")

STEPS = "▁▂▃▄▅▆▇█"
PLACE_WIDTH = 2
"""Of the place of a number, with the blank before it."""

PLACES = "▁ to █: from the lowest to the highest of all rows"


def query_text(view: View) -> str:
    budget = view.settings.budget
    number = view.round.number
    return f"query {number} of {budget}" if budget else f"query {number}"


def with_pictures(
    shown_row: ShownRow, lines: list[Line], width: int, room: int, *, has_colours: bool
) -> list[Line]:
    """The lines, with the row's pictures above them in the remaining room."""
    rows = room - len(lines)
    drawn = picture_lines(shown_row.pictures, width, rows, room - 1, has_colours=has_colours)
    return [*drawn, *lines]


def row_lines(shown_row: ShownRow, width: int, fold_key: str = "") -> list[Line]:
    """Remarks, then the texts under their headings, then the other fields as a table, which are
    folded away (`fold_key` changes that), and what the marks in them mean."""
    texts = [field for field in shown_row.told if field.role is Role.TEXT]
    others = [field for field in shown_row.shown if field.role is not Role.TEXT]
    lines = [*_remarks(shown_row, width)]
    for field in texts:
        if len(shown_row.fields) > 1:
            lines.append(line(Span(one_line(field.shown, width), "title")))
        lines.extend(_text_lines(field.text, width, shown_row.reasons))
        lines.append(())
    if shown_row.reasons is not None and len(others) > FEW:
        lines.extend(_deciding(others, shown_row.reasons, width))
    many, few = split_groups([field for field in shown_row.told if field.role is not Role.TEXT])
    table, has_places = _table(few, width, shown_row.reasons, shown_row.places)
    lines.extend(table)
    for group in many:
        lines.extend(_group_lines(group, width))
    if shown_row.hidden:
        lines.append(line(Span(one_line(folded_words(shown_row, fold_key), width), "dim")))
    meaning = [line(Span(clip(PLACES, width), "dim"))] if has_places else []
    if shown_row.reasons is not None:
        meaning += legend(shown_row.reasons, width)
    lines += [(), *meaning] if lines and lines[-1] and meaning else meaning
    while lines and not lines[-1]:
        lines.pop()
    return lines


def heading_lines(shown_row: ShownRow, width: int) -> int:
    """How many lines come before the first line of the row itself."""
    has_title = len(shown_row.fields) > 1 and any(
        each.role is Role.TEXT for each in shown_row.shown
    )
    return len(list(_remarks(shown_row, width))) + has_title


def missing_lines(body: Sequence[Line], heading: int, top: int, room: int) -> int:
    """How many lines more than `room`, from `top` on, would show a line below the heading that is
    not blank; 0 if one is visible already, or if none is left below `top`."""
    below = range(max(heading, top), len(body))
    first = next((place for place in below if text_of(body[place])), top)
    return max(first + 1 - top - max(room, 0), 0)


def too_small(height: int, missing: int) -> str:
    """The message instead of taking a label, if the row cannot be read."""
    return f"too small to show the row: the window has {height} lines and needs {height + missing}"


def folded_words(shown_row: ShownRow, fold_key: str = "") -> str:
    """The columns folded away, which stay features: each with what it adds, if it does."""
    shares = shown_row.reasons.columns if shown_row.reasons is not None else {}
    told = []
    for group in group_fields([each for each in shown_row.fields if each.name in shown_row.folded]):
        name = group_words([each.shown for each in group])
        share = sum(shares.get(each.name, 0.0) for each in group)
        told.append(f"{name} {share_text(share).strip()}" if share else name)
    return f"folded{f' ({fold_key})' if fold_key else ''}: {', '.join(told)}"


def _group_lines(fields: Sequence[Field], width: int) -> Iterator[Line]:
    """The values of many like columns one after the other, on a few lines: `z` has the rest."""
    head = f"{one_line(group_words([each.shown for each in fields]), max(width // 2, 1))}  "
    values = " ".join(one_line(each.text) or "·" for each in fields)
    lines = wrap(values, max(width - cell_len(head), 1))
    for number, each in enumerate(lines[:MOST_LINES]):
        indent = Span(head, "dim") if number == 0 else Span(" " * cell_len(head))
        yield line(indent, Span(each))
    if len(lines) > MOST_LINES:
        yield line(Span(one_line(f"… {len(fields):,} values in all", width), "dim"))


def _text_lines(text: str, width: int, reasons: Reasons | None) -> list[Line]:
    if not text.strip():
        return [line(Span("(empty)", "dim"))]
    lines = wrap(text, min(width, READABLE), **READ_CAPS)
    if reasons is None or not reasons.words:
        return [line(each) for each in lines]
    return marked_lines(lines, reasons.words, loudest(reasons))


def _deciding(fields: Sequence[Field], reasons: Reasons, width: int) -> Iterator[Line]:
    """The deciding columns, largest share first: among many columns they are hard to find."""
    there = {field.name: field for field in fields}
    ranked = sorted(reasons.columns, key=lambda name: -abs(reasons.columns[name]))
    chosen = [name for name in ranked if name in there and reasons.columns[name]][:DECIDING]
    if not chosen:
        return
    yield line(Span("what decides", "title"))
    fields_chosen = [there[name] for name in chosen]
    beside = _widest(_values(fields_chosen)) + SHARE_WIDTH + MARK_WIDTH + 6
    names = _names(fields_chosen, width - beside, width)
    name_width = _widest(names)
    room = max(width - name_width - SHARE_WIDTH - MARK_WIDTH - 6, 1)
    shown = [one_line(there[name].text, room) for name in chosen]
    value_width = max(map(cell_len, shown))
    for name, shown_name, value in zip(chosen, names, shown, strict=True):
        share = reasons.columns[name]
        yield line(
            Span(f"{pad(shown_name, name_width)}  ", "dim"),
            Span(f"{pad(value, value_width)}  {share_text(share)}  "),
            mark_span(share, loudest(reasons)),
        )
    yield ()


def _remarks(shown_row: ShownRow, width: int) -> Iterator[Line]:
    if suggested := suggestion_line(shown_row):
        yield cut(suggested, width)
    if shown_row.flagged:
        yield line(Span("flagged", "warn"))
    if shown_row.note:
        yield from _beside(line(Span("comment  ", "dim")), shown_row.note, width)


def _beside(head: Line, text: str, width: int) -> Iterator[Line]:
    """A name, and beside it the whole text on as many lines as it needs."""
    indent = length(head)
    for number, each in enumerate(wrap(text, max(width - indent, 1))):
        yield (*(head if number == 0 else (Span(" " * indent),)), Span(each))


def _table(
    fields: Sequence[Field], width: int, reasons: Reasons | None, places: Mapping[str, float]
) -> tuple[list[Line], bool]:
    """Name, value, its place and its share. Long values are wrapped; many short ones stand in
    columns. Also returns whether there was room for places."""
    if not fields:
        return [], False
    told = len(fields) <= FEW
    tails = [_tail(field, reasons, is_told=told) for field in fields]
    values = _values(fields)
    beside = 2 + _widest(values) + PLACE_WIDTH + length(tails[0])
    names = _names(fields, width - beside if told else 0, width)
    name_width = _widest(names)
    beside = name_width + 2 + length(tails[0])
    columns = _columns_that_fit(fields, beside + _widest(values), width)
    if not columns:
        heads = [
            _with_mark(f"{pad(n, name_width)}  ", t) for n, t in zip(names, tails, strict=True)
        ]
        long = zip(heads, fields, strict=True)
        return [each for head, field in long for each in _beside(head, field.text, width)], False
    placed = _with_places(values, fields, places) if places else values
    # They take no column's room.
    has_places = columns == _columns_that_fit(fields, beside + _widest(placed), width)
    values = placed if has_places else values
    value_width = _widest(values)
    cells = [
        (Span(f"{pad(name, name_width)}  ", "dim"), Span(pad(value, value_width)), *tail)
        for name, value, tail in zip(names, values, tails, strict=True)
    ]
    return _downwards(cells, columns), bool(places) and has_places


def _downwards(cells: Sequence[Line], columns: int) -> list[Line]:
    """The cells side by side, to read down each column."""
    rows = -(-len(cells) // columns)
    return [
        cells[row] + tuple(span for cell in cells[row + rows :: rows] for span in (GAP, *cell))
        for row in range(rows)
    ]


def _names(fields: Sequence[Field], room: int, width: int) -> list[str]:
    """The names of columns on a line of `width` cells, in so much room, and in some in any case."""
    widest = max(min(WIDEST_NAME, width // 2), room)
    return [one_line(field.shown, widest) for field in fields]


def _widest(values: Sequence[str]) -> int:
    return max(map(cell_len, values))


def _columns_that_fit(fields: Sequence[Field], pair: int, width: int) -> int:
    """How many pairs of this width fit side by side; 0 if none does."""
    if pair > width:
        return 0
    return 1 if len(fields) <= FEW else max(1, min(3, (width + 3) // (pair + 3)))


def _values(fields: Sequence[Field]) -> list[str]:
    """The values; numbers are aligned right."""
    shown = [(one_line(field.text), field.role is Role.NUMERIC) for field in fields]
    width = max((cell_len(text) for text, is_number in shown if is_number), default=0)
    return [pad(text, width, "right") if is_number else text for text, is_number in shown]


def _with_places(
    values: Sequence[str], fields: Sequence[Field], places: Mapping[str, float]
) -> list[str]:
    """The values, with the place of each number beside it, or blanks if it is unknown."""
    return [
        f"{value} {_place(places.get(field.name))}" if field.role is Role.NUMERIC else value
        for value, field in zip(values, fields, strict=True)
    ]


def _place(share: float | None) -> str:
    return " " if share is None else STEPS[min(int(share * len(STEPS)), len(STEPS) - 1)]


def _tail(field: Field, reasons: Reasons | None, *, is_told: bool) -> Line:
    """A column's share, beside its value: the number if there is room, and the mark."""
    if reasons is None or not reasons.columns:
        return ()
    share = reasons.columns.get(field.name, 0.0)
    number = (Span(f"  {share_text(share)}"),) if is_told else ()
    return (*number, Span(" " if not is_told else "  "), mark_span(share, loudest(reasons)))


def _with_mark(name: str, tail: Line) -> Line:
    """The mark before a long value."""
    return line(Span(name, "dim"), *([tail[-1], Span("  ")] if tail else []))


def position_line(top: int, shown: int, total: int, width: int, keymap: KeyMap) -> Line:
    """The position in a text of several pages; empty for a shorter text."""
    if shown >= total or not shown:
        return ()
    text = f"lines {top + 1}-{top + shown} of {total}"
    is_more = top + shown < total
    key, more = ("page-down", "next page") if is_more else ("page-up", "page back")
    spans = line(Span(f"{text}  ", "dim"), Span(keymap.key(key), "key"), Span(f" {more}", "dim"))
    return spans if length(spans) <= width else line(Span(one_line(text, width), "dim"))
