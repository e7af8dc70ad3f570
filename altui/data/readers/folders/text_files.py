"""A folder of texts as a table: each file is a row, its name and what is in it. Texts that lie in
folders by class have the name of theirs as their label.

The texts are read once, each in its own encoding, and kept in a working copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
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

BY_CLASS = {"folder": Role.TARGET, "path": Role.HIDDEN}
"""The columns beside the name and the text of a file that lies in a folder by class."""


class TextFiles(FileRows):
    """The fingerprint is of the names and the texts."""

    def __init__(
        self,
        path: Path,
        files: Sequence[Path],
        scratch: Path | None = None,
        on_progress: Progress = None,
    ) -> None:
        roles = {"file": Role.ID, "text": Role.TEXT}
        self._names: list[tuple[str, ...]] = [(file.name,) for file in files]
        if path.is_dir() and files[0].parent != path:
            roles |= BY_CLASS
            self._names = name_by_class(files)
        super().__init__(path, "texts", list(roles), files)
        self.scratch = scratch
        self.given_roles = roles
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
            name, *others = self._names[count - 1]
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


def name_by_class(files: Sequence[Path]) -> list[tuple[str, ...]]:
    """For each file a name of its own, that of its folder, and its path from the folder of both.

    The name is what the person sees, and must not tell the class: where two folders have a file of
    that name, some digits are added and no folder.
    """
    times = Counter(file.name for file in files)
    named: list[tuple[str, ...]] = []
    for file in files:
        path = f"{file.parent.name}/{file.name}"
        digits = f"-{sha256(path.encode()).hexdigest()[:8]}" if times[file.name] > 1 else ""
        named.append((f"{file.stem}{digits}{file.suffix}", file.parent.name, path))
    return named
