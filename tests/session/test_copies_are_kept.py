"""The three newest copies of a session are kept beside it, and tell if its end is missing."""

import shutil
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.session.events import Decision
from altui.session.session import Session
from tests.session.making import Data


def copies(path: Path) -> list[Path]:
    return sorted(path.with_name(path.name + ".d").glob("copy-*"))


def work(data: Data, path: Path, *rows: int) -> None:
    with data.resume(path) as session:
        for row in rows:
            session.decide(Decision.label(row, "no"))


def test_each_opening_after_new_decisions_makes_a_copy(
    session: Session, path: Path, data: Data
) -> None:
    (beginning,) = copies(path)
    session.decide(Decision.label(3, "no"))
    session.close()
    work(data, path)
    _, copy = copies(path)
    work(data, path)
    assert copies(path) == [beginning, copy]
    assert Session.read(copy).events == Session.read(path).events


def test_the_three_newest_are_kept(session: Session, path: Path, data: Data) -> None:
    session.close()
    for row in range(3, 8):
        work(data, path, row)
    lengths = [len(Session.read(copy).events) for copy in copies(path)]
    assert lengths == [3, 4, 5]


def test_a_copy_put_in_its_place_is_a_session(session: Session, path: Path, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    work(data, path)
    path.write_bytes(b"")
    shutil.copy(copies(path)[-1], path)
    with data.resume(path) as again:
        assert again.decide(Decision.undo()).answered == 0


def test_an_end_that_is_missing_is_noticed(session: Session, path: Path, data: Data) -> None:
    older = path.with_name("older")
    session.close()
    shutil.copy(path, older)
    work(data, path, 3, 4)
    work(data, path)
    shutil.copy(older, path)
    with pytest.raises(SessionError, match="ends at event 1, but a copy of it has 3") as caught:
        data.resume(path)
    assert str(copies(path)[-1]) in caught.value.hint


def test_copies_of_an_earlier_session_are_left_alone(
    session: Session, path: Path, data: Data
) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    work(data, path)
    earlier = copies(path)
    path.unlink()
    data.begin(path).close()
    work(data, path)
    assert set(earlier) < set(copies(path))


def test_a_copy_that_cannot_be_made_keeps_nobody_out(
    session: Session, path: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("altui.session.store.copies._copy", fail)
    with data.resume(path) as again:
        assert again.notes == ["No copy of the session could be made: the disk is full."]
