"""Sets of files to scan, random models over them, and what a plain look at all rows finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest

from altui.data.features.encoder import Encoder
from altui.data.features.transformer import Transformer
from altui.data.inference.columns import infer_schema
from altui.data.paths.set_files import beside
from altui.data.readers.partitions.id_hashes import hash_ids
from altui.data.readers.partitions.parquet_files import ParquetFiles
from altui.data.readers.partitions.partition_set import Block, PartitionSet
from altui.labeling.scanning.found import Found
from altui.labeling.scanning.request import Selection
from altui.labeling.scanning.source import ScanSource
from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.newton.classifier import NewtonLogistic
from tests.data.partitions.sets import cut, write_here

CLASSES = ("a", "b", "c", "d")
COLUMNS = 5
NUMBERS = (*(f"x{k}=numeric" for k in range(COLUMNS)), "colour=categorical")
TEXTS = ("x0=numeric", "text=text")
WORDS = [f"{first}{last}" for first in ("sun", "rain", "snow") for last in ("fall", "day", "s")]
DIGITS = 9
LABELED = 80
BLOCK = 400
"""Rows of a block."""


@dataclass(frozen=True)
class Scene:
    """A set of files, its blocks, and the matrix (n, d) of all its rows, made in one piece."""

    source: ScanSource
    blocks: list[Block]
    matrix: Any
    ids: tuple[str, ...]
    hashes: Any
    is_out: Any


def make_scene(
    folder: Path,
    rows: int = 3000,
    *,
    learned: Sequence[str] = NUMBERS,
    files: int = 3,
    group: int = 170,
) -> Scene:
    """Rows of whole numbers and of few words, so that many are the same; one in ten has a label,
    one in twenty is a test row."""
    random = np.random.default_rng(5)
    cells = random.integers(-2, 3, (rows, COLUMNS)).astype(np.float32)
    labels = np.where(random.random(rows) < 0.1, random.choice(["a", "b"], rows), None)
    marks = np.where(random.random(rows) < 0.05, "Yes", "")
    numbers = random.permutation(rows)
    names = np.array([f"row {number}" for number in numbers])
    columns = {"id": names, **{f"x{k}": cells[:, k] for k in range(COLUMNS)}}
    columns |= {"colour": random.choice(["red", "green", "blue"], rows)}
    columns |= {"text": [" ".join(random.choice(WORDS, 4)) for _ in range(rows)]}
    columns |= {"label": labels, "tested": marks}
    paths = sorted(write_here(folder, cut(columns, files), group).parent.iterdir())
    parts = PartitionSet.of(beside(paths))
    with ParquetFiles(folder, parts) as table:
        schema = infer_schema(table, target="label", id="id", columns=[*learned, "id"])
        encoder = Encoder(schema)
        matrix = encoder.fit_transform(table)
    source = ScanSource(parts, "id", Transformer(encoder).to_json(), labels="label", test="tested")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("altui.data.readers.partitions.partition_set.BLOCK_ROWS", BLOCK)
        blocks = list(parts.blocks())
    is_out = (labels != None) | (marks == "Yes")  # noqa: E711  cell by cell
    ids, hashes = tuple(names.tolist()), hash_ids(pyarrow.array(names))
    return Scene(source, blocks, matrix, ids, hashes, is_out)


def fitted_model(scene: Scene, name: str, classes: int) -> FittedModel:
    """Of the first rows, with labels at random."""
    is_text = not isinstance(scene.matrix, np.ndarray)
    labels = np.random.default_rng(7).integers(0, classes, LABELED)
    factory = model_factory(name, seed=1, sparse=is_text)
    return fit(factory, scene.matrix, np.arange(LABELED), labels, classes)


def random_model(random: np.random.Generator, width: int, classes: int) -> FittedModel:
    """Of all classes, or of all but one where there are more than two."""
    seen = np.arange(classes)
    if classes > 2 and random.random() < 0.5:
        seen = np.delete(seen, random.integers(classes))
    planes = 1 if len(seen) == 2 else len(seen)
    model = NewtonLogistic()
    model.classes_ = seen
    model.coef_ = random.normal(size=(planes, width))
    model.intercept_ = random.normal(size=planes)
    return FittedModel(model, classes)


def is_between_two(scene: Scene, selection: Selection) -> bool:
    """Whether a score lies so near to the middle between two rounded ones that the last bit of a
    float64 says which of them it becomes."""
    scores = selection.score()(_shares(selection.model, scene.matrix)) * 10**DIGITS
    return bool((abs(scores % 1 - 0.5) < 1e-5).any())


def plain(scene: Scene, selection: Selection) -> Found:
    """All rows at once, in numbers of more digits than float64 has."""
    every = _shares(selection.model, scene.matrix)
    scores = np.round(selection.score()(every), DIGITS)
    is_open = ~scene.is_out
    if selection.cutoff is not None:
        is_open &= scene.hashes > np.uint64(selection.cutoff)
    is_open &= np.array([text not in selection.known for text in scene.ids])
    order = np.lexsort((np.arange(len(scores)), -scores))
    numbers = order[is_open[order]][: selection.count]
    ids = tuple(scene.ids[number] for number in numbers)
    counts = np.bincount(every.argmax(axis=1), minlength=len(selection.classes))
    return Found(numbers, ids, scores[numbers], counts, len(scores))


def _shares(model: FittedModel, matrix: Any) -> Any:
    classifier: Any = model.classifier
    if not (isinstance(classifier, NewtonLogistic) and isinstance(matrix, np.ndarray)):
        return model.predict_proba(matrix.astype(np.float64))
    wide = matrix.astype(np.longdouble)
    values = wide @ classifier.coef_.astype(np.longdouble).T + classifier.intercept_
    if values.shape[1] == 1:
        values = np.hstack((-values / 2, values / 2))
    shares = np.exp(values - values.max(axis=1, keepdims=True))
    every = np.zeros((len(shares), model.n_classes))
    every[:, classifier.classes_] = shares / shares.sum(axis=1, keepdims=True)
    return every


def is_same(found: Found, wanted: Found) -> bool:
    """Bit for bit."""
    return (
        found.ids == wanted.ids
        and found.numbers.tobytes() == wanted.numbers.tobytes()
        and found.scores.tobytes() == wanted.scores.tobytes()
        and found.counts.tobytes() == wanted.counts.tobytes()
        and found.rows == wanted.rows
    )
