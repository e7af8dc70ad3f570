"""The labels of a class that is split, each asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.labeling.advising.splitting import SplitLook
from altui.session.events import Decision, Kind
from altui.tui.screens.disagreements import DisagreementsScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey

NOTHING_HERE = "no answer here to take back"


class SplitScreen(DisagreementsScreen):
    OPENED_BY = "edit-classes"

    def __init__(
        self, name: str, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self.review = self._look = SplitLook(name, annotation.session)
        self._is_undoing = False

    def begin(self) -> None:
        self._next()

    def keys(self) -> list[tuple[str, str]]:
        return [*super().keys(), *self._keymap.list_keys(("undo", "undo"))]

    def take_key(self, event: events.Key, action: str | None) -> None:
        if action != "undo":
            super().take_key(event, action)
        elif self._is_undoing:
            return
        elif not self._look.can_undo:
            self.say(NOTHING_HERE)
        else:
            # It answers no row: it need not wait for one to be painted.
            self._is_undoing = True
            self.send(Decision.undo())

    def tell_saved(self, decision: Decision) -> None:
        if decision.kind is Kind.UNDO and self._annotation.session.has_moved_classes(Kind.UNDO):
            # A class that was added for an answer taken back before: the answer is below.
            self.send(Decision.undo())
        elif decision.kind is Kind.UNDO and self._is_undoing:
            self._is_undoing = False
            self._look.follow(decision)
            self._next()
        else:
            super().tell_saved(decision)

    def tell_undecided(self, why: str) -> None:
        self._is_undoing = False
        super().tell_undecided(why)
