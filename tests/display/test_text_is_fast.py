"""Bounds some ten times what the work takes on a slow machine."""

from __future__ import annotations

import time
from collections.abc import Callable

from altui.display.text import displayable, one_line, wrap

MAIL = "Größe naïve 東京 привет \x1b[31m win now\n" * 1_000


def test_a_long_mail_is_made_fit_between_two_frames() -> None:
    assert _seconds(lambda: displayable(MAIL[:36_000], max_characters=10**6)) < 0.04


def test_a_huge_cell_costs_no_more_than_its_cap() -> None:
    huge = MAIL * 100
    assert _seconds(lambda: displayable(huge)) < 0.04
    assert _seconds(lambda: wrap(huge, 58)) < 0.1
    assert _seconds(lambda: one_line(huge, 58)) < 0.01


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor, the best of three, so that a busy machine does not count."""
    taken = []
    for _ in range(3):
        start = time.thread_time()
        work()
        taken.append(time.thread_time() - start)
    return min(taken)
