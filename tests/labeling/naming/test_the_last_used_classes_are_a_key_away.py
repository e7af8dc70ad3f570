"""The last used classes without a key of their own have one each, and keep it while they can."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from altui.labeling.naming.recent import RecentSlots, give_recent_keys, order_by_use
from altui.labeling.showing.class_keys import ClassKey

used = st.lists(st.integers(0, 7), max_size=40)
KEYLESS = frozenset({2, 3, 4, 5, 6, 7})


def slots_after(numbers: list[int], count: int = 3) -> list[int | None]:
    return RecentSlots(count).follow(np.array(numbers, dtype=int), KEYLESS)


def test_a_class_keeps_its_key_until_it_is_the_one_unused_for_longest() -> None:
    assert slots_after([]) == [None, None, None]
    assert slots_after([2, 0, 3, 2]) == [2, 3, None]
    assert slots_after([2, 3, 4, 2, 5]) == [2, 5, 4], "3 was unused for longest"
    assert slots_after([2, 3, 4, 2, 5, 3]) == [2, 5, 3]


@given(used)
def test_the_slots_hold_the_last_used_and_no_other_moves(numbers: list[int]) -> None:
    wanted = list(dict.fromkeys(each for each in reversed(numbers) if each in KEYLESS))[:3]
    now = slots_after(numbers)
    assert {each for each in now if each is not None} == set(wanted)
    before = slots_after(numbers[:-1])
    assert sum(a != b for a, b in zip(before, now, strict=True)) <= 1


@given(used, used)
def test_a_resumed_session_and_an_undone_one_have_the_same(
    numbers: list[int], others: list[int]
) -> None:
    slots = RecentSlots(3)
    for end in (len(numbers) // 2, len(numbers)):
        slots.follow(np.array(numbers[:end], dtype=int), KEYLESS)
    slots.follow(np.array(others, dtype=int), KEYLESS)
    assert slots.follow(np.array(numbers, dtype=int), KEYLESS) == slots_after(numbers)


def test_only_classes_without_a_key_get_one() -> None:
    classes = tuple(ClassKey(str(i) if i < 2 else "", f"class {i}") for i in range(8))
    given_keys = give_recent_keys(classes, np.array([0, 5, 1, 3]), RecentSlots(3), ",.-")
    assert [each.key for each in given_keys] == ["0", "1", "", ".", "", ",", "", ""]
    all_keyed = tuple(replace(each, key="t") for each in classes)
    assert give_recent_keys(all_keyed, np.array([0, 5]), RecentSlots(3), ",.-") == all_keyed


def test_where_nothing_is_known_the_last_used_come_first_and_then_the_names() -> None:
    assert order_by_use(np.array([2, 0, 2]), ["c", "B", "a", "d"]) == [2, 0, 1, 3]
    assert order_by_use(np.array([], dtype=int), ["c", "B", "a"]) == [2, 1, 0]
