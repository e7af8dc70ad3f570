"""A folder of texts as a table: each file is a row, its name and what is in it.

The texts are read once, each in its own encoding, and kept in a working copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from altui.data.files import reading
from altui.data.readers.folders.file_rows import FileRows
from altui.data.readers.spilled_rows import SpilledRows
from altui.data.readers.text.utf8_source import open_source
from altui.data.schema import Role
from altui.data.table import Row
from altui.errors import InputError

LARGEST_TEXT = 16 << 20  # bytes

Progress = Callable[[float], None] | None


class TextFiles(FileRows):
    """The fingerprint is of the names and the texts."""

    def __init__(
        self,
        path: Path,
        files: Sequence[Path],
        scratch: Path | None = None,
        on_progress: Progress = None,
    ) -> None:
        super().__init__(path, "texts", ("text", Role.TEXT), files)
        self.scratch = scratch
        self._guessed: dict[str, int] = {}
        self._empty = 0
        self._spill = SpilledRows(self.header, scratch)
        try:
            self._read(on_progress)
        except BaseException:
            self._spill.close()
            raise
        self._fingerprint = self._spill.fingerprint
        self.notes += [f"{n:,} files: {note}" for note, n in self._guessed.items()]
        if self._empty:
            self.notes.append(f"{self._empty:,} of the {len(files):,} files are empty")

    def _read(self, on_progress: Progress) -> None:
        for count, file in enumerate(self._files, start=1):
            text = self._text_of(file)
            name, *others = self.names[count - 1]
            with reading(self.path):
                self._spill.add((name, text, *others))
            if on_progress is not None and not count & 0x3F:
                on_progress(count / len(self._files))
        with reading(self.path):
            self._spill.finish()

    def _text_of(self, file: Path) -> str:
        with reading(file):
            size = file.stat().st_size
        if size > LARGEST_TEXT:
            raise InputError(
                f"the text is larger than {LARGEST_TEXT >> 20} MiB",
                where=str(file),
                hint="Each file is one row: cut it into the pieces that are to be labeled.",
            )
        if not size:
            self._empty += 1
            return ""
        source = open_source(file)
        try:
            for note in source.notes:
                self._guessed[note] = self._guessed.get(note, 0) + 1
            return source.read(source.start, source.size - source.start).decode("utf-8")
        finally:
            source.close()

    def __iter__(self) -> Iterator[Row]:
        for number, cells in enumerate(self._spill, start=1):
            self.position = number
            yield Row(number, tuple(cells))

    def cells(self, row: int) -> tuple[str, ...]:
        return tuple(self._spill.row(row))

    def close(self) -> None:
        self._spill.close()
