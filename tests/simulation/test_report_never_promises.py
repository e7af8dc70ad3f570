"""The words for a comparison follow its numbers, and say how firm they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from altui.display.lines import length, text_of
from altui.simulation import plots, report
from altui.simulation.comparison import Comparison, Mean, MeanCurve, mean
from altui.simulation.plan import Variant


def comparison(ends: Sequence[float], rival: Sequence[float], commonest: float = 0.5) -> Comparison:
    """Two strategies that start at .5 and, after two queries, end at these accuracies."""

    def curve(strategy: str, values: Sequence[float], model: str = "newton") -> MeanCurve:
        accuracies = [[0.5, (0.5 + end) / 2, end] for end in values]
        return MeanCurve(Variant(strategy, model), np.array(accuracies))

    return Comparison(
        seeds=len(ends),
        test_rows=100,
        pool_rows=60,
        labeled=(10, 11, 12),
        curves=(curve("least-confidence", ends), curve("random", rival)),
        full={"newton": Mean(0.9, 0.01)},
        commonest=Mean(commonest, 0.0),
    )


EVEN = [0.8, 0.7] * 10
BETTER = [0.83, 0.72] * 10


def test_a_clear_difference_is_told_with_its_error_and_its_counts() -> None:
    (words,) = report.verdicts(comparison(BETTER, EVEN))
    assert words.startswith(
        "On this data least confidence is ahead of random by 2.5 points (SE 0.1) after 2 queries: "
        "ahead in 20 seeds, behind in 0, equal in 0."
    )


def test_behind_is_said_as_plainly_as_ahead() -> None:
    (words,) = report.verdicts(comparison(EVEN, BETTER))
    assert "is behind random by 2.5 points (SE 0.1)" in words
    assert "ahead in 0 seeds, behind in 20, equal in 0" in words


def test_two_seeds_that_agree_are_no_proof() -> None:
    words, warning = report.verdicts(comparison([0.83, 0.72], [0.8, 0.7]))
    assert "cannot be distinguished from random (+2.5 points, SE 0.5)" in words
    assert warning.startswith("Fewer than 20 seeds prove little")


def test_chance_is_called_chance() -> None:
    (words,) = report.verdicts(comparison([0.8, 0.7, 0.75, 0.75] * 5, [0.7, 0.8, 0.75, 0.75] * 5))
    assert "cannot be distinguished from random (+0.0 points, SE 1.6)" in words
    assert "equal in 10" in words


def test_equal_everywhere_is_no_difference() -> None:
    (words,) = report.verdicts(comparison(EVEN, EVEN))
    assert "is no different from random after 2 queries" in words and "equal in 20" in words


def test_where_a_class_is_rare_accuracy_is_said_to_say_little() -> None:
    words = report.verdicts(comparison(BETTER, EVEN, commonest=0.95))
    assert "Always predicting the commonest class scores 0.9500" in words[1]
    assert len(report.verdicts(comparison(BETTER, EVEN, commonest=0.6))) == 1


def test_few_seeds_come_with_a_warning_and_one_seed_with_no_verdict() -> None:
    assert (
        "Fewer than 20 seeds prove little" in report.verdicts(comparison([0.8] * 3, [0.7] * 3))[1]
    )
    one = report.verdicts(comparison([0.8], [0.7]))
    assert one[0] == "One seed cannot tell least confidence from random: +10.0 points at the end."
    assert "nan" not in str([report.accuracy_table(comparison([0.8], [0.7])).rows, one])


def test_without_random_the_reader_is_told_how_to_get_it() -> None:
    whole = comparison(BETTER, EVEN)
    alone = replace(whole, curves=whole.curves[:1])
    assert "`strategy` random" in report.verdicts(alone)[0]


def test_labels_needed_are_where_the_mean_curve_first_comes_near() -> None:
    whole = comparison(BETTER, EVEN)
    asked = whole.curves[0]
    assert whole.labels_needed(asked, 0.5) == 10
    assert whole.labels_needed(asked, 0.8) == 12
    assert whole.labels_needed(asked, 0.99) is None
    assert report.labels_table(whole).rows[0][3] == "over 12"


def test_mean_area_and_standard_error_are_the_textbook_ones() -> None:
    found = mean(np.array([1.0, 2.0, 3.0]))
    assert found.value == 2.0 and found.error == pytest.approx(1 / 3**0.5)
    curve = MeanCurve(Variant("margin", "newton"), np.array([[0.0, 1.0, 0.0]]))
    assert curve.areas.tolist() == [0.5]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_plot_keeps_to_its_size_and_names_everything(width: int) -> None:
    lines = plots.mean_plot(comparison(BETTER, EVEN), width=width, height=20)
    assert len(lines) == 20 and all(length(line) == width for line in lines)
    text = "\n".join(map(text_of, lines))
    for name in ("least confidence", "random", "0.9000", "number of labeled rows", "20 seeds"):
        assert name in text
