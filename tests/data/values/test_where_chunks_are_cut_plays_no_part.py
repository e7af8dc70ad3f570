"""A column is judged whole: the same profile, however its cells come in."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from altui.data.inference.column_profile import Profile
from altui.data.inference.formats.date_rules import find_dates
from altui.data.inference.formats.number_rules import find_numbers
from altui.data.inference.formats.number_tally import MOST_STRAYS

CELLS = st.one_of(
    st.integers(-2000, 200_000).map(str),
    st.floats(-1e4, 1e4).map("{:.2f}".format),
    st.sampled_from(["1.234", "12.345", "1,5", "1.234,5", "1,234.5", "1,234", "5 kg", "$7", "NA"]),
    st.sampled_from(["", " ", "1e3", "1.5e3", "1e999", "word", "2 words", "-5", "−5", "(5)", "?"]),
    st.sampled_from(["2025-07-02", "02.07.2025", "13/7/2025", "7/13/2025", "14:30", "99/99/2025"]),
)


def profile_of(cells: list[str], cuts: list[int]) -> Profile:
    profile = Profile("x", id_like=False)
    ends = [*sorted(cut for cut in cuts if 0 < cut < len(cells)), len(cells)]
    for start, end in zip([0, *ends], ends, strict=False):
        if end > start:
            profile.update(cells[start:end], range(start + 2, end + 2))
    return profile


def found(profile: Profile) -> list[Any]:
    numbers, dates = profile.values.numbers, profile.values.dates
    return [
        numbers.is_alive,
        dates.is_alive,
        *(find_numbers(numbers, hint=hint) for hint in (None, ",")),
        find_dates(dates, profile.sample),
        profile.numeric,
        profile.first_word,
        profile.numbers_before,
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(CELLS, min_size=1, max_size=60),
    st.lists(st.integers(0, 400), max_size=12),
    st.sampled_from([1, 1, 2, MOST_STRAYS // 10]),
)
@example(["0", "1.234", "1,5", "0", "1000.00"], [48], 10)  # four digits, and not a code
def test_any_cut_gives_the_same(cells: list[str], cuts: list[int], times: int) -> None:
    cells = cells * times
    assert found(profile_of(cells, cuts)) == found(profile_of(cells, []))
