"""The guidelines, and what each class means, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, line
from altui.display.text import displayable, wrap
from altui.wording.pages.help import describe_class
from altui.wording.view.row import READABLE

if TYPE_CHECKING:
    from altui.labeling.view import ClassKey


def guidelines_lines(text: str, classes: Sequence[ClassKey], width: int) -> list[Line]:
    """The guidelines, then each class that has a description, with its key."""
    # Imported here: most sessions have no guidelines and need not wait for the parser.
    from altui.display.markdown import markdown_lines

    width = min(width, READABLE)
    lines = [
        line(Span(each.text, "title" if each.is_heading else "text"))
        for each in markdown_lines(text, width)
    ]
    described = [each for each in classes if each.description]
    if not described:
        return lines
    lines += [(), line(Span("The classes", "title"))] if lines else []
    for each in described:
        first, *more = wrap(displayable(describe_class(each)), max(width - 3, 1))
        lines.append(line(Span(f"{each.key}  ", "key"), Span(first)))
        lines += [line(Span(f"   {rest}")) for rest in more]
    return lines
