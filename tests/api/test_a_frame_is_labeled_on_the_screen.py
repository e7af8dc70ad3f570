"""altui.label opens the screen from a Python in a terminal, and gives the frame back."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import altui
from tests.cli.doors import ROOT
from tests.examples import CLASSES, true_class
from tests.examples import messages as listed
from tests.terminal.terminal import Terminal

arrow = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.usefixtures("messages")

SCRIPT = """
import json, sys
import altui
from tests.api.test_a_frame_is_labeled_on_the_screen import frame_of, listed_columns
frame = frame_of(sys.argv[1])
options = dict(session="m.altui", classes=["billing", "bug", "praise"], columns="text=text")
given = altui.label(frame, **options)
columns = listed_columns(given)
print("given", type(given) is type(frame), flush=True)
json.dump(columns, open("given.json", "w"))
"""
"""The frame is looked at where it was made: polars changes the environment of its process."""


def columns() -> dict[str, list[Any]]:
    ids, texts, _ = zip(*listed(), strict=True)
    return {"id": [*ids], "text": [*texts], "length": [float(len(text)) for text in texts]}


def frame_of(library: str) -> Any:
    if library == "pyarrow":
        return arrow.table(columns())
    if library == "polars":
        return import_module("polars").DataFrame(columns())
    return import_module("pandas").DataFrame(columns(), index=range(100, 148))


def listed_columns(frame: Any) -> dict[str, list[Any]]:
    if hasattr(frame, "to_pydict"):
        return dict(frame.to_pydict())
    index = getattr(frame, "index", range(100, 148))
    assert [*index] == [*range(100, 148)]
    return {name: frame[name].to_list() for name in frame.columns}


def label_on_screen(folder: Path, library: str, count: int) -> dict[str, list[Any]]:
    """The columns of the frame, after a person has labeled so many more rows of it and quit."""
    (folder / "script.py").write_text(SCRIPT)
    program = [sys.executable, "script.py", library]
    around = {"PYTHONPATH": str(ROOT)}
    (folder / "altui.toml").write_text("dwell = 0\n")
    with Terminal(folder=folder, program=program, environment=around) as terminal:
        terminal.wait_for("query ")
        for _ in range(count):
            assert terminal.row_id is not None
            terminal.answer(str(CLASSES.index(true_class(terminal.row_id))))
        terminal.press("q")
        assert terminal.end() == 0
        assert "given True" in terminal.printed()
    found: dict[str, list[Any]] = json.loads((folder / "given.json").read_text())
    return found


@pytest.mark.parametrize("library", ["pyarrow", "pandas", "polars"])
def test_the_frame_comes_back_with_its_labels(messages: Path, library: str) -> None:
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    given = label_on_screen(messages, library, 3)
    assert [*given][:4] == ["id", "text", "length", "altui_label"]
    assert {name: given[name] for name in columns()} == columns()
    labeled = {
        each: name for each, name in zip(given["id"], given["altui_label"], strict=True) if name
    }
    assert len(labeled) == 3 and labeled == {each: true_class(each) for each in labeled}


LEFT = """
import altui, pyarrow
frame = pyarrow.table({"text": ["good one", "bad one", "so so"] * 9, "size": [*range(27)]})
try:
    altui.label(frame, session="m.altui", classes=["a", "b"])
except altui.AltuiError as error:
    print(error, flush=True)
"""


def test_who_leaves_before_it_begins_is_told_how_it_begins(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(LEFT)
    program = [sys.executable, "script.py"]
    with Terminal(
        folder=tmp_path, program=program, environment={"PYTHONPATH": str(ROOT)}
    ) as terminal:
        terminal.wait_for("enter starts")
        terminal.press("q")
        assert terminal.end() == 0
        said = terminal.printed()
    assert "m.altui: the screen was left before the session began" in said
    assert "Call it again: enter on the page of the columns begins the session." in said


def test_the_same_call_goes_on_and_python_may_too(messages: Path) -> None:
    label_on_screen(messages, "pyarrow", 2)
    label_on_screen(messages, "pyarrow", 1)
    with altui.open(frame_of("pyarrow"), session="m.altui") as session:
        assert session.summary.labels_given == 3
        table = session.to_arrow()
    with altui.open(table, session="m.altui") as session:
        assert session.summary.labels_given == 3


def test_another_frame_is_taken_only_if_that_is_said() -> None:
    frame = frame_of("pyarrow")
    with altui.open(frame, session="m.altui", classes=CLASSES) as session:
        session.label("m001", "bug")
    with pytest.raises(altui.AltuiError, match="not the one that the session was begun with"):
        altui.open(frame.slice(0, 40), session="m.altui")
    with altui.open(frame, session="m.altui") as session:
        assert session.summary.labels_given == 1
    with altui.open(frame.slice(0, 40), session="m.altui", accept_changes=True) as session:
        assert session.summary.labels_given == 1 and session.to_arrow().num_rows == 40


def test_a_value_that_is_no_number_is_none() -> None:
    frame = arrow.table({"size": [float(n) for n in range(29)] + [float("nan")]})
    for _ in range(2):
        with altui.open(frame, session="n.altui", classes=["a", "b"]) as session:
            session.skip(29)
    assert altui.open(frame, session="n.altui").close() is None


@pytest.mark.parametrize(
    ("data", "session", "said"),
    [
        ({"a": [1]}, "m.altui", "a dict is no data frame"),
        (arrow.table({"a": [1]}), None, r'session="messages\.altui"'),
    ],
)
def test_what_cannot_be_kept_is_said(data: Any, session: Any, said: str) -> None:
    with pytest.raises(altui.AltuiError, match=said):
        altui.open(data, session=session, classes=["a", "b"])


def test_without_a_terminal_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: SIM115, PTH123
    with pytest.raises(altui.AltuiError, match="there is no terminal to open the screen in"):
        altui.label(frame_of("pyarrow"), session="m.altui", classes=CLASSES)
