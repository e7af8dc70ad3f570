"""A table of which each file is a row. Files that lie in folders by class have the name of theirs
as their label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from altui.data.schema import Role
from altui.data.table import Table

BY_CLASS = {"folder": Role.TARGET, "path": Role.HIDDEN}
"""The columns beside the name and the content of a file that lies in a folder by class."""


class FileRows(Table):
    unit = "file"

    def __init__(
        self, path: Path, kind: str, content: tuple[str, Role], files: Sequence[Path]
    ) -> None:
        """`content` is the column of what is in a file. The files lie side by side, or each in a
        folder below `path`; `names` are their cells but for the content."""
        self.is_by_class = path.is_dir() and files[0].parent != path
        roles = dict([("file", Role.ID), content]) | (BY_CLASS if self.is_by_class else {})
        super().__init__(path, kind, list(roles))
        self.given_roles = roles
        self.names: list[tuple[str, ...]] = [(file.name,) for file in files]
        if self.is_by_class:
            self.names = name_by_class(files)
        self._files = files

    @property
    def folder(self) -> Path:
        return self.path if self.is_by_class else self._files[0].parent

    @property
    def fraction(self) -> float:
        return self.position / len(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def place(self, line: int, column: str | None = None) -> str:
        tail = "" if column is None else f", column '{column}'"
        return f"{self._files[line - 1]}{tail}"


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
