"""The line in which a class is named: what is typed, and the classes that fit, as many as it has
room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, cut, length, line
from altui.display.text import one_line, pad
from altui.wording.view.apart import shorten_apart

if TYPE_CHECKING:
    from altui.labeling.naming.class_line import ClassLine
    from altui.labeling.showing.class_keys import ClassKey

WIDEST = 80
"""A wider line would send more bytes with each key, and nobody reads so many names."""

FIELD = 8
"""Cells for what is typed; of a longer text a multiple of it, so that the classes stand still."""

WIDEST_NAME = 20
"""Of a name that is not chosen."""

BESIDE_A_LONG_ONE = 14
"""Of a name beside a chosen one that needs the room."""

AROUND_NAME = 2
"""Cells for the mark of a name and the blank behind it."""


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
    """The names, the chosen one marked and in full, and how many follow."""
    listed = named.matches[: named.at + max(room, 1)]
    texts = _texts(listed, WIDEST_NAME)
    first, last = _page(texts, named.at, room, len(named.matches))
    if cell_len(texts[named.at]) >= WIDEST_NAME:
        texts = _texts(listed, BESIDE_A_LONG_ONE)
    whole = room - len(_more(len(named.matches))) - AROUND_NAME
    texts[named.at] = _texts(listed, max(whole, 1))[named.at]
    first, last = _make_room(texts, named.at, (first, last), room, len(named.matches))
    for place in range(first, last):
        is_chosen = place == named.at
        yield Span("▸" if is_chosen else " ")
        yield Span(texts[place], "strong" if is_chosen else "text")
        yield Span(" ")
    if more := len(named.matches) - last:
        yield Span(_more(more), "dim")


def _texts(classes: Sequence[ClassKey], width: int) -> list[str]:
    """Names of at most `width` cells that can be told apart, with their codes."""
    names = shorten_apart([each.shown for each in classes], width)
    codes = (f" ({each.code})" if each.code else "" for each in classes)
    return [f"{name}{code}" for name, code in zip(names, codes, strict=True)]


def _more(count: int) -> str:
    return f" +{count:,} more"


def _make_room(
    texts: Sequence[str], at: int, page: tuple[int, int], room: int, count: int
) -> tuple[int, int]:
    """The places of the page that fit beside the chosen name: the last ones go first."""
    first, last = page
    while last - first > 1 and _used(texts[first:last], count - last) > room:
        if last - 1 > at:
            last -= 1
        else:
            first += 1
    return first, last


def _used(texts: Sequence[str], left: int) -> int:
    names = sum(cell_len(each) + AROUND_NAME for each in texts)
    return names + (len(_more(left)) if left else 0)


def _page(texts: Sequence[str], at: int, room: int, count: int) -> tuple[int, int]:
    """The places of the page that holds `at`; pages follow each other from the first place on."""
    first = last = 0
    used = 0
    while last < len(texts):
        used += cell_len(texts[last]) + AROUND_NAME
        left = count - last - 1
        if last > first and used + (len(_more(left)) if left else 0) > room:
            if at < last:
                break
            first, used = last, 0
            continue
        last += 1
    return first, last
