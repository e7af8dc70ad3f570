"""Two people who agree as far as is known: how often alpha's interval says so."""

from __future__ import annotations

import numpy as np
import pytest

from altui.learning.agreement.alpha import krippendorff_alpha
from tests.benchmarks.agreement import Setting, coverage, sample, told
from tests.conftest import Tell


@pytest.mark.slow
@pytest.mark.parametrize("rows", [30, 60, 100])
@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.6, 0.3, 0.1)], ids=["two", "three"])
def test_it_does_in_93_to_97_of_100_samples(
    rows: int, shares: tuple[float, ...], tell: Tell
) -> None:
    covered, width = coverage(Setting(shares, 0.6, rows), 4000, {"altui": told})["altui"]
    tell(f"{len(shares)} classes, {rows} rows: {100 * covered:.1f} %, mean width {width:.2f}")
    assert 0.93 <= covered <= 0.97


@pytest.mark.slow
def test_it_does_with_three_people_of_whom_some_are_missing(tell: Tell) -> None:
    rng, right = np.random.default_rng(0), 0
    setting = Setting((0.5, 0.3, 0.2), 0.6, 60)
    for _ in range(2000):
        answers = np.where(rng.random((60, 3)) < 0.3, -1, sample(setting, rng, people=3))
        found = krippendorff_alpha(answers)
        right += found.low <= setting.alpha <= found.high
    tell(f"three people, three answers in ten missing: {right / 20:.1f} %")
    assert 0.93 <= right / 2000 <= 0.97
