"""A progress bar for slow work, shown only on a terminal and after a short wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from altui.display.streams import console_for, is_terminal
from altui.display.text import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@contextmanager
def progress(
    description: str, total: float | None, *, patience: float = 1.0
) -> Iterator[Callable[[float], None]]:
    """Give a function that takes how much is done, in the unit of `total`.

    The bar is on stderr. It appears after `patience` seconds and disappears at the end. There is
    none if stderr is not a terminal.
    """
    if not is_terminal(sys.stderr):
        yield lambda _: None
        return
    bar = _LateBar(one_line(description, 40), total, patience)
    try:
        yield bar.advance_to
    finally:
        bar.close()


class _LateBar:
    def __init__(self, description: str, total: float | None, patience: float) -> None:
        self._description = description
        self._total = total
        self._due = time.monotonic() + patience
        self._shown: tuple[Progress, TaskID] | None = None

    def advance_to(self, done: float) -> None:
        if self._shown is None and time.monotonic() >= self._due:
            self._shown = self._show()
        if self._shown is not None:
            bar, task = self._shown
            bar.update(task, completed=done)

    def close(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()

    def _show(self) -> tuple[Progress, TaskID]:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %" if self._total else ""),
            TimeRemainingColumn(),
        )
        # Redirected, what is put on a piped stdout meanwhile would end up on stderr.
        bar = Progress(
            *columns,
            console=console_for(sys.stderr),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        bar.start()
        return bar, bar.add_task(self._description, total=self._total)
