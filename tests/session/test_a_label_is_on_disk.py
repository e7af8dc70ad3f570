"""When `decide` returns, the decision is in the file; when it cannot be, nothing changes."""

import errno
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altui.errors import SessionError, StorageError
from altui.session.events import Decision, Kind
from altui.session.session import Session
from tests.session.making import Data


def stored(path: Path) -> list[tuple[str, int | None, str | None]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        query = 'SELECT kind, "row", value FROM event ORDER BY sequence'
        return connection.execute(query).fetchall()[1:]


def test_the_label_can_be_read_by_another_program_at_once(session: Session, path: Path) -> None:
    session.decide(Decision.label(5, "yes"))
    assert stored(path) == [("label", 5, "yes")]


def test_the_event_keeps_what_was_shown(session: Session) -> None:
    shown_at = 1_700_000_000.25
    session.decide(
        Decision.label(5, "yes", round=3, confidence=0.625, predicted="no", shown_at=shown_at)
    )
    event = session.view().events[-1]
    assert (event.kind, event.row, event.row_id, event.value) == (Kind.LABEL, 5, "id5", "yes")
    assert (event.round, event.confidence, event.predicted) == (3, 0.625, "no")
    assert (event.shown_at, event.annotator) == (shown_at, "ada")
    assert event.decided_at > shown_at


def test_numbers_of_numpy_and_no_number_at_all_can_be_given(session: Session) -> None:
    row = np.int64(5)
    session.decide(Decision.label(row, "yes", round=np.int64(2), confidence=np.float32(0.5)))
    session.decide(Decision.label(6, "no", confidence=float("nan")))
    first, second = session.view().events[1:]
    assert (first.row, first.round, first.confidence) == (5, 2, 0.5)
    assert second.confidence is None


@contextmanager
def disk_full(session: Session) -> Iterator[None]:
    connection = session.log.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages}")
    yield
    connection.execute("PRAGMA max_page_count=1000000")


@contextmanager
def read_only(session: Session) -> Iterator[None]:
    session.log.connection.execute("PRAGMA query_only=ON")
    yield
    session.log.connection.execute("PRAGMA query_only=OFF")


