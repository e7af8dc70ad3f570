"""What the person decides on the label screen, by a key that counts for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.labeling.engine import REMARKS
from altui.labeling.key_decisions import KEY_DECISIONS, Counts, KeyDecision
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.labeling.naming.order import naming_order
from altui.labeling.view import with_round
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.suggestions import list_some
from altui.tui.screens.class_line import ClassLineScreen
from altui.wording.news import NOT_TRAINING
from altui.wording.refusals import NOT_ASKED
from altui.wording.view.row import too_small

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.tui.label_app import LabelApp
    from altui.tui.readiness import Readiness


class Answers:
    def __init__(self, app: LabelApp, readiness: Readiness) -> None:
        self._app, self._readiness = app, readiness

    def assign(self, key: str) -> None:
        """Label with the class that has this key."""
        view = self._readiness.view_to_label()
        if view is None or view.shown_row is None:
            return
        for each in view.classes:
            if each.key == key:
                shown = view.shown_at(self._app.painted.shown_at)
                label = Decision.label(view.shown_row.row, each.name, **shown)
                self._readiness.decide(with_round(view, label))
                return
        keys = list_some([f"{each.key} {each.shown}" for each in view.classes if each.key])
        self._app.remark(f"no class has the key {key}; there are: {keys}", "warn")

    def name_class(self) -> None:
        """Have a class named in the line at the foot, and label with it."""
        view = self._readiness.view_to_label()
        if view is None or view.shown_row is None:
            return
        row, shown = view.shown_row.row, view.shown_at(self._app.painted.shown_at)

        def close(choice: Choice | None) -> None:
            if choice is not None:
                self._label_named(Decision.label(row, choice.name, **shown), is_new=choice.is_new)

        can_add = not view.settings.certify
        line = ClassLine(view.classes, naming_order(view), can_add=can_add)
        self._app.push_screen(ClassLineScreen(line), close)

    def _label_named(self, label: Decision, *, is_new: bool) -> None:
        """The row may have gone, or out of sight, while the class was typed. A new class is added
        first: if that is refused, so is the label."""
        view = self._readiness.armed_view()
        asked = view.shown_row if view is not None and not self._readiness.is_stuck else None
        if view is None or asked is None or asked.row != label.row:
            self._app.remark(NOT_ASKED, "warn")
        elif missing := self._app.row_panel.missing_lines:
            self._app.remark(too_small(self._app.size.height, missing), "warn")
        else:
            if is_new and label.value is not None:
                self._app.engine.decide(Decision.classes(ClassChange("add", label.value)))
            self._readiness.decide(with_round(view, label))

    def decide(self, id_: str) -> None:
        """Make the decision of a key action, once its key counts."""
        key = KEY_DECISIONS[id_]
        view = self._view_for(key)
        if view is None:
            return
        try:
            decision = key.make(view, self._app.painted.shown_at)
        except InputError as error:
            self._app.is_auto = False
            self._app.remark(str(error), "warn")
            return
        if decision is None:
            return
        if key.counts is Counts.ALWAYS:
            self._app.engine.decide(decision)
        else:
            self._readiness.decide(decision)

    def take(self, decision: Decision) -> None:
        """Have the decision of another screen made; after a remark the row stays where it is."""
        if decision.kind in REMARKS:
            self._app.engine.decide(decision)
        else:
            self._readiness.decide(decision)

    def start_auto(self) -> None:
        if self._app.view is None or self._app.view.shown_row is None:
            return
        self._app.is_auto = True
        self._app.remark("revealing; any key stops")
        self.reveal_next()

    def reveal_next(self) -> None:
        if self._app.is_auto:
            self.decide("reveal")

    def hurry(self) -> None:
        view = self._app.view
        if view and not self._readiness.is_awaiting and not view.round.is_stale:
            self._app.remark(NOT_TRAINING)
        else:
            self._app.engine.skip_waiting()

    def _view_for(self, key: KeyDecision) -> View | None:
        match key.counts:
            case Counts.ALWAYS:
                return self._app.view
            case Counts.ROUND_SHOWN:
                return self._readiness.armed_view()
            case Counts.ROW_READ:
                return self._readiness.view_to_label()
