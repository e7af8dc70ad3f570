"""The sample of a larger set in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.session.figures.sample import Sample

MOST_COUNTED = 8
"""Classes whose rows are counted."""


def sample_in_words(sample: Sample) -> str:
    joined = f" with {sample.added:,} that joined it" if sample.added else ""
    return f"sample of {sample.rows:,} of {sample.population:,} rows{joined}"


def sample_rows(sample: Sample | None) -> list[tuple[str, str]]:
    """(name, value) pairs; nothing of a set that is labeled as a whole."""
    if sample is None:
        return []
    told = f"{sample.rows:,} of {sample.population:,} rows, at random"
    if sample.added:
        passes = "1 pass" if sample.refills == 1 else f"{sample.refills} passes"
        told += f"; {sample.added:,} more by {passes} over all of them"
    rows = [("sample", told)]
    if sample.last is not None and sample.last.scanned:
        rows.append(("of all rows", _predicted(sample)))
    return rows


def _predicted(sample: Sample) -> str:
    """Which classes the model of the last pass gave to all rows."""
    last = sample.last
    assert last is not None
    most = sorted(last.predicted.items(), key=lambda each: -each[1])
    shares = [f"{name} {100 * rows / last.scanned:.1f} %" for name, rows in most[:MOST_COUNTED]]
    more = len(most) - MOST_COUNTED
    tail = f", and {more:,} more" if more > 0 else ""
    return f"{', '.join(shares)}{tail}, as the model of {last.labels:,} labels says"
