"""Several threads that begin at the same moment and are interrupted as often as can be."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Found = TypeVar("Found")

PATIENCE = 60.0
"""Seconds until a thread that does not end counts as hanging."""


@contextmanager
def switching_often() -> Iterator[None]:
    """Threads take turns after a microsecond, so that what is not guarded is torn apart."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def dawdle(*_: object) -> None:
    """Work for long enough that other threads are let in."""
    for _turn in range(500):
        pass


class Announced:
    """A lock that says when somebody has to wait for it."""

    def __init__(self, waiting: threading.Event) -> None:
        self._lock = threading.RLock()
        self._waiting = waiting

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._waiting.set()
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def at_once(*works: Callable[[], Found]) -> list[Found]:
    """What each of these returns, run in a thread of its own; what one raises is raised."""
    found: list[Any] = [None] * len(works)
    errors: list[BaseException] = []
    begin = threading.Barrier(len(works))

    def run(place: int) -> None:
        try:
            begin.wait(PATIENCE)
            found[place] = works[place]()
        except BaseException as error:  # noqa: BLE001  raised below, in the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    with switching_often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "a thread does not end"
    if errors:
        raise errors[0]
    return found
