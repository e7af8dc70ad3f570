"""A run as machine-readable records: one per query, numbers at full precision."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

from altui.data.writers.writing import appearing, check_free
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.simulation.plan import SeedResult
    from altui.simulation.run import Run


class Record(TypedDict):
    """`row` is the row's index in the unlabeled set as first split. Query 0 has no row. The
    model is named only if there are several."""

    strategy: str
    seed: int
    query: int
    row: int | None
    label: str | int | None
    uncertainty: float | None
    labeled: int
    accuracy: float
    model: NotRequired[str]


def records(run: Run, labels: Sequence[str | int], *, with_model: bool = False) -> Iterator[Record]:
    """`labels` holds what each class is called in the data."""
    for step in run.steps:
        record = Record(
            strategy=run.strategy,
            seed=run.seed,
            query=step.query,
            row=step.row,
            label=None if step.label is None else labels[step.label],
            uncertainty=step.uncertainty,
            labeled=step.labeled,
            accuracy=step.accuracy,
        )
        if with_model:
            record["model"] = run.model
        yield record


def check_target(target: Path, argument: str = "csv_file") -> None:
    """Raises InputError if the file exists or its folder does not, before the runs start."""
    check_free(target, f"Name another one for `{argument}`, or remove this one first.")
    if not target.parent.is_dir():
        raise InputError("there is no such folder", where=str(target.parent))


def write_csv(results: Sequence[SeedResult], labels: Sequence[str | int], target: Path) -> None:
    """Write all records as CSV. The file appears complete or not at all."""
    with_model = len({run.model for run in results[0].runs}) > 1
    names = [name for name in Record.__annotations__ if with_model or name != "model"]
    with appearing(target) as stream:
        writer = csv.DictWriter(codecs.getwriter("utf-8")(stream), names)
        writer.writeheader()
        for result in results:
            for run in result.runs:
                writer.writerows(records(run, labels, with_model=with_model))
