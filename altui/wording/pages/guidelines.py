"""The guidelines, and what each class means, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import Line, Span, line
from altui.display.text import displayable, pad, wrap
from altui.wording.pages.help import describe_class
from altui.wording.view.row import READABLE

if TYPE_CHECKING:
    from altui.labeling.showing.class_keys import ClassKey


def guidelines_lines(text: str, classes: Sequence[ClassKey], width: int) -> list[Line]:
    """The guidelines, then each class that has a description, with its key or code; all classes
    where not all have a key."""
    # Imported here: most sessions have no guidelines and need not wait for the parser.
    from altui.display.markdown import markdown_lines

    width = min(width, READABLE)
    lines = [
        line(Span(each.text, "title" if each.is_heading else "text"))
        for each in markdown_lines(text, width)
    ]
    is_list = lists_all(classes)
    described = [each for each in classes if each.description or is_list]
    if not described:
        return lines
    lines += [(), line(Span("The classes", "title"))] if lines else []
    wide = max(cell_len(_sign(each)) for each in described) + 2
    for each in described:
        first, *more = wrap(displayable(describe_class(each)), max(width - wide, 1))
        lines.append(line(Span(pad(_sign(each), wide), "key"), Span(first)))
        lines += [line(Span(f"{' ' * wide}{rest}")) for rest in more]
    return lines


def lists_all(classes: Sequence[ClassKey]) -> bool:
    """Whether the page lists every class: no key says which there are."""
    return not all(each.key for each in classes)


def begin_line(each: ClassKey) -> str:
    """How the line about a class begins."""
    return f"{_sign(each)}  {displayable(each.shown)}"


def _sign(each: ClassKey) -> str:
    """What is typed for it; one cell where that is its name."""
    return " ".join(filter(None, (each.key, each.code))) or " "
