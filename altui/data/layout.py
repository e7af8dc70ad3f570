"""How a file is cut into rows and cells. A session keeps it, so that its rows stay its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from altui.errors import SessionError


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What is None is still to be found; a reader leaves None what its format has not."""

    version: int = 1
    """0 for files of sessions that began before layouts were kept: nothing is found then, and
    blank rows, titles and hidden sheets are read as they were."""
    kind: str | None = None
    """What the file was read as, such as "jsonl": its content may say more than its name."""
    encoding: str | None = None
    """As Python names it."""
    separator: str | None = None
    header_row: int | None = None
    """The line of the column names, from 1 (the row, in a workbook); 0 where there is none."""
    first_row: int | None = None
    """The line of the first row, where more than the column names stands above it; else 0."""
    nameless: int | None = None
    """1 where the header lacks the name of the first column, -1 where it lacks that of the last."""
    last_line: int | None = None
    """The last line that may hold a row; below it stands what is no row. 0: all lines may."""
    quotes: str | None = None
    """"csv" where a double quote encloses a cell, "text" where it is a letter like any other."""
    trimmed: bool | None = None
    """Whether blanks beside a separator are no part of the cell."""
    line_end: str | None = None
    """Of the first lines of a text file, to be written so again."""
    sheet: str | None = None
    drawn: int | None = None
    """Of a Parquet set of more rows than this, so many are drawn at random; None for all."""
    drawn_from: int | None = None
    """Draw only of sets of so many rows or more, where nobody has said how many to draw."""
    drawn_by: str | None = None
    """The column of ids by which rows are drawn."""

    def to_json(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, stored: object) -> Layout:
        """The layout that a session has kept; what it does not know was not there then."""
        if stored is None:
            return BEFORE
        if not isinstance(stored, Mapping):
            raise SessionError(f"the session's layout is no object but {stored!r}")
        return cls(**{each.name: stored[each.name] for each in fields(cls) if each.name in stored})

    @property
    def cuts_cells(self) -> bool:
        """Whether it says how a line is cut into cells, or where their names are."""
        return self.separator is not None or self.header_row is not None

    def of_another_file(self) -> Layout:
        """What holds for a file of the same making: nothing that hangs on its lines."""
        return Layout(version=self.version)

    def after_a_change(self) -> Layout:
        """What still holds once a program has written the file anew."""
        return replace(self, last_line=None, encoding=None)


BEFORE = Layout(version=0)
