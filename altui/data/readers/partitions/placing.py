"""Rows of several files, numbered through: which file a row is from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from altui.data.paths.places import spelled
from altui.data.paths.set_files import SetFile


class Placing:
    """`sizes` are the rows of each file, in order."""

    def __init__(self, files: Sequence[SetFile], sizes: Iterable[int]) -> None:
        self._files = files
        self._starts = [0, *accumulate(sizes)]

    def of(self, row: int) -> tuple[int, int]:
        """The place of the file, and the row in it, from 0."""
        file = bisect_right(self._starts, row) - 1
        return file, row - self._starts[file]

    def words(self, line: int, column: str | None) -> str:
        """The words for the row with this number, from 1: its file and its number there."""
        file, row = self.of(line - 1)
        tail = "" if column is None else f", column '{column}'"
        return f"{spelled(self._files[file].path)}, row {row + 1}{tail}"
