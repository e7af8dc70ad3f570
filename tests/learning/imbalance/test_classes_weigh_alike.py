"""Classes of texts weigh alike where there are more than two; everything else is as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from altui.labeling.retraining.retrain import retrain
from altui.learning.classifiers.models import fit, model_factory
from altui.learning.classifiers.scikit_learn import as_scikit_learn
from altui.learning.generation import NEWEST, OLDEST, Generation
from altui.learning.imbalance.weights import choose_weight
from altui.learning.training import Training
from tests.cli.sessions import begin_labeled

NEW = Generation(NEWEST)
THREE = np.array([0] * 30 + [1] * 8 + [2] * 4)


def words(labels: np.ndarray, seed: int = 0) -> sparse.csr_matrix:
    """Texts of 200 words, in which each class has some of its own."""
    rng = np.random.default_rng(seed)
    dense = (rng.random((len(labels), 200)) < 0.04).astype(float)
    for row, k in enumerate(labels):
        dense[row, 10 * k : 10 * k + 10] += rng.random(10) < 0.2
    return sparse.csr_matrix(dense)


def weight_of(classifier: Any) -> Any:
    return classifier.class_weight


@pytest.mark.parametrize(
    ("labels", "is_text", "generation", "weight"),
    [
        (THREE, True, NEW, "balanced"),
        (THREE, False, NEW, None),
        (THREE[:38], True, NEW, None),
        (THREE, True, OLDEST, None),
    ],
)
def test_only_classes_of_texts_and_only_more_than_two_weigh_alike(
    labels: np.ndarray, is_text: bool, generation: Generation, weight: str | None
) -> None:
    assert choose_weight(labels, is_text=is_text, generation=generation) == weight


@pytest.mark.parametrize("name", ["newton", "logistic"])
def test_newton_and_logistic_train_as_scikit_learn_does_with_balanced_classes(name: str) -> None:
    matrix = words(THREE)
    factory = model_factory(name, seed=0, sparse=True)
    trained = Training(factory, matrix, 3, True, NEW).fit(np.arange(len(THREE)), THREE)
    theirs = LogisticRegression(class_weight="balanced", tol=1e-10, max_iter=5000)
    theirs.fit(matrix, THREE)
    gap = np.abs(trained.predict_proba(matrix) - theirs.predict_proba(matrix)).max()
    assert gap < (1e-6 if name == "newton" else 1e-3)
    assert weight_of(as_scikit_learn(trained.classifier)) == "balanced"


def test_a_model_of_ones_own_is_never_weighed() -> None:
    matrix = words(THREE)
    rows = np.arange(len(THREE))
    mine = fit(LogisticRegression, matrix, rows, THREE, 3, class_weight="balanced")
    assert weight_of(mine.classifier) is None
    forest = Training(model_factory("forest", seed=0, sparse=True), matrix, 3, True, NEW)
    assert weight_of(forest.fit(rows, THREE).classifier) is None


def write_texts(path: Path) -> Path:
    """60 texts of three classes of unequal size."""
    rng = np.random.default_rng(0)
    lines = ["id,text,label"]
    for row in range(60):
        k = (0, 0, 0, 0, 1, 2)[row % 6]
        said = [f"own{k}{n}" for n in rng.integers(0, 4, 3)] + [
            f"any{n}" for n in rng.integers(0, 30, 6)
        ]
        lines.append(f"r{row},{' '.join(said)},{'abc'[k]}")
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(("learner", "weight"), [(0, None), (NEWEST, "balanced")])
def test_a_session_begun_before_trains_as_it_did(
    tmp_path: Path, learner: int, weight: str | None
) -> None:
    file = write_texts(tmp_path / "texts.csv")
    begin_labeled(file, rows=40, text="text", learner=learner)
    made = retrain(file.with_name("texts.csv.altui"))
    matrix, known = made.features.matrix, made.knowledge
    theirs = LogisticRegression(class_weight=weight, tol=1e-10, max_iter=5000)
    theirs.fit(matrix[known.rows], known.labels)
    gap = np.abs(made.model.predict_proba(matrix) - theirs.predict_proba(matrix)).max()
    assert gap < 1e-4
