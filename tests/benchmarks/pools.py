"""`python -m tests.benchmarks.pools`: large files, from the command to the first row.

Whole processes on both sides, in turn: `altui label` in a pseudo-terminal until its first query
is on the screen, and `pandas.read_csv` with one fit and the probabilities of all rows (the extra
`bench`). Then the memory that a file takes, beside the float32 matrix made of it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from altui.display.console import put_table
from tests.terminal.terminal import Terminal

ROWS = 1_000_000
LABELED = 100
ROUNDS = 3
PATIENCE = 300.0

PANDAS = """
import sys
import pandas
from sklearn.linear_model import LogisticRegression
table = pandas.read_csv(sys.argv[1], dtype={"label": "str"})
labeled = table["label"].notna()
X = table.drop(columns="label").to_numpy()
model = LogisticRegression().fit(X[labeled], table["label"][labeled])
print(abs(model.predict_proba(X)[:, 1] - 0.5).argmin())
"""

# As if the extra were not installed.
HIDE_ARROW = """
import sys
class Hidden:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
"""
WITHOUT_ARROW = f"""{HIDE_ARROW}
sys.meta_path.insert(0, Hidden())
from altui.cli.main import main
main()
"""

PEAK = f"""{HIDE_ARROW}
from pathlib import Path
import numpy as np
from altui.data.inference.columns import infer_schema
from altui.data.dataset import DataOptions, Part
from altui.data.loading import load_dataset
from altui.data.features.matrix import build_features
from altui.data.readers.reading import open_table
from altui.learning.learner import Learner
from altui.learning.classifiers.models import model_factory
from altui.learning.rounds import Knowledge
if sys.argv[2] == "without":
    sys.meta_path.insert(0, Hidden())
table = open_table(Path(sys.argv[1]))
dataset = load_dataset(table, infer_schema(table, target="label"), DataOptions(("no", "yes")))
matrix = build_features(dataset).matrix
pool = dataset.part == Part.UNLABELED
newton = model_factory("newton", seed=0, sparse=False)
learner = Learner(matrix, pool, 2, model=newton, strategy="margin")
rows = np.flatnonzero(dataset.known >= 0)
query = learner.round(Knowledge(0, rows, dataset.known[rows].astype(int), pool, 0)).query
dataset.fields(query.row)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def make(path: Path, rows: int, width: int) -> Path:
    """Random numbers of six digits after the point, and a label in the first rows."""
    import pyarrow
    from pyarrow import csv, parquet

    rng = np.random.default_rng(0)
    values = rng.standard_normal((rows, width)).round(6)
    labels = np.where(values[:, 0] > rng.standard_normal(rows), "yes", "no").tolist()
    labels[LABELED:] = [None] * (rows - LABELED)
    columns = {f"x{place}": values[:, place] for place in range(width)}
    table = pyarrow.table({**columns, "label": pyarrow.array(labels, pyarrow.string())})
    if path.suffix == ".parquet":
        parquet.write_table(table, path)
    else:
        csv.write_csv(table, path)
    return path


def label(path: Path, width: int, program: Sequence[str]) -> float:
    """Seconds from the command to the first query on the screen, with nothing left to ask."""
    columns = ",".join(f"x{place}" for place in range(width))
    session = path.with_suffix(".altui")
    arguments = ["label", path, "--target", "label", "--classes", "no,yes", "--columns", columns]
    started = time.perf_counter()
    with Terminal(*arguments, "--session", session, program=program) as terminal:
        terminal.wait_for("query 1", PATIENCE)
        seconds = time.perf_counter() - started
    session.unlink()
    return seconds


def plain(path: Path) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", PANDAS, path], check=True, capture_output=True)
    return time.perf_counter() - started


def in_turn(runs: dict[str, Callable[[], float]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            times[name].append(run())
    return {name: statistics.median(values) for name, values in times.items()}


def peak(path: Path, *, arrow: bool) -> int:
    """Bytes that the way from the file to the first row has in memory at most."""
    command = [sys.executable, "-c", PEAK, path, "with" if arrow else "without"]
    return int(subprocess.run(command, check=True, capture_output=True).stdout) << 10


def speed(folder: Path) -> None:
    path = make(folder / "w10.csv", ROWS, 10)
    with_arrow = (sys.executable, "-m", "altui")
    without = (sys.executable, "-c", WITHOUT_ARROW)
    pandas = "pandas.read_csv and one fit"
    seconds = in_turn(
        {
            pandas: lambda: plain(path),
            "altui label": lambda: label(path, 10, without),
            "altui label, with altui[parquet]": lambda: label(path, 10, with_arrow),
        }
    )
    rows = [
        (name, f"{value:.1f} s", f"{value / seconds[pandas]:.2f}")
        for name, value in seconds.items()
    ]
    size = path.stat().st_size / 1e6
    put_table(
        f"1M x 10 CSV ({size:.0f} MB) to the first row",
        ["", "median", "ratio"],
        rows,
        right={1, 2},
    )


def memory(folder: Path) -> None:
    matrix = ROWS * 100 * 4
    rows = []
    for name, ending, arrow in (
        ("CSV", "csv", False),
        ("CSV, with altui[parquet]", "csv", True),
        ("Parquet, one row group", "parquet", True),
    ):
        large, tiny = folder / f"w100.{ending}", folder / f"tiny.{ending}"
        if not large.exists():
            make(large, ROWS, 100), make(tiny, 2 * LABELED, 100)
        more = peak(large, arrow=arrow) - peak(tiny, arrow=arrow)
        rows.append((name, f"{more / 1e6:.0f} MB", f"{more / matrix:.2f}"))
    put_table(
        f"1M x 100 ({matrix / 1e6:.0f} MB in float32): memory beside the interpreter and libraries",
        ["", "peak", "ratio"],
        rows,
        right={1, 2},
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder))
        memory(Path(folder))


if __name__ == "__main__":
    main()
