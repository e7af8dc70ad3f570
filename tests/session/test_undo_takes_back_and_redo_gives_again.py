"""Any history of decisions, undos and reopenings equals a list of snapshots of plain dicts."""

import tempfile
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from altui.errors import SessionError
from altui.learning.rounds import Knowledge
from altui.session.events import Decision, Kind
from altui.session.reading import read_settings
from altui.session.session import Session
from tests.session.making import CLASSES, Data, fast_place

POOL = 14
rows = st.integers(3, 2 + POOL)
classes = st.sampled_from(CLASSES)
texts = st.text(st.characters(exclude_categories=[]), max_size=5)
decisions = st.one_of(
    st.builds(Decision.label, rows, classes),
    st.builds(Decision.reveal, rows),
    st.builds(Decision.skip, rows),
    st.builds(Decision.ignore, rows),
    st.builds(Decision.unsure, rows),
    st.builds(Decision.flag, rows, st.booleans()),
    st.builds(Decision.note, rows, texts),
)


@dataclass
class Snapshot:
    """What a person would write down: the rows with their labels in order, and so on."""

    labels: dict[int, str] = field(default_factory=dict)
    skips: dict[int, int] = field(default_factory=dict)
    aside: dict[int, Kind] = field(default_factory=dict)
    flags: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)
    model: str = "logistic"

    def after(self, decision: Decision) -> "Snapshot":
        new, row = deepcopy(self), decision.row
        assert row is not None
        if decision.kind is Kind.FLAG:
            (new.flags.add if decision.value == "on" else new.flags.discard)(row)
            return new
        if decision.kind is Kind.NOTE:
            new.notes[row] = decision.value or ""
            return new
        for places in (new.labels, new.skips, new.aside):
            places.pop(row, None)  # type: ignore[attr-defined]
        if decision.kind is Kind.LABEL:
            new.labels[row] = decision.value or ""
        elif decision.kind is Kind.REVEAL:
            new.labels[row] = CLASSES[row % 2]
        elif decision.kind is Kind.SKIP:
            new.skips[row] = len(self.labels)
        else:
            new.aside[row] = decision.kind
        return new

    def available(self) -> list[int]:
        taken = {*self.labels, *self.skips, *self.aside}
        free = {row for row in range(3, 3 + POOL) if row not in taken}
        free |= {row for row, then in self.skips.items() if len(self.labels) >= then + 10}
        return sorted(free) or list(self.skips)[:1]


def told(knowledge: Knowledge) -> tuple[list[int], list[int], list[int], int]:
    return (
        knowledge.rows.tolist(),
        knowledge.labels.tolist(),
        knowledge.available.nonzero()[0].tolist(),
        knowledge.answered,
    )


class SessionMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(dir=fast_place())
        self.data = Data(POOL, extras=True)
        self.session = self.data.begin(Path(self.folder.name) / "data.csv.altui")
        self.past = [Snapshot()]
        self.future: list[Snapshot] = []
        self.strategy = "least-confidence"

    @rule(decision=decisions)
    def decide(self, decision: Decision) -> None:
        returned = self.session.decide(decision)
        self.past.append(self.past[-1].after(decision))
        self.future.clear()
        assert told(returned) == told(self.session.knowledge())

    @rule()
    def undo(self) -> None:
        if len(self.past) == 1:
            with pytest.raises(SessionError, match="nothing to undo"):
                self.session.decide(Decision.undo())
            return
        self.session.decide(Decision.undo())
        self.future.append(self.past.pop())

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(SessionError, match="nothing to redo"):
                self.session.decide(Decision.redo())
            return
        self.session.decide(Decision.redo())
        self.past.append(self.future.pop())

    @rule(strategy=st.sampled_from(["margin", "entropy"]))
    def change_strategy(self, strategy: str) -> None:
        self.session.decide(Decision.setting(strategy=strategy))
        self.strategy = strategy

    @rule(model=st.sampled_from(["newton", "logistic", "forest"]))
    def change_model(self, model: str) -> None:
        if model == self.past[-1].model:
            with pytest.raises(SessionError, match="already"):
                self.session.decide(Decision.model(model))
            return
        assert self.session.decide(Decision.model(model)).model == model
        self.past.append(replace(deepcopy(self.past[-1]), model=model))
        self.future.clear()

    @rule()
    def reopen(self) -> None:
        self.session.close()
        assert read_settings(self.session.path) == self.session.settings
        self.session = self.data.resume(self.session.path)

    @precondition(lambda self: len(self.past) > 3)
    @rule()
    def undo_all_and_redo_all(self) -> None:
        before, steps = told(self.session.knowledge()), len(self.past) - 1
        for _ in range(steps):
            self.session.decide(Decision.undo())
        assert told(self.session.knowledge()) == ([0, 1], [0, 1], list(range(3, 3 + POOL)), 0)
        for _ in range(steps):
            self.session.decide(Decision.redo())
        assert told(self.session.knowledge()) == before

    @invariant()
    def agrees_with_the_snapshot(self) -> None:
        now = self.past[-1]
        labels = [CLASSES.index(name) for name in now.labels.values()]
        assert told(self.session.knowledge()) == (
            [0, 1, *now.labels],
            [0, 1, *labels],
            now.available(),
            len(now.labels),
        )
        state = self.session.state
        assert set(state.flags) == now.flags
        assert state.notes == {row: text for row, text in now.notes.items() if text}
        assert state.labels_per_class == [labels.count(0), labels.count(1)]
        assert (state.can_undo, state.can_redo) == (len(self.past) > 1, bool(self.future))
        assert self.session.settings.strategy == self.strategy
        assert self.session.settings.model == now.model
        self._summary_agrees(now)

    def _summary_agrees(self, now: Snapshot) -> None:
        summary = self.session.summary()
        ignored = list(now.aside.values()).count(Kind.IGNORE)
        unsure = list(now.aside.values()).count(Kind.UNSURE)
        assert (summary.labels_given, summary.skipped) == (len(now.labels), len(now.skips))
        assert (summary.ignored, summary.unsure) == (ignored, unsure)
        assert summary.remaining == POOL - len(now.labels) - ignored - unsure

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.folder.cleanup()


