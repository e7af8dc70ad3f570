"""The thread that saves decisions, one after another, in the order in which they were made.

A decision that cannot be saved stays among the `unsaved` until the person tries again or drops it.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import AltuiError, StorageError
from altui.labeling import events
from altui.limits import limit_behind

if TYPE_CHECKING:
    from altui.session.events import Decision

COMMIT_LIMIT = 10.0
"""Seconds that quitting gives a commit on a slow disk."""


class DecisionWriter:
    """`commit` saves a decision, or raises an error. Both functions are called in the thread."""

    def __init__(
        self,
        commit: Callable[[Decision], None],
        send: Callable[[events.EngineEvent], object],
    ) -> None:
        self.unsaved: list[events.DecisionNotSaved] = []
        self._commit = commit
        self._send = send
        self._decisions: queue.SimpleQueue[Decision | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, decision: Decision) -> None:
        """Queue a decision. An event says what became of it."""
        self._decisions.put(decision)

    def drop(self, decision: Decision) -> None:
        """Remove a decision from the `unsaved`: the person knows about it."""
        self.unsaved = [each for each in self.unsaved if each.decision is not decision]

    def close(self) -> None:
        """Wait until everything queued is written, at most COMMIT_LIMIT seconds."""
        if self._thread.is_alive():
            self._decisions.put(None)
            self._thread.join(COMMIT_LIMIT)

    def _write(self) -> None:
        while (decision := self._decisions.get()) is not None:
            try:
                self._commit(decision)
                self.drop(decision)
            except StorageError as error:
                self._report_unsaved(decision, error)
            except AltuiError as error:
                self._send(events.DecisionRefused(error))
            except Exception as error:  # noqa: BLE001  the person must know that it is not saved
                self._report_unsaved(decision, _unexpected_error(error))

    def _report_unsaved(self, decision: Decision, error: AltuiError) -> None:
        self.drop(decision)
        self.unsaved.append(events.DecisionNotSaved(decision, error))
        self._send(self.unsaved[-1])


def _unexpected_error(error: Exception) -> StorageError:
    limit = limit_behind(error)
    if limit is None:
        return StorageError(f"{type(error).__name__}: {error}")
    cause, remedy = limit
    return StorageError(cause, hint=remedy)
