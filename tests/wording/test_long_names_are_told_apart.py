"""Names too long for their place are shortened where they are the same, so that each is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.text import one_line
from altui.labeling.naming.class_line import ClassLine
from altui.labeling.showing.class_keys import ClassKey
from altui.tui.panels.confidence import ConfidenceLine
from altui.wording.view.apart import share_room, shorten_apart
from altui.wording.view.class_line import class_line
from tests.tui.making import a_view, drawn, some_query

ALIKE = ("a fairly long class about bugs", "a fairly long class about questions", "docs")
NAMES = st.lists(st.text(st.sampled_from("ab é漢"), max_size=30), min_size=1, max_size=6)


def test_what_differs_is_seen() -> None:
    assert shorten_apart(ALIKE, 20) == ["a fairly l…bugs", "a fairly l…questions", "docs"]
    assert shorten_apart(ALIKE, 60) == list(ALIKE)
    long = ["x" * 40 + "a", "x" * 40 + "b", "x" * 40]
    assert shorten_apart(long, 10) == ["xxxxxxx…xa", "xxxxxxx…xb", "xxxxxxx…x"]


@given(NAMES, st.integers(8, 30))
def test_shortened_names_fit_and_those_that_fit_stay(names: list[str], width: int) -> None:
    shown = shorten_apart(names, width)
    assert all(cell_len(each) <= width for each in shown)
    for name, each in zip(names, shown, strict=True):
        assert each == one_line(name) or cell_len(one_line(name)) > width


@given(st.lists(st.integers(0, 30), min_size=1), st.integers(0, 100))
def test_room_is_shared_and_used(lengths: list[int], room: int) -> None:
    width = share_room(lengths, room, 30)
    used = sum(min(each, width) for each in lengths)
    more = sum(min(each, width + 1) for each in lengths)
    assert used <= room and (width == 30 or more > room or more == used)


def test_the_chosen_name_stands_in_full_in_the_line() -> None:
    named = ClassLine([ClassKey(str(k), name) for k, name in enumerate(ALIKE)], range(3))
    for place, name in enumerate(ALIKE):
        shown = "".join(span.text for span in class_line(named, 80))
        assert f"▸{name}" in shown and named.at == place
        assert cell_len(shown) <= 80
        assert "bugs" in shown and "questions" in shown
        named.move(1)
    shown = "".join(span.text for span in class_line(named, 80))
    assert "a fairly l…bugs" in shown and "a fairly l…questions" in shown


def test_names_that_begin_alike_are_told_apart_in_the_narrow_line() -> None:
    view = a_view((*ALIKE, "bunts", "bug", "new"), some_query((0.61, 0.0, 0.0, 0.0, 0.0, 0.39)))
    _, line = drawn(ConfidenceLine(id="line"), view, 80, 2)
    assert cell_len(line) <= 80 and "bugs" in line and "questions" in line


def test_one_long_name_leaves_the_short_ones_whole() -> None:
    names = ("bug", "a class with a name that is far too long", *(f"kind{k}" for k in range(8)))
    view = a_view(names, some_query(tuple([0.1] * 10)))
    _, line = drawn(ConfidenceLine(id="line"), view, 100, 2)
    assert cell_len(line) <= 100
    assert all(name in line for name in names if len(name) < 10), line
