"""Which sessions belong together, also from before there was a digest for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from altui.session.events import Event
from altui.session.reading import read_session
from altui.session.team.project import project_of, what_differs
from tests.session.team.people import person


@pytest.fixture
def events(tmp_path: Path) -> list[Event]:
    return read_session(person(tmp_path, "kim", {0: "yes"})).events


def with_settings(events: list[Event], **changed: object) -> list[Event]:
    stored = {**json.loads(events[0].value or ""), **changed}
    return [events[0]._replace(value=json.dumps(stored)), *events[1:]]


SAME = {
    "another order of the classes": {"classes": ["yes", "no"]},
    "another model, strategy and budget": {"model": "logistic", "strategy": "margin", "budget": 7},
    "a digest beside none": {"project": "a" * 32},
}


@pytest.mark.parametrize("changed", SAME.values(), ids=SAME)
def test_what_is_each_persons_own(events: list[Event], changed: dict[str, object]) -> None:
    other = with_settings(events, **changed)
    assert what_differs(project_of(events), project_of(other)) == ""
    assert what_differs(project_of(other), project_of(events)) == ""


OTHERS = {
    "rows": ({"rows": 21}, "one has 20 rows, the other 21"),
    "classes": (
        {"classes": ["no", "perhaps"]},
        "classes no, yes, the other with no, perhaps",
    ),
    "seed": ({"seed": 3}, "one has the seed 0, the other 3, so"),
    "file": ({"fingerprint": "e" * 64}, "another data file"),
    "ids": (
        {"roles": {"text": "text"}},
        "apart by the column 'id', the other by their",
    ),
}


@pytest.mark.parametrize(("changed", "said"), OTHERS.values(), ids=OTHERS)
def test_what_must_be_one(events: list[Event], changed: dict[str, object], said: str) -> None:
    other = project_of(with_settings(events, **changed))
    assert said in what_differs(project_of(events), other)


def test_digests_decide_where_both_have_one(events: list[Event]) -> None:
    one = replace(project_of(events), digest="a" * 32)
    moved = replace(one, begun_on="e" * 64)
    assert what_differs(one, moved) == ""
    assert "other row ids" in what_differs(one, replace(one, digest="b" * 32))


def test_without_ids_the_file_may_not_have_changed(events: list[Event]) -> None:
    numbered = replace(project_of(events), id_column="")
    changed = replace(numbered, now_on="e" * 64)
    assert "their numbers may differ" in what_differs(numbered, changed)
    with_ids = project_of(events)
    assert what_differs(with_ids, replace(with_ids, now_on="e" * 64)) == ""
