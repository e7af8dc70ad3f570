"""A grey picture of few pixels as lines of half blocks, or of shades where there are no colours.

It needs no library of pictures. Each pixel is as wide as high; a picture is drawn as large as it
fits, by whole steps, so that its pixels stay alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altui.display.pictures.halfblocks import SHADES, Block, join_blocks

Greys = NDArray[np.uint8]

LEVELS = 16
"""Greys that are told apart: the fewer, the more neighbours are alike and cost no bytes."""

LARGEST = 3
"""Cells of each pixel, at most."""


def grey_rows(pixels: Greys) -> int:
    """The rows that a picture (height, width) takes in its own size."""
    return -(-len(pixels) // 2)


def grey_blocks(pixels: Greys, columns: int, rows: int) -> list[list[Block]]:
    """Lines of a picture (height, width), at most so many columns and rows."""
    sized = _fit(pixels, columns, rows)
    steps = (sized.astype(np.intp) * (LEVELS - 1) + 127) // 255
    greys = (steps * 255 // (LEVELS - 1)).astype(np.uint8)
    coloured = np.repeat(greys[:, :, None], 3, axis=2)
    return [join_blocks(up, low) for up, low in zip(coloured[::2], coloured[1::2], strict=True)]


def grey_shades(pixels: Greys, columns: int, rows: int) -> list[list[Block]]:
    """The same without colours: the more light, the fuller a character."""
    sized = _fit(pixels, columns, rows).astype(np.intp)
    steps = (sized[::2] + sized[1::2]) // 2 * len(SHADES) // 256
    return [[Block("".join(SHADES[step] for step in line))] for line in steps.tolist()]


def _fit(pixels: Greys, columns: int, rows: int) -> Greys:
    """As large as it fits, and an even number of pixels high."""
    height, width = pixels.shape
    room = max(columns, 1), 2 * max(rows, 1)
    steps = min(room[0] // width, room[1] // (height + height % 2), LARGEST)
    if steps >= 1:
        sized = np.kron(pixels, np.ones((steps, steps), np.uint8))
    else:
        scale = min(room[0] / width, room[1] / height)
        sized = _shrink(pixels, max(int(height * scale), 1), max(int(width * scale), 1))
    return np.pad(sized, ((0, len(sized) % 2), (0, 0)))


def _shrink(pixels: Greys, height: int, width: int) -> Greys:
    """The mean of the pixels that fall on each one of a smaller picture."""
    sums = pixels.astype(np.float64)
    for axis, size in ((0, height), (1, width)):
        starts = np.arange(size) * sums.shape[axis] // size
        counts = np.diff([*starts, sums.shape[axis]])
        shape = (-1, 1) if axis == 0 else (1, -1)
        sums = np.add.reduceat(sums, starts, axis=axis) / counts.reshape(shape)
    return sums.astype(np.uint8)
