"""How many labels others have given is told while the person reads, and not with a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from altui.desk.memory import Board, MemoryDesk
from altui.display.lines import text_of
from altui.labeling import events
from altui.labeling.team import others_told
from altui.labeling.view import View
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.wording.view.status import status_parts
from tests.labeling.team.people import Person, inviting, write

Invite = Callable[[str], Person]


@pytest.fixture
def invite(tmp_path: Path) -> Iterator[Invite]:
    data, board = write(tmp_path / "rows.csv"), Board()
    with inviting(data, lambda: MemoryDesk(board)) as begin:
        yield begin


def at(monkeypatch: pytest.MonkeyPatch, reading: float, spacing: float) -> None:
    monkeypatch.setattr(others_told, "READING", reading)
    monkeypatch.setattr(others_told, "SPACING", spacing)


def answer_both(kim: Person, sam: Person, times: int) -> None:
    for _ in range(times):
        row = sam.answer()
        kim.wait_for(lambda session, row=row: row in session.state.others)  # type: ignore[misc]
        kim.answer()


def told(view: View) -> tuple[int, list[int]]:
    return view.summary.others, [*view.summary.per_class.values()]


def is_of_others(count: int) -> Callable[[Any], bool]:
    return lambda each: isinstance(each, events.CurveMeasured) and each.view.summary.others == count


def test_with_a_key_comes_only_ones_own(invite: Invite, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 1e9, 0)
    kim, sam = invite("kim"), invite("sam")
    answer_both(kim, sam, 12)
    assert kim.view is not None
    own = [sum(row % 2 == number for row in kim.rows) for number in (0, 1)]
    assert told(kim.view) == (0, own)
    assert f"even: {own[0]}, odd: {own[1]}" in map(text_of, status_parts(kim.view))
    assert not any(isinstance(each, events.CurveMeasured) for each in kim.told)
    assert kim.session.summary().others == 12


def test_it_is_told_while_one_reads(invite: Invite, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0, 0)
    kim, sam = invite("kim"), invite("sam")
    rows = [sam.answer() for _ in range(3)]
    told_now = kim.find(is_of_others(3)).view
    assert told(told_now) == (3, [sum(row % 2 == number for row in rows) for number in (0, 1)])
    assert "3 by others" in text_of(status_parts(told_now)[0])
    sam.engine.decide(Decision.undo())
    assert told(kim.hear(is_of_others(2)).view)[0] == 2


def test_it_is_not_told_all_the_time(invite: Invite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it was told, it is not soon again; with a key comes what was told."""
    at(monkeypatch, 0, 1e9)
    kim, sam = invite("kim"), invite("sam")
    sam.answer()
    answer_both(kim, sam, 5)
    assert kim.view is not None and told(kim.view)[0] == 0
    assert not any(isinstance(each, events.CurveMeasured) for each in kim.told)


def test_whoever_changes_the_classes_has_all_told(
    invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 1e9, 1e9)
    kim, sam = invite("kim"), invite("sam")
    answer_both(kim, sam, 3)
    kim.engine.decide(Decision.classes(ClassChange("add", "none")))
    assert told(kim.see())[0] == 3
