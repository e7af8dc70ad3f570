"""Plain parts of a large CSV file by pyarrow, where it is installed; every cell stays text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from altui.data.readers.arrow.arrow_cells import StringCells

LARGE = 16 << 20  # bytes; below this the import alone takes longer than what it saves
BLOCK_BYTES = 4 << 20


class PlainParser:
    def __init__(self, columns: int, delimiter: str) -> None:
        import pyarrow
        import pyarrow.csv

        names = [str(place) for place in range(columns)]
        self._read: Any = pyarrow.csv.read_csv
        self._buffer: Any = pyarrow.py_buffer
        self._invalid: Any = pyarrow.ArrowInvalid
        self._options = (
            pyarrow.csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES + 1),
            pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, ignore_empty_lines=False
            ),
            pyarrow.csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pyarrow.string()),
                null_values=[],
                strings_can_be_null=False,
            ),
        )

    def columns(self, text: bytes) -> Sequence[StringCells] | None:
        """The cells of whole lines without quotes; None where one is blank or ragged."""
        if text.startswith((b"\n", b"\r")) or b"\n\n" in text or b"\n\r" in text:
            return None
        try:
            table = self._read(self._buffer(text), *self._options)
        except self._invalid:
            return None
        return [StringCells(column.combine_chunks()) for column in table.columns]


def plain_parser(size: int, columns: int, delimiter: str) -> PlainParser | None:
    """None for a file that is not large, and without pyarrow."""
    if size < LARGE:
        return None
    try:
        return PlainParser(columns, delimiter)
    except ImportError:
        return None
