"""The rows found against the rows read as an SVG for the page. Contains only numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.wording.figures.find import found_points
from altui.wording.report.plane import CELL, WIDTH, Name, Plane, figure
from altui.wording.view.curve import thinned

if TYPE_CHECKING:
    from altui.learning.find_progress import FindProgress
    from altui.session.reading import SessionView

FOUND = "Found against read"

FEWEST = 10
"""The y axis has so many rows at least, so that its ticks are whole numbers."""

CAPTION = "Rows found against rows read."
EXPECTED = " Dashed: how many are expected in all, going by the rows read last."
FLAT = "A curve that lies flat is no proof that all are found: the test is."


COPIES = " Rows that are the same were one question, and are counted once in this figure."


def found_svg(view: SessionView, progress: FindProgress | None, copies: int) -> str:
    """Empty before the first row is read. `copies` are the rows that have the label of an identical
    one: they are found too, but were no question, so the figure cannot show how many are expected.
    """
    curve = view.curve()
    points = found_points(curve, view.settings, thinned(curve, WIDTH // CELL))
    read, found = points[-1]
    if not read:
        return ""
    told = f"{found:,} found in {count_of(read, 'row')} read."
    if copies:
        return figure(FOUND, told, [*_drawing(points, 0)], f"{CAPTION} {FLAT}{COPIES}")
    left = progress.left if progress is not None else 0
    return figure(FOUND, told, [*_drawing(points, left)], f"{CAPTION}{EXPECTED} {FLAT}")


def _drawing(points: Sequence[tuple[int, int]], left: float) -> Iterator[str]:
    """`left` more are expected; 0 where that is not known."""
    read, found = points[-1]
    expected = found + left
    plane = Plane((0, read), (0, max(expected, FEWEST)))
    yield from plane.axes("rows read", "found", lambda count: f"{count:,.0f}")
    yield f'<polyline class="line" points="{plane.path(points)}"/>'
    names = [Name(found, f"{found:,} found", is_line=True)]
    if left:
        yield plane.level(expected)
        names.append(Name(expected, f"{expected:,.0f} expected"))
    yield from plane.names(names)
