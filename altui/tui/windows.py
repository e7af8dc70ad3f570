"""The screens that open over the row, and what the end of each means.

Each is imported when it is opened: the first row waits for none.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from altui.labeling import events
from altui.session.events import Decision, Kind
from altui.tui import screens
from altui.wording.news import DROPPED, NO_GUIDELINES, describe_not_saved
from altui.wording.refusals import DRAWN
from altui.wording.view.alike import AGAIN
from altui.wording.view.row import READABLE
from altui.wording.view.source import NO_SOURCE, source_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.screen import Screen

    from altui.labeling.proposal import Proposal
    from altui.tui.label_app import LabelApp
    from altui.tui.readiness import Readiness


READING = 0.5
"""Seconds in which no key answers the screen that says a decision was not saved: nobody has read it
by then, and it was meant for something else."""


CHANGES_CLASSES = (Kind.CLASSES, Kind.UNDO, Kind.REDO)


class Windows:
    def __init__(self, app: LabelApp, readiness: Readiness) -> None:
        self._app, self._readiness = app, readiness

    # What became of a decision, told to the screens over the row too

    def tell_saved(self, decision: Decision) -> None:
        if decision.kind in CHANGES_CLASSES:
            for each in self._row_screens():
                each.follow_classes()
        for screen in self._deciding_screens():
            screen.tell_saved(decision)

    def tell_undecided(self, why: str) -> None:
        self._app.remark(why, "warn")
        for screen in self._deciding_screens():
            screen.tell_undecided(why)

    def tell_remark(self, saved: events.RemarkSaved) -> None:
        for screen in self._row_screens():
            screen.tell_remark(saved)

    def open_not_saved(self, said: events.DecisionNotSaved) -> None:
        def answer(is_again: bool | None) -> None:
            if is_again:
                self._app.engine.decide(said.decision)
            else:
                self._app.engine.drop(said.decision)
                self.tell_undecided(DROPPED)
                self._app.arm()  # the row has stood there all the time

        self._app.is_auto = False
        dwell = max(self._app.opening.dwell, READING) if self._app.opening.dwell else 0.0
        what = describe_not_saved(said.decision)
        self._app.push_screen(screens.NotSavedScreen(what, said.error, dwell), answer)

    def keep_what_is_typed(self) -> None:
        for screen in self._over_the_row():
            if (
                isinstance(screen, screens.CommentScreen)
                and (note := screen.changed_note) is not None
            ):
                self._app.engine.decide(Decision.note(screen.row, note))
                row_id = screen.row_id
                self._app.last_word = f"the comment on row {row_id} is saved as far as typed"

    def _row_screens(self) -> Iterator[screens.RowScreen]:
        return (each for each in self._over_the_row() if isinstance(each, screens.RowScreen))

    def _deciding_screens(self) -> Iterator[screens.RowScreen | screens.ClassesScreen]:
        return (
            each
            for each in self._over_the_row()
            if isinstance(each, screens.RowScreen | screens.ClassesScreen)
        )

    def _over_the_row(self) -> Sequence[Screen[Any]]:
        return self._app.screen_stack[1:]

    # Keys that open a screen

    def open_comment(self) -> None:
        if self._app.view is None or self._app.view.shown_row is None:
            return
        shown_row = self._app.view.shown_row

        def close(note: str | None) -> None:
            if note is not None:
                self._app.engine.decide(Decision.note(shown_row.row, note))

        self._app.push_screen(
            screens.CommentScreen(shown_row.row, shown_row.row_id, shown_row.note), close
        )

    def open_rows(self, screen: type[screens.RowScreen]) -> None:
        annotation, view = self._app.engine.annotation, self._app.view
        if annotation is None or view is None:
            return
        self._app.push_screen(screen(annotation, view.classes, self._app.opening), self._take)

    def open_choice(self, screen: type[screens.RowScreen]) -> None:
        """A screen on which the person chooses rows."""
        if not self._is_drawn():
            self.open_rows(screen)

    def open_alike(self) -> None:
        """Rows to be labeled with the row on the screen, once that could be read."""
        if self._is_drawn():
            return
        shown_at = self._app.painted.shown_at
        annotation, view = self._app.engine.annotation, self._readiness.view_to_label()
        if annotation is None or view is None or view.shown_row is None:
            return
        if view.round.again:
            self._app.remark(AGAIN, "warn")
            return
        self._app.push_screen(
            screens.AlikeScreen(annotation, view, view.shown_row, shown_at, self._app.opening),
            self._take,
        )

    def _take(self, decision: Decision | None) -> None:
        if decision is not None:
            self._readiness.decide(decision)

    def _is_drawn(self) -> bool:
        """Whether nobody may choose among the rows; says so."""
        is_drawn = self._app.view is not None and bool(self._app.view.settings.certify)
        if is_drawn:
            self._app.remark(DRAWN, "warn")
        return is_drawn

    def open_classes(self) -> None:
        annotation, view = self._app.engine.annotation, self._app.view
        if annotation is None or view is None or self._is_drawn():
            return

        def split(name: str | None) -> None:
            if name is not None:
                keys = opening.classes_of(annotation.session)
                self._app.push_screen(screens.SplitScreen(name, annotation, keys, opening))

        opening = self._app.opening
        self._app.push_screen(screens.ClassesScreen(annotation, opening), split)

    def open_strategy(self) -> None:
        view = self._readiness.armed_view()
        if view is None or self._is_drawn():
            return
        self._app.push_screen(screens.StrategyScreen(view), self._take)

    def open_folding(self) -> None:
        shown_row = self._app.view.shown_row if self._app.view else None
        if shown_row is None:
            return

        def close(folded: frozenset[str] | None) -> None:
            if folded is not None and folded != shown_row.folded:
                self._readiness.decide(Decision.setting(folded=sorted(folded)))

        self._app.push_screen(screens.FoldingScreen(shown_row, self._app.opening.keymap), close)

    def open_source(self) -> None:
        sample = self._app.view.shown_row if self._app.view else None
        if sample is None or not source_lines(sample, READABLE):
            self._app.remark(NO_SOURCE)
            return
        title, lines = f"source of {sample.row_id}", partial(source_lines, sample)
        note = "any other key goes back"
        self._app.push_screen(screens.TextScreen(title, note, lines, self._app.opening.keymap))

    def open_page(self, id_: str) -> None:
        view, (width, height) = self._app.view, self._app.size
        if view is None:
            return
        from altui.tui.screens.parts.key_page import AROUND_LINES, FRAME, KeyPageScreen
        from altui.wording.pages.key_pages import KEY_PAGES

        lines = KEY_PAGES[id_](view, width - FRAME)
        if len(lines) + AROUND_LINES <= height:
            self._app.push_screen(KeyPageScreen(lines))
            return
        from altui.config.key_registry import all_actions
        from altui.display.lines import Line, Span, line

        title = all_actions()[id_].meaning

        def page(width: int) -> list[Line]:
            return [line(Span(each)) for each in KEY_PAGES[id_](view, width)]

        note = "any other key goes back"
        self._app.push_screen(screens.TextScreen(title, note, page, self._app.opening.keymap))

    def open_help(self) -> None:
        classes = self._app.view.classes if self._app.view else ()
        opening = self._app.opening
        is_kept_nowhere = opening.is_kept_nowhere
        self._app.push_screen(
            screens.HelpScreen(classes, opening.keymap, is_kept_nowhere=is_kept_nowhere)
        )

    def open_guidelines(self) -> None:
        from altui.wording.pages.guidelines import lists_all

        opening = self._app.opening
        classes = self._app.view.classes if self._app.view else opening.guided_classes()
        if not opening.guidance and not lists_all(classes):
            self._app.remark(NO_GUIDELINES)
            return
        self._app.push_screen(
            screens.GuidelinesScreen(opening.guidance.text, classes, opening.keymap)
        )

    # Before the first row

    def propose(self, proposal: Proposal) -> None:
        self._app.push_screen(screens.ColumnsScreen(proposal), self._accept)

    def _accept(self, proposal: Proposal | None) -> None:
        if proposal is None:
            self._app.exit(0)
            return
        self._app.opening.proposal = proposal
        self._app.start(proposal)
