"""A table of which each file is a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from altui.data.table import Table


class FileRows(Table):
    unit = "file"

    def __init__(self, path: Path, kind: str, header: Sequence[str], files: Sequence[Path]) -> None:
        super().__init__(path, kind, header)
        self._files = files

    @property
    def folder(self) -> Path:
        return self._files[0].parent

    @property
    def fraction(self) -> float:
        return self.position / len(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def place(self, line: int, column: str | None = None) -> str:
        tail = "" if column is None else f", column '{column}'"
        return f"{self._files[line - 1]}{tail}"
