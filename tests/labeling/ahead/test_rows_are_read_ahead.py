"""A row that is read ahead is the row as it is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from altui.labeling.annotation import Annotation
from altui.labeling.showing import asked_rows
from altui.labeling.showing.asked_rows import AskedRows
from altui.session.events import Decision
from tests.tui.stage import annotation_of

Change = Callable[[int], Decision | None]

CHANGES: dict[str, Change] = {
    "nothing": lambda _: None,
    "a flag": lambda row: Decision.flag(row),
    "a comment": lambda row: Decision.note(row, "look again"),
    "a folded column": lambda _: Decision.setting(folded=["weight"]),
}


@pytest.fixture
def annotation() -> Annotation:
    return annotation_of()


@pytest.mark.parametrize("name", CHANGES)
def test_what_the_session_says_of_it_meanwhile_is_there(name: str, annotation: Annotation) -> None:
    rows, result = AskedRows(), annotation.learner.round(annotation.session.knowledge())
    assert result.query is not None
    ahead = rows.prepare(annotation, result)
    change = CHANGES[name](result.query.row)
    if change is not None:
        annotation.session.decide(change)
    found = rows.read(annotation, result)
    assert found == AskedRows().read(annotation, result)
    assert (found is ahead) == (change is None)


def test_it_is_read_once(annotation: Annotation, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, result = AskedRows(), annotation.learner.round(annotation.session.knowledge())
    rows.prepare(annotation, result)
    monkeypatch.setattr(asked_rows, "read_row", lambda *_: pytest.fail("it was read again"))
    assert rows.read(annotation, result) is not None
