"""The predictions of one file, written as one file. A request can be pickled, and what it asks for
depends on nothing else: another process or machine writes the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.table import unique_names
from altui.data.writers.remote import appearing_at
from altui.labeling.predicting.outcome import Outcome
from altui.labeling.predicting.typed_columns import (
    PREDICTED,
    ROW_NUMBER,
    added_columns,
    added_schema,
)
from altui.labeling.retraining.prediction import Prediction
from altui.labeling.scanning.batch_table import BatchTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from altui.data.readers.partitions.partition_set import PartitionSet
    from altui.labeling.retraining.pipeline import Pipeline

NUMBER_ROWS, OTHER_ROWS = 1 << 16, 1 << 13
"""Rows that are worked on together: where all columns are numbers, and where texts may be long."""

GROUP_ROWS, GROUP_BYTES = 1 << 18, 64 << 20
"""A row group of the output is written when it has so many of either."""

MARK = b"altui"
"""The key of the mark in the metadata of an output."""

OnRows = Callable[[int], None]
"""Told how many more rows were predicted."""


@dataclass(frozen=True, eq=False)
class PartitionRequest:
    """`part` is a set of the one file. Beside the predictions `kept` columns of it are written, by
    their names there; where there are none, the numbers of the rows.

    `share` is the person's own threshold. The output carries the `mark`.
    """

    pipeline: Pipeline
    part: PartitionSet
    target: Path
    kept: Sequence[str]
    share: float | None
    mark: Mapping[str, Any]

    @cached_property
    def schema(self) -> Any:
        """Of the output."""
        import pyarrow

        fields = [self.part.schema.field(name) for name in self.kept]
        fields = fields or [pyarrow.field(ROW_NUMBER, pyarrow.int64())]
        schema = pyarrow.schema([*fields, *added_schema(self.pipeline)])
        return schema.with_metadata({MARK: json.dumps(self.mark, sort_keys=True)})

    @cached_property
    def learned(self) -> Mapping[str, str]:
        """The columns that are learned from, as altui calls them, and their names in the file."""
        there = self.part.schema.names
        names = zip(unique_names(there, str(self.part.files[0].path)), there, strict=True)
        wanted = self.pipeline.transformer.columns
        return {name: place for name, place in names if name in wanted}

    @property
    def is_of_numbers(self) -> bool:
        from pyarrow import types

        kinds = (self.part.schema.field(name).type for name in (*self.kept, *self.learned.values()))
        return all(types.is_primitive(kind) for kind in kinds)


def predict_partition(request: PartitionRequest, on_rows: OnRows | None = None) -> Outcome:
    """Writes the output, whole or not at all. Raises AltuiError where a file or the model fails."""
    import pyarrow.parquet

    outcome = Outcome.nothing(len(request.pipeline.classes))
    with (
        appearing_at(request.target) as stream,
        pyarrow.parquet.ParquetWriter(stream, request.schema, **_encoding(request)) as writer,
    ):
        waiting: list[Any] = []
        for made, more in _predicted(request):
            outcome += more
            waiting.append(made)
            if _is_group(waiting):
                writer.write_table(pyarrow.Table.from_batches(waiting))
                waiting = []
            if on_rows is not None:
                on_rows(more.rows)
        writer.write_table(pyarrow.Table.from_batches(waiting, request.schema))
    return outcome


def _predicted(request: PartitionRequest) -> Iterator[tuple[Any, Outcome]]:
    """The record batches of the output, and what they hold."""
    import pyarrow

    part, learned = request.part, request.learned
    names = list(dict.fromkeys([*request.kept, *learned.values()]))
    rows = NUMBER_ROWS if request.is_of_numbers else OTHER_ROWS
    for block in part.blocks():
        first = block.first
        for batch in part.batches(block, names, rows=rows):
            read = batch.select(list(learned.values())).rename_columns(list(learned))
            prediction, outcome = _predict(request, read, first)
            own = [batch.column(name) for name in request.kept]
            own = own or [pyarrow.array(np.arange(first + 1, first + 1 + batch.num_rows))]
            columns = [*own, *added_columns(prediction)]
            yield pyarrow.RecordBatch.from_arrays(columns, schema=request.schema), outcome
            first += batch.num_rows


def _predict(request: PartitionRequest, batch: Any, first: int) -> tuple[Prediction, Outcome]:
    pipeline = request.pipeline
    table = BatchTable(request.part, batch, first)
    matrix = pipeline.transformer.transform(table)
    prediction = Prediction.of(pipeline, pipeline.model.predict_proba(matrix), request.share)
    strays = pipeline.transformer.encoder.values.strays
    for found in strays.values():
        found.unit, found.line = f"{request.part.files[0].name}, row", first + found.line
    return prediction, Outcome.of(prediction, strays)


def _is_group(batches: Sequence[Any]) -> bool:
    rows = sum(each.num_rows for each in batches)
    size: int = sum(each.nbytes for each in batches)
    return rows >= GROUP_ROWS or size >= GROUP_BYTES


def _encoding(request: PartitionRequest) -> dict[str, Any]:
    """A dictionary for what has few values; of numbers that hardly repeat it costs more time than
    all else. Bounds of probabilities help nobody, but those of ids find a row."""
    own = list(request.kept) or [ROW_NUMBER]
    calibrated = ["altui_calibrated_on"] * (request.pipeline.calibration is not None)
    is_plain = request.is_of_numbers
    return {
        "compression": "snappy",
        "use_dictionary": [PREDICTED, *calibrated, *(() if is_plain else own)],
        "write_statistics": own,
    }
