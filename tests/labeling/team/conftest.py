"""People of these tests hear of each other sooner than a person would bear it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from altui.labeling.team import mailbag, moments


@pytest.fixture(autouse=True)
def soon() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(mailbag, "PULL_SPACING", 0.02)
        changed.setattr(moments, "SPACING", 0.05)
        yield changed


@pytest.fixture
def at_its_pace(soon: pytest.MonkeyPatch) -> None:
    """For a test that says how soon it is."""
    soon.undo()
