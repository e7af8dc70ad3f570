"""What makes rows of another file into features, as those of the data were: from a session, or from
a model's file. Both are the same encoder, so that both give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.data.features.components import ExtraVectors
from altui.data.features.encoder import Encoder
from altui.data.presentation.read_table import read_html
from altui.data.schema import FEATURES, Column, Role, Schema
from altui.data.values.reading import reading_from_json

if TYPE_CHECKING:
    from altui.data.table import Table


@dataclass(frozen=True, eq=False)
class Transformer:
    """`html` are the columns that are learned from without their tags."""

    encoder: Encoder
    html: Sequence[str] = ()

    def transform(
        self,
        table: Table,
        on_progress: Callable[[float], None] | None = None,
        *,
        vectors: Path | None = None,
    ) -> Any:
        """The matrix of a table with the same columns, scaled as the data were; `vectors` is the
        .npy file of its rows, where there is one.

        Cells that are no number count as missing; `strays` has a sentence for each column with
        some, `cells of 'price' are no numbers`. Raises InputError for a column that is missing.
        """
        return self.encoder.transform(read_html(table, self.html), on_progress, vectors=vectors)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of a table that are learned from."""
        return frozenset(column.name for column in _learned(self.encoder.schema))

    @property
    def strays(self) -> list[str]:
        """What the latest table had for numbers and dates that are none, a sentence a column."""
        return self.encoder.values.told(is_fitted=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it gives the same bits; what it was fitted with stays here."""
        return Transformer.from_json, (self.to_json(),)

    def to_json(self) -> dict[str, Any]:
        """All of it, and no row of the data. It does hold the words and categories of the data."""
        encoder = self.encoder
        return {
            "columns": [_column_to_json(each) for each in _learned(encoder.schema)],
            "html": list(self.html),
            "embed": encoder.extra.embed,
            "given": encoder.extra.vectors is not None,
            "curved": encoder.is_curved,
            "fitted": encoder.to_json(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Transformer:
        schema = Schema(tuple(_column_from_json(each) for each in stored["columns"]))
        # Which file the vectors were in plays no part: other rows have another.
        extra = ExtraVectors(Path() if stored["given"] else None, stored["embed"])
        encoder = Encoder(schema, extra, is_curved=stored["curved"])
        encoder.restore(stored["fitted"])
        return cls(encoder, tuple(stored["html"]))


def _learned(schema: Schema) -> list[Column]:
    return [column for column in schema.columns if column.role in FEATURES]


def _column_to_json(column: Column) -> dict[str, Any]:
    reading = None if column.reading is None else column.reading.to_json()
    return {"name": column.name, "role": column.role.value, "reading": reading}


def _column_from_json(stored: Mapping[str, Any]) -> Column:
    reading = stored["reading"]
    readings = () if reading is None else (reading_from_json(reading),)
    return Column(stored["name"], Role(stored["role"]), "as saved", readings=readings)
