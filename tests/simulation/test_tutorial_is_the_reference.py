"""The one path of seed 42 is known step by step; many seeds give figures known beforehand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from altui.simulation.comparison import compare
from altui.simulation.laboratory import experiment
from altui.simulation.plan import Plan
from altui.simulation.records import Record, records
from altui.simulation.report import verdicts
from altui.simulation.scenarios import Tutorial

TRACE = Path(__file__).with_name("tutorial_trace.csv")


def path() -> list[Record]:
    plan = Plan(("least-confidence",), (42,), queries=20)
    (result,) = experiment(Tutorial(), plan)
    return list(records(result.runs[0], (0, 1)))


def test_the_path_of_seed_42_is_the_reference_trace() -> None:
    with TRACE.open(newline="") as file:
        expected = list(csv.DictReader(file))
    walked = path()
    assert len(walked) == len(expected) == 21
    for step, row in zip(walked, expected, strict=True):
        asked = [row["unlabeled_index"], row["true_label"], row["uncertainty"]]
        mine = [step["row"], step["label"], step["uncertainty"]]
        if step["query"] == 0:
            assert mine == [None] * 3 and asked == [""] * 3
        else:
            assert [str(step["row"]), str(step["label"]), f"{step['uncertainty']:.4f}"] == asked
        assert str(step["query"]) == row["query"] and str(step["labeled"]) == row["labeled"]
        assert f"{step['accuracy']:.4f}" == row["test_accuracy"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_hundred_seeds_say_what_the_method_is_worth() -> None:
    plan = Plan(("least-confidence", "random"), tuple(range(200)), queries=20)
    comparison = compare(list(experiment(Tutorial(), plan)))
    asked, drawn = comparison.curves
    assert asked.start.value == drawn.start.value == pytest.approx(0.865, abs=0.0005)
    assert asked.end.value == pytest.approx(0.882, abs=0.0005)
    # Which rows are drawn at random is the learner's affair, within what chance allows.
    assert drawn.end.value == pytest.approx(0.870, abs=0.004)
    assert comparison.full["logistic"].value == pytest.approx(0.890, abs=0.0005)
    (difference,) = comparison.differences()
    assert difference.end.value == pytest.approx(0.0121, abs=2 * 0.0018)
    assert difference.end.error == pytest.approx(0.0018, abs=0.0002)
    assert difference.ahead > 2 * difference.behind
    assert "is ahead of random by 1." in verdicts(comparison)[0]
