"""Made-up files of the sizes that the benchmarks speak of, and a slow model."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

SEED = 7
FIRST_LABELS = 100
WORDS = 200


def numbers(folder: Path, rows: int, columns: int) -> Path:
    """Parquet: standard normal columns `x0`, ...; `y` is known for the first rows alone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(SEED)
    names = [f"x{number}" for number in range(columns)]
    values = [rng.standard_normal(rows, np.float32) for _ in names]
    cells = {name: pa.array(value) for name, value in zip(names, values, strict=True)}
    target = folder / f"{rows}x{columns}.parquet"
    labels = np.where(values[0] + 0.5 * rng.standard_normal(rows) > 0, "1", "0")
    known = pa.array([*labels[:FIRST_LABELS], *[None] * (rows - FIRST_LABELS)], pa.string())
    pq.write_table(pa.table({**cells, "y": known}), target)
    return target


def texts(folder: Path, rows: int, length: int = WORDS) -> Path:
    """CSV: texts of `length` made-up words, the first of them labeled by two words they hold."""
    rng = np.random.default_rng(SEED)
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    words = ["".join(rng.choice(syllables, rng.integers(1, 5))) for _ in range(3_000)]
    target = folder / "texts.csv"
    with target.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "y"])
        for row in range(rows):
            # Common words come often, as in a language.
            chosen = [words[int(len(words) * share**3)] for share in rng.random(length)]
            label = str(row % 2) if row < FIRST_LABELS else ""
            text = " ".join([*chosen[: length - 1], ("ja", "nein")[row % 2]])
            writer.writerow([text, label])
    return target


def columns_of(names: Sequence[str]) -> tuple[str, ...]:
    """The options of `altui label` with which it asks nothing."""
    return ("--target", "y", "--classes", "0,1", "--columns", ",".join(names), "--dwell", "0")


def forest() -> Any:
    """`--model tests.benchmarks.made_up:forest`."""
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(n_estimators=200, random_state=0)
