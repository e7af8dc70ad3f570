"""A session that is not as it was written is refused with a sentence, never a traceback."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.session.events import Decision
from altui.session.session import Session
from altui.session.store.log import EventLog
from altui.session.store.schema import APPLICATION_ID, MIGRATIONS
from tests.session.making import Data


@pytest.fixture
def closed(session: Session) -> Path:
    for row in range(3, 13):
        session.decide(Decision.label(row, "yes", confidence=0.75, round=row))
    session.decide(Decision.note(5, "a note"))
    session.close()
    return session.path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "column",
    ["uuid", "kind", '"row"', "row_id", "value", "annotator", "confidence", "decided_at", "hash"],
)
def test_the_first_changed_event_is_named(closed: Path, column: str) -> None:
    change(closed, f"UPDATE event SET {column} = '7' WHERE sequence >= 5")
    with pytest.raises(SessionError, match="event 5 is not what was written") as caught:
        Session.read(closed)
    assert "copies" in caught.value.hint


@pytest.mark.parametrize("value", ["x'ff00'", "NULL", "1.5", "'\u00e9'", "x'edb0'"])
def test_a_cell_of_any_other_type_is_found(closed: Path, value: str) -> None:
    change(closed, f"UPDATE event SET value = {value} WHERE sequence = 7")
    with pytest.raises(SessionError, match="event 7 "):
        Session.read(closed)


def test_an_event_taken_out_or_put_in_is_found(closed: Path, data: Data) -> None:
    change(closed, "DELETE FROM event WHERE sequence = 6")
    with pytest.raises(SessionError, match="event 6 "):
        data.resume(closed)
    change(closed, "DELETE FROM event WHERE sequence < 4")
    with pytest.raises(SessionError, match="event 1 "):
        data.resume(closed)


def test_every_flipped_byte_is_found_or_harmless(closed: Path, data: Data, tmp_path: Path) -> None:
    """Harmless is a byte outside all events: then every event is read as it was."""
    expected = Session.read(closed).events
    content, chance = closed.read_bytes(), random.Random(0)
    copy = tmp_path / "copy.altui"
    found = 0
    for _ in range(300):
        place = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        copy.write_bytes(flipped)
        try:
            assert Session.read(copy).events == expected
            data.resume(copy).close()
        except SessionError:
            found += 1
    assert found > 30


@pytest.mark.parametrize("keep", [0, 1, 50, 100, 4096, 6000])
def test_a_file_cut_short_is_refused(closed: Path, keep: int, data: Data) -> None:
    closed.write_bytes(closed.read_bytes()[:keep])
    for open_ in (Session.read, data.resume):
        with pytest.raises(SessionError, match=r"empty|not an altui|damaged") as caught:
            open_(closed)
        assert str(closed) in str(caught.value)


def foreign_database(path: Path) -> None:
    change(path, "CREATE TABLE event (sequence INTEGER)")


FOREIGN: list[tuple[str, Callable[[Path], object], str]] = [
    ("text", lambda path: path.write_text("a,b\n" * 100), "not an altui session"),
    ("database", foreign_database, "not an altui session"),
    ("folder", lambda path: path.mkdir(), "not an altui session"),
    ("nothing", lambda _: None, "no such session"),
    (
        "marked",
        lambda path: change(path, f"PRAGMA application_id={APPLICATION_ID}", "CREATE TABLE a (b)"),
        "not an altui session",
    ),
]


@pytest.mark.parametrize(("make", "words"), [f[1:] for f in FOREIGN], ids=[f[0] for f in FOREIGN])
def test_what_is_no_session_is_not_touched(
    tmp_path: Path, data: Data, make: Callable[[Path], object], words: str
) -> None:
    place = tmp_path / "other.altui"
    make(place)
    before = place.read_bytes() if place.is_file() else b""
    for open_ in (Session.read, data.resume):
        with pytest.raises(SessionError, match=words):
            open_(place)
    assert (place.read_bytes() if place.is_file() else b"") == before
    assert not place.with_name(place.name + ".d").exists()


def test_a_trigger_that_someone_put_in_is_not_run(closed: Path, data: Data) -> None:
    change(closed, "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END")
    for open_ in (Session.read, data.resume):
        with pytest.raises(SessionError, match="not an altui session"):
            open_(closed)


def test_a_session_of_a_newer_altui_is_left_alone(closed: Path, data: Data) -> None:
    change(closed, f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    for open_ in (Session.read, data.resume):
        with pytest.raises(SessionError, match="a newer altui wrote this session") as caught:
            open_(closed)
        assert "Update altui" in caught.value.hint


def test_a_refused_session_is_not_kept_locked(closed: Path, data: Data, tmp_path: Path) -> None:
    good = tmp_path / "good"
    shutil.copy(closed, good)
    change(closed, "UPDATE event SET value = '' WHERE sequence = 2")
    with pytest.raises(SessionError):
        data.resume(closed)
    shutil.copy(good, closed)
    data.resume(closed).close()


def test_a_chain_that_was_not_checked_is_checked_before_it_goes_on(closed: Path) -> None:
    change(closed, "UPDATE event SET value = 'no' WHERE sequence = 2")
    with EventLog.open(closed) as log, pytest.raises(SessionError, match="event 2 "):
        log.append(Decision.undo(), annotator="ada", at=1.0)


def test_a_log_that_makes_no_sense_is_refused(session: Session, data: Data) -> None:
    session.log.append(Decision.undo(), annotator="ada", at=1.0)
    session.close()
    with pytest.raises(SessionError, match="nothing to undo"):
        data.resume(session.path)
    with pytest.raises(SessionError, match="event 2"):
        Session.read(session.path)
