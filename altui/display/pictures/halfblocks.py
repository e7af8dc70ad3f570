"""A picture as lines of half blocks: each character shows two pixels, one above the other.

A picture may cost many bytes, so there is a limit: a picture with many colours is shown smaller
and with fewer colours.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]

MOST_BYTES = 13_500
COLOURS = 32
SHRINK = 0.97
GLANCE = 64
LEAST = 8
"""Columns that are tried first, and below which a picture is not shrunk any more."""

SHADES = " ░▒▓█"

SEQUENCE, COLOUR, ROW = 4, 16, 12
"""Bytes of a sequence, of each colour in it, and of the way to the next row."""


class Block(NamedTuple):
    """Characters in a row that look the same: `front` is the upper half, `ground` the lower."""

    text: str
    front: Colour | None = None
    ground: Colour | None = None


def shown_size(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """The largest (width, height) in pixels of the same aspect; a character is two of them high."""
    scale = min(columns / width, 2 * rows / height)
    return max(round(width * scale), 1), max(round(height * scale / 2), 1) * 2


def half_blocks(pixels: Pixels, columns: int, rows: int) -> list[list[Block]]:
    """Lines of a picture (height, width, 3), at most so many columns and rows, in MOST_BYTES."""
    from PIL import Image

    image = Image.fromarray(pixels)
    # A picture too costly at full size is mostly too costly when small, which is faster to check.
    small = _scale(image, min(columns, GLANCE), rows)
    if columns > GLANCE and _bytes(small) <= MOST_BYTES:
        small = _scale(image, columns, rows)
    while small.shape[1] > LEAST and (cost := _bytes(small)) > MOST_BYTES:
        columns = int(small.shape[1] * min((MOST_BYTES / cost) ** 0.5, SHRINK))
        small = _scale(image, columns, rows)
    return [join_blocks(upper, lower) for upper, lower in zip(small[::2], small[1::2], strict=True)]


def shades(pixels: Pixels, columns: int, rows: int) -> list[list[Block]]:
    """The same without colours: darker and lighter characters."""
    from PIL import Image

    width, height = shown_size(pixels.shape[1], pixels.shape[0], columns, rows)
    grey = Image.fromarray(pixels).convert("L").resize((width, height // 2))
    steps = np.asarray(grey, np.intp) * len(SHADES) // 256
    return [[Block("".join(SHADES[step] for step in line))] for line in steps.tolist()]


def _scale(image: Image, columns: int, rows: int) -> Pixels:
    from PIL.Image import Dither, Resampling

    size = shown_size(*image.size, columns, rows)
    way = Resampling.BOX if size[0] < image.width else Resampling.NEAREST
    few = image.resize(size, way).quantize(COLOURS, dither=Dither.NONE)
    return np.asarray(few.convert("RGB"))


def _bytes(small: Pixels) -> int:
    """About how many bytes these pixels take: a colour is sent only when it changes."""
    upper, lower = small[::2], small[1::2]
    is_plain = (upper == lower).all(2)
    was_plain = _shift(is_plain)
    new_ground = _is_different(lower) | (is_plain & ~was_plain)
    new_front = ~is_plain & (_is_different(upper) | was_plain)
    sequences = (new_ground | new_front) * SEQUENCE + (new_ground * COLOUR + new_front * COLOUR)
    return int(sequences.sum() + np.where(is_plain, 1, 3).sum() + ROW * len(upper))


def _is_different(pixels: Pixels) -> NDArray[np.bool_]:
    """From the pixel to the left; the first of a row from whatever stood before."""
    found = np.ones(pixels.shape[:2], bool)
    found[:, 1:] = (pixels[:, 1:] != pixels[:, :-1]).any(2)
    return found


def _shift(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those of the pixels to the left."""
    found = np.ones_like(flags)
    found[:, 1:] = flags[:, :-1]
    return found


def join_blocks(upper: Pixels, lower: Pixels) -> list[Block]:
    """Two rows of pixels (width, 3) as one line of characters."""
    pairs = zip(map(tuple, upper.tolist()), map(tuple, lower.tolist()), strict=True)
    blocks = []
    for (front, ground), run in groupby(pairs):
        count = len(list(run))
        # One colour needs no half block, and only half of the sequence.
        one = Block(" " * count, None, ground) if front == ground else None
        blocks.append(one or Block("▀" * count, front, ground))
    return blocks
