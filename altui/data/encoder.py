"""From the columns of a table to one matrix, fitted once and the same for other files after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from shlex import quote
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.blocks import CategoryBlock, NumericBlock
from altui.data.numeric import NotNumericError, parse_numbers
from altui.data.schema import FEATURES, Role, Schema, check_names
from altui.data.strings import Lazy, joined
from altui.data.table import Chunk, Table
from altui.data.words import WordBlock
from altui.errors import InputError

MOST_DENSE_CATEGORIES = 200
MOST_DENSE_CELLS = 50_000_000

Progress = Callable[[float], None] | None
Cells = dict[Role, list[Sequence[str]]]  # the columns of a chunk, by role


class Encoder:
    def __init__(self, schema: Schema) -> None:
        self._names = {role: schema.names(role) for role in FEATURES}
        self._numbers = NumericBlock(len(self._names[Role.NUMERIC]))
        self._categories = CategoryBlock(len(self._names[Role.CATEGORICAL]))
        self._words = WordBlock()
        if not any(self._names.values()):
            raise InputError(
                "no column is left to learn from",
                hint="Give one a role: --text COLUMN or --columns COLUMN=numeric.",
            )

    def fit_transform(self, table: Table, on_progress: Progress = None) -> Any:
        self._numbers.start(len(table))
        self._categories.start(len(table))
        if self._names[Role.TEXT]:
            words = self._words.fit_transform(lambda: self._fit(table, on_progress), len(table))
        else:
            words = self._words.transform(self._fit(table, on_progress))
        matrix = self._assemble(self._numbers.finish(), self._categories.finish(), words)
        if not matrix.shape[1]:
            raise InputError(
                "the columns to learn from are empty",
                where=str(table.path),
                hint="Name others with --text COLUMN or --columns COLUMN=numeric.",
            )
        return matrix

    def transform(self, table: Table) -> Any:
        numbers: list[Any] = []
        codes: list[Any] = []

        def documents() -> Iterator[str]:
            for chunk in table.chunks():
                cells = self._columns(table, chunk)
                parsed = self._parse(table, chunk, cells[Role.NUMERIC])
                numbers.append(self._numbers.transform(len(chunk.lines), parsed))
                codes.append(self._categories.transform(len(chunk.lines), cells[Role.CATEGORICAL]))
                yield from _joined(cells[Role.TEXT], len(chunk.lines))

        check_names(chain(*self._names.values()), table.columns, str(table.path))
        words = self._words.transform(documents())
        return self._assemble(np.concatenate(numbers), np.concatenate(codes), words)

    @property
    def first_word(self) -> int:
        """From which column of the matrix on the words are."""
        return self._numbers.width + self._categories.total

    def names(self) -> Sequence[str]:
        """A name for each column of the matrix."""
        categories = [f"{name}={value}" for name, values in self._with_values() for value in values]
        return joined([*self._names[Role.NUMERIC], *categories], self._words.names())

    def columns(self) -> Sequence[str]:
        """The column of the table that each column of the matrix comes from."""
        categories = [name for name, values in self._with_values() for _ in values]
        texts = self._names[Role.TEXT]
        source = texts[0] if len(texts) == 1 else ""
        words = Lazy(len(self._words.names()), lambda _: source)
        return joined([*self._names[Role.NUMERIC], *categories], words)

    def _with_values(self) -> Iterator[tuple[str, list[str]]]:
        return zip(self._names[Role.CATEGORICAL], self._categories.values, strict=True)

    def _fit(self, table: Table, on_progress: Progress) -> Iterator[str]:
        """Fills the blocks on the way and hands on the texts: one pass for everything."""
        start = 0
        for chunk in table.chunks():
            cells = self._columns(table, chunk)
            self._numbers.put(start, self._parse(table, chunk, cells[Role.NUMERIC]))
            self._categories.put(start, cells[Role.CATEGORICAL])
            yield from _joined(cells[Role.TEXT], len(chunk.lines))
            start += len(chunk.lines)
            if on_progress is not None:
                on_progress(table.fraction)

    def _columns(self, table: Table, chunk: Chunk) -> Cells:
        columns = dict(zip(table.columns, chunk.columns, strict=True))
        return {role: [columns[name] for name in names] for role, names in self._names.items()}

    def _parse(
        self, table: Table, chunk: Chunk, columns: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float64]]:
        parsed = []
        for name, cells in zip(self._names[Role.NUMERIC], columns, strict=True):
            try:
                parsed.append(parse_numbers(cells, codes=True))
            except NotNumericError as error:
                raise _no_number(
                    table, chunk.lines[error.index], name, cells[error.index]
                ) from None
        return parsed

    def _assemble(self, numbers: Any, codes: Any, words: Any) -> Any:
        """The blocks side by side; dense unless there are words or very many categories."""
        from scipy.sparse import csr_matrix, hstack

        rows, total = len(numbers), self._categories.total
        wide = total > MOST_DENSE_CATEGORIES or rows * total > MOST_DENSE_CELLS
        if self._names[Role.TEXT] or wide:
            parts = [csr_matrix(numbers), self._categories.one_hot(codes), words]
            return hstack(parts, format="csr", dtype=np.float32)
        if not total:
            return numbers
        return np.hstack([numbers, self._categories.one_hot(codes).toarray()])


def _joined(columns: Sequence[Sequence[str]], rows: int) -> Iterable[str]:
    if len(columns) == 1:
        return columns[0]
    return map("\n".join, zip(*columns, strict=True)) if columns else repeat("", rows)


def _no_number(table: Table, line: int, name: str, cell: str) -> InputError:
    return InputError(
        f"'{cell[:80]}' is not a number",
        where=table.place(line, name),
        hint="Mend the cell or leave it empty; or do not learn from the column: "
        f"--columns {quote(name)}=shown (or =categorical).",
    )
