"""One request and one function: data to be read, a session to begin, and one to continue."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import FOUND, DataOptions
from altui.errors import InputError, SessionError
from altui.labeling.opening.loading import options_from
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.options import SessionOptions
from altui.session.session import Session
from tests.cli.sessions import write_clouds

DATA = {"target": "label", "hide_labels": True, "columns": ("width", "height"), "id_column": "id"}


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    return write_clouds(tmp_path / "clouds.csv")


@pytest.fixture
def session(clouds: Path) -> Path:
    """A session on the file with six labels."""
    annotation = prepare(OpenRequest(file=clouds, classes=("ant", "cat"), **DATA)).open()
    for row in range(6):
        annotation.session.decide(Decision.label(row, ("ant", "cat")[row % 2]))
    annotation.close()
    return Path(f"{clouds}.altui")


def test_what_is_only_read_leaves_no_session(clouds: Path) -> None:
    prepared = prepare(OpenRequest(file=clouds, read_only=True, target="label"))
    loaded = prepared.load()
    assert loaded.dataset.classes == ("ant", "cat") and loaded.features.matrix.shape == (60, 2)
    with pytest.raises(InputError, match="read only"):
        prepared.open()
    assert not Path(f"{clouds}.altui").exists()


def test_a_session_is_read_with_the_data_that_it_labels(clouds: Path, session: Path) -> None:
    labeling = prepare(OpenRequest(file=clouds)).open()
    labeling.close()
    loaded = prepare(OpenRequest(session=session, read_only=True)).load()
    assert np.array_equal(loaded.features.matrix, labeling.features.matrix)
    assert loaded.dataset.schema.roles() == labeling.dataset.schema.roles()
    assert len(loaded.view.state.answers.rows) == 6


def test_a_session_is_read_as_it_was_at_an_event(session: Path) -> None:
    now = Session.read(session)
    until = next(event.sequence for event in now.events if event.row == 2)
    loaded = prepare(OpenRequest(session=session, read_only=True, until=until)).load()
    assert len(loaded.view.state.answers.rows) == 3


def test_columns_that_are_guessed_are_to_be_confirmed_unless_all_is_said(clouds: Path) -> None:
    guessed = prepare(OpenRequest(file=clouds))
    assert guessed.proposal is not None
    assert guessed.proposal.schema.target == "label"
    said = prepare(OpenRequest(file=clouds, classes=("ant", "cat"), **DATA))
    assert said.proposal is None


def test_a_changed_file_is_not_taken_without_a_yes(clouds: Path, session: Path) -> None:
    with clouds.open("a") as file:
        file.write("r060,1.0,1.0,ant\n")
    with pytest.raises(SessionError, match="nothing was changed"):
        prepare(OpenRequest(file=clouds))
    assert Session.read(session).settings.rows == 60
    prepare(OpenRequest(file=clouds), confirm=lambda: True)
    prepare(OpenRequest(file=clouds, accept_changes=True)).open().close()
    assert Session.read(session).settings.rows == 61


def test_a_request_without_data_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for request in (OpenRequest(), OpenRequest(session=tmp_path / "x.altui")):
        with pytest.raises(InputError, match="no data file was named"):
            prepare(request)
    with pytest.raises(InputError, match="no data file and no session"):
        prepare(OpenRequest(read_only=True))


def test_find_and_the_class_to_find_go_together(clouds: Path) -> None:
    for half in ({"goal": "find"}, {"wanted": "ant"}):
        with pytest.raises(InputError, match="go together"):
            prepare(OpenRequest(file=clouds, **half))
    both = OpenRequest(file=clouds, goal="find", wanted="ant")
    assert (both.find, OpenRequest(goal="learn").find, OpenRequest().find) == ("ant", "", None)


def test_every_option_of_data_and_session_is_the_requests() -> None:
    assert OpenRequest().options == SessionOptions()
    said = {"test": "0.2", "sheet": "s", "embed": True, "hide_labels": True, "seed": 7}
    options = options_from(OpenRequest(classes=("a", "b"), vectors=Path("v.npy"), **said))
    for name, value in said.items():
        assert getattr(options, name) == value
    assert options.vectors == str(Path("v.npy").resolve()) and options.classes == ("a", "b")
    asked = {each.name for each in fields(DataOptions)} - set(FOUND)
    assert asked <= {each.name for each in fields(OpenRequest)}


def test_what_a_resumed_session_compares_is_known_of_the_data() -> None:
    table = options_of(OpenRequest)
    compared = {name for name, option in table.items() if option.is_of_data}
    assert {name for name in compared if table[name].holds is None} == {"columns"}


def test_the_keys_of_options_in_a_session_file_stay() -> None:
    request = OpenRequest(
        target="t",
        text_columns=("x",),
        id_column="i",
        columns=("a",),
        image="p",
        vectors=Path("/v.npy"),
        embed=True,
        classes=("a", "b"),
        test="0.2",
        sheet="s",
        hide_labels=True,
    )
    assert request.to_keep == {
        "--target": "t",
        "--text": ["x"],
        "--id": "i",
        "--columns": ["a"],
        "--image": "p",
        "--vectors": "/v.npy",
        "--embed": True,
        "--classes": ["a", "b"],
        "--test": "0.2",
        "--sheet": "s",
        "--hide-labels": True,
    }


def test_a_request_is_written_by_name_and_does_not_change(clouds: Path) -> None:
    with pytest.raises(TypeError):
        OpenRequest(clouds)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        OpenRequest().target = "label"  # type: ignore[misc]
