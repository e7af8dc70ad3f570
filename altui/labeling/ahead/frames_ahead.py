"""A thread that prepares what will be on the screen after each possible answer.

Nothing waits for it: what it has not prepared is made when it is shown. It begins once the Rounds
of all answers are made, and stops with the next key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from altui.labeling.showing.asked_rows import AskedRows
from altui.labeling.view import foresee_view

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.view import View
    from altui.learning.rounds import Round
    from altui.session.events import Decision

Prepare = Callable[["View"], Iterable[object]]
"""Makes what will be shown of a View, step by step: between two steps it may be stopped."""


class Answer(NamedTuple):
    """A possible answer to the row in a View, and the Round after it."""

    annotation: Annotation
    view: View
    decision: Decision
    result: Round


class FramesAhead:
    """Any thread may call these methods."""

    def __init__(self, prepare: Prepare) -> None:
        self.rows = AskedRows()
        self._prepare = prepare
        self._answers: SimpleQueue[Answer | None] = SimpleQueue()
        self._shown: View | None = None
        self._thread = threading.Thread(target=self._work, name="frames", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, answer: Answer) -> None:
        """Prepare what follows this answer, after those put before."""
        self._shown = answer.view
        self._answers.put(answer)

    def stop(self) -> None:
        """Leave what is not prepared by now: there is a key."""
        self._shown = None

    def close(self) -> None:
        self.stop()
        self._answers.put(None)

    def _work(self) -> None:
        while (answer := self._answers.get()) is not None:
            try:
                for _ in self._steps(answer):
                    if answer.view is not self._shown:
                        break
            except Exception:  # noqa: BLE001  it is made again when it is shown, and fails there
                continue

    def _steps(self, answer: Answer) -> Iterator[object]:
        annotation, view, decision, result = answer
        yield None
        row = self.rows.prepare(annotation, result)
        yield None
        yield from self._prepare(foresee_view(view, decision, result, row))
