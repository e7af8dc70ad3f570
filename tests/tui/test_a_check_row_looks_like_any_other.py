"""The random check and the blind session on the screen."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from textual.widgets import Static

from altui.labeling.view import View
from altui.learning.evaluation import Evaluation
from altui.session.figures.curve import Curve
from altui.tui.panels.confidence import ConfidenceLine, ConfidencePanel
from altui.tui.panels.curve import CurvePanel
from altui.tui.panels.decisions import DecisionsPanel
from altui.tui.panels.panel import Panel
from altui.tui.screens.parts.key_page import KeyPageScreen
from altui.wording.pages.performance import performance_lines
from altui.wording.view.query import explanation
from tests.tui.making import (
    a_view,
    drawn,
    item,
    some_query,
    some_round,
    some_settings,
    some_summary,
)
from tests.tui.stage import annotation_of, made_up, on_stage, opened

CLASSES = ("ham", "spam")
CHECKED = Evaluation(27, 30, "audit", ((17, 1), (2, 10)))
RARE = Evaluation(47, 49, "audit", ((44, 1), (1, 3)))


def checked_view(evaluation: Evaluation | None = CHECKED, **changes: object) -> View:
    return a_view(
        CLASSES,
        has_test=False,
        curve=Curve((20, 20), np.array([1]), [None, evaluation]),
        settings=some_settings(CLASSES, audit=30),
        summary=some_summary(CLASSES, audit=30, checked=evaluation.total if evaluation else 4),
        **changes,
    )


def test_the_reason_is_the_same_whether_a_row_was_ranked_or_drawn() -> None:
    ranked, was_drawn = some_query(ranked_lower=80), some_query(ranked_lower=None)
    said = {explanation(checked_view(round=some_round(q))) for q in (ranked, was_drawn)}
    assert said == {"by least-confidence, or drawn for the random check"}


async def test_the_screen_never_tells_a_row_of_the_check_before_its_answer() -> None:
    dataset = made_up(rows=130, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset, audit=10))) as stage:
        await stage.ready()
        drawn_rows = stage.annotation.session.state.drawn
        seen = {True: set[str](), False: set[str]()}
        for _ in range(12):
            view = stage.view
            query = view.round.query
            assert query is not None and view.shown_row is not None
            seen[view.shown_row.row in drawn_rows].add(f"{explanation(view)} {query.strategy}")
            *shown_row, _ = stage.shown("row").splitlines()  # the foot tells of the row before
            assert "random check" not in "\n".join(shown_row)
            await stage.answer("1")
        assert seen[True] == seen[False] and len(seen[True]) == 1
        told = sum(each.is_check for each in stage.view.decisions)
        assert told == stage.view.summary.checked > 0
        assert "random check" in stage.shown("decisions")


@pytest.mark.parametrize("panel", [ConfidencePanel(id="c"), ConfidenceLine(id="l")])
def test_a_blind_screen_shows_classes_and_keys_and_no_opinion(panel: Panel) -> None:
    text = "\n".join(drawn(panel, a_view(query=some_query((0.25, 0.75)), is_blind=True), 90))
    assert "0" in text and "no" in text and "yes" in text
    for opinion in ("0.25", "0.75", "▸", "█", "uncertainty", "least", "surer"):
        assert opinion not in text
    assert "hidden until you answer" in text


async def test_a_blind_session_tells_what_the_model_thought_once_the_label_is_given() -> None:
    async with on_stage(opened(lambda: annotation_of(blind=True))) as stage:
        await stage.ready()
        assert stage.view.is_blind and "uncertainty" not in stage.shown("confidence")
        await stage.answer("1")
        assert "model" in stage.shown("decisions")


def test_the_accuracy_names_its_kind_and_is_drawn_with_its_interval() -> None:
    lines = drawn(CurvePanel(id="curve"), checked_view(), 70, 16)
    assert lines[0].endswith("27/30 = 90 % (random check, likely 74 to 97 %)")
    text = "\n".join(lines)
    assert "random check accuracy" in text and "⡐⡐ likely range" in text
    assert any("⠂" <= glyph <= "⣿" for line in lines[4:] for glyph in line), text


@pytest.mark.parametrize("evaluation", [None, Evaluation(4, 4, "audit")])
def test_under_ten_rows_there_is_no_accuracy(evaluation: Evaluation | None) -> None:
    lines = drawn(CurvePanel(id="curve"), checked_view(evaluation), 70, 16)
    assert lines[0].endswith("not measured yet (4 of 10)") and "100 %" not in lines[0]
    assert "Labels per class" in "\n".join(lines)


def test_of_a_rare_class_recall_and_precision_are_told_instead() -> None:
    note = drawn(CurvePanel(id="curve"), checked_view(RARE), 90, 16)[0]
    assert "spam: recall 3/4 (30 to 95 %), precision 3/4 (30 to 95 %), random check" in note


def test_an_answer_of_the_check_is_not_called_agreed_or_not() -> None:
    view = replace(checked_view(), decisions=(item(value="ham", predicted="spam", is_check=True),))
    line = drawn(DecisionsPanel(id="decisions"), view)[1]
    assert re.search(r"ham +random check$", line)


def test_the_confusion_table_and_each_class_are_told() -> None:
    lines = performance_lines(checked_view(), 80)
    assert lines[0] == "accuracy 27/30 = 90 % (74 to 97 %, random check)"
    assert lines[3].split(maxsplit=1) == ["ham", "17/18 (74 to 99 %)  17/19 (69 to 97 %)"]
    assert [line.split() for line in lines[-2:]] == [["ham", "17", "1"], ["spam", "2", "10"]]


@pytest.mark.parametrize("evaluation", [None, Evaluation(4, 4, "audit")])
def test_p_says_what_a_figure_waits_for(evaluation: Evaluation | None) -> None:
    lines = performance_lines(checked_view(evaluation), 80)
    assert lines[0] == "accuracy: not measured yet (4 of 10)"
    assert "A figure needs 10 labels of the random check." in lines


async def test_p_shows_them_and_any_key_goes_back() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("p")
        assert isinstance(stage.app.screen, KeyPageScreen)
        told = str(stage.app.screen.query_one("#key-page", Static).content)
        assert "How it is measured: altui manual accuracy" in told
        await stage.press("1")
        assert not isinstance(stage.app.screen, KeyPageScreen) and not stage.done()
