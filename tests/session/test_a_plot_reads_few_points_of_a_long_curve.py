"""The points that a plot reads are those of the whole curve, whichever it reads."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.evaluation import Evaluation
from altui.session.figures.curve import Curve
from altui.wording.view.curve import thinned


@given(st.lists(st.integers(0, 2), max_size=60), st.integers(1, 4), st.integers(0, 3))
def test_a_point_counts_the_labels_up_to_it(numbers: list[int], step: int, every: int) -> None:
    found = [
        Evaluation(place, 100) if every and place % every == 0 else None
        for place in range(len(numbers) + 1)
    ]
    curve = Curve((2, 1, 0), np.array(numbers, int), [*found, Evaluation(1, 1)])
    for place in range(len(curve)):
        given_so_far = np.bincount(numbers[:place], minlength=3) + np.array([2, 1, 0])
        assert curve[place].per_class == tuple(given_so_far)
        assert curve[place].labeled == 3 + place
        assert curve[place].evaluation == found[place]
    assert list(curve) == [curve[place] for place in range(len(curve))]
    assert curve[::-step] == list(curve)[::-step]
    measured = [(3 + place, each) for place, each in enumerate(found) if each is not None]
    assert [*curve.measurements()] == measured
    assert [*thinned(curve.measurements(), 1)] == [*thinned(measured, 1)]
