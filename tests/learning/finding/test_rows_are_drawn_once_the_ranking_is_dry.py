"""The rows of a pile are read by rank, then drawn at random in an order that nothing changes."""

from __future__ import annotations

import numpy as np

from altui.learning.finding.missed_rows import Draws, missed_p
from altui.learning.finding.reading import Pile, Reading, follow_reading
from altui.learning.strategies.random_order import RandomOrder

N = 1000


def pile(aside: tuple[int, ...] = (), rows: int = N, seed: int = 0) -> Pile:
    held = np.zeros(rows, bool)
    held[list(aside)] = True
    every = np.ones(rows, bool)
    return Pile(every, held, RandomOrder(every, seed))


def read(one: Pile, rows: list[int], hits: set[int]) -> Reading:
    return follow_reading(one, np.array(rows, int), np.isin(rows, [*hits]))


def drawn(one: Pile, before: set[int], count: int) -> list[int]:
    order = [one.order.at(place) for place in range(len(one.rows))]
    return [row for row in order if row not in before][:count]


def test_nothing_is_drawn_while_the_ranking_finds_rows() -> None:
    found = read(pile(), list(range(300)), set(range(0, 300, 3)))
    assert (found.read, found.found, found.unread, found.dry) == (300, 100, 700, 2)
    assert not found.is_random and found.draws == () and 30 < found.expected < 36


def test_draws_begin_after_a_tenth_of_the_pile_with_hardly_a_hit() -> None:
    one, hits = pile(), set(range(100))
    assert not read(one, list(range(190)), hits).is_random
    begun = read(one, list(range(200)), hits)
    assert begun.is_random and begun.draws == (Draws(800, 100, 0, 0),)


def test_draws_count_in_the_order_of_their_turns_only() -> None:
    one, hits = pile(), set(range(100))
    ranked = list(range(200))
    first, second, third = drawn(one, set(ranked), 3)
    assert read(one, [*ranked, second, third], hits).draws[0].drawn == 0  # the first is skipped
    assert read(one, [*ranked, second, third, first], hits).draws[0].drawn == 3
    searched = next(row for row in range(900, N) if row not in (first, second, third))
    assert read(one, [*ranked, first, searched], hits).draws[0].drawn == 1


def test_a_row_set_aside_has_its_turn_and_counts_as_none_of_the_class() -> None:
    one, hits = pile(), set(range(100))
    ranked = list(range(200))
    first, second = drawn(one, set(ranked), 2)
    found = read(pile(aside=(first,)), [*ranked, second], hits)
    assert found.draws == (Draws(800, 100, 2, 0),) and found.unread == 798


def test_rows_are_read_by_rank_again_where_too_many_are_missed() -> None:
    one = pile()
    ranked = list(range(200))
    random = drawn(one, set(ranked), 20)
    hits = {*range(100), *random[::4]}
    found = read(one, [*ranked, *random], hits)
    assert not found.is_random and found.draws[0].hits == 3  # the third of nine was enough
    later = read(one, [*ranked, *random, *[r for r in range(200, 330) if r not in random]], hits)
    assert later.is_random and len(later.draws) == 2 and later.draws[0] == found.draws[0]


def test_with_every_row_read_or_set_aside_nothing_is_missed() -> None:
    found = read(pile(aside=(3, 7), rows=40), [r for r in range(40) if r not in (3, 7)], {1, 2})
    assert found.unread == 0 and missed_p(found.draws, found.found, found.unread) == 0.0


def test_the_test_is_right_on_piles_with_rankings_good_and_bad() -> None:
    """60 piles: one in twenty may stop with too little found, and chance may double that."""
    wrong = sum(stops_too_early(seed) for seed in range(60))
    assert wrong <= 6


def stops_too_early(seed: int) -> bool:
    rng = np.random.default_rng(seed)
    truth = rng.random(300) < rng.choice([0.05, 0.2])
    ranks = np.argsort(-(rng.normal(size=300) + rng.choice([1.0, 2.5]) * truth)).tolist()
    one, rows = pile(rows=300, seed=seed), list[int]()
    while len(rows) < 300:
        now = follow_reading(one, np.array(rows, int), truth[rows])
        if now.is_random and missed_p(now.draws, now.found, now.unread) < 0.05:
            return bool(now.found < 0.95 * truth.sum())
        read_now = set(rows)
        left = drawn(one, read_now, 300) if now.is_random else ranks
        rows += [row for row in left if row not in read_now][:10]
    return False
