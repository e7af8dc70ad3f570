"""A folder of pictures as a table: each file is a row, by its name twice, as id and as picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from altui.data.files import reading
from altui.data.schema import Role
from altui.data.table import Row, Table


class PictureFiles(Table):
    """The fingerprint is of names and sizes: to read all pictures for it would take minutes."""

    unit = "file"

    def __init__(self, path: Path, files: Sequence[Path]) -> None:
        super().__init__(path, "pictures", ["file", "picture"])
        self.given_roles = {"file": Role.ID, "picture": Role.IMAGE}
        self._files = files

    @property
    def folder(self) -> Path:
        return self._files[0].parent

    def __iter__(self) -> Iterator[Row]:
        for number in range(1, len(self._files) + 1):
            self.position = number
            yield Row(number, self.cells(number - 1))

    @property
    def fraction(self) -> float:
        return self.position / len(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def cells(self, row: int) -> tuple[str, ...]:
        name = self._files[row].name
        return name, name

    def place(self, line: int, column: str | None = None) -> str:
        tail = "" if column is None else f", column '{column}'"
        return f"{self._files[line - 1]}{tail}"

    def fingerprint(self) -> str:
        if not self._fingerprint:
            digest = hashlib.sha256()
            for file in self._files:
                with reading(file):
                    size = file.stat().st_size
                digest.update(f"{file.name}\0{size}\0".encode("utf-8", "surrogateescape"))
            self._fingerprint = digest.hexdigest()
        return self._fingerprint
