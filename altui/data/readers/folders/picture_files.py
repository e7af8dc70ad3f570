"""A folder of pictures as a table: each file is a row, by its name twice, as id and as picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from altui.data.files import reading
from altui.data.readers.folders.file_rows import FileRows
from altui.data.schema import Role
from altui.data.table import Row


class PictureFiles(FileRows):
    """The fingerprint is of names and sizes: to read all pictures for it would take minutes."""

    def __init__(self, path: Path, files: Sequence[Path]) -> None:
        super().__init__(path, "pictures", ("picture", Role.IMAGE), files)
        self._paths = {name: path[-1] for name, *path in self.names if path}

    def __iter__(self) -> Iterator[Row]:
        for number in range(1, len(self._files) + 1):
            self.position = number
            yield Row(number, self.cells(number - 1))

    def cells(self, row: int) -> tuple[str, ...]:
        name, *others = self.names[row]
        return name, name, *others

    def file_of(self, cell: str) -> str:
        return self._paths.get(cell, cell)

    def fingerprint(self) -> str:
        if not self._fingerprint:
            digest = hashlib.sha256()
            for file in self._files:
                with reading(file):
                    size = file.stat().st_size
                name = file.relative_to(self.folder).as_posix()
                digest.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
            self._fingerprint = digest.hexdigest()
        return self._fingerprint
