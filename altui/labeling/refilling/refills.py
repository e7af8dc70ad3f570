"""The refills of a session that somebody labels: when they are made, taken in, and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import StorageError
from altui.labeling import events

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.on_screen import OnScreen
    from altui.labeling.refilling.refiller import Refiller
    from altui.learning.rounds import Knowledge


class Refills:
    """Nothing happens in a session whose set is labeled as a whole."""

    def __init__(self, send: Callable[[events.EngineEvent], object]) -> None:
        self._send = send
        self._refiller: Refiller | None = None
        self._is_closed = False

    @property
    def are_made(self) -> bool:
        return self._refiller is not None

    def begin(self, annotation: Annotation, news: Callable[[], object]) -> None:
        """`news` is called, in a thread of its own, when a refill is ready."""
        if not annotation.session.settings.population:
            return
        from altui.labeling.refilling.passes import scan_of
        from altui.labeling.refilling.refiller import Refiller

        scan = scan_of(annotation.scheduler, lambda: self._tell_cluster(annotation))
        annotation.scan = scan
        self._refiller = Refiller(annotation, scan, news, self._tell)
        if self._refiller.why_never:
            told = f"The sample is not refilled: {self._refiller.why_never}"
            annotation.session.notes.append(told)

    def allow(self, knowledge: Knowledge) -> None:
        """Nothing else is to be done now: begin a refill if one is due. The session's lock is
        held."""
        if self._refiller is not None:
            self._refiller.allow(knowledge)

    def take_in(self, annotation: Annotation, screen: OnScreen) -> bool:
        """Add what was found to the sample, if it is there and no Round is on its way. The row
        stays. Returns whether it was added. The session's lock is held."""
        view = screen.view
        if self._refiller is None or view is None:
            return False
        if view.round.event != annotation.session.state.event:
            return False  # a Round is on its way: the one after it will know
        made = self._refiller.take()
        if made is None:
            return False
        try:
            annotation.refill(made.refill, made.filed, made.features)
        except StorageError as error:
            self._tell(f"the sample was not refilled: {error.message}")
            return False
        screen.forget_difference()
        if view.shown_row:
            screen.stand_for(annotation.session.state.event)
        self._tell(made.note)
        return True

    def close(self) -> None:
        self._is_closed = True
        if self._refiller is not None:
            self._refiller.close()

    def _tell(self, note: str) -> None:
        if not self._is_closed:
            self._send(events.SampleRefilled(note))

    def _tell_cluster(self, annotation: Annotation) -> None:
        if annotation.scan is not None and not self._is_closed:
            self._send(events.ClusterChanged(annotation.scan.state))
