"""A Round of a session with many classes logs its confusions in little room, and they come back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from altui.learning.evaluation import share_rows
from altui.session.confusions import confusion_of, confusion_to_json


@given(st.integers(1, 14), st.data())
def test_what_is_logged_comes_back(size: int, data: st.DataObject) -> None:
    row = st.lists(st.integers(0, 2), min_size=size, max_size=size)
    table = share_rows(data.draw(st.lists(row, min_size=size, max_size=size)))
    assert confusion_of(json.loads(json.dumps(confusion_to_json(table)))) == table


def test_of_many_classes_only_what_is_not_0_is_logged() -> None:
    rows = [[0] * 200 for _ in range(200)]
    rows[3][7] = 2
    logged = json.dumps(confusion_to_json(share_rows(rows)))
    assert len(logged) < 60
    assert confusion_of(json.loads(logged))[3][7] == 2
    assert confusion_to_json(((1, 0), (0, 1))) == ((1, 0), (0, 1)), "as ever with few classes"
