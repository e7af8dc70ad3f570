"""Whether a key may answer the row on the screen: only once, and not before it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.wording.view.row import too_small

if TYPE_CHECKING:
    from textual.timer import Timer

    from altui.labeling.view import View
    from altui.session.events import Decision
    from altui.tui.label_app import LabelApp

PATIENCE = 0.3
"""Seconds a Round may take before the screen says that it is being made."""


class Readiness:
    """`is_stuck` where no Round could be made: the row on the screen has its answer."""

    def __init__(self, app: LabelApp) -> None:
        self._app = app
        self._painted = app.painted
        self._timer: Timer | None = None
        self.is_awaiting = True
        self.is_stuck = False

    @property
    def accepts_keys(self) -> bool:
        """Whether the row on the screen has been painted and awaits its answer, or all is done."""
        return self._app.view is not None and not self.is_awaiting and self._painted.at is not None

    @property
    def is_busy(self) -> bool:
        """Whether a Round is being made, or none can be made: what is told of that stays."""
        return self.is_awaiting or self.is_stuck

    def decide(self, decision: Decision) -> None:
        """Have a decision made; no key counts until the Round after it is painted."""
        self.is_awaiting = True
        self._painted.cover()
        self._app.engine.decide(decision)
        self._stop_timer()
        self._timer = self._app.set_timer(PATIENCE, self._say_training)

    def arm(self, sent_at: float | None = None) -> None:
        """From now on keys count; where the row went to the terminal `sent_at`, from then on."""
        self._stop_timer()
        self.is_awaiting = False
        self._painted.paint(sent_at)

    def arm_again(self) -> None:
        """A screen over the row has closed, or the row has moved: an answer counts once the row is
        painted again."""
        self._painted.cover()
        self._app.call_after_refresh(self._paint_again)

    def armed_view(self) -> View | None:
        """The View that a key may change, or None for a key that came too early."""
        return None if self.is_awaiting else self._app.view

    def view_to_label(self) -> View | None:
        """The View whose row a key may answer, or None where nobody can have read that row."""
        view = self.armed_view()
        if view is None or self._app.is_auto:
            return None if self.is_stuck else view
        if not self._app.row_panel.display:
            self._app.action_curve()
            self._app.remark("this is the row: a key counts for it now")
            return None
        if self._painted.at is None:
            return None
        if missing := self._app.row_panel.missing_lines:
            self._app.remark(too_small(self._app.size.height, missing), "warn")
            return None
        return view if not self.is_stuck and self._painted.counts(self._app.pressed_at) else None

    def _paint_again(self) -> None:
        if not self.is_awaiting:
            self._painted.paint()

    def _stop_timer(self) -> None:
        """Say nothing of a decision whose Round is there by now."""
        if self._timer is not None:
            self._timer.stop()

    def _say_training(self) -> None:
        # Where the app is ending there may be no screen any more.
        if self.is_awaiting and len(self._app.screen_stack) == 1:
            is_kept = not self._app.opening.is_kept_nowhere
            self._app.remark("saving, then training" if is_kept else "training")