TestAnyHistory = SessionMachine.TestCase
TestAnyHistory.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.slow
def test_any_history_at_length() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        SessionMachine,
        settings=settings(
            max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )


@pytest.fixture(scope="module")
def long_session(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Data(POOL, extras=True).begin(tmp_path_factory.mktemp("s") / "a.altui") as session:
        yield session


@given(st.lists(decisions, max_size=6), decisions)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undo_after_a_decision_restores_the_knowledge_exactly(
    long_session: Session, before: list[Decision], decision: Decision
) -> None:
    for earlier in before:
        long_session.decide(earlier)
    expected = told(long_session.knowledge())
    long_session.decide(decision)
    long_session.decide(Decision.undo())
    assert told(long_session.knowledge()) == expected
    replayed = long_session.view().state
    live = long_session.state
    assert replayed.standings == live.standings
    assert (replayed.flags, replayed.notes) == (live.flags, live.notes)
    assert replayed.answers.rows.tolist() == live.answers.rows.tolist()
    assert (replayed.event, replayed.undone) == (live.event, live.undone)


def test_undo_reaches_back_over_a_restart(session: Session, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.decide(Decision.label(3, "yes"))
    session.close()
    with data.resume(session.path) as again:
        assert again.decide(Decision.undo()).labels.tolist() == [0, 1, 0]
        again.close()
    with data.resume(session.path) as third:
        assert third.decide(Decision.redo()).labels.tolist() == [0, 1, 1]
        assert third.decide(Decision.undo()).rows.tolist() == [0, 1, 3]
        assert third.decide(Decision.undo()).rows.tolist() == [0, 1]


def test_nothing_to_undo_writes_nothing(session: Session) -> None:
    session.decide(Decision.setting(strategy="margin"))
    for decision in (Decision.undo(), Decision.redo()):
        with pytest.raises(SessionError, match=f"nothing to {decision.kind}"):
            session.decide(decision)
    assert len(session.view().events) == 2


def test_an_undone_relabel_has_its_old_place_again(session: Session) -> None:
    for row, name in ((3, "no"), (4, "no"), (3, "yes")):
        session.decide(Decision.label(row, name))
    assert session.knowledge().rows.tolist() == [0, 1, 4, 3]
    assert session.decide(Decision.undo()).rows.tolist() == [0, 1, 3, 4]
    assert session.decide(Decision.redo()).rows.tolist() == [0, 1, 4, 3]


def test_the_screen_can_tell_what_undo_would_take_back(session: Session) -> None:
    assert session.state.next_undo is None
    session.decide(Decision.skip(7))
    change = session.state.next_undo
    assert change is not None
    assert (change.kind, change.row) == (Kind.SKIP, 7)
    session.decide(Decision.undo())
    assert session.state.next_redo == change
