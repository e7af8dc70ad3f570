"""Whoever waits hears of what others push, and comes to no harm by waiting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from altui.desk.protocol import Desk
from tests.desk.houses import House, chain_of, joined, wishes


def hear_all(desk: Desk) -> None:
    while desk.wait(0):
        desk.pull({})


def hears(desk: Desk) -> bool:
    """Whether something arrives for `pull` while it waits."""
    return any(desk.wait(2) and desk.pull({}) for _ in range(8))


def test_a_push_is_heard(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    hear_all(kim)
    with ThreadPoolExecutor(1) as one:
        heard = one.submit(hears, kim)
        sam.push(chain_of("sam", 1))
        assert heard.result(20)


def test_a_push_before_the_wait_is_heard(house: House) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    sam.push(chain_of("sam", 1))
    assert hears(kim)


def test_a_wait_ends_without_news(house: House) -> None:
    kim = joined(house, "kim")
    assert not all(kim.wait(0.01) for _ in range(3))


def test_others_call_while_one_waits(house: House) -> None:
    kim = joined(house, "kim")
    hear_all(kim)
    with ThreadPoolExecutor(1) as one:
        waiting = one.submit(kim.wait, 30)
        for number in range(20):
            assert kim.lend(wishes([str(number)]), 1) == [str(number)]
        kim.close()
        waiting.result(10)


def test_closing_twice_is_closing_once(house: House) -> None:
    kim = joined(house, "kim")
    kim.close()
    kim.close()
