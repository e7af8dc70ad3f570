"""`python -m tests.benchmarks.values --against CHECKOUT`: seconds to read a file of ten columns.

Processes take turns: this code and that of another checkout on plain numbers, and this code on the
same numbers as people write them. Each reads the file, judges its columns and fills the matrix.
Times are those of the processor, which other work on the machine changes least.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from altui.display.console import put_table, say

ROWS = 1_000_000
COLUMNS = 9
TURNS = 3

READ = """
import sys, time
from pathlib import Path
from altui.data.dataset import DataOptions
from altui.data.loading import load_dataset
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.readers.reading import open_table
import sklearn.preprocessing, scipy.sparse
started = time.process_time()
table = open_table(Path(sys.argv[1]))
schema = infer_schema(table, target="label")
judged = time.process_time()
build_features(load_dataset(table, schema, DataOptions(("no", "yes"))))
print(judged - started, time.process_time() - judged)
"""


def german(value: float) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


FORMATS: dict[str, Callable[[float], str]] = {
    "plain": lambda value: f"{value:.2f}",
    "1.234,50": german,
    "$1,234.50": lambda value: f'"${value:,.2f}"' if value >= 1000 else f"${value:,.2f}",
    "12.50 kg": lambda value: f"{value:.2f} kg",
    "NA in one of 20": lambda value: "NA" if value % 1 < 0.05 else f"{value:.2f}",
    "2025-07-02 14:30": lambda value: str(np.datetime64(int(value * 1e6), "s")).replace("T", " "),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="another checkout, such as that of main")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    here = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        files = {name: write(Path(folder), name, asked.rows) for name in FORMATS}
        runs = {name: (here, file) for name, file in files.items()}
        if asked.against is not None:
            runs = {"plain, the other checkout": (asked.against, files["plain"]), **runs}
        times: dict[str, list[list[float]]] = {name: [] for name in runs}
        for turn in range(asked.turns):
            for name, (checkout, file) in runs.items():
                say(f"turn {turn + 1} of {asked.turns}: {name}")
                times[name].append(measured(checkout, file))
    put_table(
        f"{asked.rows:,} rows of {COLUMNS} columns and a label, read twice",
        ("cells", "judged s", "features s", "sum s", "million cells a second"),
        [row(name, each, asked.rows) for name, each in times.items()],
        right=range(1, 5),
    )


def row(name: str, times: Sequence[Sequence[float]], rows: int) -> tuple[str, ...]:
    judged, features = (statistics.median(each) for each in zip(*times, strict=True))
    rate = rows * COLUMNS / 1e6 / (judged + features)
    return name, *(f"{each:.2f}" for each in (judged, features, judged + features, rate))


def write(folder: Path, name: str, rows: int) -> Path:
    path = folder / f"{list(FORMATS).index(name)}.csv"
    separator = ";" if "," in FORMATS[name](1.5) else ","
    values = np.random.default_rng(0).exponential(2000, (rows, COLUMNS)).round(2)
    with path.open("w") as file:
        file.write(separator.join([*(f"x{place}" for place in range(COLUMNS)), "label"]) + "\n")
        for number, numbers in enumerate(values.tolist()):
            cells = map(FORMATS[name], numbers)
            file.write(separator.join([*cells, "yes" if number % 3 else "no"]) + "\n")
    return path


def measured(checkout: Path, file: Path) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)],
        env={**os.environ, "PYTHONPATH": str(checkout)},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return list(map(float, done.stdout.split()))


if __name__ == "__main__":
    main()
