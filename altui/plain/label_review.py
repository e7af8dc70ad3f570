"""The review of the person's own labels in the plain dialogue: how each label is asked for again,
and what a line means meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.display.lines import text_of
from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.advising.second_look import SecondLook
from altui.labeling.showing.titled import titles_of
from altui.plain import rendering
from altui.plain.lists import class_in_words
from altui.session.events import Decision, Kind
from altui.wording.decisions import contradiction_line
from altui.wording.label_review import question_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from altui.labeling.advising.second_look import Case
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow

WORDS = ("skip", "hurry", "show", "help")
LEAVING = ("quit", "disagreements")


class LabelReview:
    """The labels of `look`, one after another. `read` gives a row as it is now; a label counts only
    for one that has been shown."""

    def __init__(
        self,
        look: SecondLook,
        read: Callable[[int], ShownRow],
        classes: Sequence[ClassKey],
        words: Mapping[str, str],
    ) -> None:
        self._look = look
        self._read = read
        self._classes = classes
        self._words = words
        self._shown_at: float | None = None

    @property
    def is_over(self) -> bool:
        return self._look.case is None

    def next(self) -> None:
        self._shown_at = None
        self._look.next()

    def pass_over(self) -> None:
        self._look.pass_over()
        self.next()

    def summary(self) -> str:
        return self._look.summary()

    def question(self) -> Iterator[str]:
        """The row, blind until the second label is given; AltuiError where it cannot be read."""
        self._shown_at = None
        case = self._case
        shown_row = self._read(case.row)
        yield f"label {self._look.place}, row {one_line(shown_row.row_id, rendering.LONG_LINE)}"
        yield from rendering.row(shown_row)
        if case.second and case.contradiction is not None:
            yield text_of(contradiction_line(case.contradiction, self._classes))
        yield question_of(case, self._classes)
        yield f"your answer: {self.answers()}"
        self._shown_at = time.time()

    def answers(self) -> str:
        classes = rendering.describe_classes(self._classes)
        return f"{classes}; skip passes over, flag, comment TEXT, q goes back"

    def follow(self, decision: Decision) -> str:
        """Follow a decision that is saved; returns what to say of it."""
        if decision.kind is Kind.UNDO:
            return self._follow_undo(decision)
        first, value = self._case.first, decision.value or ""
        given = one_line(titles_of(self._classes).get(value, value), 40)
        self._shown_at = None
        if self._look.follow(decision):
            self._look.next()
        if decision.kind is Kind.SETTLE:
            return f"saved: {given} holds"
        return f"saved: {given}, {'as' if value == first else 'not as'} before"

    def _follow_undo(self, decision: Decision) -> str:
        self._shown_at = None
        self._look.follow(decision)
        self._look.next()
        return "undone"

    def interpret(self, line: str) -> Decision | str:
        """A class, f, c TEXT, or one of WORDS; InputError for anything else."""
        text = line.strip()
        first, _, rest = text.partition(" ")
        is_key = any(each.key == text for each in self._classes)
        meant = self._words.get(first, first) if not is_key else ""
        if text == first and meant in LEAVING:
            return "quit"
        if text == first and meant in WORDS:
            return meant
        if text == first and meant == "undo" and self._look.can_undo:
            return Decision.undo()
        if text == first and meant == "flag":
            return Decision.flag(self._case.row, on=not self._read(self._case.row).flagged)
        if meant == "comment":
            return Decision.note(self._case.row, rest.strip())
        return self._answer(text)

    def _answer(self, text: str) -> Decision:
        chosen = class_in_words(text, self._classes, self._words)
        if chosen is None:
            raise InputError(f"'{one_line(text, 40)}' is no answer here; {self.answers()}")
        if self._shown_at is None:
            raise InputError(
                "this row was not shown: show prints it, skip passes over, q goes back"
            )
        return self._look.answer(chosen, self._shown_at)

    @property
    def _case(self) -> Case:
        assert self._look.case is not None
        return self._look.case
