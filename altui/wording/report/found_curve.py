"""The rows found against the rows read as an SVG for the page. Contains only numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from altui.wording.report.curve import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH

MOST_POINTS = 2 * WIDTH
GRID = 4


def found_svg(points: Sequence[tuple[int, int]]) -> str:
    """`points` are (read, found), from 0 on; at least two."""
    read, found = points[-1]
    step = max(len(points) // MOST_POINTS, 1)
    line = [_at(x, y, read, found) for x, y in [*points[:-1:step], points[-1]]]
    return "\n".join(
        [
            f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="found and read">',
            *_axes(read, found),
            f'<polyline class="line" points="{" ".join(line)}"/>',
            "</svg>",
            "<figcaption>Rows found against rows read. A curve that lies flat is no proof that all "
            "are found: the test is.</figcaption></figure>",
        ]
    )


def _at(x: float, y: float, most_read: int, most_found: int) -> str:
    across = x / max(most_read, 1) * (WIDTH - LEFT - RIGHT)
    up = y / max(most_found, 1) * (HEIGHT - TOP - BOTTOM)
    return f"{LEFT + across:.1f},{HEIGHT - BOTTOM - up:.1f}"


def _axes(read: int, found: int) -> Iterator[str]:
    for value in sorted({round(found * step / GRID) for step in range(GRID + 1)}):
        y = _at(0, value, read, found).split(",")[1]
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{LEFT - 8}" y="{y}" text-anchor="end" dy="4">{value:,}</text>'
    below = HEIGHT - BOTTOM + 18
    for value in sorted({0, read // 2, read}):
        x = _at(value, 0, read, found).split(",")[0]
        yield f'<text x="{x}" y="{below}" text-anchor="middle">{value:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{below + 18}" text-anchor="middle">rows read</text>'
