"""How long each label took: from the row's painting to the decision that holds.

Nobody can tell a long thought from a cup of coffee. A row that stood there for more than ten times
the median counts as if it had stood for that long. The median is the person's own, for a tweet and
an abstract take different times; the cap is never under a minute, so that a hard row among quick
ones keeps its time, and never over five, from where on altui speaks of a break anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from altui.session.events import Kind
from altui.session.figures.tally import BREAK_SECONDS

if TYPE_CHECKING:
    from altui.session.reading import SessionView
    from altui.session.state.row_status import Standing

COLUMN = "altui_seconds"

TIMES_MEDIAN, LEAST_CAP, MOST_CAP = 10, 60.0, BREAK_SECONDS


class ClassSeconds(NamedTuple):
    """Of the labels of one class: the median, and how many there are."""

    median: float
    labels: int


@dataclass(frozen=True)
class LabelSeconds:
    """`by_row` has the capped seconds of each label given here, rows that left the file among them.
    A label that was revealed or made elsewhere has none. `capped` counts those over the cap."""

    by_row: dict[int, float]
    cap: float
    capped: int
    per_class: dict[str, ClassSeconds]

    @property
    def median(self) -> float | None:
        return median(self.by_row.values()) if self.by_row else None

    def to_json(self) -> dict[str, object]:
        return {
            "median": None if self.median is None else round(self.median, 2),
            "cap": self.cap,
            "capped": self.capped,
            "per_class": {
                name: {"median": round(each.median, 2), "labels": each.labels}
                for name, each in self.per_class.items()
            },
        }


def label_seconds(view: SessionView) -> LabelSeconds:
    measured = dict(_measured(view))
    cap = _cap([*measured.values()])
    by_row = {row: min(seconds, cap) for row, seconds in measured.items()}
    classes: dict[str, list[float]] = {}
    for row, seconds in by_row.items():
        name = view.settings.classes[view.state.label_of(row)]
        classes.setdefault(name, []).append(seconds)
    return LabelSeconds(
        by_row,
        cap,
        sum(seconds > cap for seconds in measured.values()),
        {
            name: ClassSeconds(median(classes[name]), len(classes[name]))
            for name in view.settings.classes
            if name in classes
        },
    )


def _cap(seconds: list[float]) -> float:
    if not seconds:
        return MOST_CAP
    return round(min(max(TIMES_MEDIAN * median(seconds), LEAST_CAP), MOST_CAP), 1)


def _measured(view: SessionView) -> Iterator[tuple[int, float]]:
    """The seconds of each row with a label of this session, as they are."""
    state = view.state
    for row, standing in state.standings.items():
        yield from _seconds(view, row, standing, state.second.get(row))
    for row, kept in state.unmatched.items():
        if kept.standing is not None:
            yield from _seconds(view, row, kept.standing, kept.second)


def _seconds(
    view: SessionView, row: int, standing: Standing, second: Standing | None
) -> Iterator[tuple[int, float]]:
    if standing.kind is not Kind.LABEL:
        return
    holds = standing
    if second is not None and second.kind is Kind.SETTLE and second.number >= 0:
        holds = max(standing, second, key=lambda each: each.event)
    event = view.event(holds.event)
    # A clock that was set back has measured nothing.
    if event.shown_at is not None and event.decided_at >= event.shown_at:
        yield row, event.decided_at - event.shown_at
