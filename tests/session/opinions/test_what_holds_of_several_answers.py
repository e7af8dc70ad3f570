"""Alike holds, one of two does not, most of three and more do, and who settles has the last say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from altui.session.opinions.verdict import Ground, Verdict, judge

ANSWERS = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def test_two_who_differ_are_no_majority() -> None:
    assert judge([0, 1]) == Verdict(Ground.OPEN, None)
    assert judge([0, 1, 0]) == Verdict(Ground.MAJORITY, 0)
    assert judge([0, 1, 0, 1]) == Verdict(Ground.OPEN, None)
    assert judge([0, 1, 0, 2]) == Verdict(Ground.OPEN, None)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_who_answered_first_does_not_matter(answers: list[int], random: object) -> None:
    mixed = [*answers]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert judge(mixed) == judge(answers)


@given(ANSWERS)
def test_it_is_a_strict_majority_of_three_or_all(answers: list[int]) -> None:
    verdict = judge(answers)
    most = [k for k in range(4) if 2 * answers.count(k) > len(answers)]
    if len({*answers}) == 1:
        assert verdict == Verdict(Ground.ALIKE, answers[0])
    elif most and len(answers) > 2:
        assert verdict == Verdict(Ground.MAJORITY, most[0])
    else:
        assert verdict == Verdict(Ground.OPEN, None)


@given(ANSWERS, st.integers(0, 3))
def test_what_was_settled_holds(answers: list[int], settled: int) -> None:
    assert judge(answers, settled) == Verdict(Ground.SETTLED, settled)
