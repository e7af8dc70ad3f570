"""`python -m tests.benchmarks.scanning [--rows N] [FOLDER]`: passes over all rows of a set.

In processes of this machine, and on a cluster that is here too. What the cluster costs beyond the
pass itself is measured on a set of a few rows, where the pass is next to nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet

from altui.data.features.encoder import Encoder
from altui.data.features.transformer import Transformer
from altui.data.inference.columns import infer_schema
from altui.data.paths.set_files import beside
from altui.data.readers.partitions.parquet_files import ParquetFiles
from altui.data.readers.partitions.partition_set import PartitionSet
from altui.display.console import put_table, say
from altui.labeling.scanning.cluster_scan import ClusterScan
from altui.labeling.scanning.found import Found
from altui.labeling.scanning.local import LocalScan
from altui.labeling.scanning.request import ScanRequest, Selection
from altui.labeling.scanning.scan import Scan
from altui.labeling.scanning.scheduler import Scheduler
from altui.labeling.scanning.source import ScanSource
from altui.learning.classifiers.models import FittedModel
from altui.learning.newton.classifier import NewtonLogistic
from tests.labeling.scanning.clusters import cluster_of

COLUMNS = 20
FILE_ROWS = 1_000_000
FEW_ROWS = 2_000
WORKERS = (1, 2)
REFILLS = 30
COUNTS = (64, 100_000)


def write(folder: Path, rows: int, files: int) -> list[Path]:
    """Random numbers, as float32, and the ids."""
    paths = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(np.array_split(np.arange(rows), files)):
        cells = np.random.default_rng(number).standard_normal((len(part), COLUMNS), np.float32)
        columns = {"id": part, **{f"x{k}": cells[:, k] for k in range(COLUMNS)}}
        paths.append(folder / f"part-{number:04}.parquet")
        pyarrow.parquet.write_table(pyarrow.table(columns), paths[-1])
    return paths


def source_of(paths: list[Path]) -> ScanSource:
    names = [f"x{k}=numeric" for k in range(COLUMNS)]
    with ParquetFiles(paths[0].parent, PartitionSet.of(beside(paths[:1]))) as table:
        encoder = Encoder(infer_schema(table, target="", id="id", columns=[*names, "id"]))
        encoder.fit_transform(table)
    return ScanSource(PartitionSet.of(beside(paths)), "id", Transformer(encoder).to_json())


def selection_of(seed: int, count: int) -> Selection:
    """By a random plane."""
    model = NewtonLogistic()
    model.classes_ = np.arange(2)
    model.coef_ = np.random.default_rng(seed).normal(size=(1, COLUMNS))
    model.intercept_ = np.zeros(1)
    return Selection(FittedModel(model, 2), ("a", "b"), "margin", count)


def seconds(scan: Scan, source: ScanSource, seed: int, count: int) -> float:
    outcomes: SimpleQueue[Any] = SimpleQueue()
    started = time.perf_counter()
    scan.start(ScanRequest(source, selection_of(seed, count)), outcomes.put)
    outcome = outcomes.get()
    taken = time.perf_counter() - started
    if not isinstance(outcome, Found):
        raise outcome
    return taken


@contextmanager
def scan_on(workers: int) -> Iterator[ClusterScan]:
    with cluster_of(workers) as cluster:
        scan = ClusterScan(Scheduler(cluster.address))
        yield scan
        scan.close()


def passes(source: ScanSource) -> list[tuple[str, ...]]:
    rows = []

    def add(name: str, taken: float) -> None:
        speed = len(source.parts) / taken / 1e6
        rows.append((name, f"{taken:.2f}", f"{speed:.2f}"))
        say(f"{name}: {taken:.2f} s")

    for workers in WORKERS:
        scan = LocalScan(workers)
        add(f"here, {workers} processes", seconds(scan, source, 0, COUNTS[-1]))
    for workers in WORKERS:
        with scan_on(workers) as cluster:
            add(f"cluster, {workers} workers: first", seconds(cluster, source, 0, COUNTS[-1]))
            add(f"cluster, {workers} workers: next", seconds(cluster, source, 1, COUNTS[-1]))
    return rows


def engine(source: ScanSource) -> list[tuple[str, ...]]:
    rows = []
    for workers in WORKERS:
        with scan_on(workers) as cluster:
            seconds(cluster, source, 0, COUNTS[0])
            for count in COUNTS:
                taken = [seconds(cluster, source, seed, count) for seed in range(REFILLS)]
                milliseconds = sorted(1000 * each for each in taken)
                middle, worst = statistics.median(milliseconds), milliseconds[-1]
                rows.append((str(workers), f"{count:,}", f"{middle:.1f}", f"{worst:.1f}"))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where files are, or are put")
    parser.add_argument("--rows", type=int, default=10_000_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary) / "all"
        paths = sorted(folder.glob("*.parquet"))
        paths = paths or write(folder, arguments.rows, -(-arguments.rows // FILE_ROWS))
        rows = passes(source_of(paths))
        few = engine(source_of(write(Path(temporary) / "few", FEW_ROWS, 2 * max(WORKERS))))
    put_table("A pass over all rows", ["", "seconds", "million rows/s"], rows, right={1, 2})
    names = ["workers", "rows wanted", "median ms", "longest ms"]
    put_table(f"A refill of {FEW_ROWS:,} rows: the engine alone", names, few, right={0, 1, 2, 3})


if __name__ == "__main__":
    main()
