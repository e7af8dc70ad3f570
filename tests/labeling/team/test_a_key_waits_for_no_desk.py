"""Which row a person gets who is quicker than the desk, or than the reasons for a row."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from altui.desk.chains import NO_HEAD
from altui.desk.memory import Board, MemoryDesk
from altui.desk.protocol import Wish
from altui.labeling.team import lending as lending_module
from altui.labeling.team.lending import DEPTH, MOST_HELD, PEOPLE, Lending
from altui.labeling.team.reach import Reach
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Round
from tests.desk.houses import PROJECT, wishes
from tests.threads import PATIENCE

ROWS = 300


class SlowDesk(MemoryDesk):
    """It lends nothing while `may_lend` is not set."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.may_lend = threading.Event()
        self.may_lend.set()
        self.join(PROJECT, "kim", NO_HEAD)

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        assert self.may_lend.wait(PATIENCE)
        return super().lend(wishes, count)


class Kim:
    """A person at a slow desk, and the model that ranks the rows."""

    def __init__(self, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
        # Who waits for the desk hangs.
        monkeypatch.setattr(lending_module, "CHOOSE_LIMIT", PATIENCE)
        self.desk = SlowDesk(board)
        self.heard = threading.Semaphore(0)
        self.lending = Lending(
            self.desk, [*map(str, range(ROWS))], lambda _: 1, self.heard.release, Reach(print)
        )
        self.matrix = np.random.default_rng(3).normal(size=(ROWS, 3))
        self.learner = Learner(
            self.matrix,
            np.ones(ROWS, bool),
            2,
            model=model_factory("newton", seed=0, sparse=False),
            strategy="margin",
            depth=DEPTH,
            shares_rows=True,
        )
        self.lending.explain = self.learner.explained
        self.lending.start()

    def knows(self, labeled: int) -> Knowledge:
        """The first rows are labeled, by their first number."""
        rows = np.arange(labeled)
        available = np.ones(ROWS, bool)
        available[rows] = False
        labels = (self.matrix[rows, 0] > 0).astype(int)
        return Knowledge(labeled, rows, labels, available, labeled)

    def choose(self, labeled: int) -> Round:
        known = self.knows(labeled)
        return self.lending.choose(self.learner.round(known), known)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def kim(board: Board, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kim]:
    made = Kim(board, monkeypatch)
    yield made
    made.desk.may_lend.set()
    made.lending.close()


def first_of(kim: Kim, labeled: int) -> int:
    query = kim.learner.round(kim.knows(labeled)).query
    assert query is not None
    return query.row


def test_where_a_row_is_on_loan_already_the_desk_is_not_waited_for(kim: Kim) -> None:
    first = kim.choose(10).query
    assert first is not None and first.row == first_of(kim, 10)
    kim.lending.forget([first.row])
    kim.lending.show(first.row)
    kim.desk.may_lend.clear()
    made = kim.choose(12)
    assert made.query is not None
    assert made.query.row in {each.row for each in kim.learner.round(kim.knows(10)).ranking}
    assert made == kim.learner.explained(made, kim.knows(12))


def test_where_all_others_hold_the_first_rows_there_is_one_left(board: Board, kim: Kim) -> None:
    """Everybody has the same ranking, the worst case."""
    made = kim.learner.round(kim.knows(10))
    rows = [first_of(kim, 10), *(each.row for each in made.ranking)]
    for number in range(PEOPLE - 1):
        other = MemoryDesk(board)
        other.join(PROJECT, f"person {number}", NO_HEAD)
        assert len(other.lend(wishes(map(str, rows)), MOST_HELD)) == MOST_HELD
    chosen = kim.choose(10).query
    assert chosen is not None and chosen.row == rows[(PEOPLE - 1) * MOST_HELD]


def test_a_row_is_there_before_the_reasons_for_it(board: Board, kim: Kim) -> None:
    """The first choice is somebody else's. The reasons are being made, and do not come; they are
    made once more for who does not wait."""
    other = MemoryDesk(board)
    other.join(PROJECT, "sam", NO_HEAD)
    other.lend(wishes(str(first_of(kim, 10))), 1)
    begun, may_end = threading.Event(), threading.Event()

    def explain(made: Round, known: Knowledge) -> Round:
        if threading.current_thread().name == "lending":
            begun.set()
            assert may_end.wait(PATIENCE)
        return kim.learner.explained(made, known)

    kim.lending.explain = explain
    known = kim.knows(10)
    made = kim.learner.round(known)
    assert kim.lending.prepare(made, known) is None
    assert begun.wait(PATIENCE)
    assert kim.lending.prepare(made, known) is None
    chosen = kim.choose(10)
    assert chosen.passed == (first_of(kim, 10),)
    assert chosen.query is not None and chosen.query.shares
    may_end.set()
    while (ready := kim.lending.prepare(made, known)) is None:
        assert kim.heard.acquire(timeout=PATIENCE)
    assert ready == chosen
