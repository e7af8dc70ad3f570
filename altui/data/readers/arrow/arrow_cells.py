"""Columns of Arrow data: their cells become Python text only where they are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from altui.data.readers.arrow.arrow_text import as_texts
from altui.data.values.cells import ColumnCells

ZERO, NINE, PLUS, MINUS, POINT = b"09+-."

Numbers = NDArray[np.float64]


class ArrowCells(ColumnCells):
    """Cells of any type, as text."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if not isinstance(index, slice):
            return as_texts(self._array.slice(range(len(self))[index], 1))[0]
        places = range(len(self))[index]
        if places.step != 1:
            return self._all[index]
        return as_texts(self._array.slice(places.start, len(places)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    @cached_property
    def _all(self) -> list[str]:
        return as_texts(self._array)

    def blanks(self) -> int:
        """How many cells are empty."""
        return self._all.count("")

    def distinct(self) -> Iterable[str]:
        return set(self._all)

    def numbers(self, *, codes: bool) -> Numbers | None:  # noqa: ARG002
        """The values, NaN for empty cells; None where the text has to be judged cell by cell."""
        return None


class NumberCells(ArrowCells):
    """Integers and floats: the values are there, and none is a code such as `007`."""

    is_typed = True

    @cached_property
    def _values(self) -> Numbers:
        import pyarrow

        values: Numbers = self._array.cast(pyarrow.float64(), safe=False).to_numpy(
            zero_copy_only=False
        )
        return values

    def blanks(self) -> int:
        return int(np.count_nonzero(np.isnan(self._values)))

    def distinct(self) -> Iterable[str]:
        return as_texts(self._array.unique())

    def numbers(self, *, codes: bool) -> Numbers | None:  # noqa: ARG002
        return None if self._has_infinity else self._values

    @property
    def _has_infinity(self) -> bool:
        import pyarrow

        if not pyarrow.types.is_floating(self._array.type):
            return False
        # Twice as quick on the values as they came, and the NaN of a null is none.
        values = self._array.to_numpy(zero_copy_only=False)
        return bool(np.isinf(values).any())


class StringCells(ArrowCells):
    """Text. Arrow reads numbers as `float` does, but for spaces around them: those, and whatever
    else is no plain number, are left to the text's own judge.
    """

    def blanks(self) -> int:
        import pyarrow.compute

        empty = pyarrow.compute.equal(self._array, "")
        return int(pyarrow.compute.sum(empty).as_py() or 0) + int(self._array.null_count)

    def distinct(self) -> Iterable[str]:
        return as_texts(self._array.unique())

    def numbers(self, *, codes: bool) -> Numbers | None:
        import pyarrow
        import pyarrow.compute

        cells = self._array
        if self.blanks() > cells.null_count:
            cells = pyarrow.compute.replace_with_mask(
                cells, pyarrow.compute.equal(cells, ""), pyarrow.scalar(None, cells.type)
            )
        try:
            values: Numbers = cells.cast(pyarrow.float64()).to_numpy(zero_copy_only=False)
        except pyarrow.ArrowInvalid:
            return None
        # Arrow takes nan and inf for numbers too.
        if np.count_nonzero(np.isfinite(values)) != len(cells) - cells.null_count:
            return None
        return values if codes or not _like_codes(cells) else None

    def has_point(self) -> bool:
        text, places = _bytes_of(self._array)
        return bool(len(places)) and bool((text[places[0] : places[-1]] == POINT).any())


class ListCells(ArrowCells):
    """Lists of numbers."""

    def blanks(self) -> int:
        return int(self._array.null_count)

    def vectors(self) -> NDArray[np.float32] | None:
        """The lists (cells, length); None where one is missing, or of another length."""
        import pyarrow
        import pyarrow.compute

        lengths = pyarrow.compute.unique(pyarrow.compute.list_value_length(self._array))
        values = self._array.flatten()
        if len(lengths) != 1 or not lengths[0].as_py() or values.null_count:
            return None
        flat = values.cast(pyarrow.float32(), safe=False).to_numpy(zero_copy_only=False)
        return np.asarray(flat, np.float32).reshape(len(self), lengths[0].as_py())


def _like_codes(cells: Any) -> bool:
    """Whether one of these numbers is written with a 0 before another digit."""
    text, places = _bytes_of(cells)
    if not len(places):
        return False
    start, last = places[:-1].copy(), len(text) - 1
    first = text[np.minimum(start, last)]
    start += (first == MINUS) | (first == PLUS)
    lead, following = text[np.minimum(start, last)], text[np.minimum(start + 1, last)]
    is_long = places[1:] - start >= 2
    return bool((is_long & (lead == ZERO) & (following >= ZERO) & (following <= NINE)).any())


def _bytes_of(cells: Any) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The text of all cells, and where each begins, with the end of the last; nothing of none."""
    _, ends, data = cells.buffers()
    if data is None or not data.size or not len(cells):
        return np.zeros(0, np.uint8), np.zeros(0, np.int64)
    used = slice(cells.offset, cells.offset + len(cells) + 1)
    width = 8 if str(cells.type).startswith("large") else 4
    places = np.frombuffer(ends, f"i{width}")[used].astype(np.int64)
    return np.frombuffer(data, np.uint8), places


def arrow_cells(array: Any) -> ArrowCells:
    import pyarrow

    kind = array.type
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return StringCells(array)
    if pyarrow.types.is_integer(kind) or kind in (pyarrow.float32(), pyarrow.float64()):
        return NumberCells(array)
    if _are_lists(kind) and (
        pyarrow.types.is_integer(kind.value_type) or pyarrow.types.is_floating(kind.value_type)
    ):
        return ListCells(array)
    return ArrowCells(array)


def _are_lists(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))
