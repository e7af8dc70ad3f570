"""The cells of a row as they stand in the file, where the person reads them in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, line
from altui.display.text import READ_CAPS, one_line, wrap
from altui.wording.view.row import READABLE

if TYPE_CHECKING:
    from altui.labeling.showing.shown_row import ShownRow

NO_SOURCE = "each cell of the row is shown as it stands in the file"


def source_lines(shown_row: ShownRow, width: int) -> list[Line]:
    """Each such cell under the name of its column; nothing where there is none."""
    lines: list[Line] = []
    for field in shown_row.fields:
        if field.source:
            lines.append(line(Span(one_line(field.shown, width), "title")))
            source = wrap(field.source, min(width, READABLE), **READ_CAPS)
            lines += [line(Span(each)) for each in source]
            lines.append(())
    return lines[:-1]
