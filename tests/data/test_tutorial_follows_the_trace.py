"""The reference scenario, step by step, over the arrays that altui makes of it."""

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from altui.data.dataset import Part
from altui.data.tutorial import load_tutorial

TRACE = Path(__file__).parents[1] / "reference" / "tutorial_trace.csv"


def test_every_query_uncertainty_and_accuracy_is_that_of_the_trace() -> None:
    data, features = load_tutorial()
    labeled = list(range(810, 900))
    pool = np.arange(810)
    with TRACE.open(newline="") as file:
        steps = list(csv.DictReader(file))
    assert len(steps) == 21
    for step in steps:
        if step["unlabeled_index"]:
            doubt = 1 - model.predict_proba(features.matrix[pool]).max(axis=1)  # noqa: F821
            place = int(doubt.argmax())
            assert str(pool[place]) == step["unlabeled_index"]
            assert f"{doubt[place]:.4f}" == step["uncertainty"]
            assert data.known_label(int(pool[place])) == step["true_label"]
            labeled.append(int(pool[place]))
            pool = np.delete(pool, place)
        model = LogisticRegression(random_state=42, max_iter=2000)
        model.fit(features.matrix[labeled], data.known[labeled])
        assert str(len(labeled)) == step["labeled"]
        accuracy = model.score(features.test_matrix, features.test_labels)
        assert f"{accuracy:.4f}" == step["test_accuracy"]


def test_rows_stand_in_the_order_of_the_splits() -> None:
    data, features = load_tutorial()
    assert data.part.tolist() == [Part.UNLABELED] * 810 + [Part.LABELED] * 90 + [Part.TEST] * 100
    assert (data.n, data.classes, features.matrix.dtype) == (1000, ("0", "1"), np.float64)
    assert sorted(map(int, data.ids)) == list(range(1000))
    assert (data.known >= 0).all()
    assert [field.name for field in data.fields(0)] == [f"x{i}" for i in range(1, 11)]


def test_another_seed_is_another_scenario() -> None:
    assert load_tutorial(1)[0].fingerprint != load_tutorial(2)[0].fingerprint
    assert load_tutorial(1)[0].fingerprint == load_tutorial(1)[0].fingerprint
