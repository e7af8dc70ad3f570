"""Whatever is shown, a panel's lines fit: never wider, never more, nothing a terminal obeys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.data.dataset import Field
from altui.data.inference.columns import Role
from altui.labeling.view import View
from altui.session.events import Kind
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.panel import Panel
from altui.tui.panels.row import RowPanel
from altui.tui.panels.status import KeysPanel, StatusPanel
from tests.display.hostile import any_text, unfit
from tests.tui.making import HOSTILE, LONG, WIDE, a_shown_row, a_view, drawn, item, some_query

PANELS = {
    "confidence": ConfidencePanel,
    "confidence-line": ConfidenceLine,
    "row": RowPanel,
    "curve": CurvePanel,
    "decisions": DecisionsPanel,
    "status": StatusPanel,
    "keys": KeysPanel,
}
SIZES = [(1, 1), (10, 3), (20, 6), (28, 7), (49, 18), (60, 16), (80, 20), (120, 40)]


def texts_everywhere(text: str, n_classes: int = 3) -> View:
    """A View that shows one text in all places where foreign text can stand."""
    classes = tuple(f"{text}{k}" for k in range(n_classes))
    fields = (
        Field(text, text, Role.TEXT),
        Field(text, text, Role.CATEGORICAL),
        *(Field(f"{text}{k}", text, Role.NUMERIC) for k in range(15)),
    )
    view = a_view(classes)
    shown_row = a_shown_row(*fields, row_id=text, note=text, flagged=True)
    decisions = tuple(
        item(kind, text, row_id=text, predicted=text, undone=undone)
        for kind in (Kind.LABEL, Kind.REVEAL, Kind.NOTE, Kind.SKIP)
        for undone in (False, True)
    )
    trouble = f"training failed: {text}"
    return View(
        **{
            **vars(view),
            "shown_row": shown_row,
            "decisions": decisions,
            "round": type(view.round)(**{**vars(view.round), "trouble": trouble}),
        }
    )


def check(panel: Panel, view: View, width: int, height: int) -> None:
    lines = drawn(panel, view, width, height)
    assert len(lines) <= height
    for text in lines:
        assert cell_len(text) <= width, (panel.id, width, text)
        assert not unfit(text) and "\n" not in text, (panel.id, text)


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("text", ["yes", "1", "", HOSTILE, WIDE, LONG], ids=range(6))
@pytest.mark.parametrize("ending", ["", "budget", "pool"])
def test_every_panel_fits_at_every_size(name: str, text: str, ending: str) -> None:
    for n_classes in (2, 10):
        view = View(**{**vars(texts_everywhere(text, n_classes)), "ending": ending})
        for has_test in (True, False):
            shown = View(**{**vars(view), "has_test": has_test})
            for width, height in SIZES:
                check(PANELS[name](id=name), shown, width, height)


@settings(max_examples=60, deadline=None)
@given(any_text, st.sampled_from([name for name in PANELS if name != "curve"]))
def test_any_text_fits(text: str, name: str) -> None:
    for width, height in ((20, 6), (57, 18)):
        check(PANELS[name](id=name), texts_everywhere(text), width, height)


def test_long_names_are_cut_where_they_are_too_long() -> None:
    lines = drawn(ConfidencePanel(id="confidence"), a_view((LONG, "short")), 60)
    assert any("a rather long nam…" in text for text in lines)
    assert len(lines) == 4, "title, two classes, the reason"


def test_ten_classes_have_ten_lines_and_their_digits() -> None:
    names = tuple(f"class {letter}" for letter in "abcdefghij")
    lines = drawn(ConfidencePanel(id="confidence"), a_view(names), 60)
    assert len(lines) == 12
    for digit, name in enumerate(names):
        assert f"{digit}  {name}" in lines[1 + digit]


FIVE = ("apricot", "blackberry", "cranberry", "damson", "elderberry")
FRUIT = (*FIVE, "fig", "gooseberry", "hackberry", "ilama", "jackfruit")


@pytest.mark.parametrize("n_classes", [2, 5, 10])
@pytest.mark.parametrize("has_model", [True, False])
def test_on_one_line_all_classes_stand_in_their_order_with_their_keys(
    n_classes: int, has_model: bool
) -> None:
    shares = [0.6 if k == 1 else 0.4 / (n_classes - 1) for k in range(n_classes)]
    view = a_view(FRUIT[:n_classes], some_query(shares if has_model else None))
    line = drawn(ConfidenceLine(id="confidence-line"), view, 80, 2)[1]
    found = re.findall(r"([ ▸])(\d) ([a-j])", line)
    assert [(key, letter) for _, key, letter in found] == list(
        zip("0123456789", "abcdefghij"[:n_classes], strict=False)
    )
    marks = "".join(mark for mark, _, _ in found)
    assert marks == (" ▸" if has_model else "  ").ljust(n_classes)


def test_on_one_line_the_names_give_way_and_no_class_does() -> None:
    shares = (0.05, 0.5, 0.2, 0.15, 0.1)
    view = a_view(FIVE, some_query(shares))
    line = drawn(ConfidenceLine(id="confidence-line"), view, 120, 2)[1]
    assert line.startswith(" 0 apricot 0.0500 ▸1 blackberry 0.5000  2 cranberry 0.2000 ")
    line = drawn(ConfidenceLine(id="confidence-line"), view, 80, 2)[1]
    assert line.rstrip() == (
        " 0 apricot 0.05 ▸1 blackb… 0.50  2 cranbe… 0.20  3 damson 0.15  4 elderb… 0.10"
    )


def test_on_one_line_the_uncertainty_stands_at_the_end() -> None:
    line = drawn(ConfidenceLine(id="confidence-line"), a_view(), 80, 2)[1]
    assert cell_len(line) == 80 and line.endswith("uncertainty 0.4900")
