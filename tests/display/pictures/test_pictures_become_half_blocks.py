"""A picture keeps its shape and its colours, and never takes more bytes than it may."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style

from altui.display.pictures.halfblocks import (
    MOST_BYTES,
    Block,
    Pixels,
    half_blocks,
    shades,
    shown_size,
)
from altui.tui.terminal.styles import look_of, turn


def disc(side: int) -> Pixels:
    y, x = np.mgrid[0:side, 0:side] - side // 2
    picture = np.full((side, side, 3), 255, np.uint8)
    picture[x * x + y * y < side * side // 6] = (200, 30, 30)
    return picture


def width(line: list[Block]) -> int:
    return sum(len(block.text) for block in line)


def sent(lines: list[list[Block]], system: ColorSystem) -> int:
    """Bytes of the colours and characters, as the screen sends them."""
    total = 0
    for line in lines:
        before = ""
        for block in line:
            front, ground = (each and Color.from_rgb(*each) for each in block[1:])
            look = look_of(Style(color=front, bgcolor=ground), system)
            total += len(turn(before, look.full).encode()) + len(block.text.encode())
            before = look.full
    return total


def test_a_disc_is_a_disc_in_its_two_colours() -> None:
    lines = half_blocks(disc(60), 40, 20)
    assert len(lines) == 20 and {width(line) for line in lines} == {40}
    middle, corner = lines[10], lines[0]
    assert corner == [Block(" " * 40, None, (255, 255, 255))]
    assert middle[0].ground == middle[-1].ground == (255, 255, 255)
    assert abs(len(middle[0].text) - len(middle[-1].text)) <= 1
    assert max(middle, key=lambda block: len(block.text)).ground == (200, 30, 30)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(4, 200), st.integers(2, 60))
def test_the_shape_is_kept_and_fits(w: int, h: int, columns: int, rows: int) -> None:
    shown_w, shown_h = shown_size(w, h, columns, rows)
    assert 1 <= shown_w <= columns and 2 <= shown_h <= 2 * rows
    assert shown_w in (columns, 1) or shown_h == 2 * rows or min(shown_w, shown_h) < 3
    scale = min(columns / w, 2 * rows / h)
    assert abs(shown_w - w * scale) <= 1 and abs(shown_h - h * scale) <= 2


@given(st.integers(0, 2**32 - 1), st.integers(20, 200), st.integers(6, 60))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_noise_is_shown_smaller(system: ColorSystem, seed: int, columns: int, rows: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    lines = half_blocks(noise, columns, rows)
    assert sent(lines, system) <= MOST_BYTES
    assert abs(width(lines[0]) / (2 * len(lines)) - 160 / 90) < 0.35


def test_without_colours_light_is_told_by_shades() -> None:
    lines = ["".join(block.text for block in line) for line in shades(disc(60), 40, 20)]
    assert len(lines) == 20 and lines[0] == "█" * 40
    assert lines[10].strip("█").strip("▒▓") == "░" * lines[10].count("░")
