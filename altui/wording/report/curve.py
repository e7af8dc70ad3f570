"""The accuracy curve with its interval as an SVG for the page. Contains only numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor
from typing import TYPE_CHECKING

from altui.learning.evaluation import SPOKEN

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 44
MOST_DOTS = 60

MeasuredPoint = Sequence[tuple[int, "Evaluation"]]


def curve_svg(measured: MeasuredPoint) -> str:
    """One point per count of labels. Needs at least one; each is measured on ten rows or more."""
    plane = _Plane(measured)
    edges = [(labeled, found.interval) for labeled, found in measured]
    band = [plane.at(x, high) for x, (_, high) in edges]
    band += [plane.at(x, low) for x, (low, _) in reversed(edges)]
    line = [plane.at(x, found.accuracy) for x, found in measured]
    kind = measured[-1][1].kind
    rows = "rows of the random check" if kind == "audit" else f"{SPOKEN.get(kind, kind)} rows"
    return "\n".join(
        [
            f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="accuracy curve">',
            *plane.axes(),
            f'<polygon class="band" points="{" ".join(band)}"/>',
            f'<polyline class="line" points="{" ".join(line)}"/>',
            *(_dots(line) if len(line) <= MOST_DOTS else ()),
            "</svg>",
            f"<figcaption>Accuracy on {measured[-1][1].total:,} {escape(rows)} after each label. "
            "The band is the 95 % interval of each single point. Over the whole curve, more than "
            "one point in twenty can lie outside.</figcaption></figure>",
        ]
    )


def _dots(line: Sequence[str]) -> Iterator[str]:
    for point in line:
        x, y = point.split(",")
        yield f'<circle class="dot" cx="{x}" cy="{y}" r="2.5"/>'


class _Plane:
    """The positions of labels and accuracies in the picture."""

    def __init__(self, measured: MeasuredPoint) -> None:
        counts = [labeled for labeled, _ in measured]
        intervals = [found.interval for _, found in measured]
        self._first, self._last = counts[0], max(counts[-1], counts[0] + 1)
        self._low = floor(10 * min(low for low, _ in intervals)) / 10
        self._high = ceil(10 * max(high for _, high in intervals)) / 10

    def at(self, labeled: float, accuracy: float) -> str:
        across = (labeled - self._first) / (self._last - self._first)
        up = (accuracy - self._low) / (self._high - self._low)
        x = LEFT + across * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)
        return f"{x:.1f},{y:.1f}"

    def axes(self) -> Iterator[str]:
        steps = round(10 * (self._high - self._low))
        for step in range(steps + 1):
            value = self._low + step / 10
            y = self.at(self._first, value).split(",")[1]
            yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text x="{LEFT - 8}" y="{y}" text-anchor="end" dy="4">{value:.1f}</text>'
        below = HEIGHT - BOTTOM + 18
        for labeled in sorted({self._first, (self._first + self._last) // 2, self._last}):
            x = self.at(labeled, self._low).split(",")[0]
            yield f'<text x="{x}" y="{below}" text-anchor="middle">{labeled:,}</text>'
        middle = (LEFT + WIDTH - RIGHT) / 2
        yield f'<text x="{middle}" y="{below + 18}" text-anchor="middle">labeled rows</text>'
