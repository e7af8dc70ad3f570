"""Looks now and then whether another model is plainly ahead, in the background.

It works only while nothing else is to be done, one training at a time: a key waits for none. It
looks at once there are enough labels, then each time they have grown by half.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.learning.names import LINEAR_MODELS, MODELS

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Knowledge
    from altui.session.settings import Settings

FEWEST, GROWTH = 40, 1.5
MOST = 10_000
"""With more labels a comparison takes minutes."""


class Closed(Exception):  # noqa: N818  nothing failed
    """The session is over."""


class ModelAdvice:
    """`tell` is called after each look, in a thread of its own, with the lead or None."""

    def __init__(self, annotation: Annotation, tell: Callable[[Lead | None], object]) -> None:
        self._annotation, self._tell = annotation, tell
        self._idle = threading.Event()
        self._thread: threading.Thread | None = None
        self._looked_at = 0
        self._is_closed = False

    def allow(self, knowledge: Knowledge) -> None:
        """Nothing is to be done now: go on, or look if it is time to."""
        self._idle.set()
        is_looking = self._thread is not None and self._thread.is_alive()
        settings = self._annotation.session.settings
        if is_looking or not rivals(settings) or not self._is_time(len(knowledge.rows)):
            return
        self._looked_at = len(knowledge.rows)
        self._thread = threading.Thread(
            target=self._look, args=(knowledge, settings), name="model advice", daemon=True
        )
        self._thread.start()

    def hold(self) -> None:
        """There is work to do: no other training begins."""
        self._idle.clear()

    def close(self) -> None:
        self._is_closed = True
        self._idle.set()

    def _is_time(self, labels: int) -> bool:
        return FEWEST <= labels <= MOST and labels >= GROWTH * self._looked_at

    def _look(self, knowledge: Knowledge, settings: Settings) -> None:
        try:
            lead = self._annotation.find_lead(knowledge, rivals(settings), self._wait)
        except (AltuiError, Closed):
            return  # of advice that nobody asked for
        self._tell(lead)

    def _wait(self) -> None:
        """Until nothing else is to be done."""
        self._idle.wait()
        if self._is_closed:
            raise Closed


def rivals(settings: Settings) -> tuple[str, ...]:
    """The models to compare with that of a session; none where their accuracy is not the question,
    and none with code from outside."""
    is_out = settings.find or settings.certify or settings.model not in MODELS
    if is_out or not settings.generation.compares_models:
        return ()
    linear = settings.model in LINEAR_MODELS
    same = LINEAR_MODELS if linear else (settings.model, *LINEAR_MODELS[1:])
    return tuple(name for name in MODELS if name not in same)
