"""An import speaks of classes and rows as they are now: old names, and labels of identical rows."""

from __future__ import annotations

import json
from pathlib import Path

from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from tests.cli.doors import Door
from tests.cli.test_import import Bring, bring, data, exported, start, state_of

__all__ = ["bring", "data"]  # fixtures

HALF = 60
"""Texts of the rows: row 65 is as row 5."""


def labels(altui: Door, data: Path) -> dict[str, str]:
    return {row["id"]: row["altui_label"] for row in exported(altui, data)}


def change(kind: str, name: str, other: str = "") -> Decision:
    return Decision.classes(ClassChange(kind, name, other))


def test_a_name_of_before_means_the_class_of_now(altui: Door, data: Path, bring: Bring) -> None:
    start(
        data,
        change("add", "perhaps"),
        change("rename", "yes", "sure"),
        change("rename", "sure", "certain"),
        change("merge", "perhaps", "no"),
    )
    answer = bring("r5,yes", "r6,sure", "r7,perhaps", "r8,certain", "r9,no")
    assert answer.status == 0, answer.err
    assert "5 labels of elsewhere.csv: imported" in answer.err
    said = "3 under a name of before: yes is certain now, sure is certain now, perhaps is no now"
    assert said in answer.err
    found = labels(altui, data)
    assert [found[f"r{row}"] for row in range(5, 10)] == ["certain"] * 2 + ["no", "certain", "no"]


def test_a_name_that_could_mean_two_classes_is_refused(data: Path, bring: Bring) -> None:
    start(
        data,
        change("add", "maybe"),
        change("rename", "yes", "sure"),
        change("add", "yes"),
        change("rename", "yes", "indeed"),
        change("remove", "maybe"),
    )
    answer = bring("r5,yes", "r6,maybe", "r7,sure")
    assert answer.status == 2 and "2 of 3 lines are refused" in answer.err
    assert "there is no class 'yes'" in answer.err and "there is no class 'maybe'" in answer.err


def test_a_name_of_now_is_itself_and_the_report_names_the_others(data: Path, bring: Bring) -> None:
    start(data, change("rename", "yes", "sure"), change("rename", "no", "yes"))
    record = json.loads(bring("r5,yes", "r6,no", options="--json").out)
    assert record["imported"] == 2 and record["under_old_name"] == 1
    assert record["old_names"] == {"no": "yes"}


def test_a_label_here_of_an_identical_row_is_kept_and_said(
    altui: Door, data: Path, bring: Bring
) -> None:
    start(data, Decision.label(5, "yes"), texts=HALF)
    answer = bring("r65,no", "r66,no")
    assert answer.status == 0
    assert "an identical row has the label 'yes' in the session" in answer.err
    assert "1 kept out by another label of the session" in answer.err
    assert labels(altui, data)["r65"] == "yes"
    answer = bring("r65,no", options="--replace")
    assert "1 in place of another label" in answer.err
    found = labels(altui, data)
    assert found["r65"] == "no" and found["r5"] == "yes"


def test_what_an_identical_row_was_given_here_is_known(data: Path, bring: Bring) -> None:
    start(data, Decision.label(5, "yes"), texts=HALF)
    answer = bring("r65,yes")
    assert "1 already the same" in answer.err
    assert not state_of(data).imported


def test_labels_from_elsewhere_may_differ_between_identical_rows(data: Path, bring: Bring) -> None:
    start(data, texts=HALF)
    assert bring("r5,yes").status == 0
    answer = bring("r65,no")
    assert answer.status == 0 and "1 label of elsewhere.csv: imported" in answer.err
