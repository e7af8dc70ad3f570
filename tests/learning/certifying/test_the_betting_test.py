"""The test of a certificate: a bet at fair odds, wrong in one run of twenty, with fewer rows."""

from __future__ import annotations

from itertools import pairwise
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.certifying.betting import _stakes, aimed_ends, goal_of, is_settled
from altui.learning.certifying.confidence_sequence import log_chance
from altui.learning.certifying.verdict import BETTING, Verdict
from tests.learning.certifying.many_runs import edges, rows_needed


def capital(answers: list[bool], total: int, goal: int) -> float:
    """Of whoever bets against "goal - 1 are right", answer by answer, at the odds of that null.

    The bet is the share of the capital on "right", as its mixture predicts it from what it saw.
    """
    null, money, seen = goal - 1, 1.0, 0
    beliefs = {rows: np.exp(weight) for rows, weight in _stakes(total, goal, True)}
    for drawn, answer in enumerate(answers):
        left = total - drawn
        fair = (null - seen) / left
        chances = {rows: max(rows - seen, 0) / left for rows in beliefs}
        bet = sum(belief * chances[rows] for rows, belief in beliefs.items())
        assert bet >= fair - 1e-9  # so what is more than the null can only be worse for the bettor
        money *= bet / fair if answer else (1 - bet) / (1 - fair)
        beliefs = {
            rows: belief * (chances[rows] if answer else max(1 - chances[rows], 0))
            for rows, belief in beliefs.items()
        }
        whole = sum(beliefs.values())
        beliefs = {rows: belief / whole for rows, belief in beliefs.items()}
        seen += answer
    return money


@given(st.integers(30, 300), st.floats(0.1, 0.98), st.data())
@settings(max_examples=60, deadline=None)
def test_it_rejects_just_where_the_bets_have_made_twenty(
    total: int, target: float, data: st.DataObject
) -> None:
    goal = goal_of(target, total)
    answers = data.draw(st.lists(st.booleans(), max_size=min(goal - 1, total - goal, 25)))
    money = capital(answers, total, goal)
    if abs(log(money) - log(20)) > 1e-6:
        shown = is_settled(sum(answers), len(answers), total, goal, is_above=True)
        assert shown == (money >= 20)


@given(st.integers(1, 300_000), st.floats(0.001, 0.999), st.data())
@settings(max_examples=60, deadline=None)
def test_its_interval_holds_what_was_seen_and_ends_in_the_truth(
    total: int, target: float, data: st.DataObject
) -> None:
    drawn = data.draw(st.integers(0, total))
    right = data.draw(st.integers(0, drawn))
    goal = goal_of(target, total)
    low, high = aimed_ends(right, drawn, total, goal)
    assert right <= low <= high <= total - (drawn - right)
    assert aimed_ends(right, total, total, goal) == (right, right)
    assert (low >= goal) == is_settled(right, drawn, total, goal, is_above=True)
    assert (high < goal) == is_settled(right, drawn, total, goal, is_above=False)
    assert not (low >= goal and high < goal)


def ever_wrong(total: int, target: float, *, is_above: bool) -> float:
    """The exact chance that the test is wrong at some moment, where the truth is just on the other
    side of the target: over all orders of the rows, by the number of right ones so far."""
    goal = goal_of(target, total)
    truth = goal - 1 if is_above else goal
    alive = np.zeros(total + 1)
    alive[0] = 1.0
    wrong = 0.0
    for drawn in range(1, total + 1):
        left, before = total - drawn + 1, np.arange(total + 1)
        chance = np.clip((truth - before) / left, 0, 1)
        alive, was = alive * (1 - chance), alive
        alive[1:] += (was * chance)[:-1]
        for right in np.flatnonzero(alive[: drawn + 1]):
            if is_settled(int(right), drawn, total, goal, is_above=is_above):
                wrong += alive[right]
                alive[right] = 0.0
    return float(wrong)


@pytest.mark.parametrize("target", [0.5, 0.8, 0.9])
@pytest.mark.parametrize("is_above", [True, False])
def test_at_the_very_edge_it_is_wrong_in_one_run_of_twenty_at_most(
    target: float, is_above: bool
) -> None:
    chance = ever_wrong(60, target, is_above=is_above)
    assert 0.005 < chance <= 0.05


RUNS = 2000
MOST = 0.05 + 2 * sqrt(0.05 * 0.95 / RUNS)


@pytest.mark.slow
@pytest.mark.parametrize("total", [150, 1000, 4000])
@pytest.mark.parametrize("target", [0.65, 0.8, 0.9, 0.95])
def test_in_two_thousand_runs_it_is_wrong_in_a_twentieth_at_most(total: int, target: float) -> None:
    goal = goal_of(target, total)
    for is_above, truth in ((True, goal - 1), (False, goal)):
        needed = rows_needed(
            truth, edges(total, target, is_above=is_above), RUNS, is_above=is_above
        )
        assert np.mean(needed <= total) <= MOST


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "before"), [(0.65, 461), (0.75, 417), (0.8, 386), (0.85, 330), (0.9, 250)]
)
def test_five_points_above_it_needs_a_third_fewer_rows_than_before(
    target: float, before: int
) -> None:
    """`before`: the median of the confidence sequence, by 400 runs on 1,000 rows."""
    found = edges(1000, target, is_above=True)
    median = np.median(rows_needed(round(1000 * (target + 0.05)), found, RUNS, is_above=True))
    assert median <= 0.68 * before


def test_ten_right_answers_never_move_an_end_back() -> None:
    ends = [aimed_ends(right, right, 500, 450) for right in range(11)]
    assert all(a[0] <= b[0] for a, b in pairwise(ends)) and ends[-1][0] > ends[0][0]


def test_a_row_without_an_answer_counts_against_both_ends() -> None:
    found = Verdict.of(7, 10, 2, 100, 0.8, BETTING)
    assert found.low == aimed_ends(7, 10, 100, 80)[0]
    assert found.high == aimed_ends(9, 10, 100, 80)[1]


def test_an_impossible_number_has_no_chance() -> None:
    assert log_chance(3, 4, 10, 100) == -np.inf
    assert log_chance(95, 4, 10, 100) == -np.inf
