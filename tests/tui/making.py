"""Views made by hand, and panels drawn as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from altui.data.dataset import Field
from altui.data.inference.columns import Role
from altui.display.lines import Line
from altui.labeling.showing.class_keys import class_keys
from altui.labeling.showing.shown_row import ShownRow
from altui.labeling.view import View
from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Query, Round
from altui.session.events import Kind
from altui.session.figures.curve import Curve
from altui.session.figures.summary import Summary
from altui.session.history import HistoryItem
from altui.session.settings import Settings
from altui.tui.panels.panel import Panel

HOSTILE = "red\x1b[31m \x07bell \u202eright to left\u202c \x9b2J \x00 tab\there\r\nnew\u2028line"
WIDE = "中文字的很长的名字 한국어 😀😀😀"
LONG = "a rather long name for a thing that nobody would ever want to type twice " * 3


def some_query(shares: Sequence[float] | None = (0.6, 0.4), **changes: Any) -> Query:
    uncertainty = None if shares is None else 1 - max(shares)
    values: dict[str, Any] = {
        "row": 7,
        "strategy": "least-confidence",
        "probabilities": None if shares is None else tuple(shares),
        "uncertainty": uncertainty,
        "score": uncertainty,
        "ranked_lower": None if shares is None else 80,
    }
    return Query(**{**values, **changes})


def some_round(query: Query | None, n_classes: int = 2, **changes: Any) -> Round:
    values: dict[str, Any] = {
        "number": 3,
        "event": 9,
        "labeled": 22,
        "remaining": 90,
        "per_class": (11,) * n_classes,
        "query": query,
        "evaluation": Evaluation(88, 100),
        "trouble": "",
    }
    return Round(**{**values, **changes})


def a_shown_row(*fields: Field, **changes: Any) -> ShownRow:
    shown = fields or (Field("x1", "1.5", Role.NUMERIC), Field("x2", "-20.25", Role.NUMERIC))
    values: dict[str, Any] = {"row": 7, "row_id": "id7", "fields": shown, "known": 1}
    return ShownRow(**{**values, **changes})


def item(kind: Kind = Kind.LABEL, value: str | None = "yes", **changes: Any) -> HistoryItem:
    values: dict[str, Any] = {
        "sequence": 5,
        "kind": kind,
        "row": 7,
        "row_id": "id7",
        "value": value,
        "confidence": 0.61,
        "predicted": "yes",
        "round": 2,
        "decided_at": 0.0,
        "undone": False,
    }
    return HistoryItem(**{**values, **changes})


def some_summary(classes: tuple[str, ...], **changes: Any) -> Summary:
    values: dict[str, Any] = {
        "labeled_at_start": 20,
        "labels_given": 2,
        "per_class": dict.fromkeys(classes, 11),
        "skipped": 0,
        "ignored": 0,
        "unsure": 0,
        "undone": 0,
        "flagged": 0,
        "seconds": 30.0,
        "pace": 3.25,
        "accuracy_before": Evaluation(85, 100),
        "accuracy_after": Evaluation(88, 100),
        "measured_labels": 2,
        "budget": 20,
        "remaining": 90,
        "started": 0.0,
        "last": 30.0,
    }
    return Summary(**{**values, **changes})


def some_settings(classes: tuple[str, ...], **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "source": "data.csv",
        "fingerprint": "f" * 64,
        "rows": 100,
        "roles": {},
        "options": {},
        "classes": classes,
        "model": "logistic",
        "strategy": "least-confidence",
        "seed": 0,
        "budget": 20,
        "annotator": "ada",
        "initial": (10,) * len(classes),
        "test_rows": 100,
    }
    return Settings(**{**values, **changes})


def some_curve(n_classes: int = 2) -> Curve:
    evaluations = [Evaluation(85 + step, 100) for step in range(3)]
    return Curve((10,) * n_classes, np.array([0, 1]), evaluations)


def a_view(
    classes: tuple[str, ...] = ("no", "yes"), query: Query | None = None, **changes: Any
) -> View:
    """A View in the middle of the work; `changes` replace what it holds."""
    n = len(classes)
    query = query or some_query([1 / n + (0.01 if k == 1 else 0) for k in range(n)])
    values: dict[str, Any] = {
        "round": some_round(query, n),
        "shown_row": a_shown_row(),
        "classes": class_keys(classes),
        "curve": some_curve(n),
        "decisions": (item(), item(Kind.REVEAL, "no", row_id="id12")),
        "summary": some_summary(classes),
        "settings": some_settings(classes),
        "ending": "",
        "has_test": True,
    }
    return View(**{**values, **changes})


def text_of(lines: Sequence[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def drawn(panel: Panel, view: View, width: int = 60, height: int = 20) -> list[str]:
    """The panel's lines as text."""
    return text_of(panel.fit_lines(view, width, height))
