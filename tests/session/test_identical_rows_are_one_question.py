"""One answer for all copies; what is measured on has no copy that trains."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.dataset import Part
from altui.data.units.identical import Identical
from altui.data.units.units import Units
from altui.learning.rounds import Knowledge
from altui.session.events import Decision, Kind
from altui.session.session import Session
from altui.session.state.check_draw import count_items, draw_check
from altui.session.state.pool import Pool
from tests.session.making import CLASSES, Data


def copies(n: int, times: int) -> Data:
    """`n` rows, the first `n // times` and then their copies."""
    data = Data(n)
    data.units = Units(Identical.of(np.arange(n), np.arange(n) % (n // times), n))
    return data


def next_row(knowledge: Knowledge) -> int | None:
    if knowledge.check is not None and knowledge.check.due is not None:
        return knowledge.check.due
    return next(iter(np.flatnonzero(knowledge.available).tolist()), None)


def label_all(session: Session, name: str = "yes") -> int:
    given = 0
    while (row := next_row(session.knowledge())) is not None:
        session.decide(Decision.label(row, name))
        given += 1
    return given


def test_sixty_questions_for_360_rows(tmp_path: Path) -> None:
    data = copies(360, 6)
    with data.begin(tmp_path / "s.altui") as session:
        assert session.settings.pool == 60
        assert label_all(session) == 60
        labels, givers = session._pool.labels(session.state)
        assert (labels == 1).all()
        assert (givers >= 0).sum() == 300
        assert session.knowledge().counts.tolist() == [6] * 60  # type: ignore[union-attr]
        assert session.knowledge().copies == 300


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 99), times=st.integers(2, 8), size=st.integers(10, 20))
def test_the_check_is_drawn_by_row_and_asked_by_question(seed: int, times: int, size: int) -> None:
    n = 60 * times
    data = copies(n, times)
    pool = Pool(data.part, data.known, data.units)
    drawn = draw_check(pool.drawable, data.units, size, seed)
    assert count_items(drawn) == size
    sets = {row: int(data.units.identical.set_of[row]) for row, _ in drawn}  # type: ignore[union-attr]
    assert len(set(sets.values())) == len(sets)


def test_one_answer_serves_all_drawn_copies_and_none_trains(tmp_path: Path) -> None:
    data = copies(200, 10)
    with data.begin(tmp_path / "s.altui", audit=15, seed=3) as session:
        assert label_all(session) == 20
        knowledge, state = session.knowledge(), session.state
        assert knowledge.check is not None
        assert sum(map(len, state.drawn_again.values())) > 0
        assert state.checked >= 15
        rows, _ = knowledge.check.measured
        assert (
            len(rows)
            == state.checked
            == sum(1 + len(state.drawn_again.get(r, ())) for r in state.drawn)
        )
        trained = knowledge.rows % 20
        assert not np.isin(trained, rows % 20).any()
        assert len(trained) + len(state.drawn) == 20


def test_an_ignored_row_of_the_check_is_replaced_as_often_as_it_was_drawn(tmp_path: Path) -> None:
    data = copies(400, 4)
    with data.begin(tmp_path / "s.altui", audit=10, seed=1) as session:
        first = next(iter(session.state.drawn))
        session.decide(Decision.ignore(first))
        label_all(session)
        assert session.state.checked >= 10


def test_imported_labels_that_differ_stay_with_their_rows(tmp_path: Path) -> None:
    data = copies(12, 4)
    with data.begin(tmp_path / "s.altui") as session:
        labels = [Decision.imported(0, "no"), Decision.imported(3, "yes")]
        session.bring_in("{}", labels)
        found, _ = session._pool.labels(session.state)
        assert found[[0, 3, 6, 9]].tolist() == [0, 1, -1, -1]
        assert np.flatnonzero(session.knowledge().available).tolist() == [1, 2, 6]
        session.decide(Decision.label(6, "no"))
        assert session._pool.labels(session.state)[0][[0, 3, 6, 9]].tolist() == [0, 1, 0, 0]


def test_a_label_brought_in_for_a_copy_does_not_answer_the_check(tmp_path: Path) -> None:
    data = copies(400, 4)
    with data.begin(tmp_path / "s.altui", audit=10) as session:
        drawn = next(iter(session.state.drawn))
        copy = (drawn + 100) % 400
        session.bring_in("{}", [Decision.imported(copy, "yes")])
        assert next(e for e in session.events() if e.row == copy).kind is Kind.IMPORTED_CHECK
        assert drawn in session.knowledge().check.open  # type: ignore[union-attr]
        assert not session.listable()[[drawn, copy]].any()


def test_a_label_of_the_file_serves_its_copies_and_trains_for_them(tmp_path: Path) -> None:
    data = copies(40, 4)
    data.part[0] = Part.LABELED
    data.initial = (1, 0)
    with data.begin(tmp_path / "s.altui") as session:
        knowledge = session.knowledge()
        assert session.settings.pool == 9
        assert knowledge.rows.tolist() == [0]
        assert knowledge.counts is not None
        assert knowledge.counts.tolist() == [4]


def test_a_label_of_a_row_that_is_no_longer_the_first_still_serves(tmp_path: Path) -> None:
    data = copies(12, 2)
    path = tmp_path / "s.altui"
    with data.begin(path) as session:
        session.decide(Decision.label(6, CLASSES[1]))
    with data.resume(path) as session:
        assert session._pool.holder(0, session.state) == 6
        assert not session.knowledge().available[[0, 6]].any()


def test_taking_a_label_back_frees_all_copies(tmp_path: Path) -> None:
    data = copies(12, 3)
    with data.begin(tmp_path / "s.altui") as session:
        before = session.knowledge()
        session.decide(Decision.label(0, "no"))
        session.decide(Decision.undo())
        after = session.knowledge()
        assert np.array_equal(before.available, after.available)
        assert session._pool.labels(session.state)[0].max() == -1
