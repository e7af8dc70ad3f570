"""From the columns of a table to one matrix, fitted once and the same for other files after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import BLOCK_ROWS, Floats, new_matrix, widened
from altui.data.features.blocks import CategoryBlock, NumericBlock
from altui.data.features.column_quantiles import Spread
from altui.data.features.components import Components, ExtraVectors
from altui.data.features.counting.terms import Term
from altui.data.features.curves import Curves
from altui.data.features.texts import Texts
from altui.data.features.values import ColumnValues
from altui.data.schema import FEATURES, Role, Schema, check_names
from altui.data.strings import joined
from altui.data.table import Chunk, Table
from altui.errors import InputError

MOST_DENSE_CATEGORIES = 200
MOST_DENSE_CELLS = 50_000_000
FIRST_ROWS = 1000
READING = 0.9  # of the progress; the rest is scaling. Of texts half of it is counting

Progress = Callable[[float], None] | None


class Encoder:
    def __init__(
        self, schema: Schema, extra: ExtraVectors | None = None, *, is_curved: bool = False
    ) -> None:
        self.schema = schema
        self._names = {role: schema.names(role) for role in FEATURES}
        self._learned = list(chain(*self._names.values()))
        self._vectors = Components(self._names, extra or ExtraVectors())
        self.values = ColumnValues(schema)
        self._numbers = NumericBlock(len(self.values.number_names))
        self._categories = CategoryBlock(len(self.values.category_names))
        self._texts = Texts(schema)
        self.is_curved = is_curved
        self.spread = Spread((), 0)
        if not self._learned and self._vectors.extra.vectors is None:
            raise InputError(
                "no column is left to learn from",
                hint="Give one a role: `text_columns` COLUMN or `columns` COLUMN=numeric.",
            )

    def fit_transform(self, table: Table, on_progress: Progress = None) -> Any:
        tell = self._vectors.begin(
            table, self._vectors.extra.vectors, on_progress or (lambda _: None)
        )
        matrix = new_matrix(len(table), self._numbers.width, table.scratch)
        self.spread = Spread(self.values.number_names, len(table))
        self._numbers.start(matrix, self._first_numbers(table))
        self._categories.start(len(table))
        read = READING / 2 if self.is_text else READING
        documents = partial(self._fit, table, lambda done: tell(done * read))
        self.values.start()
        words = self._texts.fit_transform(
            documents, len(table), lambda done: tell(read + done * (READING - read))
        )
        self.values.check(table)
        numbers = self._numbers.finish(lambda done: tell(READING + done * (1 - READING)))
        codes, dense = self._categories.finish(), self._vectors.finish()
        matrix = self._assemble(numbers, codes, dense, words, table.scratch)
        if not matrix.shape[1]:
            raise InputError(
                "the columns to learn from are empty",
                where=str(table.path),
                hint="Name others with `text_columns` COLUMN or `columns` COLUMN=numeric.",
            )
        return matrix

    def transform(
        self, table: Table, on_progress: Progress = None, *, vectors: Path | None = None
    ) -> Any:
        """`vectors` is the .npy file of this table's rows, where the model learned from one."""
        check_names(self._learned, table.columns, str(table.path))
        tell = self._vectors.begin(table, vectors, on_progress or (lambda _: None))
        numbers = new_matrix(len(table), self._numbers.width, table.scratch)
        codes: list[Any] = []
        self.values.start()

        def documents() -> Iterator[Any]:
            start = 0
            for chunk in table.chunks_of(self._learned):
                rows = len(chunk.lines)
                values = self.values.read(table, chunk)
                self._numbers.transform(values.numbers, numbers[start : start + rows])
                self._vectors.put(chunk, start, tell)
                codes.append(self._categories.transform(rows, values.categories))
                yield from self._documents(table, chunk)
                start += rows
                tell(table.fraction)

        words = self._texts.transform(documents(), len(table))
        dense = self._vectors.finish()
        return self._assemble(numbers, np.concatenate(codes), dense, words, table.scratch)

    def transform_texts(self, texts: Sequence[str]) -> Any:
        """The matrix (CSR) of rows that have these texts and nothing else: numbers at their mean,
        no category."""
        from scipy.sparse import csr_matrix

        words = self._texts.transform(self._texts.repeated(texts), len(texts))
        others = csr_matrix(np.zeros((len(texts), self.components.stop), np.float32))
        return self._join_sparse([others, words])

    def to_json(self) -> dict[str, Any]:
        """What was fitted. What it was made with is not in it."""
        return {
            "numbers": self._numbers.to_json(),
            "categories": [list(each) for each in self._categories.values],
            "vectors": self._vectors.to_json(),
            "texts": self._texts.to_json(),
        }

    def restore(self, stored: Mapping[str, Any]) -> None:
        """As one that was fitted: it transforms to the same bits."""
        self._numbers.restore(stored["numbers"])
        self._categories.restore(stored["categories"])
        self._vectors.restore(stored["vectors"])
        self._texts.restore(stored["texts"])

    @property
    def extra(self) -> ExtraVectors:
        return self._vectors.extra

    @property
    def counts_words(self) -> bool:
        """Whether any term is a word: words stand before characters."""
        return bool(len(self._texts.terms())) and not self._texts.term(0).is_characters

    @property
    def is_text(self) -> bool:
        """Whether words are learned from."""
        return bool(self._names[Role.TEXT])

    @property
    def components(self) -> range:
        """The columns of the matrix that are numbers of vectors: alone they mean nothing."""
        first = self._numbers.width + self._categories.total
        return range(first, first + len(self._vectors.columns()))

    @property
    def curves(self) -> Curves | None:
        """The columns at the end that bend the boundary; None where there are no numbers and no
        categories to bend it by."""
        total = self._categories.total
        # More categories than this are as many directions, in which no two rows are near.
        inputs = self._numbers.width + (total if total <= MOST_DENSE_CATEGORIES else 0)
        if not (self.is_curved and inputs):
            return None
        return Curves.of(range(inputs), self.components.stop + len(self._texts.terms()))

    def names(self) -> Sequence[str]:
        """A name for each column of the matrix."""
        categories = [f"{name}={value}" for name, values in self._with_values() for value in values]
        columns = [*self.values.number_names, *categories, *self._vectors.names()]
        return joined(joined(columns, self._texts.terms()), self._curve_names())

    def columns(self) -> Sequence[str]:
        """The column of the table that each column of the matrix comes from."""
        sources = zip(self.values.category_sources, self._categories.values, strict=True)
        categories = [name for name, values in sources for _ in values]
        vectors = self._vectors.columns()
        straight = joined(
            [*self.values.number_sources, *categories, *vectors], self._texts.sources()
        )
        return joined(straight, [""] * len(self._curve_names()))

    def _curve_names(self) -> list[str]:
        return self.curves.names() if self.curves else []

    def term(self, column: int) -> Term | None:
        """What a column of the matrix counts in the texts; None for other columns."""
        place = column - self.components.stop
        return self._texts.term(place) if 0 <= place < len(self._texts.terms()) else None

    def _with_values(self) -> Iterator[tuple[str, list[str]]]:
        return zip(self.values.category_names, self._categories.values, strict=True)

    def _first_numbers(self, table: Table) -> list[NDArray[np.float64]]:
        """The numbers of the first rows, as many as there are up to FIRST_ROWS."""
        found: list[list[NDArray[np.float64]]] = []
        for chunk in table.chunks_of(self._learned):
            found.append(self.values.read(table, chunk, rows=FIRST_ROWS).numbers)
            if sum(len(parts[0]) for parts in found if parts) >= FIRST_ROWS or not found[0]:
                break
        return [np.concatenate(parts)[:FIRST_ROWS] for parts in zip(*found, strict=True)]

    def _fit(self, table: Table, tell: Callable[[float], None]) -> Iterator[Any]:
        """Fills the blocks on the way and hands on the texts: one pass for everything."""
        start = 0
        for chunk in table.chunks_of(self._learned):
            values = self.values.read(table, chunk)
            self.spread.put(start, values.numbers)
            self._numbers.put(start, values.numbers)
            self._categories.put(start, values.categories)
            self._vectors.put(chunk, start, tell)
            yield from self._documents(table, chunk)
            start += len(chunk.lines)
            tell(table.fraction)

    def _documents(self, table: Table, chunk: Chunk) -> Iterable[Any]:
        return self._texts.documents(dict(zip(table.columns, chunk.columns, strict=True)))

    def _join_sparse(self, blocks: Sequence[Any]) -> Any:
        """The blocks side by side, and the columns that bend the boundary behind them."""
        from scipy.sparse import csr_matrix, hstack

        straight = hstack(blocks, format="csr", dtype=np.float32)
        if self.curves is None:
            return straight
        bent = csr_matrix(self.curves.of_rows(straight))
        return hstack([straight, bent], format="csr", dtype=np.float32)

    def _assemble(
        self, numbers: Any, codes: Any, vectors: Sequence[Floats], words: Any, scratch: Path | None
    ) -> Any:
        """The blocks side by side; dense unless there are words or very many categories."""
        rows, total, curves = len(numbers), self._categories.total, self.curves
        wide = total > MOST_DENSE_CATEGORIES or rows * total > MOST_DENSE_CELLS
        if self._names[Role.TEXT] or wide:
            from scipy.sparse import csr_matrix

            parts = [csr_matrix(numbers), self._categories.one_hot(codes)]
            parts += [csr_matrix(part) for part in vectors]
            return self._join_sparse(parts if words is None else [*parts, words])
        if curves is None and not total and len(vectors) + bool(numbers.shape[1]) == 1:
            return vectors[0] if vectors else numbers
        width, first = numbers.shape[1], numbers.shape[1] + total
        last = first + sum(part.shape[1] for part in vectors)
        matrix = widened(numbers, last + len(self._curve_names()), scratch)
        for start in range(0, rows, BLOCK_ROWS):
            part = slice(start, start + BLOCK_ROWS)
            if total:
                self._categories.fill_one_hot(codes[part], matrix[part, width:first])
            if vectors:
                made = [each[part] for each in vectors]
                np.concatenate(made, axis=1, out=matrix[part, first:last])
            if curves:
                matrix[part, last:] = curves.of_rows(matrix[part])
        return matrix