@contextmanager
def locked(session: Session) -> Iterator[None]:
    session.log.connection.execute("PRAGMA busy_timeout=0")
    with closing(sqlite3.connect(session.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def locked_by_a_reader(session: Session) -> Iterator[None]:
    """The transaction begins, and only its commit fails."""
    session.log.connection.execute("PRAGMA busy_timeout=0")
    with closing(sqlite3.connect(session.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        yield


@contextmanager
def size_limited(_: Session) -> Iterator[None]:
    """Every write beyond the first bytes of a file fails, the journal's as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def moved_away(session: Session) -> Iterator[None]:
    aside = session.path.with_name("aside")
    session.path.rename(aside)
    yield
    aside.rename(session.path)


FAILURES = [
    (disk_full, "the disk is full"),
    (read_only, "read-only"),
    (locked, "another program is using the file"),
    (locked_by_a_reader, "another program is using the file"),
    (size_limited, "the limit on the size of a file is reached"),
    (moved_away, "moved or deleted"),
]


@pytest.mark.parametrize(("failure", "cause"), FAILURES, ids=[f.__name__ for f, _ in FAILURES])
def test_a_failed_write_says_why_changes_nothing_and_can_be_tried_again(
    failure: Callable[[Session], Any], cause: str, session: Session, path: Path, data: Data
) -> None:
    session.decide(Decision.label(3, "no"))
    before = session.knowledge()
    long_note = Decision.note(4, "x" * 10_000)
    with failure(session):
        with pytest.raises(StorageError, match=cause) as caught:
            session.decide(long_note)
        assert "not saved" in caught.value.hint
        assert str(path) in str(caught.value)
        after = session.knowledge()
        assert (after.event, after.rows.tolist()) == (before.event, before.rows.tolist())
        assert session.note(4) == ""
    session.decide(long_note)
    session.decide(Decision.label(5, "yes"))
    session.close()
    assert stored(path) == [("label", 3, "no"), ("note", 4, "x" * 10_000), ("label", 5, "yes")]
    with data.resume(path) as again:
        assert again.note(4) == "x" * 10_000


class LateFailure:
    """A connection that commits and then reports an error, as when syncing the folder fails."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.fails = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
        cursor = self._connection.execute(statement, *parameters)
        if statement == "COMMIT" and self.fails:
            raise sqlite3.OperationalError("disk I/O error")
        return cursor


def test_what_was_said_to_be_unsaved_is_not_there_later(session: Session, path: Path) -> None:
    connection = LateFailure(session.log.connection)
    session.log._connection = connection  # type: ignore[assignment]
    for _ in range(2):
        with pytest.raises(StorageError):
            session.decide(Decision.label(4, "no"))
    assert session.history() == []
    connection.fails = False
    session.decide(Decision.label(5, "yes"))
    assert stored(path) == [("label", 5, "yes")]
    assert [event.sequence for event in session.view().events] == [1, 2]


def test_a_connection_that_cannot_even_roll_back_is_replaced(session: Session, path: Path) -> None:
    class Broken(LateFailure):
        in_transaction = True

        def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
            if statement in ("COMMIT", "ROLLBACK"):
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(statement, *parameters)

    session.log._connection = Broken(session.log.connection)  # type: ignore[assignment]
    with pytest.raises(StorageError):
        session.decide(Decision.label(4, "no"))
    session.decide(Decision.label(4, "yes"))
    assert stored(path) == [("label", 4, "yes")]


def test_many_decisions_are_written_together_or_not_at_all(session: Session, path: Path) -> None:
    log = session.log
    decisions = [(Decision.label(row, "no"), f"id{row}") for row in (3, 4)]
    log.append_many(decisions, annotator="ada", at=1.0)
    with read_only(session), pytest.raises(StorageError):
        log.append_many(decisions, annotator="ada", at=2.0)
    assert stored(path) == [("label", 3, "no"), ("label", 4, "no")]


def test_a_place_that_cannot_be_written_is_named_at_the_start(tmp_path: Path, data: Data) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for place in (blocked, tmp_path / "none"):
        with pytest.raises(StorageError, match="no such folder") as caught:
            data.begin(place / "data.csv.altui")
        assert str(place) in str(caught.value)
    assert [*tmp_path.iterdir()] == [blocked]


def test_a_begin_that_fails_can_be_tried_again(
    path: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("altui.session.store.log_file.sync_folder", full)
        with pytest.raises(StorageError, match="no session can be started here: the disk is full"):
            data.begin(path)
    data.begin(path).close()


def test_a_session_that_is_there_is_never_written_over(session: Session, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    before = session.path.read_bytes()
    with pytest.raises(SessionError, match="there is a session already"):
        data.begin(session.path)
    assert session.path.read_bytes() == before


def test_nobody_else_may_read_the_files(session: Session, path: Path, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    data.resume(path).close()
    folder = path.with_name(path.name + ".d")
    assert oct(folder.stat().st_mode)[-3:] == "700"
    files = [path, *folder.iterdir()]
    assert len(files) == 4  # the session, its lock and two copies
    assert {oct(file.stat().st_mode)[-3:] for file in files} == {"600"}


def test_the_persons_folder_stays_as_it_was(path: Path, data: Data) -> None:
    path.parent.chmod(0o750)
    with data.begin(path) as session:
        session.decide(Decision.label(3, "no"))
    data.resume(path).close()
    assert oct(path.parent.stat().st_mode)[-3:] == "750"
    assert {place.name for place in path.parent.iterdir()} == {path.name, path.name + ".d"}


def test_texts_of_any_kind_come_back_as_they_were(session: Session, path: Path, data: Data) -> None:
    texts = ["a\nb\r\t\0c", "\ud800 alone", "naïve \U0001f600", '"]\n["', "é" * 5000]
    for text in texts:
        session.decide(Decision.note(3, text))
        assert session.note(3) == text
    assert [item.value for item in session.history()] == texts[::-1]
    session.close()
    with data.resume(path) as again:
        assert [item.value for item in again.history()] == texts[::-1]


def test_a_session_that_cannot_be_made_says_why(
    tmp_path: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.session.store.log.make_file", cannot_be_made)
    with pytest.raises(StorageError, match="the disk is full"):
        data.begin(tmp_path / "demo.altui")


def cannot_be_made(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
