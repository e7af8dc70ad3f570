"""The boundary is found once, kept in the session, and sessions before there was one are linear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import DataOptions
from altui.data.schema import Role
from altui.display.lines import text_of
from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.reading import read_settings
from altui.wording.columns_screen.found import head_lines

LABELED = 20


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rings.csv"
    values = np.random.default_rng(2).normal(size=(500, 3)).round(3)
    rows = [
        f"{x},{y},{z},{('in' if x * x + y * y < 1.2 else 'out') if row < LABELED else ''}"
        for row, (x, y, z) in enumerate(values)
    ]
    path.write_text("\n".join(["width,depth,height,label", *rows]) + "\n")
    return path


def opened(file: Path, session: str, **said: object) -> Annotation:
    request = OpenRequest(
        file=file,
        session=file.with_name(session),
        target="label",
        classes=("in", "out"),
        columns=("width", "depth", "height"),
        audit=0,
        **said,  # type: ignore[arg-type]
    )
    return prepare(request).open()


def asked(annotation: Annotation, times: int = 6) -> list[tuple[int, tuple[float, ...]]]:
    """The rows asked for and their probabilities, each row labeled in turn; closes the session."""
    found = []
    for _ in range(times):
        query = annotation.learner.round(annotation.session.knowledge()).query
        assert query is not None and query.probabilities is not None
        found.append((query.row, query.probabilities))
        annotation.session.decide(Decision.label(query.row, ("in", "out")[query.row % 2]))
    annotation.close()
    return found


def test_it_is_found_and_kept(file: Path) -> None:
    first = asked(opened(file, "a.altui"))
    assert read_settings(file.with_name("a.altui")).boundary == "curved"
    assert asked(opened(file, "b.altui", boundary="curved")) == first
    assert asked(opened(file, "c.altui", boundary="linear")) != first
    with pytest.raises(SessionError, match="started with another `boundary`"):
        opened(file, "a.altui", boundary="linear")
    opened(file, "a.altui", boundary="curved").close()


def test_a_session_begun_before_asks_what_it_asked(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linear = asked(opened(file, "linear.altui", boundary="linear"))
    to_json = DataOptions.to_json
    with monkeypatch.context() as patch:
        patch.setattr(DataOptions, "to_json", lambda options: without(to_json(options)))
        opened(file, "before.altui").close()
    again = opened(file, "before.altui")
    assert again.features.curves is None and again.features.matrix.shape[1] == 3
    assert asked(again) == linear


def without(options: dict[str, object]) -> dict[str, object]:
    """The options as they were stored before there was a boundary."""
    return {name: value for name, value in options.items() if name != "boundary"}


def test_it_is_said_beforehand_and_follows_the_columns(file: Path) -> None:
    proposal = prepare(OpenRequest(file=file, target="label", classes=("in", "out"))).proposal
    assert proposal is not None
    assert (
        proposal.boundary == "Learns what numbers mean together (`boundary` linear: each by itself)"
    )
    assert not proposal.with_role("depth", Role.CATEGORICAL).boundary
    assert not replace(proposal, classes=tuple("abcdefghijk")).boundary
    assert not replace(proposal, said_boundary="linear").boundary
    large = replace(proposal, said_boundary="curved", rows=1_000_000)
    assert "together, for 1.2 GB more (" in large.boundary
    lines = [text_of(each) for each in head_lines(proposal, 80, 12)]
    assert "Learns what numbers mean together (--boundary linear: each by itself)" in lines
