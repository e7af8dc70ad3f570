"""Tables whose rows are lines of text: how they are streamed, and found again by their place.

The first whole pass notes where each row starts (12 bytes a row). Text is never kept.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from altui.data.readers.text.text_lines import TextLines
from altui.data.readers.text.utf8_source import Source
from altui.data.table import Chunk, Row, Table


def blank_lines_note(count: int) -> str:
    return "1 blank line is no row" if count == 1 else f"{count:,} blank lines are no rows"


class Batch(NamedTuple):
    starts: Callable[[], ArrayLike]  # byte offsets, worked out by the first pass only
    lines: Sequence[int]
    columns: Sequence[Sequence[str]]


class TextTable(Table):
    """A subclass parses rows from lines; this class keeps count of where they start."""

    _blank_lines = 0

    def __init__(self, source: Source, kind: str, header: Sequence[str], first: TextLines) -> None:
        super().__init__(source.path, kind, header)
        self.source = source
        self.scratch = source.scratch
        self.notes = source.notes
        self._fingerprint = source.fingerprint
        self._begin = (first.offset, first.number)
        self._end = source.size  # below it stands no row
        self._starts: Sequence[int] | None = None
        self._row_lines: Sequence[int] = array("I")

    @abstractmethod
    def _batches(self) -> Iterator[Batch]:
        """The rows in file order, some BATCH_BYTES of the file at a time; sets `position`."""

    def _noted_batches(self) -> Iterator[Batch]:
        self.source.check_unchanged()
        starts, row_lines, noting = array("Q"), array("I"), self._starts is None
        for batch in self._batches():
            if noting:
                starts.frombytes(np.asarray(batch.starts(), np.uint64).tobytes())
                row_lines.extend(batch.lines)
            yield batch
        if noting:
            self._starts, self._row_lines = starts, row_lines

    def __iter__(self) -> Iterator[Row]:
        for batch in self._noted_batches():
            yield from map(Row, batch.lines, zip(*batch.columns, strict=True))

    def chunks(self) -> Iterator[Chunk]:
        for batch in self._noted_batches():
            if batch.lines:
                yield Chunk(batch.lines, batch.columns)

    @property
    def fraction(self) -> float:
        return min(self.position / max(self._end, 1), 1.0)

    def count(self, on_progress: Callable[[float], None] | None = None) -> int:
        return len(self._noted(on_progress))

    def places(self) -> dict[str, Any] | None:
        starts = self._noted()
        return {
            "starts": np.asarray(starts, np.uint64),
            "lines": np.asarray(self._row_lines, np.uint32),
            "blank": self._blank_lines,
        }

    def take_places(self, noted: Mapping[str, Any]) -> None:
        self._starts = np.asarray(noted["starts"], np.uint64).data
        self._row_lines = np.asarray(noted["lines"], np.uint32).data
        self._tell_blank(noted["blank"])

    def _tell_blank(self, count: int) -> None:
        """How many lines between the rows are blank; told once."""
        if count and not self._blank_lines:
            self.notes.append(blank_lines_note(count))
        self._blank_lines = count

    def _noted(self, on_progress: Callable[[float], None] | None = None) -> Sequence[int]:
        if self._starts is None:
            for _ in self._noted_batches():
                if on_progress is not None:
                    on_progress(self.fraction)
        assert self._starts is not None
        return self._starts

    def __len__(self) -> int:
        return len(self._noted())

    def line(self, row: int) -> int:
        self._noted()
        return self._row_lines[row]

    def row_text(self, row: int) -> list[str]:
        """The lines that hold a row (and blank ones after it), read from the file again."""
        starts = self._noted()
        row = range(len(starts))[row]
        end = starts[row + 1] if row + 1 < len(starts) else self._end
        self.source.check_unchanged()
        text = self.source.read(starts[row], end - starts[row])
        return [line.decode("utf-8") for line in text.splitlines(keepends=True)]

    def close(self) -> None:
        self.source.close()
