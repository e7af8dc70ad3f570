"""Only what a model learns is a reason to take today's learner in a session that has begun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from altui.learning.generation import LEARNS, NEWEST
from altui.session.retaking import has_newer
from tests.tui.stage import annotation_of


@pytest.mark.parametrize("generation", range(NEWEST + 1))
def test_a_session_is_told_of_a_learner_that_learns_otherwise(generation: int) -> None:
    annotation = annotation_of()
    settings = replace(annotation.session.settings, learner=generation)
    assert has_newer(settings) is (generation < LEARNS)
    annotation.close()
