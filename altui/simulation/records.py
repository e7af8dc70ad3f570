"""A run as machine-readable records: one for each query, numbers at full precision."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from altui.data.writing import appearing
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.simulation.laboratory import SeedResult
    from altui.simulation.run import Run


class Record(TypedDict):
    """`row` is the row's index in the unlabeled set as first split. Query 0 asked for none."""

    strategy: str
    seed: int
    query: int
    row: int | None
    label: str | int | None
    uncertainty: float | None
    labeled: int
    accuracy: float


def records(run: Run, labels: Sequence[str | int]) -> Iterator[Record]:
    """`labels` holds what each class is called in the data."""
    for step in run.steps:
        yield Record(
            strategy=run.strategy,
            seed=run.seed,
            query=step.query,
            row=step.row,
            label=None if step.label is None else labels[step.label],
            uncertainty=step.uncertainty,
            labeled=step.labeled,
            accuracy=step.accuracy,
        )


def check_target(target: Path) -> None:
    """Raises InputError for a file that is there already or cannot be, before the work begins."""
    if target.exists():
        raise InputError(
            "this file exists already",
            where=str(target),
            hint="Name another one for --csv, or remove this one first.",
        )
    if not target.parent.is_dir():
        raise InputError("there is no such folder", where=str(target.parent))


def write_csv(results: Sequence[SeedResult], labels: Sequence[str | int], target: Path) -> None:
    """All records as CSV; the file appears whole or not at all."""
    with appearing(target) as stream:
        writer = csv.DictWriter(codecs.getwriter("utf-8")(stream), list(Record.__annotations__))
        writer.writeheader()
        for result in results:
            for run in result.runs:
                writer.writerows(records(run, labels))
