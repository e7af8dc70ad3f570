"""Every message has room on a terminal of 80 columns, or is broken behind a word."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import altui.wording
from altui.display.lines import Line, Span
from altui.display.text import displayable
from altui.labeling.events import TrainingTakesLong
from altui.learning.evaluation import Evaluation
from altui.learning.hints import STABLE, Hint
from altui.learning.honesty.model_lead import Lead
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Kind
from altui.tui.panels.status import remark_line
from altui.wording import news
from altui.wording.classes.changes import describe_change
from altui.wording.decisions import describe_taken_back
from altui.wording.ending import ending_lines
from altui.wording.view.query import explanation
from altui.wording.view.row import too_small
from tests.tui.making import a_view, item, some_query, some_round, some_summary, text_of

COLUMNS = 80

OF_A_PAGE = (
    "altui.wording.report",
    "altui.wording.certificate",
    "altui.wording.figures.label_seconds",
)
"""Whose sentences stand in the report, which a browser wraps."""

OF_A_TEAM = "altui.wording.team"

WORDS = st.lists(
    st.one_of(
        st.text("abcdefgh ", min_size=1, max_size=14), st.sampled_from(("\x1b[31m", "中文字"))
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


def constants() -> Iterator[tuple[str, str]]:
    for found in pkgutil.walk_packages(altui.wording.__path__, "altui.wording."):
        if found.name.startswith((*OF_A_PAGE, OF_A_TEAM)):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            told = value.values() if isinstance(value, dict) else [value]
            yield from ((name, each) for each in told if name.isupper() and isinstance(each, str))


def test_what_is_always_said_fits_one_line() -> None:
    told = dict.fromkeys(constants())
    assert len(told) > 30
    assert [each for each in told if cell_len(each[1]) > COLUMNS] == []


MESSAGES: dict[str, Callable[[str], str]] = {
    "not saved": lambda text: news.describe_not_saved(Decision.label(1, text)),
    "no row": lambda text: news.describe_no_row(OSError(text)),
    "unreadable": lambda text: news.describe_unreadable(OSError(text)),
    "unlisted": lambda text: news.describe_unlisted(OSError(text)),
    "label": news.describe_label,
    "training": lambda text: news.describe_training(TrainingTakesLong(12, is_waiting=True), text),
    "lead": lambda text: news.describe_lead(Lead(text, "newton", 0.1, 0.01, 20, 3), "m"),
    "export": lambda text: news.describe_export(Path(text)),
    "class": lambda text: describe_change(ClassChange("rename", text, text)),
    "undo": lambda text: describe_taken_back(Kind.UNDO, item(value=text, row_id=text)),
    "small": lambda _: too_small(8, 3),
}


@pytest.mark.parametrize("name", MESSAGES)
@given(text=WORDS)
def test_a_message_fits_the_status_line_and_ends_behind_a_word(name: str, text: str) -> None:
    message = MESSAGES[name](text)
    shown = told(remark_line(Span(message), replace(a_view(), title="messages.csv"), COLUMNS))
    assert cell_len(shown) <= COLUMNS
    if shown.endswith(" …"):
        whole = displayable(message).replace("\n", "⏎")
        assert whole.startswith(shown.removesuffix(" …"))


@pytest.mark.parametrize("name", ["training", "lead", "small", "label", "class"])
def test_with_usual_names_it_is_whole(name: str) -> None:
    message = MESSAGES[name]("forest")
    assert cell_len(message) <= COLUMNS
    assert told(remark_line(Span(message), a_view(), COLUMNS)).startswith(message)


def told(line: Line) -> str:
    return text_of([line])[0]


HINT = Hint(STABLE, stop=True, value=0.993, labels=60, ahead=0.002)


@given(
    names=st.lists(WORDS, min_size=2, max_size=12, unique=True),
    ending=st.sampled_from(["budget", "pool", "narrowed"]),
    width=st.integers(60, 120),
)
def test_the_end_is_told_in_lines_of_whole_words(names: list[str], ending: Any, width: int) -> None:
    classes = tuple(names)
    summary = some_summary(classes, hint=HINT, accuracy_after=Evaluation(88, 100))
    view = a_view(classes, ending=ending, summary=summary, next_step="altui label messages.csv")
    lines = text_of(ending_lines(view, width))
    assert max(map(cell_len, lines)) <= width
    assert all("  hint " not in each or each.endswith((" …", ".")) for each in lines)


@pytest.mark.parametrize("strategy", ["least-confidence", "margin", "entropy", "random", "typical"])
def test_why_a_row_is_asked_for_fits_a_line(strategy: str) -> None:
    query = some_query(strategy=strategy, ranked_lower=809)
    view = a_view(round=some_round(query, remaining=1_000_000))
    assert 0 < cell_len(explanation(view)) <= COLUMNS - len("confidence ─ ")
