"""A session file of every older version is read as it is, and brought to the newest to go on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.session import opening
from altui.session.events import Decision
from altui.session.options import SessionOptions
from altui.session.session import Session
from altui.session.source.changes import find_changes
from altui.session.store.schema import MIGRATIONS

OLDER = Path(__file__).with_name("older")
ROWS = [f"{100 + 7 * row},{'red' if row % 3 else 'green'}," for row in range(8)]


def test_there_is_a_file_of_every_older_version() -> None:
    assert [p.name for p in sorted(OLDER.iterdir())] == [
        f"version_{number}.sql" for number in range(1, len(MIGRATIONS))
    ]


@pytest.fixture(params=sorted(OLDER.iterdir()), ids=lambda p: p.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "fruit.csv.altui"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text())
    return path


def fruit(folder: Path, rows: list[str]) -> Dataset:
    file = folder / "fruit.csv"
    file.write_text("\n".join(["weight,colour,label", *rows]) + "\n")
    table = open_table(file)
    schema = infer_schema(table, target="label")
    return load_dataset(table, schema, DataOptions(classes=("apple", "lemon")))


def check(view: Session | object) -> None:
    state = view.state  # type: ignore[attr-defined]
    assert {row: standing.kind for row, standing in state.standings.items()} == {
        2: "label", 5: "label", 0: "label", 1: "skip",
    }  # fmt: skip
    assert state.notes == {5: "naïve \ud800"} and state.flags == {3: True}
    assert view.settings.budget == 5  # type: ignore[attr-defined]


def test_it_is_read_without_being_changed(older: Path) -> None:
    before = older.read_bytes()
    view = Session.read(older)
    check(view)
    assert [event.content for event in view.events] == [None] * 12
    assert older.read_bytes() == before


def test_it_goes_on_in_the_newest_version(older: Path) -> None:
    old = Session.read(older).events
    dataset = fruit(older.parent, ROWS)
    with opening.resume(older, dataset, SessionOptions()) as session:
        check(session)
        session.decide(Decision.label(4, "apple"))
    with closing(sqlite3.connect(older)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    events = Session.read(older).events
    assert events[: len(old)] == old
    assert events[-1].content is not None


def test_what_its_rows_held_is_kept_once_so_that_they_are_known_again(older: Path) -> None:
    for _ in range(2):
        opening.resume(older, fruit(older.parent, ROWS), SessionOptions()).close()
    assert len(Session.read(older).events) == 13
    turned = fruit(older.parent, ROWS[::-1])
    changes = find_changes(Session.read(older), turned)
    assert not any(row in changes.gone for row in (0, 1, 2, 3, 5))
    with opening.resume(older, turned, SessionOptions(), changes) as session:
        assert sorted(session.state.standings) == [2, 5, 6, 7]
        assert session.note(2) == "naïve \ud800" and session.is_flagged(4)
