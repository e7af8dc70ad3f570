"""What the words of the key actions do in the plain dialogue, where they decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.lines import text_of
from altui.labeling.naming.class_table import ClassTable
from altui.plain import rendering
from altui.plain.commands import help_lines
from altui.plain.output import put_lines
from altui.wording.classes.changes import class_lines
from altui.wording.news import NO_GUIDELINES, NOT_TRAINING, describe_export
from altui.wording.pages.guidelines import guidelines_lines
from altui.wording.pages.key_pages import KEY_PAGES
from altui.wording.view.source import NO_SOURCE, source_lines

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.plain.question import Question
    from altui.plain.state import State

WIDTH = 1_000


class Actions:
    """One method for each action, `do_` and its id, as the screen has `action_` and its name; none
    for a page of text, which is printed as it is."""

    def __init__(self, state: State, question: Question) -> None:
        self._state, self._question = state, question

    def do(self, id_: str, view: View) -> None:
        if page := KEY_PAGES.get(id_):
            put_lines(page(view, WIDTH))
            return
        action: Callable[[View], object] = getattr(self, f"do_{id_.replace('-', '_')}")
        action(view)

    def do_auto(self, view: View) -> None:
        self._state.is_auto = True
        self._question.reveal(view)

    def do_hurry(self, view: View) -> None:
        if view.round.is_stale:
            self._state.engine.skip_waiting()
        else:
            say(NOT_TRAINING)

    def do_reasons(self, _: View) -> None:
        self._question.toggle_reasons()

    def do_edit_classes(self, _: View) -> None:
        assert self._state.engine.annotation is not None
        session = self._state.engine.annotation.session
        put_lines(class_lines(ClassTable.of(session, self._state.opening.classes_of(session))))

    def do_guidelines(self, _: View) -> None:
        put_lines(guidelines(self._state))

    def do_source(self, view: View) -> None:
        lines = source_lines(view.shown_row, WIDTH) if view.shown_row else []
        put_lines([text_of(each) for each in lines] or [NO_SOURCE])

    def do_name_class(self, view: View) -> None:
        put_lines(rendering.all_classes(view.classes))

    def do_curve(self, view: View) -> None:
        put_lines(rendering.curve(view))

    def do_export(self, _: View) -> None:
        assert self._state.engine.annotation is not None
        put(describe_export(self._state.opening.export(self._state.engine.annotation)))

    def do_help(self, view: View) -> None:
        put_lines(help_lines(view))

    def do_quit(self, _: View) -> None:
        self._state.status = 0


def guidelines(state: State) -> Iterable[str]:
    opening = state.opening
    classes = state.view.classes if state.view else opening.guided_classes()
    lines = guidelines_lines(opening.guidance.text, classes, WIDTH)
    return [text_of(each) for each in lines] or [NO_GUIDELINES]
