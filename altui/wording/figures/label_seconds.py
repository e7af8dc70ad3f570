"""How long labels take, class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import duration, one_line

if TYPE_CHECKING:
    from altui.session.exporting.label_seconds import LabelSeconds

MOST_CLASSES = 10
"""With more classes only those that take longest are named."""

MEANING = (
    "The median time from showing a row to the label that holds, and how many labels that is of. "
    "Labels that were revealed or imported have no time. A row that stood there longer than the "
    "cap counts as the cap: ten times the median, but at least one minute and at most five."
)


def seconds_rows(seconds: LabelSeconds) -> list[tuple[str, str]]:
    """(name, value) pairs; none before the first label."""
    if seconds.median is None:
        return []
    slowest = sorted(seconds.per_class.items(), key=lambda each: -each[1].median)
    few = len(slowest) <= MOST_CLASSES
    told = [*seconds.per_class.items()] if few else slowest[:MOST_CLASSES]
    classes = ", ".join(
        f"{one_line(name, 40)} {each.median:.1f} s ({each.labels:,})" for name, each in told
    )
    rest = "" if few else f", the slowest of {len(slowest)} classes"
    pauses = f"; {_pauses(seconds)}" if seconds.capped else ""
    return [("per label", f"{classes}{rest}{pauses}")]


def describe_column(seconds: LabelSeconds) -> str:
    """Said after an export; empty where no time was capped."""
    return f"altui_seconds: {_pauses(seconds)}." if seconds.capped else ""


def _pauses(seconds: LabelSeconds) -> str:
    pauses = "1 pause counts" if seconds.capped == 1 else f"{seconds.capped:,} pauses count"
    return f"{pauses} as {duration(seconds.cap)}"
