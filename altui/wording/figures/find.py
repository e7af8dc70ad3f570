"""How far the search for a class is, in the same figures everywhere. Rows since the last hit are a
figure and no more: only the test says whether enough are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.learning.hints import RECALL

if TYPE_CHECKING:
    from altui.learning.find_progress import FindProgress
    from altui.session.figures.curve import Curve, Point
    from altui.session.figures.summary import Summary
    from altui.session.settings import Settings

SHARE = f"{100 * RECALL:.0f} %"


def counts_in_short(progress: FindProgress) -> list[str]:
    """What was counted."""
    if not progress.read:
        return []
    return [
        f"{progress.found:,} found in {progress.read:,} read",
        f"{progress.dry:,} since the last",
    ]


def test_in_short(progress: FindProgress) -> list[str]:
    """What is expected, and how far the test is."""
    if not progress.read:
        return []
    told = [f"p {progress.p:.3f}", f"about {progress.left:.0f} left"]
    if progress.speaks_from > progress.read:
        told.append(f"test from row {progress.speaks_from:,}")
    return told


def progress_rows(summary: Summary) -> list[tuple[str, str]]:
    """(name, value) pairs for the session in a few lines."""
    now, wanted = summary.progress, summary.sought
    if now is None:
        return []
    return [
        (
            "found",
            f"{now.found:,} {wanted} in {count_of(now.read, 'row')} read, {now.dry:,} since the "
            f"last; about {now.left:.0f} more are expected",
        ),
        ("reading", reading_in_words(now, wanted)),
        ("test", verdict_on_recall(now)),
    ]


def reading_in_words(now: FindProgress, wanted: str) -> str:
    """Whether rows are drawn at random."""
    if not now.is_random:
        return "the likeliest first; drawn at random once these bring hardly any"
    return f"drawn at random: {count_of(now.drawn, 'row')}, {now.hits:,} of them {wanted}"


def verdict_on_recall(now: FindProgress) -> str:
    stop = now.speaks_from <= now.read
    words = f"{'stop' if stop else 'continue'}: p = {now.p:.3f} that less than {SHARE} are found"
    if stop:
        return words
    return f"{words}; the test can speak from row {now.speaks_from:,} on, if no more are found"


def found_points(
    curve: Curve, settings: Settings, points: Sequence[Point] | None = None
) -> Sequence[tuple[int, int]]:
    """(rows read, rows found) after each answer, or at some `points` alone, for the class that is
    sought."""
    wanted = settings.classes.index(settings.find)
    first = curve[0]
    return [
        (point.labeled - first.labeled, point.per_class[wanted] - first.per_class[wanted])
        for point in (curve if points is None else points)
    ]
