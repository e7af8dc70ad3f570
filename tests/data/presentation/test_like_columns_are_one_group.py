"""Names that share a prefix and count up are a group, and its range stands for the same names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.presentation.column_groups import expand_range, find_groups, write_ranges
from altui.errors import InputError

NAMES = st.lists(st.from_regex(r"[ap.=]{0,2}[0-9]{0,2}", fullmatch=True), unique=True, max_size=30)


def groups(names: list[str], kinds: str = "") -> list[str]:
    found = find_groups(names, kinds or "k" * len(names))
    return [" ".join(names[place] for place in places) for places in found]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ("p0 p1 p2", ["p0 p1 p2"]),
        ("p1 p2", ["p1", "p2"]),
        ("p1 p2 p4 p5 p6", ["p1", "p2", "p4 p5 p6"]),
        ("id V1 V2 V3 age", ["id", "V1 V2 V3", "age"]),
        ("8 9 10 11", ["8 9 10 11"]),
        ("x08 x09 x10", ["x08 x09 x10"]),
        ("x98 x99 x100", ["x98 x99 x100"]),
        ("x098 x099 x100", ["x098 x099 x100"]),
        ("a_1 b_2 c_3", ["a_1", "b_2", "c_3"]),
        ("1x1 1x2 1x3 2x1 2x2 2x3", ["1x1 1x2 1x3", "2x1 2x2 2x3"]),
    ],
)
def test_three_or_more_that_count_up_are_a_group(names: str, wanted: list[str]) -> None:
    assert groups(names.split()) == wanted


def test_a_group_is_of_one_kind_and_what_has_none_goes_with_any() -> None:
    names = [f"p{k}" for k in range(8)]
    assert groups(names, "aaabbbbb") == ["p0 p1 p2", "p3 p4 p5 p6 p7"]
    found = find_groups(names, [None, "a", None, "a", "b", None, "b", None])
    assert found == [range(4), range(4, 8)]


@given(NAMES, st.data())
def test_what_is_written_of_names_stands_for_them(names: list[str], data: st.DataObject) -> None:
    names = [name for name in names if name]
    kinds = data.draw(st.lists(st.sampled_from("ab"), min_size=len(names), max_size=len(names)))
    read = []
    for text, place in write_ranges(names, kinds, names):
        meant = [text] if text in names else expand_range(text)
        assert meant is not None and meant[0] == names[place]
        assert {kinds[names.index(name)] for name in meant} == {kinds[place]}
        read += meant
    assert read == names


@pytest.mark.parametrize("text", ["p0..q9", "p9..p0", "p1..p1", "p01..p100"])
def test_what_is_no_range_is_said(text: str) -> None:
    with pytest.raises(InputError, match="is no range of columns"):
        expand_range(text)


@pytest.mark.parametrize("text", ["p0", "a..b", "..", "p..1", "p783"])
def test_a_name_is_no_range(text: str) -> None:
    assert expand_range(text) is None
