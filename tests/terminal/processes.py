"""What the processes on a terminal do, as the system tells it; where there is no /proc it tells
nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")

AT_WORK = frozenset("RD")
"""Running or waiting for a processor, and waiting for a disk."""

ENDED = frozenset("ZX")


def states_of(session: int) -> Iterator[str]:
    """The state of each process of a terminal session, a letter each: that of its main thread,
    which is the one that draws. Other threads look ahead at what nobody waits for."""
    for process in processes_of(session):
        with suppress(OSError):  # it has ended meanwhile
            yield (process / "stat").read_text().rpartition(") ")[2][0]


def processes_of(session: int) -> Iterator[Path]:
    if not PROC.is_dir():
        return
    for name in os.listdir(PROC):  # noqa: PTH208  all of /proc, many times a second
        with suppress(OSError):
            if name.isdigit() and os.getsid(int(name)) == session:
                yield PROC / name
