"""A picture of a row: coloured half blocks, or shades without colours. A grey one of few pixels
has its own size where a page has room for it, and the text below it is paged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, line
from altui.display.text import one_line

if TYPE_CHECKING:
    from altui.data.features.images import Picture

GREY = 2
"""Dimensions of the pixels of a grey picture."""

LEAST_ROWS = 6
"""The fewest lines of a picture, even if other fields need the room."""


def picture_lines(
    pictures: Mapping[str, Picture], width: int, rows: int, most: int, *, has_colours: bool
) -> list[Line]:
    """All pictures of a row, one below the other, in so many rows together; a single one may have
    up to `most` rows if it needs them."""
    from altui.display.pictures.greys import grey_rows

    lines: list[Line] = []
    for name, picture in pictures.items():
        if picture.trouble:
            told = one_line(f"{name}: {picture.trouble}", width)
            lines += [line(Span(told, "warn")), ()]
            continue
        share = max(rows // len(pictures) - 1, LEAST_ROWS)
        if picture.pixels.ndim == GREY:
            share = max(share, min(grey_rows(picture.pixels), most))
        lines += [*_draw(picture, width, share, has_colours), ()]
    return lines


@lru_cache(8)
def _draw(picture: Picture, width: int, rows: int, has_colours: bool) -> list[Line]:
    from altui.display.pictures.greys import grey_blocks, grey_shades
    from altui.display.pictures.halfblocks import half_blocks, shades

    pixels = picture.pixels
    if pixels.ndim == GREY:
        drawn = (grey_blocks if has_colours else grey_shades)(pixels, width, rows)
    else:
        drawn = (half_blocks if has_colours else shades)(pixels, width, rows)
    return [
        tuple(Span(block.text, "text", (block.front, block.ground)) for block in blocks)
        for blocks in drawn
    ]
