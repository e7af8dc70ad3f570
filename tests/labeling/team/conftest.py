"""People of these tests hear of each other sooner than a person would bear it, and none is asked a
row without a loan because a desk took long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from altui.labeling.team import lending, mailbag, moments
from tests.threads import PATIENCE


@pytest.fixture(autouse=True)
def soon() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(mailbag, "PULL_SPACING", 0.02)
        changed.setattr(moments, "SPACING", 0.05)
        changed.setattr(lending, "CHOOSE_LIMIT", PATIENCE)
        yield changed


@pytest.fixture
def at_its_pace(soon: pytest.MonkeyPatch) -> None:
    """For a test that says how soon it is."""
    soon.undo()
