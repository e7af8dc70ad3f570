"""A progress bar for slow work, shown only on a terminal and after a short wait.

It costs a slow line little: it is drawn four times a second at most, and only what has changed of
it. Where the cursor cannot move, a line says now and then how far the work is.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Protocol

from rich.cells import cell_len

from altui.display.streams import is_terminal, write_safely
from altui.display.text import one_line

PAUSE = 0.25
"""Seconds between two drawings."""

LINE_PAUSE = 10.0
"""Seconds between two lines, where lines are written."""

WIDEST, WIDEST_BAR, NARROWEST_BAR = 100, 30, 5

BESIDE = 17
"""Cells beside the description and the bar: brackets, percents, the time that is left."""

RATE = 20
"""Cells for how much is done a second, where that is said."""


class _Shown(Protocol):
    def show(self, share: float | None) -> None: ...

    def close(self) -> None: ...


@contextmanager
def progress(
    description: str, total: float | None, *, patience: float = 1.0, unit: str = ""
) -> Iterator[Callable[[float], None]]:
    """Give a function that takes how much is done, in the unit of `total`. With the name of the
    `unit` the bar says how many of them are done a second.

    The bar is on stderr. It appears after `patience` seconds and disappears at the end. There is
    none if stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    shown: _Shown = (
        _Bar(description, total, unit) if is_terminal(sys.stderr) else _Lines(description)
    )
    late = _Late(shown, total, patience)
    try:
        yield late.advance_to
    finally:
        shown.close()


class _Late:
    def __init__(self, shown: _Shown, total: float | None, patience: float) -> None:
        self._shown = shown
        self._total = total
        self._due = time.monotonic() + patience

    def advance_to(self, done: float) -> None:
        if (now := time.monotonic()) >= self._due:
            self._due = now + PAUSE
            self._shown.show(min(done / self._total, 1.0) if self._total else None)


class _Bar:
    def __init__(self, description: str, total: float | None, unit: str) -> None:
        self._width = min(_terminal_width(), WIDEST) - 1
        self._total, self._unit = total or 0.0, unit
        self._beside = BESIDE + RATE * bool(unit)
        most = max(self._width - NARROWEST_BAR - self._beside, 10)
        self._description = one_line(description, most)
        self._drawn = ""
        self._started = time.monotonic()

    def show(self, share: float | None) -> None:
        text = self._text(share)
        write_safely(sys.stderr, "".join(_changes(self._drawn, text)))
        self._drawn = text

    def close(self) -> None:
        if self._drawn:
            write_safely(sys.stderr, "\r\x1b[2K")

    def _text(self, share: float | None) -> str:
        if share is None:
            return f"{self._description} ..."
        room = min(self._width - cell_len(self._description) - self._beside, WIDEST_BAR)
        bar = ("█" * round(share * room)).ljust(room)
        drawn = f"{self._description} [{bar}] {share * 100:3.0f} %"
        return f"{drawn}{self._left(share)}{self._rate(share)}"

    def _left(self, share: float) -> str:
        passed = time.monotonic() - self._started
        if not share or passed < 1:
            return ""
        minutes, seconds = divmod(round(passed * (1 / share - 1)), 60)
        return f" {minutes:3}:{seconds:02}"

    def _rate(self, share: float) -> str:
        passed = time.monotonic() - self._started
        return f"  {share * self._total / passed:,.0f} {self._unit}/s" if self._unit else ""


class _Lines:
    """For a terminal without a cursor, and for who listens to it."""

    def __init__(self, description: str) -> None:
        self._description = one_line(description, 60)
        self._due = 0.0

    def show(self, share: float | None) -> None:
        if (now := time.monotonic()) >= self._due:
            self._due = now + LINE_PAUSE
            told = "" if share is None else f": {share:.0%}"
            write_safely(sys.stderr, f"{self._description}{told}\n")

    def close(self) -> None:
        return None


def _changes(old: str, new: str) -> Iterator[str]:
    """What makes one line of the other: the cells that differ, each run of them at its place."""
    if len(old) != len(new):
        yield "\r\x1b[2K" + new if old else new
        return
    at = 0
    for is_same, run in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] == pair[1]):
        text = "".join(now for _, now in run)
        if not is_same:
            yield f"\x1b[{cell_len(new[:at]) + 1}G{text}"
        at += len(text)


def _terminal_width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return shutil.get_terminal_size().columns
