"""When a sample is refilled, and with how many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.strategies import RANDOM

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.settings import Settings

FIRST = 25
"""Labels at which the sample is refilled for the first time; then each time they have doubled.

`tests/benchmarks/sampled_pools.py` compares this with other counts."""

MOST = 10_000
"""Rows of a refill at most; of a small sample it is a third, which lost least in that
comparison."""


def due_at(labels: int, settings: Settings) -> int | None:
    """The count of labels that the next refill is for; None where it is not due with so many."""
    count = FIRST
    while 2 * count <= labels:
        count *= 2
    last = settings.refills[-1].labels if settings.refills else 0
    return count if last < count <= labels else None


def size_of(sample: int) -> int:
    return min(max(sample // 3, 1), MOST)


def why_never(settings: Settings, dataset: Dataset, *, is_shared: bool) -> str | None:
    """Why the sample of this session is not refilled; None where it is, and an empty text where
    nobody would expect it."""
    if not settings.population or settings.certify:
        return ""
    if settings.strategy == RANDOM:
        return "rows are asked for at random"
    if is_shared or settings.share:
        return "several people label it, and each would be asked for other rows"
    if dataset.schema.id != dataset.options.layout.drawn_by:
        return f"its rows are not told apart by '{dataset.options.layout.drawn_by}' any more"
    if dataset.units.groups is not None:
        return "the groups of rows that are not in it are unknown"
    if dataset.suggestions is not None:
        return "rows that are not in it have no suggestion here"
    if dataset.vectors is not None:
        return "rows that are not in it have no vector here"
    return None
