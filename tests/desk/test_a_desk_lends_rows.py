"""Nobody gets a row that another person has, unless more than one are to answer it."""

from __future__ import annotations

import pytest

from altui.desk.chains import ChainDiffersError
from altui.desk.protocol import LEASE_SECONDS, RENEW_SECONDS
from tests.desk.houses import House, chain_of, head_of, joined, wishes

SPARE = LEASE_SECONDS / 4
"""Seconds that a lease has left: the time of a server passes by itself too."""


def test_two_people_with_one_ranking_get_other_rows(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    assert kim.lend(wishes("a b c d"), 2) == ["a", "b"]
    assert sam.lend(wishes("a b c d"), 2) == ["c", "d"]


def test_what_i_have_on_loan_is_free_for_me_and_counts(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("b"), 1)
    assert kim.lend(wishes("a b c"), 2) == ["a", "b"]
    assert sam.lend(wishes("a b c"), 3) == ["c"]


def test_rows_come_in_the_order_of_the_wishes(house: House) -> None:
    kim = joined(house, "kim")
    assert kim.lend(wishes("z m a q"), 3) == ["z", "m", "a"]


def test_a_row_that_is_wished_twice_is_lent_once(house: House) -> None:
    kim = joined(house, "kim")
    assert kim.lend(wishes("a a b"), 2) == ["a", "b"]


def test_where_all_are_lent_nothing_comes(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a b"), 2)
    assert sam.lend(wishes("a b"), 1) == []
    assert sam.lend([], 1) == []
    assert sam.lend(wishes("c"), 0) == []


def test_an_answered_row_is_lent_to_nobody(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a"), 1)
    kim.push(chain_of("kim", 1), answered=["a"])
    assert sam.lend(wishes("a b"), 1) == ["b"]
    assert kim.lend(wishes("a c"), 1) == ["c"]


def test_a_row_that_was_not_lent_may_be_answered(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.push(chain_of("kim", 1), answered=["a"])
    assert sam.lend(wishes("a b"), 2) == ["b"]


def test_rows_are_not_answered_under_a_name_that_the_desk_has_nothing_of(house: House) -> None:
    """Whoever could do that would withhold rows, and nobody could see who."""
    kim, sam = joined(house, "kim#2"), joined(house, "sam")
    with pytest.raises(ChainDiffersError, match="at event 0"):
        kim.push([], answered=["a"])
    assert sam.lend(wishes("a"), 1) == ["a"]
    kim.push(chain_of("kim#2", 1), answered=["b"])
    assert sam.lend(wishes("b"), 1) == []


def test_an_overlapping_row_is_lent_to_a_second_person_once_the_first_has_answered(
    house: House,
) -> None:
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.lend(wishes("a", slots=2), 1)
    assert sam.lend(wishes("a", slots=2), 1) == []
    kim.push(chain_of("kim", 1), answered=["a"])
    assert kim.lend(wishes("a", slots=2), 1) == []
    assert sam.lend(wishes("a", slots=2), 1) == ["a"]
    assert lee.lend(wishes("a", slots=2), 1) == []
    sam.push(chain_of("sam", 1), answered=["a"])
    assert lee.lend(wishes("a", slots=2), 1) == []
    assert lee.lend(wishes("a", slots=3), 1) == ["a"]


def test_a_row_given_back_is_free(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a b"), 2)
    kim.give_back(["b"])
    assert sam.lend(wishes("a b"), 2) == ["b"]


def test_nobody_gives_back_what_another_has(house: House) -> None:
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.lend(wishes("a"), 1)
    sam.give_back(["a", "never lent"])
    assert lee.lend(wishes("a"), 1) == []


def test_an_answer_taken_back_makes_the_row_free_again(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    mine = chain_of("kim", 2)
    kim.push(mine[:1], answered=["a"])
    kim.push(mine[1:], reopened=["a"])
    assert sam.lend(wishes("a"), 1) == ["a"]


def test_one_takes_back_only_the_own_answer(house: House) -> None:
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.push(chain_of("kim", 1), answered=["a"])
    sam.push(chain_of("sam", 1), reopened=["a"])
    assert lee.lend(wishes("a"), 1) == []


def test_a_lease_ends_so_long_after_the_last_sign_of_life(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a"), 1)
    house.pass_time(LEASE_SECONDS - SPARE)
    assert sam.lend(wishes("a"), 1) == []
    house.pass_time(2 * SPARE)
    assert sam.lend(wishes("a"), 1) == ["a"]


def test_a_sign_of_life_keeps_a_lease(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a"), 1)
    for _ in range(int(2 * LEASE_SECONDS / RENEW_SECONDS)):
        house.pass_time(RENEW_SECONDS)
        kim.renew()
    assert sam.lend(wishes("a"), 1) == []


def test_a_push_is_a_sign_of_life(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a"), 1)
    house.pass_time(LEASE_SECONDS - SPARE)
    kim.push(chain_of("kim", 1))
    house.pass_time(LEASE_SECONDS - SPARE)
    kim.push([])
    house.pass_time(LEASE_SECONDS - SPARE)
    assert sam.lend(wishes("a"), 1) == []


def test_a_sign_of_life_takes_nothing_from_whoever_has_it_now(house: House) -> None:
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.lend(wishes("a"), 1)
    house.pass_time(LEASE_SECONDS + 1)
    assert sam.lend(wishes("a"), 1) == ["a"]
    kim.renew()
    kim.give_back(["a"])
    assert lee.lend(wishes("a"), 1) == []
    assert sam.lend(wishes("a"), 1) == ["a"]


def test_an_answer_after_the_lease_was_lost_is_kept(house: House) -> None:
    """A lease is a courtesy, a label is work."""
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.lend(wishes("a"), 1)
    house.pass_time(LEASE_SECONDS + 1)
    sam.lend(wishes("a"), 1)
    mine, theirs = chain_of("kim", 1), chain_of("sam", 1)
    assert kim.push(mine, answered=["a"]) == head_of(mine)
    assert sam.push(theirs, answered=["a"]) == head_of(theirs)
    assert sorted(lee.pull({})) == [*mine, *theirs]
    assert lee.lend(wishes("a"), 1) == []


def test_a_late_answer_counts_where_the_other_gives_the_row_back(house: House) -> None:
    kim, sam, lee = (joined(house, name) for name in ("kim", "sam", "lee"))
    kim.lend(wishes("a"), 1)
    house.pass_time(LEASE_SECONDS + 1)
    sam.lend(wishes("a"), 1)
    kim.push(chain_of("kim", 1), answered=["a"])
    sam.give_back(["a"])
    assert lee.lend(wishes("a"), 1) == []


def test_whoever_leaves_gives_everything_back(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.lend(wishes("a b"), 2)
    kim.push(chain_of("kim", 1), answered=["b"])
    kim.close()
    assert sam.lend(wishes("a b"), 2) == ["a"]


def test_whoever_only_read_ends_no_loan_of_the_same_person(house: House) -> None:
    kim, sam, looking = joined(house, "kim"), joined(house, "sam"), joined(house, "kim")
    kim.lend(wishes("a"), 1)
    looking.pull({})
    looking.close()
    assert sam.lend(wishes("a b"), 2) == ["b"]


def test_two_sessions_of_one_person_are_two(house: House) -> None:
    kim, again = joined(house, "kim"), joined(house, "kim#2")
    kim.lend(wishes("a"), 1)
    assert again.lend(wishes("a b"), 1) == ["b"]


def test_ids_of_any_kind_are_lent(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    odd = ["", "ä %s 'x' \"y\" \\ {z}", "a,b", "NULL", "x" * 5000, "\u2028"]
    assert kim.lend(wishes(odd), 9) == odd
    assert sam.lend(wishes(odd), 9) == []
    kim.give_back(odd[1:])
    assert sam.lend(wishes(odd), 9) == odd[1:]
