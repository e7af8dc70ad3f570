"""What stands in the row's place until there is a row: the file, what is being done, how far."""

from __future__ import annotations

from typing import NamedTuple

from altui.display.lines import Line, Span, line, title_line
from altui.display.text import one_line
from altui.tui.panels.confidence import bar

WIDEST_BAR = 40


class Begun(NamedTuple):
    """`extent` is how large the file is, `done` the share of the `step`; None where that is not
    known."""

    title: str
    extent: str
    step: str = ""
    done: float | None = None

    def lines(self, width: int) -> list[Line]:
        found = [title_line(f"opening {self.title}", width, self.extent), ()]
        if self.step:
            found.append(line(Span(one_line(self.step, width), "dim")))
        if self.done is not None:
            room = min(max(width - 6, 1), WIDEST_BAR)
            found.append(line(Span(bar(self.done, room), "level"), f" {self.done:4.0%}"))
        return found
