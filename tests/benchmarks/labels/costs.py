"""`python -m tests.benchmarks.labels.costs [POOL ...] [--labels 100,500,2000,10000] [--live N]`:
milliseconds of processor that a label costs, part by part, when there are so many labels.

Sessions begin with so many labels, asked for by margin and logged with their Rounds; then some are
given live. A label costs the Round that it leads to, its write, and what the screen shows. The
Rounds that are made ahead for the other answers, one for each class and two more, are a line of
their own. The yardstick is a pass over the labeled rows: they are read from the matrix and
multiplied with the model's coefficients.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from altui.display.console import put_table, say
from altui.labeling.annotation import annotate
from altui.labeling.opening.prepare import prepare
from altui.session.session import Session
from tests.benchmarks.labels.parts import PARTS, REST, Clock, watched_parts
from tests.benchmarks.labels.pools import POOLS, Made
from tests.benchmarks.labels.working import Worker, give

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.loading import Loaded

LABELS = (100, 500, 2000, 10_000)
LIVE, WARM = 20, 3
PASSES = 4

OTHERS, DRAWING = "other answers", "drawing"
TOTAL, PASS, MORE, OPENING = "a label", "a pass", "passes more", "reading the log"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pools", nargs="*", default=list(POOLS))
    parser.add_argument("--labels", default=",".join(map(str, LABELS)))
    parser.add_argument("--live", type=int, default=LIVE)
    said = parser.parse_args()
    sizes = [int(each) for each in said.labels.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        for name in said.pools:
            put_costs(name, Path(folder), sizes, said.live)


def put_costs(name: str, folder: Path, sizes: list[int], live: int) -> None:
    made = POOLS[name](folder)
    loaded = made.load(folder / "none.altui")
    fitting = [size for size in sizes if size <= 0.6 * len(made.truth)]
    costs = []
    for size in fitting:
        say(f"{name}: {size:,} labels")
        costs.append(costs_at(made, loaded, folder / f"{name}{size}.altui", size, live))
    names = [*dict.fromkeys([*(each for each, *_ in PARTS), DRAWING, REST])]
    rows = [_row(each, costs, 1e3) for each in names if any(each in cost for cost in costs)]
    rows += [_row(each, costs, 1e3) for each in (TOTAL, OTHERS, PASS)]
    more = [(cost[TOTAL] - costs[0][TOTAL]) / cost[PASS] for cost in costs]
    rows.append((f"{MORE} than at {fitting[0]:,}", *(f"{each:.1f}" for each in more)))
    rows.append(_row(OPENING, costs, 1e3))
    head = ("milliseconds of processor", *(f"{size:,} labels" for size in fitting))
    n, d = loaded.features.matrix.shape
    put_table(f"{name}: {n:,} x {d:,}, {len(made.classes)} classes", head, rows,
              right=set(range(1, len(head))))  # fmt: skip


def _row(name: str, costs: list[dict[str, float]], scale: float) -> tuple[str, ...]:
    return (name, *(f"{scale * cost.get(name, 0.0):.2f}" for cost in costs))


def costs_at(made: Made, loaded: Loaded, place: Path, size: int, live: int) -> dict[str, float]:
    start = prepare(made.request(place)).start
    assert start is not None
    annotation = annotate(loaded.dataset, loaded.features, start(loaded.dataset))
    give(annotation, made, size)
    clock = Clock()
    with watched_parts(clock):
        worker = Worker.start(annotation, made, clock)
        for _ in range(WARM):
            worker.label()
        clock.start()
        for _ in range(live):
            worker.label()
        spent = {name: seconds / live for name, seconds in clock.stop().items()}
    spent[TOTAL] = sum(spent.values()) - spent.get(OTHERS, 0.0)
    spent[PASS] = a_pass(annotation)
    annotation.session.close()
    began = time.process_time()
    Session.read(place)
    spent[OPENING] = time.process_time() - began
    place.unlink()
    return spent


def a_pass(annotation: Annotation) -> float:
    """The labeled rows, read and multiplied: the fastest of many."""
    knowledge, matrix = annotation.session.knowledge(), annotation.features.matrix
    model = annotation.learner.fit(knowledge)
    assert model is not None
    classifier = model.classifier
    weights = np.ascontiguousarray(classifier.coef_.T).astype(matrix.dtype)  # type: ignore[attr-defined]
    times = []
    for _ in range(30):
        began = time.thread_time()
        matrix[knowledge.rows] @ weights
        times.append(time.thread_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
