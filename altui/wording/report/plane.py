"""The axes of a figure as SVG: round ticks, a quiet grid, and room at the right for the names of
lines. All lengths are in units of the figure, of which it is WIDTH wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from altui.display.plotting.axes import LABELS_APART, Limits, round_values

WIDTH, HEIGHT = 720, 310
LEFT, RIGHT, TOP, BOTTOM = 70, 156, 32, 56
LINE = 20
"""From one line of text to the next, in the larger letters of a narrow page."""
CELL = 11
"""The width of a digit then."""

Point = tuple[float, float]


class Name(NamedTuple):
    """Words at the right end of what is drawn at `y`: of the line itself, or of something quiet."""

    y: float
    words: str
    is_line: bool = False


@dataclass(frozen=True)
class Plane:
    """Values of x and y within limits, and their places in the figure."""

    x_limits: Limits
    y_limits: Limits

    def at(self, x: float, y: float) -> Point:
        (left, right), (low, high) = self.x_limits, self.y_limits
        across = (x - left) / (right - left)
        up = (min(max(y, low), high) - low) / (high - low)
        return (
            LEFT + across * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM),
        )

    def path(self, points: Sequence[Point]) -> str:
        """The `points` attribute of a line or an area."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*point) for point in points))

    def axes(self, x_name: str, y_name: str, in_words: Callable[[float], str]) -> Iterator[str]:
        """Grid and ticks, with the name of each axis; `in_words` spells a value of y."""
        yield f'<text x="0" y="{LINE - 6}">{escape(y_name)}</text>'
        for value in round_values(self.y_limits, (HEIGHT - TOP - BOTTOM) // (2 * LINE)):
            _, y = self.at(self.x_limits[0], value)
            yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            words = in_words(value)
            yield f'<text x="{LEFT - 8}" y="{y:.1f}" dy="4" text-anchor="end">{words}</text>'
        below = HEIGHT - BOTTOM + LINE
        room = CELL * (len(f"{max(self.x_limits):,.0f}") + LABELS_APART)
        for value in round_values(self.x_limits, (WIDTH - LEFT - RIGHT) // room, least_step=1.0):
            x, _ = self.at(value, self.y_limits[0])
            yield f'<text x="{x:.1f}" y="{below}" text-anchor="middle">{value:,.0f}</text>'
        middle = (LEFT + WIDTH - RIGHT) / 2
        yield f'<text x="{middle}" y="{below + LINE}" text-anchor="middle">{escape(x_name)}</text>'

    def level(self, y: float) -> str:
        """A dashed line across the plane."""
        _, height = self.at(self.x_limits[0], y)
        ends = f'x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"'
        return f'<line class="level" {ends}/>'

    def names(self, names: Sequence[Name]) -> Iterator[str]:
        """Names at the right ends of lines; those that would touch are moved apart."""
        wanted = sorted(((self.at(0, each.y)[1], each) for each in names), key=lambda pair: pair[0])
        places = spread([place for place, _ in wanted], LINE, (TOP, HEIGHT - BOTTOM))
        for place, (_, name) in zip(places, wanted, strict=True):
            kind = ' class="name"' if name.is_line else ""
            at = f'x="{WIDTH - RIGHT + 8}" y="{place:.1f}" dy="4"'
            yield f"<text{kind} {at}>{escape(name.words)}</text>"


def spread(places: Sequence[float], apart: float, limits: Limits) -> list[float]:
    """The places (ascending), moved as little down and then up as keeps them `apart`."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + apart) if found else max(place, limits[0]))
    ceiling = limits[1]
    for k in range(len(found) - 1, -1, -1):
        found[k] = min(found[k], ceiling)
        ceiling = found[k] - apart
    return found


def figure(title: str, told: str, parts: Sequence[str], caption: str) -> str:
    """The drawing with its alternative in words, `told`, for who cannot see it."""
    return "\n".join(
        [
            "<figure>",
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMinYMid" role="img" '
            'aria-labelledby="drawing drawn">',
            f'<title id="drawing">{escape(title)}</title>',
            f'<desc id="drawn">{escape(told)}</desc>',
            *parts,
            "</svg>",
            f"<figcaption>{escape(caption)}</figcaption>",
            "</figure>",
        ]
    )
