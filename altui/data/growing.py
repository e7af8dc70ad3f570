"""A sample of a set with rows that were looked up in it later: what was fitted on the sample stays
as it is, and the new rows come behind its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.features.allocation import BLOCK_ROWS, new_matrix
from altui.data.labels.known_labels import known_labels
from altui.data.labels.label_reading import LabelReading
from altui.data.paths.places import spelled
from altui.data.paths.set_files import beside
from altui.data.readers.partitions.parquet_files import ParquetFiles
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.data.readers.partitions.sampled_table import SampledTable
from altui.data.units.identical import Identical
from altui.data.units.parts import Part
from altui.data.units.row_ids import stands_twice
from altui.data.units.units import Units
from altui.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.data.table import Table

HINT = "Each row needs an id of its own."


def grown(dataset: Dataset, looked_up: Sequence[Sequence[str]]) -> Dataset:
    """The dataset of a sample, as it was loaded, with the rows of these ids. They may all be asked
    for: what has a label in the set is looked up only where labels are hidden."""
    table = dataset.table
    assert isinstance(table, SampledTable) and dataset.filed is None
    whole = table.with_rows(looked_up)
    known = np.append(dataset.known, np.full(len(whole) - dataset.n, -1, dataset.known.dtype))
    with _more(whole, table) as more:
        assert dataset.schema.id is not None
        found = list(more.texts([dataset.schema.id])[dataset.schema.id])
        _check_found(found, looked_up, whole)
        ids = [*dataset.ids, *found]
        target = dataset.schema.target
        if dataset.options.hide_labels and target is not None:
            labels = more.texts([target])[target]
            reading = dataset.options.labels or LabelReading()
            known[dataset.n :] = known_labels(more, target, labels, dataset.classes, reading)
    part = np.append(dataset.part, np.full(len(whole) - dataset.n, Part.UNLABELED, np.int8))
    whole.notes = table.notes
    return replace(
        dataset,
        table=whole,
        ids=ids,
        known=known,
        part=part,
        units=_wider(dataset.units, len(part)),
    )


def grown_features(features: Features, filed: Dataset, whole: Dataset) -> Features:
    """The features of the dataset that `filed` has grown to, transformed as those of `filed`."""
    assert features.transformer is not None and isinstance(whole.table, SampledTable)
    with _more(whole.table, filed.table) as more:
        matrix = features.transformer.transform(more)
    return replace(features, matrix=_below(features.matrix, matrix, whole))


def _check_found(
    found: Sequence[str], looked_up: Sequence[Sequence[str]], whole: SampledTable
) -> None:
    """Raises InputError unless each id has its one row."""
    wanted = [row for ids in looked_up for row in ids]
    if found == wanted:
        return
    counts = Counter(found)
    wrong = next((row for row in wanted if counts[row] != 1), wanted[0])
    if counts[wrong] > 1:
        begin = len(whole) - len(found)
        first, second, *_ = (begin + row for row, each in enumerate(found) if each == wrong)
        raise stands_twice(whole, whole.wanted.by, wrong, (first, second), HINT)
    raise InputError(
        f"the id '{wrong[:80]}' is not there any more", where=spelled(whole.path), hint=HINT
    )


def _more(whole: SampledTable, first: Table) -> ParquetFiles:
    """The rows that a table has beyond the sample."""
    assert isinstance(first, SampledTable)
    copies = PartitionSet.of(beside(whole.copies[len(first.copies) :]))
    return ParquetFiles(whole.path, copies, whole.scratch, schema=whole.schema)


def _below(matrix: Any, more: Any, whole: Dataset) -> Any:
    if not isinstance(matrix, np.ndarray):
        from scipy.sparse import vstack

        return vstack([matrix, more], format="csr", dtype=matrix.dtype)
    made = new_matrix(len(matrix) + len(more), matrix.shape[1], whole.table.scratch)
    for start in range(0, len(matrix), BLOCK_ROWS):
        made[start : start + BLOCK_ROWS][: len(matrix) - start] = matrix[start : start + BLOCK_ROWS]
    made[len(matrix) :] = more
    return made


def _wider(units: Units, n: int) -> Units:
    """The new rows are alone: none is identical to a row of the sample, nor of a group."""
    identical, untrained = units.identical, units.untrained
    if identical is not None:
        set_of = np.full(n, -1, identical.set_of.dtype)
        set_of[: len(identical.set_of)] = identical.set_of
        identical = Identical(identical.rows, identical.bounds, set_of)
    if untrained is not None:
        untrained = np.append(untrained, np.zeros(n - len(untrained), bool))
    return replace(units, identical=identical, untrained=untrained)
