"""`python -m tests.benchmarks.predicting`: rows a second of one core, from Parquet to Parquet.

Beside `altui predict` into a folder stand pyarrow, which reads the same columns of the same files,
and numpy's product of them with weights; and the same with ids that are read and, with the product
and the class, written. For texts the product is that of features which are ready. Time is that of
the processor, the best of some rounds in turn, in one process on one core.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROUNDS = 4
FILES = 4
COLUMNS = 20
LABELED = 200
BATCH = 1 << 16
WORDS = 20_000
"""Words that texts are made of; how often one occurs falls with its number."""

LENGTH = 60
NAMES = [f"x{place}" for place in range(COLUMNS)]


def use_one_core() -> None:
    """Before numpy is imported."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import pyarrow

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)


def numbers(rows: int, seed: int) -> Mapping[str, Any]:
    import numpy as np

    random = np.random.default_rng(seed)
    X = random.normal(size=(rows, COLUMNS)).astype(np.float32)
    weights = np.random.default_rng(0).normal(size=COLUMNS)
    is_yes = X @ weights + random.normal(size=rows) > 0
    return {**dict(zip(NAMES, X.T, strict=True)), "label": np.where(is_yes, "yes", "no")}


def texts(rows: int, seed: int) -> Mapping[str, Any]:
    import numpy as np

    random = np.random.default_rng(seed)
    words = [f"w{place}{'aeiou'[place % 5]}" for place in range(WORDS)]
    places = (WORDS ** random.random((rows, LENGTH))).astype(int) - 1
    made = [" ".join([words[place] for place in row]) for row in places.tolist()]
    is_yes = (places % 7 == 0).sum(axis=1) > LENGTH / 7
    return {"text": made, "label": np.where(is_yes, "yes", "no")}


def write(folder: Path, make: Callable[[int, int], Mapping[str, Any]], rows: int) -> None:
    import numpy as np
    import pyarrow
    from pyarrow import parquet

    (folder / "rows").mkdir(parents=True)
    for file in range(FILES):
        ids = np.arange(file * rows, (file + 1) * rows)
        table = pyarrow.table({"id": ids, **make(rows, file + 1)})
        parquet.write_table(table, folder / "rows" / f"part-{file}.parquet")
        if not file:
            parquet.write_table(table.slice(0, 2000), folder / "learned.parquet")


def pipeline_of(file: Path) -> Any:
    """A session of a linear boundary, as those of large sets are, with LABELED labels."""
    from altui.data.dataset import DataOptions
    from altui.data.inference.columns import infer_schema
    from altui.data.loading import load_dataset
    from altui.data.readers.reading import open_table
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.retrain import retrain
    from altui.session.events import Decision
    from altui.session.opening import begin
    from altui.session.options import SessionDefaults, SessionOptions

    table = open_table(file)
    options = DataOptions(hide_labels=True, boundary="linear")
    dataset = load_dataset(table, infer_schema(table, target="label"), options)
    place = file.with_name(f"{file.name}.altui")
    with begin(place, dataset, str(file), SessionOptions(), SessionDefaults()) as session:
        for row in range(LABELED):
            session.decide(Decision.label(row, dataset.known_label(row)))
    return Pipeline.of(retrain(place))


def batches(folder: Path, names: list[str]) -> Iterator[Any]:
    from pyarrow import parquet

    for file in sorted((folder / "rows").iterdir()):
        read = parquet.ParquetFile(file)
        yield from read.iter_batches(batch_size=BATCH, columns=names, use_threads=False)


def product(folder: Path, weights: Any, *, writes: bool) -> None:
    import numpy as np
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([("id", "int64"), ("yes", pyarrow.bool_()), ("score", "float32")])
    names = ["id", *NAMES] if writes else NAMES
    with parquet.ParquetWriter(folder / "product.parquet", schema, use_dictionary=False) as writer:
        for batch in batches(folder, names):
            X = np.column_stack([column.to_numpy() for column in batch.columns[writes:]])
            scores = X @ weights
            if writes:
                columns = [batch.column(0), pyarrow.array(scores > 0), pyarrow.array(scores)]
                writer.write_batch(pyarrow.RecordBatch.from_arrays(columns, schema=schema))


def product_of_texts(folder: Path, matrix: Any, weights: Any) -> None:
    for _ in batches(folder, ["text"]):
        pass
    matrix @ weights


def predict(pipeline: Any, folder: Path) -> None:
    from altui.labeling.predicting.folder_run import plan_folder, run_plan
    from altui.labeling.predicting.partition import predict_partition

    shutil.rmtree(folder / "out", ignore_errors=True)
    plan = plan_folder(pipeline, folder / "rows", folder / "out")
    run_plan(plan, predict_partition, lambda _: None)


def best(ways: Mapping[str, Callable[[], object]], rows: int) -> dict[str, float]:
    """Rows a second of each way."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            began = time.process_time()
            run()
            taken[name].append(time.process_time() - began)
    return {name: rows / min(times) for name, times in taken.items()}


def of_numbers(folder: Path, rows: int) -> dict[str, float]:
    import numpy as np

    write(folder, numbers, rows // FILES)
    pipeline, weights = pipeline_of(folder / "learned.parquet"), np.ones(COLUMNS, np.float32)
    ways = {
        "pyarrow + product": lambda: product(folder, weights, writes=False),
        "the same, ids and result written": lambda: product(folder, weights, writes=True),
        "altui predict": lambda: predict(pipeline, folder),
    }
    return best(ways, rows)


def of_texts(folder: Path, rows: int) -> dict[str, float]:
    import numpy as np

    from altui.data.readers.reading import open_table

    write(folder, texts, rows // FILES)
    pipeline = pipeline_of(folder / "learned.parquet")
    matrix = pipeline.transformer.transform(open_table(folder / "rows"))
    weights = np.ones(matrix.shape[1], np.float32)
    ways = {
        "pyarrow + product": lambda: product_of_texts(folder, matrix, weights),
        "altui predict": lambda: predict(pipeline, folder),
    }
    return best(ways, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000, help="of numbers")
    parser.add_argument("--texts", type=int, default=40_000)
    chosen = parser.parse_args()
    use_one_core()
    from altui.display.console import put_table

    shown = []
    with tempfile.TemporaryDirectory() as place:
        for kind, found in (
            ("20 float32 columns", of_numbers(Path(place, "numbers"), chosen.rows)),
            (f"texts of {LENGTH} words", of_texts(Path(place, "texts"), chosen.texts)),
        ):
            own = found["altui predict"]
            shown += [
                (kind, name, f"{rate:,.0f}", f"{rate / own:.2f}") for name, rate in found.items()
            ]
    put_table("", ("rows", "how", "rows a second", "times predict"), shown, right=(2, 3))


if __name__ == "__main__":
    main()
