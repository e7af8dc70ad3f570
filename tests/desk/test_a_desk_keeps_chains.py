"""Links are kept once each, in order, whole or not at all, and everybody gets all of them."""

from __future__ import annotations

import pytest

from altui.desk.chains import NO_HEAD, ChainDiffersError, DeskError, Link, Project
from altui.desk.protocol import MOST_PULLED
from tests.desk.houses import PROJECT, House, chain_of, head_of, joined


def by_name(links: list[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.chain, []).append(link)
    return found


def test_a_new_desk_has_nothing(house: House) -> None:
    kim = house.person("kim")
    assert kim.join(PROJECT, "kim", NO_HEAD) == {}
    assert kim.pull({}) == []


def test_what_one_pushes_the_other_pulls(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    mine, theirs = chain_of("kim", 5), chain_of("sam", 3)
    assert kim.push(mine) == head_of(mine)
    assert sam.push(theirs) == head_of(theirs)
    assert by_name(kim.pull({})) == by_name(sam.pull({})) == {"kim": mine, "sam": theirs}


def test_a_pull_begins_after_the_heads(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    mine, theirs = chain_of("kim", 5), chain_of("sam", 3)
    kim.push(mine)
    sam.push(theirs)
    known = {"kim": head_of(mine), "sam": head_of(theirs[:1])}
    assert kim.pull(known) == theirs[1:]
    assert kim.pull(known | {"sam": head_of(theirs)}) == []


def test_join_says_how_far_each_chain_goes(house: House) -> None:
    mine, theirs = chain_of("kim", 5), chain_of("sam", 3)
    joined(house, "kim").push(mine)
    joined(house, "sam").push(theirs)
    heads = house.person("lee").join(PROJECT, "lee", NO_HEAD)
    assert heads == {"kim": head_of(mine), "sam": head_of(theirs)}


def test_the_same_push_twice_is_kept_once(house: House) -> None:
    kim = joined(house, "kim")
    mine = chain_of("kim", 5)
    assert kim.push(mine) == kim.push(mine) == head_of(mine)
    assert kim.pull({}) == mine


@pytest.mark.parametrize("there", range(6))
def test_every_prefix_of_a_push_may_be_there_already(house: House, there: int) -> None:
    """The desk had committed some of it when the line was cut."""
    kim = joined(house, "kim")
    mine = chain_of("kim", 5)
    kim.push(mine[:there])
    assert kim.push(mine) == head_of(mine)
    assert kim.pull({}) == mine


def test_an_empty_push_says_where_the_chain_ends(house: House) -> None:
    kim = joined(house, "kim")
    mine = chain_of("kim", 2)
    assert kim.push([]) == NO_HEAD
    kim.push(mine)
    assert kim.push([]) == head_of(mine)


def test_a_gap_is_refused_and_nothing_of_it_kept(house: House) -> None:
    kim = joined(house, "kim")
    mine = chain_of("kim", 6)
    kim.push(mine[:2])
    with pytest.raises(ChainDiffersError, match="does not go on where the answers of kim end"):
        kim.push(mine[3:])
    with pytest.raises(ChainDiffersError):
        kim.push([*mine[2:4], mine[5]])
    assert kim.pull({}) == mine[:2]
    assert kim.push(mine[2:]) == head_of(mine)


def test_another_past_is_refused(house: House) -> None:
    kim = joined(house, "kim")
    mine, other = chain_of("kim", 3), chain_of("kim", 5, word="other")
    kim.push(mine)
    with pytest.raises(ChainDiffersError, match="event 1 of kim is another one here"):
        kim.push(other)
    with pytest.raises(ChainDiffersError):
        kim.push(other[3:])
    assert kim.pull({}) == mine


@pytest.mark.parametrize(
    "changed", [{"body": '1\n"not what was sealed"'}, {"hash": "0" * 64}, {"previous": "0" * 64}]
)
def test_a_text_that_its_seal_does_not_fit_is_refused(
    house: House, changed: dict[str, str]
) -> None:
    kim = joined(house, "kim")
    (link,) = chain_of("kim", 1)
    with pytest.raises(ChainDiffersError):
        kim.push([link._replace(**changed)])
    assert kim.pull({}) == []


def test_a_link_of_another_person_is_refused(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    with pytest.raises(DeskError, match="another person's"):
        kim.push(chain_of("sam", 1))
    assert sam.pull({}) == []


def test_a_second_chain_of_one_person_stands_beside_the_first(house: House) -> None:
    kim, again = joined(house, "kim"), joined(house, "kim#2")
    first, second = chain_of("kim", 2), chain_of("kim#2", 3)
    kim.push(first)
    again.push(second)
    assert by_name(kim.pull({})) == {"kim": first, "kim#2": second}


def test_a_desk_with_more_of_my_chain_than_i_have_is_refused(house: House) -> None:
    """A laptop was restored from a copy."""
    mine = chain_of("kim", 57)
    joined(house, "kim").push(mine)
    with pytest.raises(
        ChainDiffersError, match="your session ends at 40, the desk has 57 of it"
    ) as refused:
        joined(house, "kim", head_of(mine[:40]))
    assert "--as NAME" in refused.value.hint


def test_another_session_of_my_name_is_refused(house: House) -> None:
    joined(house, "kim").push(chain_of("kim", 3))
    with pytest.raises(ChainDiffersError, match="another one here"):
        joined(house, "kim", head_of(chain_of("kim", 3, word="other")))


def test_a_desk_with_less_of_my_chain_gets_the_rest(house: House) -> None:
    """The desk was restored from a copy, or never got the end."""
    mine = chain_of("kim", 57)
    joined(house, "kim").push(mine[:40])
    kim = house.person("kim")
    there = kim.join(PROJECT, "kim", head_of(mine))["kim"]
    assert there == head_of(mine[:40])
    assert kim.push(mine[there[0] :]) == head_of(mine)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rows": 1001}, "it has 1,000 rows, your data 1,001"),
        ({"classes": ("ham", "junk")}, "its classes are ham, spam, yours ham, junk"),
        ({"seed": 8}, "its seed is 7, yours 8"),
        ({}, "its rows have other ids than yours"),
    ],
)
def test_another_project_is_refused_and_it_says_what_differs(
    house: House, changed: dict[str, object], said: str
) -> None:
    joined(house, "kim")
    other = Project(**{**PROJECT._asdict(), "digest": "0f" * 16, **changed})
    with pytest.raises(DeskError, match=said):
        house.person("sam").join(other, "sam", NO_HEAD)


def test_a_long_chain_comes_in_several_pulls(house: House) -> None:
    kim = joined(house, "kim")
    mine = chain_of("kim", MOST_PULLED + 10)
    kim.push(mine)
    first = kim.pull({})
    assert first == mine[:MOST_PULLED]
    assert kim.pull({"kim": head_of(first)}) == mine[MOST_PULLED:]


def test_texts_of_any_kind_come_back_as_they_were(house: House) -> None:
    kim = joined(house, "kim")
    mine = chain_of("kim", 1, word="a \\u00e9 \\\\ ' % %s $1 \\n")
    kim.push(mine)
    assert kim.pull({}) == mine
