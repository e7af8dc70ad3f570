"""The colour of a class is the same in its bar, in the list, in the curve and in the counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from altui.display.lines import KINDS, Span
from altui.labeling.view import View
from altui.session.figures.curve import Curve
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.panel import Panel
from altui.tui.panels.status import StatusPanel
from altui.wording.classes.looks import MOST_COLOURED
from altui.wording.decisions import rightness
from tests.tui.making import a_view, item, some_query, some_round
from tests.tui.stage import annotation_of, on_stage, opened

NAMES = ("bill", "ship", "tech")


def spans(panel: Panel, view: View) -> list[Span]:
    return [span for line in panel.lines(view, 90, 18) for span in line]


def three(names: tuple[str, ...] = NAMES) -> View:
    share = 1 / len(names)
    round_ = some_round(some_query([share] * len(names)), len(names))
    curve = Curve((10,) * len(names), np.array([0, 1]), [None] * 3)
    decisions = tuple(item(value=name, row=row) for row, name in enumerate(names))
    return replace(a_view(names), round=round_, curve=curve, has_test=False, decisions=decisions)


@pytest.mark.parametrize("index", range(len(NAMES)))
def test_wherever_the_class_is_named_or_drawn(index: int) -> None:
    view, tone = three(), f"class-{index}"
    for panel in (DecisionsPanel(id="decisions"), StatusPanel(id="status")):
        assert tone in {each.kind for each in spans(panel, view) if each.text == NAMES[index]}
    assert any(each.kind == tone and "█" in each.text for each in bars(view))
    assert any(each.kind == tone and "⠒" in each.text for each in spans(CurvePanel(id="c"), view))
    keys = [each for each in bars(view) if each.kind == f"class-key-{index}"]
    assert [each.text.strip("▸ ") for each in keys] == [str(index)], "its key is beside its colour"
    narrow = spans(ConfidenceLine(id="confidence-line"), view)
    assert f"class-key-{index}" in {each.kind for each in narrow}


def bars(view: View) -> list[Span]:
    return spans(ConfidencePanel(id="confidence"), view)


def test_a_bar_has_the_same_colour_whoever_leads() -> None:
    def tones(shares: tuple[float, ...]) -> list[str]:
        view = replace(three(), round=some_round(some_query(shares), 3))
        return [each.kind for each in bars(view) if "█" in each.text]

    assert tones((0.5, 0.3, 0.2)) == tones((0.2, 0.3, 0.5)) == ["class-0", "class-1", "class-2"]


def test_with_more_classes_than_colours_none_has_one() -> None:
    names = tuple(f"class {letter}" for letter in "abcdefgh")
    assert len(names) > MOST_COLOURED
    view = three(names)
    for panel in (ConfidencePanel(id="confidence"), StatusPanel(id="status")):
        assert not any(each.kind.startswith("class-") for each in spans(panel, view))


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-dark", "textual-light", "colour-blind"])
async def test_each_tone_has_a_look_in_every_theme(theme: str) -> None:
    async with on_stage(opened(annotation_of, theme=theme)) as stage:
        await stage.ready()
        styles = stage.app.row_panel.looks.styles
    colours = {styles[kind].color for kind in KINDS if kind.startswith("class-")}
    assert len(colours) == MOST_COLOURED and styles["key"].color not in colours
    for kind in KINDS:
        if kind.startswith("class-key-"):
            assert styles[kind].bold


async def test_wrong_is_said_in_the_colour_of_no_class() -> None:
    """Of sixteen colours that of a warning is one of them."""
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        styles = stage.app.row_panel.looks.styles
        colours = {styles[kind].color for kind in KINDS if kind.startswith("class-")}
        assert styles["warn"].color in colours
        for given in ("no", "yes"):
            assert styles[rightness(given, "yes").kind].color not in colours
