"""What is folded away stands in the session, and changes nothing but what is shown of a row."""

from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.session.events import Decision
from altui.session.settings import Settings
from tests.session.making import Data


def test_it_is_remembered_and_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "a.altui"
    data = Data(10)
    with data.begin(path) as session:
        session.decide(Decision.setting(folded=["width", "height"]))
        assert session.settings.folded == ("width", "height")
    with data.resume(path) as session:
        assert session.settings.folded == ("width", "height")
        session.decide(Decision.setting(folded=[]))
        assert session.settings == session.begun_with


def test_no_round_depends_on_it_and_undo_passes_over_it(tmp_path: Path) -> None:
    with Data(10).begin(tmp_path / "a.altui") as session:
        session.decide(Decision.label(3, "yes"))
        session.decide(Decision.undo())
        before = session.knowledge()
        after = session.decide(Decision.setting(folded=["width"]))
        assert after.event == before.event
        assert session.decide(Decision.redo()).answered == 1
        session.decide(Decision.setting(folded=[]))
        assert session.decide(Decision.undo()).answered == 0


def test_with_something_else_it_is_a_change_like_any_other(tmp_path: Path) -> None:
    with Data(10).begin(tmp_path / "a.altui") as session:
        before = session.knowledge().event
        assert session.decide(Decision.setting(folded=["a"], budget=7)).event > before


@pytest.mark.parametrize("value", ['{"folded": "width"}', '{"folded": {"a": 1}}'])
def test_only_a_list_of_names_is_taken(value: str) -> None:
    settings: Settings = Data(3).settings()
    with pytest.raises(SessionError, match="'folded' cannot be changed"):
        settings.with_changes(value)


def test_a_session_from_before_has_nothing_folded() -> None:
    stored = Data(3).settings().to_json()
    del stored["folded"]
    assert Settings.from_json(stored).folded == ()
