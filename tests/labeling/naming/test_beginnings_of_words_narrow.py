"""Beginnings of words leave the classes that have such words, in the order that they had."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.display.folded import fold
from altui.labeling.naming.narrowing import narrow, word_starts

NAMES = (
    "card arrival",
    "Card payment fee",
    "Überweisung",
    "C++",
    "new york",
    ".net",
    "信用卡",
    "card",
)

words = st.text(st.sampled_from("abc é-_+."), max_size=5)
names = st.lists(st.text(st.sampled_from("abcÉ ß_-1"), min_size=1, max_size=9), max_size=8)


def found(typed: str) -> list[str]:
    return [NAMES[index] for index in narrow(typed, NAMES, range(len(NAMES)))]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", list(NAMES)),
        ("car", ["card arrival", "Card payment fee", "card"]),
        ("CARD", ["card", "card arrival", "Card payment fee"]),
        ("arr c", ["card arrival"]),
        ("c c", []),
        ("caa", ["card arrival"]),
        ("cpf", ["Card payment fee"]),
        ("cafe", ["Card payment fee"]),
        ("ac", []),
        ("uber", ["Überweisung"]),
        ("UBER", ["Überweisung"]),
        ("c+", ["C++"]),
        (".n", [".net"]),
        ("net", [".net"]),
        ("york", ["new york"]),
        ("卡", ["信用卡"]),
        ("ork", []),
        ("  new  yo ", ["new york"]),
    ],
)
def test_what_is_typed_leaves(typed: str, left: list[str]) -> None:
    assert found(typed) == left


@given(words, words, names)
def test_typing_on_brings_nothing_back(typed: str, more: str, drawn: list[str]) -> None:
    order = range(len(drawn))
    assert set(narrow(typed + more, drawn, order)) <= set(narrow(typed, drawn, order))


@given(words, names, st.randoms(use_true_random=False))
def test_the_order_is_the_given_one_behind_a_name_typed_in_full(
    typed: str, drawn: list[str], random: object
) -> None:
    order = list(range(len(drawn)))
    random.shuffle(order)  # type: ignore[attr-defined]
    left = narrow(typed, drawn, order)
    full = [i for i in left if fold(drawn[i]).split() == fold(typed).split()]
    others = [i for i in left if i not in full]
    assert left == [*full, *others]
    for part in (full, others):
        assert part == sorted(part, key=order.index)


@given(names)
def test_each_name_is_found_by_its_words_and_first_where_typed_in_full(drawn: list[str]) -> None:
    for index, name in enumerate(drawn):
        left = narrow(name, drawn, range(len(drawn)))
        assert index in left
        assert fold(drawn[left[0]]).split() == fold(name).split()


@given(words, names)
def test_what_is_left_is_what_has_such_words(typed: str, drawn: list[str]) -> None:
    parts = fold(typed).split()
    for index, each in enumerate(drawn):
        name = fold(each)
        begun = [name[place:] for place in word_starts(name)]
        fits = any(
            all(word.startswith(part) for word, part in zip(words, parts, strict=True))
            for words in permutations(begun, len(parts))
        )
        if len(parts) == 1:
            fits = fits or is_cut(parts[0], begun)
        assert (index in narrow(typed, drawn, range(len(drawn)))) == fits


def is_cut(part: str, words: Sequence[str]) -> bool:
    """Whether the part is the beginnings of some of these words, in their order."""
    if not part:
        return True
    return any(
        words[place].startswith(part[:n]) and is_cut(part[n:], words[place + 1 :])
        for place in range(len(words))
        for n in range(1, len(part) + 1)
    )


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
