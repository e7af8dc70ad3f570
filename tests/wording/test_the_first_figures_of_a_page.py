"""What a reader of a report looks for first, each figure with what it is of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from altui.learning.certifying.verdict import BETTING, Verdict
from altui.learning.evaluation import AUDIT, Evaluation
from altui.learning.find_progress import FindProgress
from altui.session.figures.summary import Summary
from altui.wording.report.headline import certificate_figure, session_figures
from tests.wording.pages import labeled


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    with labeled(tmp_path / "s.altui") as session:
        return session.view().summary()


def told(summary: Summary) -> dict[str, tuple[str, str]]:
    return {each.name: (each.value, each.note) for each in session_figures(summary, None)}


def test_labels_accuracy_time_and_advice_come_first(summary: Summary) -> None:
    found = told(summary)
    assert [*found] == ["Labels", "Accuracy", "Working time", "Advice"]
    assert found["Labels"] == ("6", "of 20 planned")
    assert found["Accuracy"] == ("62 %", "of 40 test rows; 95 % interval 47 to 76 %")
    assert found["Advice"] == (
        "stop",
        "25 more labels are expected to change under 1 % of the predictions",
    )


def test_what_was_there_before_and_what_came_later_is_said(summary: Summary) -> None:
    found = told(
        replace(
            summary,
            labeled_at_start=90,
            accuracy_before=Evaluation(88, 100),
            measured_labels=4,
        )
    )
    assert found["Labels"][1] == "of 20 planned; 96 rows have a label in all"
    assert found["Accuracy"][1].endswith(
        "; measured 2 labels before the last; 88 % before the first label"
    )


def test_of_a_rare_class_recall_and_precision_stand_for_the_accuracy(summary: Summary) -> None:
    rare = Evaluation(94, 100, AUDIT, ((90, 4), (2, 4)))
    found = told(replace(summary, accuracy_after=rare))
    assert "Accuracy" not in found
    assert found["Found of yes"] == ("67 %", "recall: 4 of 6; 95 % interval 30 to 90 %")
    assert found["Right when yes"] == ("50 %", "precision: 4 of 8; 95 % interval 22 to 78 %")


def test_a_search_says_how_many_are_found_and_expected(summary: Summary) -> None:
    progress = FindProgress(40, 120, 3, 0.21, 5.4, 1.0, 300)
    found = told(replace(summary, sought="yes", progress=progress))
    assert found["Found: yes"] == ("40", "in 120 rows read; about 5 more are expected")
    assert found["Advice"] == ("go on", "not yet sure that 95 % are found (p = 0.210)")
    over = replace(progress, speaks_from=120, p=0.03)
    found = told(replace(summary, sought="yes", progress=over))
    assert found["Advice"] == ("stop", "at least 95 % are found (p = 0.030)")


@pytest.mark.parametrize(
    ("right", "name", "value"),
    [
        (58, "Certified", "at least 80 %"),
        (10, "Certified", "less than 80 %"),
        (48, "Certificate", "open"),
    ],
)
def test_a_certificate_says_which_side_it_is_sure_of(right: int, name: str, value: str) -> None:
    found = certificate_figure(Verdict.of(right, 60, 0, 400, 0.8, BETTING))
    assert (found.name, found.value) == (name, value)
    assert f"{right} of 60 rows drawn at random were right" in found.note
