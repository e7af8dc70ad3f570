"""Finds the person's labels that the model contradicts, in the background."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from altui.errors import ModelError

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation, Doubter
    from altui.learning.honesty.label_review import Contradiction


class Doubting:
    """Works in the calling thread while it is open. `close` ends its process, if it has one. Any
    thread may close it."""

    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._doubter: Doubter | None = None
        self._is_closed = False

    def find_contradictions(self) -> dict[int, Contradiction]:
        """By row, the least likely label first. Only labels that the person gave in this session:
        none from the file, none revealed, none of the random check. Raises ModelError."""
        session = self._annotation.session
        knowledge = session.knowledge()
        with self._turn:  # a process answers one question at a time
            found = self._open_doubter().find_contradictions(knowledge)
        own = session.labeled_here(each.row for each in found)
        return {each.row: each for each in found if each.row in own}

    def close(self) -> None:
        with self._guard:
            self._is_closed = True
            stop = getattr(self._doubter, "stop", None)
        if stop is not None:
            stop()

    def _open_doubter(self) -> Doubter:
        with self._guard:
            if self._is_closed:
                raise ModelError("the answer of the model is not needed any more")
            if self._doubter is None:
                self._doubter = self._annotation.doubter()
            return self._doubter
