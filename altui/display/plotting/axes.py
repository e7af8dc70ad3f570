"""Limits that stand still while data arrive, and round ticks between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Limits = tuple[float, float]

_STEPS = (1, 2, 5)
_SPANS = (1, 2, 3, 5)


def x_limits_for(start: int, stop: int) -> Limits:
    """From `start` to at least `stop`, over a span that grows in few steps: 10, 20, 30, 50, ..."""
    span = _round_up(max(stop - start, 10), _SPANS)
    return float(start), float(start + round(span))


def y_limits_for(values: Iterable[float]) -> Limits:
    """Tenths within 0 to 1, at least three apart, with some room on both sides."""
    finite = [min(max(value, 0.0), 1.0) for value in values if math.isfinite(value)]
    if not finite:
        return 0.0, 1.0
    low = max(0, math.floor(round((min(finite) - 0.02) * 10, 6)))
    high = min(10, math.ceil(round((max(finite) + 0.02) * 10, 6)))
    while high - low < 3:
        low, high = max(0, low - 1), min(10, high + 1)
    return low / 10, high / 10


def widen(limits: Limits) -> Limits:
    """The limits in order, finite and apart, whatever was asked for."""
    low, high = min(limits), max(limits)
    largest = max(abs(low), abs(high), 1.0)
    if not largest < 1e12:  # NaN and infinity too
        return 0.0, 1.0
    return (low, high) if high - low > 1e-6 * largest else (low, low + largest)


def x_ticks(limits: Limits, columns: int) -> dict[float, str]:
    """Whole numbers and their labels, as close as can be read."""
    low, high = limits
    room = len(str(math.ceil(max(abs(low), abs(high))))) + 4
    step = max(1.0, _round_up((high - low) * room / max(columns, 1), _STEPS))
    return {tick: f"{tick:.0f}" for tick in _multiples(limits, step)}


def y_ticks(limits: Limits, rows: int) -> dict[float, str]:
    """Round values and their labels, two rows apart or more; fractions get two decimals or more."""
    low, high = limits
    step = _round_up((high - low) * 2 / max(rows - 1, 1), _STEPS)
    decimals = 0 if step >= 1 else max(2, -math.floor(math.log10(step) + 1e-9))
    return {tick: f"{tick:.{decimals}f}" for tick in _multiples(limits, step)}


def _round_up(needed: float, leads: tuple[int, ...]) -> float:
    """The least number of one leading digit out of `leads` that is not below `needed`."""
    magnitude = 10.0 ** math.floor(math.log10(needed))
    return next(
        lead * magnitude for lead in (*leads, 10) if lead * magnitude >= needed * (1 - 1e-9)
    )


def _multiples(limits: Limits, step: float) -> list[float]:
    first = math.ceil(round(limits[0] / step, 6))
    last = math.floor(round(limits[1] / step, 6))
    return [number * step for number in range(first, last + 1)] or [limits[0]]


@dataclass(frozen=True)
class Canvas:
    """The cells inside the axes and the values in their middles; row 0 is the lowest."""

    width: int
    rows: int
    x_limits: Limits
    y_limits: Limits
    x_ticks: dict[float, str]
    y_ticks: dict[float, str]

    @property
    def left(self) -> int:
        """Cells taken by the labels and the axis left of the canvas."""
        return max(map(len, self.y_ticks.values())) + 1

    @property
    def columns(self) -> int:
        return self.width - self.left

    @property
    def column_width(self) -> float:
        low, high = self.x_limits
        return (high - low) / (self.columns - 1)

    def x_at(self, column: int) -> float:
        return self.x_limits[0] + self.column_width * column

    def y_at(self, row: int) -> float:
        low, high = self.y_limits
        return low + (high - low) * row / (self.rows - 1)

    def row_of(self, y: float) -> int:
        low, high = self.y_limits
        return math.floor(round(0.5 + (self.rows - 1) * (y - low) / (high - low), 8))

    def inside(self, y: float) -> float:
        return min(max(y, self.y_limits[0]), self.y_limits[1])

    def grid(self) -> Iterator[tuple[float, float]]:
        """Dotted lines: each second cell along a y tick, each second row along an x tick."""
        for y in self.y_ticks:
            for column in range(2, self.columns, 2):
                yield self.x_at(column), y
        for x in self.x_ticks:
            for row in range(0, self.rows, 2):
                yield x, self.y_at(row)


def canvas_for(width: int, rows: int, x_limits: Limits, y_limits: Limits) -> Canvas:
    """`rows` counts neither the axis nor the tick labels below it."""
    marks = y_ticks(y_limits, rows)
    columns = width - 1 - max(map(len, marks.values()))
    return Canvas(width, rows, x_limits, y_limits, x_ticks(x_limits, columns), marks)
