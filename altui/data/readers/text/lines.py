"""Plain text: each line that is not blank is a row of one column, `text`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from altui.data.readers.text.text_lines import BATCH_BYTES, TextLines
from altui.data.readers.text.text_table import Batch, TextTable
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

COLUMN = "text"


class LinesTable(TextTable):
    def __init__(self, source: Source) -> None:
        super().__init__(source, "lines", [COLUMN], TextLines(source, source.start))
        rows = blank = 0
        for text in TextLines(source, source.start):
            blank += text.isspace()
            rows += not text.isspace()
        if not rows:
            raise InputError(
                "the file has only blank lines", where=str(self.path), hint="It needs a row a line."
            )
        self.notes.append(f"each line is a row of one column, {COLUMN}; no line is a header")
        if blank:
            self.notes.append(f"{blank:,} blank lines are no rows")

    def _batches(self) -> Iterator[Batch]:
        lines = TextLines(self.source, *self._begin)
        starts: list[int] = []
        numbers: list[int] = []
        texts: list[str] = []
        start = lines.offset
        for text in lines:
            if not text.isspace():
                starts.append(start)
                numbers.append(lines.number)
                texts.append(text.rstrip("\r\n"))
            start = lines.offset
            if starts and start - starts[0] >= BATCH_BYTES:
                self.position = start
                yield Batch(partial(list, starts), numbers, [texts])
                starts, numbers, texts = [], [], []
        self.position = start
        if starts:
            yield Batch(partial(list, starts), numbers, [texts])

    def cells(self, row: int) -> tuple[str, ...]:
        return (self.row_text(row)[0].rstrip("\r\n"),)
