"""The result of a simulation: its curves, its comparison with random, and each query."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from altui.api.frames import import_pandas, import_pyarrow
from altui.simulation.comparison import Comparison, MeanCurve, compare
from altui.simulation.records import Record, records
from altui.simulation.report import verdicts

if TYPE_CHECKING:
    from altui.simulation.plan import SeedResult


class Simulated:
    """What `altui.simulate` returns. `classes` (k,) are those of `y`, sorted."""

    def __init__(self, results: tuple[SeedResult, ...], classes: Any) -> None:
        self._results = results
        self.classes = classes

    @property
    def curves(self) -> dict[str, MeanCurve]:
        """The curve of each strategy; with several models the names are such as "margin, newton".

        A curve has `accuracies` (seeds, queries + 1), their `mean` and standard `errors`
        (queries + 1,), and `start`, `end` and `area`, each with its `value` and its `error`. The
        first place is before the first query.
        """
        return {self.comparison.name(curve.variant): curve for curve in self.comparison.curves}

    @property
    def labeled(self) -> tuple[int, ...]:
        """How many labels (queries + 1,) there were at each place of a curve."""
        return self.comparison.labeled

    @cached_property
    def comparison(self) -> Comparison:
        """All curves compared: `differences()` to random on the same splits, `labels_needed`, and
        the accuracy with every label, `full`."""
        return compare(self._results)

    @property
    def verdicts(self) -> list[str]:
        """What was found, in sentences; none of them promises anything."""
        return verdicts(self.comparison)

    def records(self) -> Iterator[Record]:
        """One dict for each query of each run, as `altui simulate --json` prints them."""
        with_model = len(self.comparison.full) > 1
        labels = self.classes.tolist()
        for result in self._results:
            for run in result.runs:
                yield from records(run, labels, with_model=with_model)

    def to_pandas(self) -> Any:
        """The records as a pandas.DataFrame, one row for each query."""
        return import_pandas().DataFrame(list(self.records()))

    def to_arrow(self) -> Any:
        """The records as a pyarrow.Table, one row for each query."""
        return import_pyarrow().Table.from_pylist(list(self.records()))

    def __repr__(self) -> str:
        names, seeds = " and ".join(self.curves), self.comparison.seeds
        return f"Simulated({names}, {self.comparison.queries} queries, {seeds} seeds)"
