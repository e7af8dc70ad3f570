"""A grey picture is drawn pixel by pixel, as large as it fits, in any number of colours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem

from altui.display.pictures.greys import Greys, grey_blocks, grey_rows, grey_shades
from tests.display.pictures.test_pictures_become_half_blocks import sent, width


def zero() -> Greys:
    y, x = np.mgrid[0:28, 0:28] - 13.5
    ring = np.abs(np.hypot(x, y) - 8) < 2.5
    return np.where(ring, 255 - (x * 7 + y * 5) % 60, 0).astype(np.uint8)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 120), st.integers(1, 40))
def test_it_keeps_to_its_place(w: int, h: int, columns: int, rows: int) -> None:
    pixels = np.random.default_rng(w * h).integers(0, 256, (h, w)).astype(np.uint8)
    for lines in (grey_blocks(pixels, columns, rows), grey_shades(pixels, columns, rows)):
        assert 1 <= len(lines) <= rows and len({width(line) for line in lines}) == 1
        assert width(lines[0]) <= columns
        if columns >= w and rows >= grey_rows(pixels):
            assert width(lines[0]) % w == 0, "no pixel is wider than another"


def test_each_pixel_is_half_a_character() -> None:
    pixels = np.array([[0, 255], [255, 0], [0, 0]], np.uint8)
    top, bottom = grey_blocks(pixels, 3, 2)
    black, white = (0, 0, 0), (255, 255, 255)
    assert [(each.text, *each[1:]) for each in top] == [("▀", black, white), ("▀", white, black)]
    assert [(each.text, *each[1:]) for each in bottom] == [("  ", None, black)]
    assert ["".join(b.text for b in line) for line in grey_shades(pixels, 3, 2)] == ["▒▒", "  "]


@pytest.mark.parametrize(
    ("system", "most"),
    [(ColorSystem.TRUECOLOR, 8_000), (ColorSystem.EIGHT_BIT, 5_000), (ColorSystem.STANDARD, 3_000)],
)
def test_a_digit_costs_few_bytes(system: ColorSystem, most: int) -> None:
    lines = grey_blocks(zero(), 79, 16)
    assert len(lines) == 14 and sent(lines, system) <= most
