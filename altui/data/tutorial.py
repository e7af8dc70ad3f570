"""The reference scenario: a made-up binary task whose every step is known beforehand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import DataOptions, Dataset, Part
from altui.data.features.column_quantiles import Spread
from altui.data.features.matrix import Features
from altui.data.memory_table import MemoryTable
from altui.data.presentation.tutorial_names import CLASS_TITLES, COLUMN_TITLES
from altui.data.schema import Column, Role, Schema
from altui.data.strings import Strings

SAMPLES = 1000
TEST_SHARE = 0.10
LABELED_SHARE = 0.10


def load_tutorial(seed: int = 42) -> tuple[Dataset, Features]:
    """810 unlabeled rows, then 90 labeled, then 100 of the test set, each in split order.

    The seed makes the data and both splits. The matrix is float64, unlike that of a file.
    """
    from sklearn.datasets import make_classification

    X, y = make_classification(
        n_samples=SAMPLES,
        n_features=len(COLUMN_TITLES),
        n_informative=5,
        n_redundant=0,
        n_classes=2,
        n_clusters_per_class=1,
        flip_y=0.1,
        random_state=seed,
    )
    parts = _split(y, seed)
    order = np.concatenate(parts)
    part = np.repeat([Part.UNLABELED, Part.LABELED, Part.TEST], [len(rows) for rows in parts])
    matrix, known = X[order], y[order].astype(np.int16)
    dataset = _dataset(matrix, known, part.astype(np.int8), order, seed)
    test = part == Part.TEST
    names = dataset.schema.names(Role.NUMERIC)
    spread = Spread(names, len(matrix))
    spread.put(0, matrix.T)
    test_labels = known[test].astype(np.intp)
    return dataset, Features(matrix, names, names, matrix[test], test_labels, spread=spread)


def _split(y: NDArray[np.int_], seed: int) -> tuple[NDArray[np.intp], ...]:
    """Sample indices of the unlabeled, labeled and test rows."""
    from sklearn.model_selection import train_test_split

    pool, test = train_test_split(
        np.arange(len(y)), test_size=TEST_SHARE, random_state=seed, stratify=y
    )
    labeled, unlabeled = train_test_split(
        pool, test_size=1.0 - LABELED_SHARE, random_state=seed, stratify=y[pool]
    )
    return unlabeled, labeled, test


def _dataset(
    matrix: NDArray[np.float64],
    known: NDArray[np.int16],
    part: NDArray[np.int8],
    order: NDArray[np.intp],
    seed: int,
) -> Dataset:
    ids = [str(sample) for sample in order]
    measured, classes = [*COLUMN_TITLES], (*CLASS_TITLES,)
    cells = [[f"{value:.4f}" for value in row] for row in matrix]
    rows = [[i, *shown, str(k)] for i, shown, k in zip(ids, cells, known, strict=True)]
    table = MemoryTable("tutorial", ["id", *measured, "label"], rows)
    schema = Schema(
        (
            Column("id", Role.ID, "the row's number"),
            *(Column(name, Role.NUMERIC, "made up") for name in measured),
            Column("label", Role.TARGET, "made up"),
        )
    )
    options = DataOptions(classes=classes, seed=seed, no_merge_identical=True)
    titles = COLUMN_TITLES
    return Dataset(table, schema, options, Strings(ids), classes, known, part, titles=titles)
