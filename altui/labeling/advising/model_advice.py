"""Looks now and then whether another model is plainly ahead, in a process of its own.

It begins when nothing else is to be done, and a key waits for none of it. It looks at once there
are enough labels, then each time they have grown by half.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.learning.names import LINEAR_MODELS, MODELS

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.processes import RemoteLearner
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Knowledge
    from altui.session.settings import Settings

FEWEST, GROWTH = 40, 1.5
MOST = 10_000
"""With more labels a comparison takes minutes."""


class ModelAdvice:
    """`tell` is called after each look, in a thread of its own, with the lead or None."""

    def __init__(self, annotation: Annotation, tell: Callable[[Lead | None], object]) -> None:
        self._annotation, self._tell = annotation, tell
        self._guard = threading.Lock()
        self._finder: RemoteLearner | None = None
        self._thread: threading.Thread | None = None
        self._looked_at = 0
        self._is_closed = False

    def allow(self, knowledge: Knowledge) -> None:
        """Nothing else is to be done now: look if it is time to."""
        is_looking = self._thread is not None and self._thread.is_alive()
        others = rivals(self._annotation.session.settings)
        if is_looking or not others or not self._is_time(len(knowledge.rows)):
            return
        self._looked_at = len(knowledge.rows)
        self._thread = threading.Thread(
            target=self._look, args=(knowledge, others), name="model advice", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        with self._guard:
            self._is_closed = True
            if self._finder is not None:
                self._finder.stop()

    def _is_time(self, labels: int) -> bool:
        return FEWEST <= labels <= MOST and labels >= GROWTH * self._looked_at

    def _look(self, knowledge: Knowledge, others: tuple[str, ...]) -> None:
        try:
            lead = self._find(knowledge, others)
        except (AltuiError, OSError, RuntimeError, MemoryError):
            return  # nobody asked for this advice
        self._tell(lead)

    def _find(self, knowledge: Knowledge, others: tuple[str, ...]) -> Lead | None:
        with self._guard:
            if self._is_closed:
                return None
            finder = self._finder = self._annotation.lead_finder(knowledge, others)
        try:
            return finder.find_lead(knowledge)
        finally:
            finder.stop()
            self._finder = None


def rivals(settings: Settings) -> tuple[str, ...]:
    """The models to compare with that of a session; none where their accuracy is not the question,
    and none with code from outside."""
    is_out = settings.find or settings.certify or settings.model not in MODELS
    if is_out or not settings.generation.compares_models:
        return ()
    linear = settings.model in LINEAR_MODELS
    same = LINEAR_MODELS if linear else (settings.model, *LINEAR_MODELS[1:])
    return tuple(name for name in MODELS if name not in same)
