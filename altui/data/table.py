"""What every reader returns: column names and a stream of rows, each cell text as it stands.

A table can be iterated any number of times; each time is a fresh pass in file order. Rows are
also reachable by their index, without the text of the file being held in memory.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

from altui.data.layout import BEFORE, Layout
from altui.data.questions import Question
from altui.data.strings import Strings
from altui.errors import InputError

CHUNK_ROWS = 4096
MOST_COLUMNS = 200_000


class Row(NamedTuple):
    line: int  # where the row starts in the file, from 1; a row number where there are no lines
    cells: tuple[str, ...]


class Chunk(NamedTuple):
    lines: Sequence[int]
    columns: Sequence[Sequence[str]]


class Table(ABC):
    """`position` tells how far the latest pass has come, in bytes (or rows where there are none);
    `fraction` says it as 0..1. `scratch` is the folder for working files, where there is one.
    `given_roles` are those that the source itself says, such as a database its key.
    """

    path: Path
    kind: str
    header: tuple[str, ...]
    columns: tuple[str, ...]
    notes: list[str]
    questions: Sequence[Question] = ()
    layout: Layout = BEFORE
    housekeeping: frozenset[str] = frozenset()
    """Columns that say something of the file's own program, and nothing of a row."""
    scratch: Path | None = None
    given_roles: Mapping[str, str]
    population: int | None = None
    """The rows of the whole set, where these are a sample of it."""
    unit = "line"

    def __init__(self, path: Path, kind: str, header: Sequence[str]) -> None:
        self.path = path
        self.kind = kind
        self.header = tuple(header)
        _check_width(len(self.header), str(path))
        self.columns = unique_names(self.header, str(path))
        self.notes = []
        self.given_roles = {}
        self.position = 0
        self._kept: dict[str, Strings] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._fingerprint = ""

    @abstractmethod
    def __iter__(self) -> Iterator[Row]: ...

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def cells(self, row: int) -> tuple[str, ...]: ...

    @property
    def fraction(self) -> float:
        return 0.0

    @property
    def folder(self) -> Path:
        """The folder from which the paths in cells go."""
        return self.path.parent

    def file_of(self, cell: str) -> str:
        """The path, from the `folder`, of the file that a cell names."""
        return cell

    def count(self, on_progress: Callable[[float], None] | None = None) -> int:  # noqa: ARG002
        """The number of rows, which may take a pass to find out."""
        return len(self)

    def line(self, row: int) -> int:
        return row + 1

    def location(self, row: int, column: str | None = None) -> str:
        return self.place(self.line(row), column)

    def place(self, line: int, column: str | None = None) -> str:
        """The words for a line of this file: `data.csv, line 12, column 'age'`."""
        tail = "" if column is None else f", column '{column}'"
        return f"{self.path}, {self.unit} {line}{tail}"

    def place_within(self, row: int) -> str:
        """The words for a row where the table is named already: `line 12`."""
        return f"{self.unit} {self.line(row):,}"

    def chunks(self) -> Iterator[Chunk]:
        """A pass in pieces that fit in memory, turned into columns."""
        rows = iter(self)
        while part := list(islice(rows, CHUNK_ROWS)):
            lines, cells = zip(*part, strict=True)
            yield Chunk(lines, list(zip(*cells, strict=True)))

    def chunks_of(self, names: Collection[str]) -> Iterator[Chunk]:  # noqa: ARG002
        """A pass for these columns alone: where it saves time, nothing stands in the others."""
        return self.chunks()

    def texts(
        self, names: Sequence[str], on_progress: Callable[[float], None] | None = None
    ) -> dict[str, Strings]:
        """Whole columns in compact form; a pass is made for those that nobody kept before."""
        missing = [name for name in names if name not in self._kept]
        if missing:
            places = [self.columns.index(name) for name in missing]
            found = [Strings() for _ in missing]
            for chunk in self.chunks_of(missing):
                for place, strings in zip(places, found, strict=True):
                    strings.extend(chunk.columns[place])
                if on_progress is not None:
                    on_progress(self.fraction)
            self.keep(dict(zip(missing, found, strict=True)))
        return {name: self._kept[name] for name in names}

    def count_values(self, name: str) -> Counter[str]:
        """How often each cell of a column occurs; counted once."""
        if name not in self._counts:
            self._counts[name] = Counter(self.texts([name])[name])
        return self._counts[name]

    def keep(self, columns: dict[str, Strings]) -> None:
        """Remember columns that a pass has collected anyway, for `texts`."""
        self._kept.update(columns)

    def fingerprint(self) -> str:
        if not self._fingerprint:
            digest = hashlib.sha256()
            with self.path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
            self._fingerprint = digest.hexdigest()
        return self._fingerprint

    def places(self) -> dict[str, Any] | None:
        """What the first pass has noted of where the rows stand; None where it notes nothing."""
        return None

    def take_places(self, noted: Mapping[str, Any]) -> None:  # noqa: B027
        """As another opening of the same file has noted them: no pass is needed for them."""

    def close(self) -> None:
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check_width(columns: int, where: str) -> None:
    if columns > MOST_COLUMNS:
        raise InputError(
            f"there are {columns:,} columns; altui reads at most {MOST_COLUMNS:,}",
            where=where,
            hint="Is it one row per item? Keep what matters: cut -d, -f1-1000 IN > OUT",
        )


def unique_names(header: Sequence[str], where: str) -> tuple[str, ...]:
    """The header with a name for each blank place; a name that stands there twice is an error."""
    places: dict[str, int] = {}
    for number, name in enumerate(header, start=1):
        if not name.strip():
            continue
        if name in places:
            raise InputError(
                f"two columns are named '{name}' (columns {places[name]} and {number})",
                where=where,
                hint="Rename one of them in the header: every column needs a name of its own.",
            )
        places[name] = number
    names = []
    for number, name in enumerate(header, start=1):
        chosen = name if name.strip() else f"column_{number}"
        while chosen != name and chosen in places:
            chosen += "_"
        places.setdefault(chosen, number)
        names.append(chosen)
    return tuple(names)
