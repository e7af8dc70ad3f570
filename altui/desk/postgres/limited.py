"""psycopg's connection, which gives up a server that says nothing any more.

A timeout of statements is the server's own, and those of TCP ask its system, not the server: one
that accepts and never answers keeps them all. So each wait is limited here. As long as anything
comes or goes it may last: many labels take minutes on a slow line.
"""

from __future__ import annotations

import select
import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from psycopg.waiting import Wait

SILENT_SECONDS = 30.0

Result = TypeVar("Result")
Waits = Generator[Wait, Any, Result]
"""Yields what it waits for, is sent what is ready, and ends with a result."""


class LimitedConnection(psycopg.Connection[tuple[Any, ...]]):
    """OperationalError after SILENT_SECONDS in which nothing came or went."""

    def wait(self, gen: Waits[Result], *more: Any, **options: Any) -> Result:
        return super().wait(limit(gen, self.fileno()), *more, **options)


def limit(waits: Waits[Result], line: int) -> Waits[Result]:
    """The same, as long as the file descriptor `line` is ready within SILENT_SECONDS."""
    try:
        wanted = next(waits)
        since = time.monotonic()
        while True:
            told = yield wanted
            # psycopg 3.2 also says that it is ready where it has only waited for a while.
            if _is_ready(line, wanted):
                since = time.monotonic()
            elif time.monotonic() - since >= SILENT_SECONDS:
                waits.close()
                raise psycopg.OperationalError(f"no answer for {SILENT_SECONDS:g} s")
            wanted = waits.send(told)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]


def _is_ready(line: int, wanted: Wait) -> bool:
    poll = select.poll()
    poll.register(
        line, (select.POLLIN if wanted & Wait.R else 0) | (select.POLLOUT if wanted & Wait.W else 0)
    )
    return bool(poll.poll(0))
