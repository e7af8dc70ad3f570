"""The matrix a classifier learns from, made of a table's numeric, categorical and text columns.

Fitted on all rows of the file (labels play no part in it), in one streaming pass: numbers go
into the matrix as they come, categories become small integers, and texts go through the
vectorizer one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from altui.data.boundary import CURVED
from altui.data.features.column_quantiles import Spread
from altui.data.features.components import ExtraVectors
from altui.data.features.curves import Curves
from altui.data.features.encoder import Encoder
from altui.data.features.transformer import Transformer
from altui.data.labels.seed_rows import build_seeds
from altui.data.schema import Role
from altui.data.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from scipy.sparse import csr_matrix

    from altui.data.dataset import Dataset, Field
    from altui.data.features.counting.terms import Term

FloatArray: TypeAlias = "NDArray[np.floating[Any]]"
Matrix: TypeAlias = "FloatArray | csr_matrix"


@dataclass(frozen=True, eq=False)
class Features:
    """`matrix` is (rows, features): float32, dense or scipy CSR. `names` has a name for each
    feature ("age", "city=Paris", "word: free trial"), `columns` the column it comes from (empty
    for words, which may come from several). `test_labels` are class indices.
    """

    matrix: Matrix
    names: Sequence[str]
    columns: Sequence[str]
    test_matrix: Matrix | None = None
    test_labels: NDArray[np.intp] | None = None
    encoder: Encoder | None = None
    spread: Spread | None = None
    html: Sequence[str] = ()
    """Columns that are learned from without their tags."""
    seeds: tuple[Matrix, NDArray[np.intp]] | None = None
    """The words that classes begin from, as rows of the matrix, and the class index of each."""
    filed_seeds: tuple[Matrix, NDArray[np.intp]] | None = None
    """The same by the classes of the file, where a session has changed them since."""

    @property
    def test(self) -> tuple[Matrix, NDArray[np.intp]] | None:
        """The matrix and the labels of the test set; None without one."""
        if self.test_matrix is None or self.test_labels is None:
            return None
        return self.test_matrix, self.test_labels

    def revised(self, dataset: Dataset, index: NDArray[np.integer[Any]]) -> Features:
        """The same matrix, with the test labels of the revised `dataset`, and the words of the
        classes that hold; `index` has the number now of each slot."""
        revised = replace(self, test_labels=test_labels(dataset))
        filed = self.filed_seeds or self.seeds
        if filed is None:
            return revised
        matrix, classes = filed
        now = index[dataset.as_filed.slots[classes]]
        held = np.flatnonzero(now >= 0)
        seeds = (matrix[held], now[held]) if len(held) else None
        return replace(revised, seeds=seeds, filed_seeds=filed)

    def term(self, column: int) -> Term | None:
        """What a column of the matrix counts in the texts; None for others."""
        return None if self.encoder is None else self.encoder.term(column)

    def place(self, field: Field) -> float | None:
        """Where a numeric field lies among all rows: the share of them that is lower, 0 to 1."""
        if self.spread is None or field.role is not Role.NUMERIC:
            return None
        return self.spread.place(field.name, self._value(field))

    def _value(self, field: Field) -> float:
        if self.encoder is not None:
            return self.encoder.values.value(field.name, field.text)
        return float(field.text)  # the reference scenario is made of plain numbers

    @property
    def is_text(self) -> bool:
        """Whether words are learned from."""
        return self.encoder is not None and self.encoder.is_text

    @property
    def components(self) -> range:
        """The columns of the matrix that are numbers of vectors: alone they mean nothing."""
        return range(0) if self.encoder is None else self.encoder.components

    @cached_property
    def curves(self) -> Curves | None:
        """The columns at the end of the matrix that bend the boundary; None where it is linear."""
        return None if self.encoder is None else self.encoder.curves

    @property
    def transformer(self) -> Transformer | None:
        """What makes rows of another file into features; None for made-up data."""
        return None if self.encoder is None else Transformer(self.encoder, self.html)

    def transform(
        self,
        table: Table,
        on_progress: Callable[[float], None] | None = None,
        *,
        vectors: Path | None = None,
    ) -> Matrix:
        """The matrix of another file with the same columns: see Transformer."""
        if self.transformer is None:
            raise TypeError("features without an encoder cannot transform a table")
        matrix: Matrix = self.transformer.transform(table, on_progress, vectors=vectors)
        return matrix


def build_features(
    dataset: Dataset, on_progress: Callable[[float], None] | None = None
) -> Features:
    """Features of all rows, and of the test set where there is one."""
    extra = ExtraVectors(dataset.vectors, dataset.options.embed)
    encoder = Encoder(dataset.schema, extra, is_curved=dataset.options.boundary == CURVED)
    matrix = encoder.fit_transform(dataset.as_read(), on_progress)
    notes = encoder.values.told(is_fitted=True)
    test_matrix = None
    if dataset.test_table is not None and dataset.test_known is not None:
        test_matrix = encoder.transform(dataset.as_read(dataset.test_table))
        strays = encoder.values.told(is_fitted=False)
        notes += [f"In the test file {each}" for each in strays]
    elif (rows := rows_of_test(dataset)).size:
        test_matrix = matrix[rows]
    seeds, unknown = build_seeds(dataset.seed_words, dataset.as_filed.classes, encoder)
    notes += unknown
    dataset.table.notes.extend(note for note in notes if note not in dataset.table.notes)
    names = encoder.names()
    return Features(
        matrix,
        names,
        encoder.columns(),
        test_matrix,
        test_labels(dataset),
        encoder,
        encoder.spread,
        dataset.options.html,
        seeds,
    )


def test_labels(dataset: Dataset) -> NDArray[np.intp] | None:
    """The class indices of the test set; None without one."""
    if dataset.test_known is not None:
        return dataset.test_known.astype(np.intp)
    rows = rows_of_test(dataset)
    return dataset.known[rows].astype(np.intp) if rows.size else None


def rows_of_test(dataset: Dataset) -> NDArray[np.intp]:
    """Those of the data file that are test rows."""
    from altui.data.dataset import Part

    return np.flatnonzero(dataset.part == Part.TEST)
