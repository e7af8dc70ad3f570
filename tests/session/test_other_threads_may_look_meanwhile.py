"""While one thread works out what an answer would lead to, others see what holds, not that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from altui.labeling.advising.doubting import Doubting
from altui.labeling.advising.splitting import SplitLook
from altui.labeling.annotation import Annotation
from altui.learning.honesty.label_review import Contradiction
from altui.learning.rounds import Knowledge
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Kind
from altui.session.session import Session
from altui.session.state.label_state import State
from altui.session.state.undo_stack import Change
from tests.threads import PATIENCE, Announced, at_once
from tests.tui.stage import annotation_of


class Supposing:
    """Another thread that supposes a decision from `begin` on, until who looks has looked, or
    has to wait."""

    def __init__(self, session: Session, decision: Decision) -> None:
        self._session, self._decision = session, decision
        self._begun, self._inside, self._ends = (threading.Event() for _ in range(3))
        session._guard = Announced(self._ends)  # type: ignore[assignment]
        self._follow = session._pool.follow
        session._pool.follow = self._hold  # type: ignore[method-assign]

    def begin(self) -> None:
        self._begun.set()
        assert self._inside.wait(PATIENCE)

    def seen(self, look: Callable[[], object]) -> object:
        def see() -> object:
            try:
                return look()
            finally:
                self._ends.set()

        return at_once(self._suppose, see)[1]

    def _suppose(self) -> None:
        assert self._begun.wait(PATIENCE)
        self._session.foresee(self._decision)

    def _hold(self, change: Change, state: State) -> None:
        self._follow(change, state)
        self._inside.set()
        assert self._ends.wait(PATIENCE)


@pytest.mark.parametrize(("row", "label"), [(5, "yes"), (7, "")])
def test_a_label_that_is_only_supposed_is_shown_to_nobody(
    session: Session, row: int, label: str
) -> None:
    session.decide(Decision.label(5, "yes"))
    supposing = Supposing(session, Decision.label(row, "no"))

    def look() -> str:
        supposing.begin()
        return session.label(row)

    assert supposing.seen(look) == label


def test_a_label_stays_the_persons_own_while_another_answer_is_supposed(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    supposing = Supposing(session, Decision.ignore(5))

    class Doubter:
        def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]:  # noqa: ARG002
            supposing.begin()
            return (Contradiction(5, 1, 0, 0.1, 0.9),)

    annotation: Any = SimpleNamespace(session=session, doubter=Doubter)
    doubting = Doubting(cast(Annotation, annotation))
    assert supposing.seen(lambda: list(doubting.find_contradictions())) == [5]


def test_two_labels_to_be_settled_are_shown_as_they_are(session: Session) -> None:
    session.decide(Decision.label(5, "yes"))
    session.decide(Decision.recheck(5, "no"))
    supposing = Supposing(session, Decision.label(5, "no"))

    def look() -> tuple[str, ...]:
        supposing.begin()
        return session.two_labels(5)

    assert supposing.seen(look) == ("yes", "no")


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        (lambda session: session.can_undo, False),
        (lambda session: session.can_redo, True),
        (lambda session: session.has_moved_classes(Kind.UNDO), True),
        (lambda session: session.moved_by(Kind.UNDO).kind, Kind.CLASSES),
    ],
)
def test_what_undo_and_redo_move_is_never_an_answer_that_is_only_supposed(
    session: Session, look: Callable[[Session], object], seen: object
) -> None:
    session.decide(Decision.classes(ClassChange("add", "maybe")))
    session.decide(Decision.undo())
    supposing = Supposing(session, Decision.label(7, "no"))

    def look_meanwhile() -> object:
        supposing.begin()
        return look(session)

    assert supposing.seen(look_meanwhile) == seen


def test_an_answer_of_a_split_can_be_taken_back_while_the_next_answer_is_supposed(
    session: Session,
) -> None:
    session.decide(Decision.label(5, "yes"))
    session.decide(Decision.classes(ClassChange("split", "yes")))
    split = SplitLook("yes", session)
    assert split.next() is not None
    answer = split.answer("no", 0.0)
    session.decide(answer)
    split.follow(answer)
    supposing = Supposing(session, Decision.label(7, "no"))

    def look() -> bool:
        supposing.begin()
        return split.can_undo

    assert supposing.seen(look)


def test_the_files_of_the_processes_are_written_once_for_all_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("altui.labeling.annotation.RemoteLearner", lambda recipe: recipe)
    annotation = annotation_of(model="forest")
    recipes: list[Any] = list(at_once(*[annotation._remote] * 4))
    assert all(each is recipes[0] for each in recipes)
    assert recipes[0].arrays.exists() and len(annotation._shared) == 1
    annotation.close()
