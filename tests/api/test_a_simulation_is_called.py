"""altui.simulate measures what `altui simulate` does, on arrays."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse

import altui
from altui.learning.strategies import RANDOM
from tests.terminal import program

RNG = np.random.default_rng(2)
X = RNG.normal(size=(240, 3))
Y = np.where(X[:, 0] + X[:, 1] > 0.8, "yes", "no")
SMALL: dict[str, Any] = {"queries": 6, "seeds": 2}


def test_it_finds_what_the_command_finds(tmp_path: Path) -> None:
    with (tmp_path / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [
                ("a", "b", "c", "label"),
                *((*map(repr, map(float, row)), label) for row, label in zip(X, Y, strict=True)),
            ]
        )
    options = ("--target", "label", "--boundary", "linear", "--queries", "6", "--seeds", "2")
    told = program.run("simulate", "rows.csv", *options, "--json", folder=tmp_path).stdout
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)  # as altui reads a column of numbers
    found = [*altui.simulate(scaled.astype(np.float32), Y, **SMALL).records()]
    for mine, line in zip(found, told.splitlines(), strict=True):
        its = json.loads(line)
        assert mine.pop("uncertainty") == pytest.approx(its.pop("uncertainty"), abs=1e-5)  # type: ignore[misc]
        assert mine == its


def test_the_curves_are_those_of_the_records() -> None:
    found = altui.simulate(X, Y, **SMALL)
    assert [*found.curves] == ["margin", RANDOM]
    assert found.labeled == (10, 11, 12, 13, 14, 15, 16)
    for name, curve in found.curves.items():
        told = [each["accuracy"] for each in found.records() if each["strategy"] == name]
        assert_array_equal(curve.accuracies, np.reshape(told, (2, 7)))


def test_the_classes_are_those_of_the_labels() -> None:
    found = altui.simulate(X, np.where(Y == "yes", 7, 3), **SMALL)
    assert found.classes.tolist() == [3, 7]
    assert {each["label"] for each in found.records()} == {None, 3, 7}


def test_rows_apart_are_all_that_is_measured_on() -> None:
    found = altui.simulate(X[:100], Y[:100], test=(X[100:], Y[100:]), **SMALL)
    assert found.comparison.test_rows == 140 and found.comparison.pool_rows == 100


def test_a_share_of_the_rows_is_measured_on() -> None:
    found = altui.simulate(X, Y, test=0.25, **SMALL)
    assert found.comparison.test_rows == 60 and found.comparison.pool_rows == 180


@pytest.mark.parametrize("make", [np.asarray, sparse.csr_array])
@pytest.mark.parametrize("is_apart", [False, True])
def test_processes_change_nothing_but_the_time(make: Any, is_apart: bool) -> None:
    more = {"test": (make(X[200:]), Y[200:]) if is_apart else 0.3}
    one, two = (
        altui.simulate(make(X[:200]), Y[:200], **SMALL, **more, processes=processes)
        for processes in (1, 2)
    )
    assert [*one.records()] == [*two.records()]


def test_every_strategy_is_run_with_every_model() -> None:
    found = altui.simulate(X, Y, strategy="random", model=["newton", "bayes"], **SMALL)
    assert [*found.curves] == ["random, newton", "random, bayes"]
    assert {each["model"] for each in found.records()} == {"newton", "bayes"}
    assert repr(found) == "Simulated(random, newton and random, bayes, 6 queries, 2 seeds)"


def test_the_seeds_can_be_named() -> None:
    named = [*altui.simulate(X, Y, queries=6, seeds=np.array([1])).records()]
    assert named == [each for each in altui.simulate(X, Y, **SMALL).records() if each["seed"]]


def test_what_was_found_is_said_with_its_error() -> None:
    assert any("random" in each for each in altui.simulate(X, Y, **SMALL).verdicts)


def test_the_records_are_a_data_frame() -> None:
    found = altui.simulate(X, Y, **SMALL)
    arrow = pytest.importorskip("pyarrow")
    assert found.to_arrow().equals(arrow.Table.from_pylist([*found.records()]))
    pandas = pytest.importorskip("pandas")
    frame = found.to_pandas()
    assert isinstance(frame, pandas.DataFrame) and len(frame) == 28
    means = frame[frame.strategy == "margin"].groupby("labeled").accuracy.mean()
    assert_allclose(means, found.curves["margin"].mean)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"y": Y[:9]}, r"`y` has the shape \(9,\), and there are 240 rows"),
        ({"y": [None, *Y[1:]]}, "row 0 has no class in `y`"),
        ({"y": np.where(np.arange(240) == 4, np.nan, 1.0)}, "row 4 has no class in `y`"),
        ({"y": ["yes"] * 240}, "all labels in `y` are of one class"),
        ({"strategy": "luck"}, "there is no query strategy 'luck'"),
        ({"strategy": "most-likely:maybe"}, "looks for a class that is not there"),
        ({"strategy": []}, "`strategy` is 0, and has to be 1 or more"),
        ({"model": "luck"}, "there is no model 'luck'"),
        ({"queries": 0}, "`queries` is 0, and has to be 1 or more"),
        ({"seeds": 0}, "`seeds` is 0, and has to be 1 or more"),
        ({"seeds": [0, -1]}, "`seeds` has -1, and none can be below 0"),
        ({"initial": 200}, "240 labeled rows are too few"),
        ({"test": 1.5}, "`test` is 1.5, and has to be a share between 0 and 1"),
        ({"test": (X[:, :2], Y)}, "`test` has 2 columns, and needs 3"),
        ({"test": (X, [*Y[1:], "maybe"])}, "there is no class 'maybe'"),
        ({"noise": 1.0}, "`noise` is 1.0, and has to be a share below 1"),
    ],
)
def test_what_cannot_be_measured_is_said(change: dict[str, Any], said: str) -> None:
    given = {"X": X, "y": Y, **SMALL, **change}
    with pytest.raises(altui.AltuiError, match=said):
        altui.simulate(given.pop("X"), given.pop("y"), **given)
