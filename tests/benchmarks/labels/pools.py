"""The pools that are labeled: made-up ones that are large enough, and real ones beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from tests.shared import DATA

if TYPE_CHECKING:
    from altui.labeling.opening.loading import Loaded
    from altui.learning.arrays import IntArray

SEED = 18
VOCABULARY, WORDS, TELLING = 20_000, 60, 40


@dataclass(frozen=True, eq=False)
class Made:
    """`truth` (n,) are the class indices of the rows of the file."""

    file: Path
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    truth: IntArray
    options: dict[str, Any] = field(default_factory=dict)

    def load(self, session: Path) -> Loaded:
        return prepare(self.request(session)).load()

    def request(self, session: Path) -> OpenRequest:
        return OpenRequest(
            file=self.file,
            columns=self.columns,
            classes=self.classes,
            session=session,
            **self.options,
        )


def table(rows: int, width: int, k: int) -> Callable[[Path], Made]:
    """Standard normal columns; the class is the highest of k noisy scores."""

    def make(folder: Path) -> Made:
        rng = np.random.default_rng(SEED)
        values = rng.standard_normal((rows, width), np.float32)
        scores = values @ rng.standard_normal((width, k)).astype(np.float32)
        truth = (scores + rng.standard_normal(scores.shape) * width**0.5 / 2).argmax(axis=1)
        return _stored(folder / f"{rows}x{width}x{k}.parquet", values, truth, k)

    return make


def images(rows: int) -> Callable[[Path], Made]:
    """784 columns of 0 to 255, most of them 0, about ten prototypes."""

    def make(folder: Path) -> Made:
        rng = np.random.default_rng(SEED)
        drawn = np.maximum(rng.standard_normal((10, 784)), 0) * 90
        truth = rng.integers(10, size=rows)
        noise = rng.standard_normal((rows, 784), np.float32) * 60
        values = np.clip(drawn[truth] + noise, 0, 255).astype(np.uint8).astype(np.float32)
        return _stored(folder / "images.parquet", values, truth, 10)

    return make


def texts(rows: int, k: int, **options: Any) -> Callable[[Path], Made]:
    """Words as common as in a language; each class has some of its own, of which a text holds a
    few."""

    def make(folder: Path) -> Made:
        import pyarrow
        from pyarrow import parquet

        rng = np.random.default_rng(SEED)
        words = np.array([_word(number) for number in range(VOCABULARY)])
        share = (0.15, 0.85) if k == 2 else (1 / k,) * k
        truth = rng.choice(k, rows, p=share)
        chosen = (VOCABULARY ** rng.random((rows, WORDS))).astype(int)
        for row, kind in enumerate(truth.tolist()):
            places = rng.integers(WORDS, size=rng.integers(1, 6))
            chosen[row, places] = 500 + kind * TELLING + rng.integers(TELLING, size=len(places))
        cells = [" ".join(row) for row in words[np.minimum(chosen, VOCABULARY - 1)]]
        file = folder / f"texts{k}.parquet"
        parquet.write_table(pyarrow.table({"text": cells}), file)
        return Made(file, ("text",), _names(k), truth, options)

    return make


def real(name: str, target: str = "label") -> Callable[[Path], Made]:
    """A shared data set, its labels hidden."""

    def make(folder: Path) -> Made:  # noqa: ARG001
        request = OpenRequest(file=DATA / name, target=target, read_only=True)
        dataset = prepare(request).load().dataset
        columns = tuple(each for each in dataset.schema.names() if each not in (target, "id"))
        return Made(
            DATA / name,
            columns,
            dataset.classes,
            dataset.known.astype(int),
            {"target": target, "hide_labels": True},
        )

    return make


def _stored(file: Path, values: Any, truth: IntArray, k: int) -> Made:
    import pyarrow
    from pyarrow import parquet

    names = tuple(f"x{number}" for number in range(values.shape[1]))
    parquet.write_table(pyarrow.table(dict(zip(names, values.T, strict=True))), file)
    return Made(file, names, _names(k), truth)


def _names(k: int) -> tuple[str, ...]:
    return tuple(f"class {number}" for number in range(k))


def _word(number: int) -> str:
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    said = syllables[number % 70] + syllables[number // 70 % 70]
    return said + syllables[number // 4900 % 70] if number >= 4900 else said


POOLS: dict[str, Callable[[Path], Made]] = {
    "texts": texts(25_000, 4),
    "find": texts(25_000, 2, goal="find", wanted="class 0"),
    "table": table(200_000, 50, 2),
    "images": images(20_000),
    "shuttle": real("shuttle_anomaly.csv.gz"),
    "spambase": real("spambase.csv.gz"),
}
