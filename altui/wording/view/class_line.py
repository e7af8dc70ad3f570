"""The line in which a class is named: what is typed, and the classes that fit, as many as it has
room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, cut, length, line
from altui.display.text import one_line, pad

if TYPE_CHECKING:
    from altui.labeling.naming.class_line import ClassLine
    from altui.labeling.showing.class_keys import ClassKey

WIDEST = 80
"""A wider line would send more bytes with each key, and nobody reads so many names."""

FIELD = 8
"""Cells for what is typed; of a longer text a multiple of it, so that the classes stand still."""

WIDEST_NAME = 20


def class_line(named: ClassLine, width: int) -> Line:
    """What is typed, then the classes that fit, from the page on which the chosen one stands."""
    typed = one_line(named.typed, WIDEST // 2)
    field = -(-(cell_len(typed) + 1) // FIELD) * FIELD
    head = line(Span("class ", "dim"), Span(pad(f"{typed}_", field), "strong"), " ")
    told = (Span(_without_a_match(named)),) if _is_told(named) else ()
    room = min(width, WIDEST) - length(head)
    return cut((*head, *(told or _cells(named, room))), max(width, 1))


def _is_told(named: ClassLine) -> bool:
    return named.is_adding or not named.matches


def _without_a_match(named: ClassLine) -> str:
    if named.is_adding:
        return "a new class: enter adds it, backspace does not"
    return f"no class begins so{'; + adds it' if named.can_add else ''}; escape leaves"


def _cells(named: ClassLine, room: int) -> Iterator[Span]:
    """The names, the chosen one marked, and how many follow."""
    texts = [_cell(each) for each in named.matches[: named.at + room]]
    first, last = _page(texts, named.at, room, len(named.matches))
    for place in range(first, last):
        is_chosen = place == named.at
        yield Span("▸" if is_chosen else " ")
        yield Span(texts[place], "strong" if is_chosen else "text")
        yield Span(" ")
    if more := len(named.matches) - last:
        yield Span(f" +{more:,} more", "dim")


def _cell(each: ClassKey) -> str:
    code = f" ({each.code})" if each.code else ""
    return f"{one_line(each.name, WIDEST_NAME)}{code}"


def _page(texts: Sequence[str], at: int, room: int, count: int) -> tuple[int, int]:
    """The places of the page that holds `at`; pages follow each other from the first place on."""
    first = last = 0
    used = 0
    while last < len(texts):
        used += cell_len(texts[last]) + 2
        left = count - last - 1
        if last > first and used + (len(f" +{left:,} more") if left else 0) > room:
            if at < last:
                break
            first, used = last, 0
            continue
        last += 1
    return first, last
