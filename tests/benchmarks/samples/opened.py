"""The sets that are asked from samples of."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np

from altui.data.boundary import choose_boundary
from altui.data.dataset import Dataset
from altui.data.features.encoder import Encoder
from altui.data.memory_table import MemoryTable
from altui.simulation.scenarios import Splits
from tests.benchmarks.accuracy import load_set, splits_of


class Opened(NamedTuple):
    """A set, its rows as they are read, and what its features are made with."""

    splits: Splits
    rows: list[tuple[str, ...]]
    dataset: Dataset


@cache
def open_data(name: str, boundary: str | None = None) -> Opened:
    """`letter:A` is the class A of the set letter against all others, with the boundary that altui
    takes for two classes if none is said."""
    file, _, sought = name.partition(":")
    with load_set(file, argparse.Namespace(columns="", boundary=boundary)) as loaded:
        splits, dataset = splits_of(loaded), loaded.dataset
        rows = [row.cells for row in dataset.as_read()]
    if sought:
        own = choose_boundary(dataset.schema, len(rows), 2)
        if boundary is None and own != dataset.options.boundary:
            return open_data(name, own)
        is_sought = splits.labels == splits.classes.index(sought)
        splits = replace(
            splits,
            labels=is_sought.astype(splits.labels.dtype),
            n_classes=2,
            classes=("others", sought),
        )
    return Opened(splits, rows, dataset)


def fit_features(data: Opened, rows: np.ndarray) -> Splits:
    """The same splits, with features that only these rows of the data say how to make."""
    dataset = data.dataset
    encoder = Encoder(dataset.schema, is_curved=data.splits.curves is not None)
    columns = dataset.table.columns
    encoder.fit_transform(MemoryTable("sample", columns, [data.rows[row] for row in rows]))
    matrix = encoder.transform(MemoryTable("all", columns, data.rows))
    return replace(data.splits, matrix=matrix, curves=encoder.curves)
