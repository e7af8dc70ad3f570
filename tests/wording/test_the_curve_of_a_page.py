"""The accuracy curve of a report: round ticks, names at its lines, the numbers of the session."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.evaluation import wilson_interval
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.wording.report.page import page
from altui.wording.report.plane import spread
from altui.wording.report.shares import percent, span
from tests.wording.pages import Reader, answer, labeled


def words_of(html: str) -> list[str]:
    return re.findall("<text[^>]*>([^<]*)</text>", html)


def test_ticks_are_round_and_lines_are_named_where_they_end(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        words = words_of(page(session.view()))
    assert words[0] == "accuracy" and "labeled rows" in words
    assert [each for each in words if re.fullmatch(r"\d+ %", each)] == [
        "50 %", "60 %", "70 %", "80 %", "90 %"
    ]  # fmt: skip
    assert [each for each in words if each.isdigit()] == ["1", "2", "3", "4", "5", "6"]
    assert words[-3:] == ["62 % right", "95 % interval:", "47 to 76 %"]


def test_the_dashed_line_is_as_high_as_the_last_point(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        tags = Reader(page(session.view())).tags
    points = next(str(attrs["points"]) for tag, attrs in tags if tag == "polyline").split()
    assert len(points) == 6
    level = next(attrs for _, attrs in tags if attrs.get("class") == "level")
    assert level["y1"] == level["y2"] == points[-1].split(",")[1]


def test_points_from_before_a_merge_are_dotted_and_said_to_be(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui", more=("maybe",), rows=3) as session:
        before = page(session.view())
        session.decide(Decision.classes(ClassChange("merge", "maybe", "yes")))
        answer(session, 3, "yes")
        html = page(session.view())
    assert 'class="line before"' not in before and "Dotted" not in before
    lines = [attrs for tag, attrs in Reader(html).tags if tag == "polyline"]
    dotted, solid = (str(each["points"]).split() for each in lines)
    assert lines[0]["class"] == "line before" and (len(dotted), len(solid)) == (3, 2)
    assert dotted[-1] == solid[0]
    assert "Dotted: before classes were merged" in html


@pytest.mark.parametrize(
    ("right", "total", "told"),
    [
        (91, 100, "91 %"),
        (323, 324, "99.7 %"),
        (324, 324, "100 %"),
        (1, 900, "0.1 %"),
        (0, 12, "0 %"),
        (9144, 10_000, "91.4 %"),
        (99_999, 100_000, "99.999 %"),
    ],
)
def test_a_share_has_as_many_digits_as_it_is_good_for(right: int, total: int, told: str) -> None:
    assert percent(right, total) == told


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_is_told_as_near_as_its_digits(counts: tuple[int, int]) -> None:
    right, total = counts
    ends = [float(end) for end in span(right, total).removesuffix(" %").split(" to ")]
    for told, end in zip(ends, wilson_interval(right, total), strict=True):
        assert abs(told - 100 * end) <= (0.5 if total < 1000 else 0.05) + 1e-9
        assert (told in (0, 100)) == (end in (0, 1))


PLACES = st.lists(st.floats(0, 300), min_size=1, max_size=5).map(sorted)


@given(PLACES)
def test_names_never_touch_and_stay_within_the_figure(places: list[float]) -> None:
    found = spread(places, 20, (30, 270))
    assert all(30 - 1e-6 <= each <= 270 for each in found)
    assert all(b - a >= 20 - 1e-6 for a, b in pairwise(found))
