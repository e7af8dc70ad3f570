"""People who agree as far as is known: how often alpha's interval says so."""

from __future__ import annotations

import pytest

from tests.benchmarks.agreement import SHARES, Setting, coverage
from tests.conftest import Tell

PAIRS = 1000


def held(setting: Setting, tell: Tell) -> float:
    (found,) = coverage(setting, PAIRS).values()
    tell(f"{setting}: {100 * found.held:.1f} %, mean width {found.width:.2f}")
    return found.held


@pytest.mark.slow
@pytest.mark.parametrize("rows", [30, 60, 100])
@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.6, 0.3, 0.1)], ids=["two", "three"])
def test_it_does_in_93_to_97_of_100_pairs(rows: int, shares: tuple[float, ...], tell: Tell) -> None:
    assert 0.93 <= held(Setting(shares, 0.6, rows), tell) <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("rows", [30, 60, 100])
@pytest.mark.parametrize("alpha", [0.3, 0.8, 0.9])
@pytest.mark.parametrize("name", SHARES)
def test_it_does_about_so_often_whatever_they_agree_on(
    name: str, alpha: float, rows: int, tell: Tell
) -> None:
    """With few differences there are few alphas that a sample can have: the share comes in steps,
    and the least is that of a rare class."""
    assert 0.9 <= held(Setting(SHARES[name], alpha, rows), tell) <= 0.985


@pytest.mark.slow
@pytest.mark.parametrize("together", [False, True], ids=["each apart", "together"])
def test_with_three_people_of_whom_some_are_missing_it_is_rather_too_wide(
    together: bool, tell: Tell
) -> None:
    setting = Setting((0.5, 0.3, 0.2), 0.6, 60, people=3, missing=0.3, together=together)
    assert 0.93 <= held(setting, tell) <= 0.985
