"""Whether the desk answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum

from altui.errors import AltuiError


class Way(Enum):
    """What goes over the desk. Either may fail while the other goes on: a server may let somebody
    read who may not write any more."""

    OUT = "what is answered here, and loans"
    IN = "what others answer"


class Reach:
    """Whether the desk answers, both ways. `since` is when it ceased to, in unix seconds; None
    while it does. `trouble` says why, in its words, and `remedy` what can be done, if anything.
    `changed` is called whenever that changes."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self.since: float | None = None
        self._troubles: dict[Way, tuple[str, str]] = {}
        self._changed = changed
        self._lock = threading.Lock()

    @property
    def is_there(self) -> bool:
        return self.since is None

    @property
    def trouble(self) -> str:
        return self._first[0]

    @property
    def remedy(self) -> str:
        return self._first[1]

    @property
    def _first(self) -> tuple[str, str]:
        with self._lock:
            return next(iter(self._troubles.values()), ("", ""))

    def lose(self, way: Way, error: Exception) -> None:
        told = (
            (error.message, error.hint)
            if isinstance(error, AltuiError)
            else (f"{type(error).__name__}: {error}", "")
        )
        with self._lock:
            is_new = self.since is None
            self._troubles[way] = told
            self.since = time.time() if is_new else self.since
        if is_new:
            self._changed()

    def regain(self, way: Way) -> None:
        with self._lock:
            self._troubles.pop(way, None)
            is_new = self.since is not None and not self._troubles
            if is_new:
                self.since = None
        if is_new:
            self._changed()
