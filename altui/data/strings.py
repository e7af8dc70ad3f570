"""Long columns of text kept as bytes instead of one Python object per cell."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUN, RUN_BYTES = 4096, 4 << 20
"""Cells that are decoded together: no more of either, but for a single cell of more bytes."""

AS_UTF8 = ("utf-8", "surrogatepass")
"""JSON can spell lone surrogates, which UTF-8 proper cannot hold."""


class Strings(Sequence[str]):
    """A column of text in one buffer: about 8 bytes a cell on top of the text itself."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._data: bytearray | memoryview = bytearray()
        self._ends: Any = array("Q")
        self.extend(values)

    @classmethod
    def mapped(cls, data: NDArray[np.uint8], ends: NDArray[np.uint64]) -> Strings:
        """As `buffers` gave them; nothing can be added."""
        made = cls()
        made._data, made._ends = data.data, ends.data
        return made

    def buffers(self) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
        """All bytes of the text, and where each cell ends."""
        return np.frombuffer(self._data, np.uint8), np.frombuffer(self._ends, np.uint64)

    def extend(self, values: Iterable[str]) -> None:
        values = list(values)
        text = "".join(values)
        if text.isascii():
            lengths = map(len, values)
            self._append(text.encode(), lengths)
        else:
            encoded = [value.encode(*AS_UTF8) for value in values]
            self._append(b"".join(encoded), map(len, encoded))

    def _append(self, data: bytes, lengths: Iterable[int]) -> None:
        if isinstance(self._data, memoryview):
            raise TypeError("a mapped column cannot grow")
        ends = accumulate(lengths, initial=len(self._data))
        next(ends)
        self._ends.extend(ends)
        self._data += data

    def __iter__(self) -> Iterator[str]:
        """Decoded a run of cells at a time; in ASCII a byte is a character."""
        first = start = 0
        while first < len(self):
            most = min(first + RUN, len(self))
            last = bisect_right(self._ends, start + RUN_BYTES, first, most)
            ends = self._ends[first : max(last, first + 1)]
            run = bytes(memoryview(self._data)[start : ends[-1]])
            places = zip((start, *ends), ends, strict=False)
            if run.isascii():
                text = run.decode("ascii")
                yield from [text[a - start : b - start] for a, b in places]
            else:
                yield from [run[a - start : b - start].decode(*AS_UTF8) for a, b in places]
            first, start = first + len(ends), ends[-1]

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        start = self._ends[place - 1] if place else 0
        return str(memoryview(self._data)[start : self._ends[place]], *AS_UTF8)


class Lazy(Sequence[str]):
    """Text that is put together when it is asked for: `at` gives the one at a place from 0."""

    def __init__(self, length: int, at: Callable[[int], str]) -> None:
        self._places = range(length)
        self._at = at

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._at(place) for place in self._places[index]]
        return self._at(self._places[index])


def row_numbers(n: int) -> Lazy:
    """ "1", "2", ... "n"."""
    return Lazy(n, lambda place: str(place + 1))


def joined(first: Sequence[str], second: Sequence[str]) -> Lazy:
    head = len(first)
    return Lazy(
        head + len(second), lambda place: first[place] if place < head else second[place - head]
    )
