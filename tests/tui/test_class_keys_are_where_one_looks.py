"""A class named by a digit has that digit; the others take the free ones in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.labeling.showing.class_keys import class_keys

names = st.lists(
    st.one_of(st.sampled_from("0123456789"), st.text(max_size=3)),
    min_size=1,
    max_size=10,
    unique=True,
)


@given(names)
def test_every_class_has_a_digit_of_its_own_in_its_own_place(drawn: list[str]) -> None:
    keys = class_keys(tuple(drawn))
    assert [each.name for each in keys] == drawn
    assert len({each.key for each in keys}) == len(drawn)
    assert {each.key for each in keys} <= set("0123456789")
    others = [each.key for each in keys if each.name not in list("0123456789")]
    assert others == sorted(others)
    assert all(each.key == each.name for each in keys if each.name in list("0123456789"))


@pytest.mark.parametrize(
    ("classes", "digits"),
    [
        (("ham", "spam"), "01"),
        (("0", "1"), "01"),
        (("1", "0"), "10"),
        (("1", "2", "other"), "120"),
        (("no", "1", "yes", "0"), "2130"),
        (("10", "²", "٣"), "012"),
        (tuple("abcdefghij"), "0123456789"),
    ],
)
def test_the_keys_of_some_classes(classes: tuple[str, ...], digits: str) -> None:
    assert "".join(each.key for each in class_keys(classes)) == digits
