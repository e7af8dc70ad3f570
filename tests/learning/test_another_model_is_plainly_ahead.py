"""Another model is named only where the labels asked for say plainly that it is ahead."""

from __future__ import annotations

import numpy as np
import pytest

from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.honesty.label_review import OutOfFold
from altui.learning.honesty.model_lead import LOST, Leads, Predicted, compare, is_plain
from altui.learning.rounds import Knowledge

N = 600
rng = np.random.default_rng(1)
MATRIX = rng.normal(size=(N, 3)).astype(np.float32)
PLANE = (MATRIX[:, 0] + MATRIX[:, 1] > 0).astype(int)
CORNERS = (MATRIX[:, 0] * MATRIX[:, 1] > 0).astype(int)


def train(name: str, rows: np.ndarray, labels: np.ndarray, _: object = None) -> FittedModel:
    return fit(model_factory(name, seed=0, sparse=False), MATRIX, rows, labels, 2)


def knowledge(labels: np.ndarray, count: int) -> Knowledge:
    available = np.ones(N, bool)
    available[:count] = False
    return Knowledge(1, np.arange(count), labels[:count], available, count)


def leads() -> Leads:
    return Leads(MATRIX, np.ones(N, bool), 0, train)


def test_a_forest_is_named_where_no_plane_separates_the_classes() -> None:
    lead = leads().find("newton", ("forest", "bayes"), knowledge(CORNERS, 120))
    assert lead is not None and (lead.model, lead.over) == ("forest", "newton")
    assert lead.right > 3 * lead.wrong and lead.gain > 0.2


@pytest.mark.parametrize("count", [40, 120])
def test_nothing_is_named_where_a_plane_does(count: int) -> None:
    assert leads().find("newton", ("forest", "bayes"), knowledge(PLANE, count)) is None


def test_each_level_begins_with_labels_lost() -> None:
    n = 40
    labels = np.zeros(n, int)
    sure = np.linspace(0.5, 1, n)
    judged = np.ones(n, bool)
    first = OutOfFold(1 - sure, np.ones(n, int), sure, judged)
    second = OutOfFold(sure, labels, sure, judged)
    pool = Predicted(np.ones(n, int), sure), Predicted(np.zeros(n, int), sure)
    found = compare(labels, (first, second), pool)
    assert found is not None
    gain, error, right, wrong = found
    assert (right, wrong) == (n, 0)
    each = n / 4
    assert gain == pytest.approx((each - LOST) / (each + LOST)) and is_plain(gain, error)


def test_a_few_labels_and_a_small_gain_are_not_plain() -> None:
    assert not is_plain(0.019, 0.001) and not is_plain(0.1, 0.06) and is_plain(0.1, 0.04)
