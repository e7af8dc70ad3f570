"""Columns that are the pixels of a picture, row by row from the top left: only shown as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from altui.data.presentation.column_groups import group_words
from altui.data.schema import Role
from altui.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from altui.data.schema import Column, Schema

NO_PICTURE = "no"
SIZE = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})")
DIGITS = re.compile(r"[0-9]+")

WHITE = 255
PIXELS = (Role.NUMERIC, Role.SHOWN, Role.HIDDEN)
"""A pixel that is always black is shown only; one that was hidden leaves a black spot."""

LEAST_SIDE = 8
MOST_ANSWER = 10
"""Whole numbers up to this one may be the answers of a questionnaire."""


@dataclass(frozen=True)
class PixelGrid:
    names: tuple[str, ...]
    width: int
    height: int

    @property
    def words(self) -> str:
        return group_words(self.names)

    @property
    def size(self) -> str:
        return f"{self.width}x{self.height}"

    def draw(self, cells: Mapping[str, str], brightest: float) -> NDArray[np.uint8]:
        """(height, width) of 0 to 255, white for the `brightest` number; black where a cell is
        missing or no number."""
        values = self._values(cells)
        scaled = np.clip(values * (WHITE / brightest if brightest > 0 else 1.0), 0, WHITE)
        return scaled.reshape(self.height, self.width).astype(np.uint8)

    def brightest(self, cells: Mapping[str, str]) -> float:
        """The largest of its numbers in these cells."""
        return float(self._values(cells).max(initial=0.0))

    def _values(self, cells: Mapping[str, str]) -> NDArray[np.float64]:
        return np.array([_number(cells.get(name, "")) for name in self.names])


def find_grids(schema: Schema, pixels: str | None) -> tuple[PixelGrid, ...]:
    """Each block of columns that is a picture of this size, such as "28x28".

    Raises InputError for a size that is none, or that no block has.
    """
    if pixels in (None, NO_PICTURE):
        return ()
    size = SIZE.fullmatch(pixels or "")
    if size is None:
        raise InputError(
            f"'{pixels}' is no size of a picture",
            hint=f"Give `pixels` WIDTHxHEIGHT, such as 28x28, or `pixels` {NO_PICTURE}.",
        )
    width, height = int(size[1]), int(size[2])
    wanted = [each for each in _blocks(schema.columns) if len(each) == width * height]
    wanted = wanted or [each for each in _runs(schema.columns) if len(each) == width * height]
    if not wanted:
        raise InputError(
            f"no {width * height:,} columns in a row are the pixels of a picture",
            hint="They stand side by side, are numbers, and are named alike, such as p0 ... p783.",
        )
    return tuple(PixelGrid(tuple(column.name for column in each), width, height) for each in wanted)


def square_of_bytes(schema: Schema) -> PixelGrid | None:
    """The first block of columns that look like a square picture: as many as a square has, all
    whole numbers of 0 to 255. A profile of the columns must have been made."""
    for block in _blocks(schema.columns):
        side = round(len(block) ** 0.5)
        highest = [column.highest_byte for column in block if column.highest_byte is not None]
        is_square = side >= LEAST_SIDE and side * side == len(block) == len(highest)
        if is_square and max(highest) > MOST_ANSWER:
            return PixelGrid(tuple(column.name for column in block), side, side)
    return None


def _blocks(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Columns side by side whose names differ in their numbers only, one at least of them shown."""

    def kind(column: Column) -> str | None:
        return DIGITS.sub("#", column.name) if column.role in PIXELS else None

    return _visible(groupby(columns, kind))


def _runs(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Numbers side by side, whatever their names."""
    return _visible(groupby(columns, lambda column: column.role is Role.NUMERIC or None))


def _visible(runs: Iterator[tuple[object, Iterator[Column]]]) -> Iterator[list[Column]]:
    for kind, run in runs:
        block = list(run)
        if kind is not None and any(column.role is not Role.HIDDEN for column in block):
            yield block


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 0.0
    return value if np.isfinite(value) else 0.0
