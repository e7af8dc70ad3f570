"""One core or several: the same results in the same order, and none of them left behind."""

from __future__ import annotations

import pickle
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from altui.errors import ModelError
from altui.simulation.laboratory import Plan, experiment
from altui.simulation.sharing import mapped
from tests.simulation.tables import clouds

PLAN = Plan(("margin", "random"), (0, 1, 2), queries=5)


def test_two_processes_find_what_one_finds() -> None:
    alone, together = (list(experiment(clouds(), PLAN, processes=n)) for n in (1, 2))
    assert alone == together
    assert [result.seed for result in alone] == [0, 1, 2]
    assert [run.strategy for run in alone[0].runs] == ["margin", "random"]


@pytest.mark.parametrize("is_sparse", [False, True], ids=["dense", "sparse"])
def test_a_problem_from_mapped_files_is_the_same_problem(tmp_path: Path, is_sparse: bool) -> None:
    scenario = clouds(is_sparse=is_sparse)
    sent = pickle.dumps(mapped(scenario, tmp_path))
    assert len(sent) < 1000
    here, there = scenario.problem(5), pickle.loads(sent).problem(5)
    assert (here.matrix != there.matrix).sum() == 0
    assert here.labels.tolist() == there.labels.tolist()
    assert here.unlabeled == there.unlabeled


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    list(experiment(clouds(), PLAN, on_progress=told.append))
    assert told == sorted(told) and told[-1] == 1.0


def test_leaving_early_ends_the_processes() -> None:
    before = len(active_children())
    plan = Plan(("margin",), tuple(range(200)), queries=20)
    results = experiment(clouds(), plan, processes=2)
    next(results)
    start = time.monotonic()
    results.close()
    assert time.monotonic() - start < 5
    assert len(active_children()) == before


def test_a_model_that_fails_in_another_process_is_named() -> None:
    plan = Plan(("margin",), (0, 1, 2), queries=5, model="tests.simulation.broken:make")
    with pytest.raises(ModelError, match="out of paper"):
        list(experiment(clouds(), plan, processes=2))
