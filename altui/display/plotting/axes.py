"""Limits that stand still while data arrive, and round ticks that lie on whole cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Limits = tuple[float, float]

_STEPS = (1, 2, 5)
_SPANS = (1, 2, 3, 5)
_EASE = 1e-9
"""What rounding may add to a number of cells."""

_WIDEST = 10
"""Steps that are so many times the limits would leave most of the cells to nothing."""

LABELS_APART = 4
"""Cells between two labels of the x axis at least."""

ROWS_APART = 2
"""Rows between two ticks at least."""

SHARES = (5, 4, 3)
"""Cells between two dots of the grid along a row: one of them, so that a dot is on each x tick."""


def x_limits_for(start: int, stop: int) -> Limits:
    """From `start` to at least `stop`, over a span that grows in few steps: 10, 20, 30, 50, ..."""
    span = _round_up(max(stop - start, 10), _SPANS)
    return float(start), float(start + round(span))


def y_limits_for(values: Iterable[float]) -> Limits:
    """Twentieths within 0 to 1, at least four apart, with some room on both sides."""
    finite = [min(max(value, 0.0), 1.0) for value in values if math.isfinite(value)]
    if not finite:
        return 0.0, 1.0
    low = max(0, math.floor(round((min(finite) - 0.02) * 20, 6)))
    high = min(20, math.ceil(round((max(finite) + 0.02) * 20, 6)))
    while high - low < 4:
        low, high = max(0, low - 1), min(20, high + 1)
    return low / 20, high / 20


def widen(limits: Limits) -> Limits:
    """The limits in order, finite and apart, whatever was asked for."""
    low, high = min(limits), max(limits)
    largest = max(abs(low), abs(high), 1.0)
    if not largest < 1e12:  # NaN and infinity too
        return 0.0, 1.0
    return (low, high) if high - low > 1e-6 * largest else (low, low + largest)


def round_values(limits: Limits, most: int, *, least_step: float = 0.0) -> list[float]:
    """Round values within the limits in even steps, about `most` of them and no closer than
    `least_step`; where nothing hangs on cells."""
    low, high = limits
    step = max(least_step, _round_up((high - low) / max(most, 1), _STEPS))
    first, last = math.ceil(low / step - _EASE), math.floor(high / step + _EASE)
    return [n * step for n in range(first, last + 1)] or [low]


def _round_up(needed: float, leads: tuple[int, ...]) -> float:
    """The least number of one leading digit out of `leads` that is not below `needed`."""
    magnitude = 10.0 ** math.floor(math.log10(needed))
    return next(
        lead * magnitude for lead in (*leads, 10) if lead * magnitude >= needed * (1 - 1e-9)
    )


@dataclass(frozen=True)
class Axis:
    """The value in the middle of cell 0, that of one cell more, and the label of each cell that is
    a tick, `apart` cells from the next."""

    low: float
    per_cell: float
    cells: int
    ticks: dict[int, str]
    apart: int = 1

    def cell_of(self, value: float) -> float:
        return (value - self.low) / self.per_cell


def axis_for(
    limits: Limits,
    cells: int,
    apart: int,
    *,
    shares: tuple[int, ...] = (1,),
    from_low: bool = False,
) -> Axis:
    """The finest axis over all of the limits that has its ticks on whole cells, at round values, at
    least so many cells apart and so many that one of the `shares` divides it.

    One end of the limits is at a tick: the lower if `from_low`, else the one that gives the finer
    axis. What is left over of the cells goes beyond the other end. Where two ticks have no room,
    there is one, at the lower end.
    """
    low, high = limits
    with_one = Axis(low, (high - low) / max(cells - 1, 1), cells, {0: _labels(high - low)(low)})
    if cells <= apart:
        return with_one
    step = _round_up((high - low) * apart / (cells - 1), _STEPS)
    while not (found := [*_axes(limits, cells, step, apart, shares)]):
        if step > _WIDEST * max(abs(low), abs(high)):
            return with_one  # beside a tick at 0 there is no room for one below and one above
        step = _round_up(step * 1.5, _STEPS)
    if from_low:
        return found[0]
    # Of two that are alike, the one with its tick where nothing may lie beyond: at 0, or above.
    end = cells - 1 if low else 0
    return min(found, key=lambda axis: (axis.per_cell, end not in axis.ticks))


def _axes(
    limits: Limits, cells: int, step: float, apart: int, shares: tuple[int, ...]
) -> Iterator[Axis]:
    """With a tick at the lower end, and with one at the upper end; none whose ticks are closer."""
    first, last = math.floor(limits[0] / step + _EASE), math.ceil(limits[1] / step - _EASE)
    text = _labels(step)
    for is_low, span in ((True, limits[1] / step - first), (False, last - limits[0] / step)):
        most = math.floor((cells - 1) / span + _EASE)
        fit = (n for n in range(most, apart - 1, -1) if any(n % share == 0 for share in shares))
        if each := next(fit, 0):
            anchor = 0 if is_low else cells - 1 - (last - first) * each
            ticks = {anchor + (n - first) * each: text(n * step) for n in range(first, last + 1)}
            inside = {cell: label for cell, label in ticks.items() if 0 <= cell < cells}
            yield Axis(first * step - anchor * step / each, step / each, cells, inside, each)


def _labels(step: float) -> Callable[[float], str]:
    """Whole numbers, or fractions of two decimals or more."""
    decimals = 0 if step >= 1 else max(2, -math.floor(math.log10(step) + _EASE))
    return lambda value: f"{value:.{decimals}f}"


@dataclass(frozen=True)
class Canvas:
    """The cells inside the axes; row 0 is the lowest."""

    width: int
    x: Axis
    y: Axis

    @property
    def left(self) -> int:
        """Cells taken by the labels and the axis left of the canvas."""
        return self.width - self.columns

    @property
    def columns(self) -> int:
        return self.x.cells

    @property
    def rows(self) -> int:
        return self.y.cells

    def grid(self) -> Iterator[tuple[int, int]]:
        """Dots along each tick: the columns between two ticks are shared out evenly."""
        gap = next((share for share in SHARES if self.x.apart % share == 0), self.columns)
        start = min(self.x.ticks, default=0) % gap
        for row in self.y.ticks:
            for column in range(start, self.columns, gap):
                yield column, row
        for column in self.x.ticks:
            for row in range(self.rows):
                yield column, row


def canvas_for(width: int, rows: int, x_limits: Limits, y_limits: Limits) -> Canvas:
    """`rows` counts neither the axis nor the tick labels below it."""
    y = axis_for(y_limits, rows, ROWS_APART)
    columns = width - 1 - max(map(len, y.ticks.values()))
    room = len(str(math.ceil(max(map(abs, x_limits))))) + LABELS_APART
    x = axis_for(x_limits, columns, room, shares=SHARES, from_low=True)
    return Canvas(width, x, y)
