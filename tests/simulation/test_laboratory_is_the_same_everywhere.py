"""One core or several: the same results in the same order, and none of them left behind."""

from __future__ import annotations

import pickle
from multiprocessing import active_children
from pathlib import Path
from signal import SIGTERM

import numpy as np
import pytest

from altui.errors import ModelError
from altui.simulation.laboratory import experiment
from altui.simulation.plan import Plan
from altui.simulation.sharing import map_scenario
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
    sent = pickle.dumps(map_scenario(scenario, tmp_path))
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
    others = {child.pid for child in active_children()}
    plan = Plan(("margin",), tuple(range(200)), queries=20)
    results = experiment(clouds(), plan, processes=2)
    next(results)
    workers = [child for child in active_children() if child.pid not in others]
    results.close()
    # None was waited for until it had done its tasks.
    assert [worker.exitcode for worker in workers] == [-SIGTERM]
    assert {child.pid for child in active_children()} <= others


def test_a_model_that_fails_in_another_process_is_named() -> None:
    plan = Plan(("margin",), (0, 1, 2), queries=5, models=("tests.simulation.broken:make",))
    with pytest.raises(ModelError, match="out of paper"):
        list(experiment(clouds(), plan, processes=2))


def test_models_are_compared_on_the_same_splits() -> None:
    plan = Plan(("margin", "random"), (0, 1), queries=4, models=("newton", "bayes"))
    for processes in (1, 2):
        results = list(experiment(clouds(), plan, processes=processes))
        assert [(run.strategy, run.model) for run in results[0].runs] == list(plan.variants)
        for result in results:
            newton, bayes = result.runs[:2], result.runs[2:]
            assert newton[0].steps[0] == newton[1].steps[0]
            assert bayes[0].steps[0] == bayes[1].steps[0]
            assert newton[1].steps[1].row == bayes[1].steps[1].row  # random asks whatever the model
            assert len(result.full) == 2


def test_an_oracle_that_errs_errs_alike_for_every_strategy() -> None:
    scenario, plan = clouds(200), Plan(("margin", "random"), (3,), queries=60, noise=0.25)
    (result,) = experiment(scenario, plan)
    truth = scenario.problem(3).labels
    answers: dict[int, int] = {}
    for run in result.runs:
        for step in run.steps[1:]:
            assert step.row is not None and step.label is not None
            assert answers.setdefault(step.row, step.label) == step.label
    wrong = np.mean([truth[row] != label for row, label in answers.items()])
    assert 0.1 < wrong < 0.4
    assert run.steps[0].evaluation.total == len(scenario.problem(3).test[1])


def test_from_no_labels_at_all_a_path_begins_with_typical_rows() -> None:
    plan = Plan(("margin", "random"), (0,), queries=12)
    (result,) = experiment(clouds(initial=0), plan)
    asked, drawn = result.runs
    assert asked.steps[0].labeled == 0 and asked.steps[0].accuracy == 0.5
    assert asked.steps[-1].accuracy > 0.8
    assert asked.steps[1].uncertainty is None and asked.steps[12].uncertainty is not None
    assert asked.steps[1].row != drawn.steps[1].row
