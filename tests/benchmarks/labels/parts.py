"""The parts of a label's cost, each with its name: processor time inside the functions that do it.

A part's time is its own: what another part takes within it is counted there alone.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

import altui.labeling.ahead.lookahead as lookahead
import altui.labeling.view as view
from altui.labeling.showing.asked_rows import AskedRows
from altui.learning.chooser import Chooser
from altui.learning.finding.finder import Finder
from altui.learning.honesty.label_review import Doubts
from altui.learning.honesty.stopping import Stability
from altui.learning.learner import Learner
from altui.session.session import Session
from altui.session.store.log import EventLog

REST = "the rest"

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("write", EventLog, "append_many"),
    ("what is known", Session, "knowledge"),
    ("what would be known", Session, "foresee"),
    ("is it foreseen", lookahead, "is_equivalent"),
    ("retrain", Learner, "_try_fit"),
    ("query", Chooser, "query"),
    ("accuracy, confidence", Learner, "_measure"),
    ("reasons", Learner, "_explain"),
    ("watched rows", Stability, "classes"),
    ("hint", Learner, "_hint"),
    ("label review", Doubts, "most_doubtful"),
    ("find", Finder, "progress"),
    ("find", Finder, "next_drawn"),
    ("numbers", Session, "summary"),
    ("curve", Session, "curve"),
    ("last decisions", Session, "history"),
    ("last decisions", view, "beginnings"),
    ("row's text", AskedRows, "read"),
)
"""Each part, and the functions it is in. Drawing and the rest are what the benchmark adds."""


class Clock:
    """`spent` holds the seconds of each part. Everything runs in one thread."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open = [REST]
        self.mute = 0
        self._since = time.thread_time()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        if self.mute:
            yield  # all of it is one part
            return
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.thread_time()
        self.spent[self._open[-1]] += now - self._since
        self._since = now

    def start(self) -> None:
        self._turn()
        self.spent.clear()

    def stop(self) -> dict[str, float]:
        self._turn()
        return dict(self.spent)


@contextmanager
def watched_parts(clock: Clock) -> Iterator[None]:
    """Every function of PARTS tells the clock when it begins and ends."""
    patches = [
        patch.object(owner, function, _told(clock, name, getattr(owner, function)))
        for name, owner, function in PARTS
    ]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def _told(clock: Clock, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        with clock.part(name):
            return function(*given, **named)

    return timed
