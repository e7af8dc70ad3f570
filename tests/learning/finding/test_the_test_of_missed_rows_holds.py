"""The test of "less than 95 % is found": its level, computed exactly, and its bounds."""

from __future__ import annotations

from math import ceil, exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.certifying.confidence_sequence import ALPHA
from altui.learning.finding import missed_rows
from altui.learning.finding.missed_rows import (
    BELIEFS,
    Draws,
    fewest_draws,
    fewest_for_any_test,
    fewest_in_all,
    missed_p,
)
from altui.learning.hints import RECALL


def chance_to_stop_too_early(unread: int, missed: int, found: int) -> float:
    """Of all orders of the draws, the share in which the test is passed while too little is found:
    computed by following the chance of each number of hits."""
    total, stopped, chances = found + missed, 0.0, {0: 1.0}
    for drawn in range(1, unread + 1):
        after: dict[int, float] = {}
        for hits, chance in chances.items():
            share = (missed - hits) / (unread - drawn + 1)
            after[hits] = after.get(hits, 0.0) + chance * (1 - share)
            after[hits + 1] = after.get(hits + 1, 0.0) + chance * share
        chances = {}
        for hits, chance in after.items():
            draws = (Draws(unread, found, drawn, hits),)
            if missed_p(draws, found + hits, unread - drawn) >= ALPHA:
                chances[hits] = chance
            elif found + hits < RECALL * total:
                stopped += chance
    return stopped


@pytest.mark.parametrize(("unread", "found"), [(60, 20), (90, 60), (100, 95), (80, 400)])
def test_too_little_found_passes_in_at_most_one_session_of_twenty(unread: int, found: int) -> None:
    least = fewest_in_all(found) - found
    for missed in (least, least + 1, least + 3, 2 * least + 5, unread // 3):
        assert chance_to_stop_too_early(unread, missed, found) <= ALPHA + 1e-9


def test_no_draw_is_wasted_where_nothing_is_left() -> None:
    """With the first belief alone the test needs as few draws as any; the others cost some."""
    for unread, found in ((1500, 98), (900, 40), (5000, 400)):
        fewest = fewest_for_any_test(found, unread)
        assert fewest <= fewest_draws((), found, unread) <= 1.15 * fewest


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), min_size=1, max_size=3),
    st.integers(1, 60),
    st.integers(0, 20),
)
def test_the_least_number_of_rows_has_the_largest_p(
    stretches: list[tuple[int, int]], found: int, ranked: int
) -> None:
    """One look at the fewest rows in all is as good as looks at every number of rows."""
    unread, draws = 200, []
    for misses, hits in stretches:
        draws.append(Draws(unread, found, misses + hits, hits))
        found, unread = found + hits, unread - misses - hits
        found, unread = found + ranked // 10, unread - ranked  # by rank, between two stretches
    p = missed_p(draws, found, unread)
    every = [p_of(draws, total) for total in range(fewest_in_all(found), found + unread + 1)]
    assert p == pytest.approx(max(every, default=0.0), rel=1e-6)


def p_of(draws: list[Draws], total: int) -> float:
    """The p of exactly so many rows of the class in all."""
    doubted = missed_rows._log_likelihood(draws, total)
    beliefs = [(RECALL + (1 - RECALL) * place) * total - 1e-9 for place, _ in BELIEFS]
    logs = [missed_rows._log_likelihood(draws, ceil(each) - 1) for each in beliefs]
    capital = sum(
        stake * exp(each - doubted) for (_, stake), each in zip(BELIEFS, logs, strict=True)
    )
    return min(1.0, 1 / capital) if capital else 1.0


def test_the_fewest_rows_for_any_test_meet_none_with_one_chance_in_twenty() -> None:
    # 98 found: 104 rows would be too many, so 6 of 1,411 may be missed.
    rows = fewest_for_any_test(98, 1411)
    chance = exp(sum(log((1411 - rows - i) / (1411 - i)) for i in range(6)))
    assert rows == 554 and chance <= 0.05


def test_with_fewer_rows_left_than_may_be_missed_nothing_is_to_be_shown() -> None:
    assert missed_p((), 98, 5) == 0.0
    assert missed_p((), 98, 6) == pytest.approx(1.0)
