"""A panel as it stands now: how it makes its lines of a View, and what they look like.

A frame made ahead is no other than the one made at the key: lines, plot and cells are kept by all
that they depend on, and only what is found so is taken. Where the size, the looks, what is shown of
a row or the View have changed meanwhile, nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.display.lines import Line, cut
from altui.tui.panels.looks import Looks, line_cells

if TYPE_CHECKING:
    from altui.labeling.view import View

AT_ONCE = 8
"""Lines made ahead without a look whether a key has come."""


@dataclass(frozen=True)
class Place:
    """`make` takes a View, a width and a height, and asks nothing of the panel: any thread may
    call it."""

    make: Callable[[View, int, int], Sequence[Line]]
    width: int
    height: int
    looks: Looks

    def prepare(self, view: View) -> Iterator[None]:
        """Make the cells that the panel would show of the View, step by step."""
        lines = self.make(view, self.width, self.height)[: self.height]
        for number, each in enumerate(lines):
            if number % AT_ONCE == 0:
                yield
            line_cells(cut(each, self.width), self.width, self.looks)
