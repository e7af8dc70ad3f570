"""`recover` makes a session of what is left, and tells exactly what it could not save."""

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.learning.rounds import Round
from altui.session.events import Decision, Event, Kind
from altui.session.recovery.recover import Recovery, recover
from altui.session.recovery.sqlite_carving import carve
from altui.session.session import Session
from tests.conftest import Tell
from tests.session.making import Data


def said(event: Event) -> tuple[object, ...]:
    """What an event says, whatever its place in the chain."""
    value = event.value if event.kind not in (Kind.UNDO, Kind.REDO, Kind.ROUND) else None
    return event.kind, event.row, event.row_id, value, event.annotator, event.decided_at


def events_of(path: Path) -> list[Event]:
    return Session.read(path).events


def folder_of(path: Path) -> Path:
    return path.with_name(path.name + ".d")


def forget_copies(path: Path) -> None:
    for copy in folder_of(path).glob("copy-*"):
        copy.unlink()


def work(session: Session) -> None:
    """Every kind of event, and two that are too long for one page."""
    for row in range(3, 9):
        session.decide(Decision.label(row, "yes", confidence=0.75, round=row, predicted="no"))
        knowledge = session.knowledge()
        number, labeled = knowledge.answered + 1, len(knowledge.rows)
        session.record(Round(number, knowledge.event, labeled, 9, (1, 1), None, None))
    session.decide(Decision.note(5, "a note \ud800 " + "long " * 3000))
    session.decide(Decision.skip(9))
    session.decide(Decision.undo())
    session.decide(Decision.redo())
    session.decide(Decision.flag(4))
    session.decide(Decision.setting(budget=30, annotator="x" * 9000))


@pytest.fixture
def closed(session: Session) -> Path:
    """A session of 19 events, closed, with a copy of its first event only."""
    work(session)
    session.close()
    return session.path


def damage_event(path: Path, sequence: int, column: str = "uuid") -> None:
    """One byte of an event is another, as on a disk that forgets."""
    with closing(sqlite3.connect(path)) as connection:
        query = f"SELECT {column} FROM event WHERE sequence = ?"
        (text,) = connection.execute(query, (sequence,)).fetchone()
    content = path.read_bytes()
    assert content.count(text.encode()) == 1
    place = content.index(text.encode())
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


def flip(path: Path, place: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def check_recovered(path: Path, data: Data, expected: Sequence[Event]) -> Recovery:
    """What is expected is saved, the session goes on, and the damaged file is still there."""
    before = path.read_bytes() if path.exists() else None
    recovery = recover(path)
    *saved, last = events_of(path)
    assert [said(event) for event in saved] == [said(event) for event in expected]
    assert last.kind is Kind.RECOVERED
    assert recovery.saved == len(expected)
    if before is not None:
        assert recovery.aside is not None and recovery.aside.read_bytes() == before
    with data.resume(path) as session:
        session.decide(Decision.label(20, "no"))
    return recovery


def test_a_whole_session_is_left_as_it_is(closed: Path) -> None:
    before = closed.read_bytes()
    recovery = recover(closed)
    assert recovery.is_whole and recovery.saved == 19 and recovery.aside is None
    assert closed.read_bytes() == before


def test_every_event_is_found_in_the_bare_bytes(closed: Path) -> None:
    rows = {row[0]: row for row in carve(closed.read_bytes())}
    assert sorted(rows) == list(range(1, 20))
    headless = closed.read_bytes()[100:]
    assert {row[0] for row in carve(b"?" * 100 + headless)} == set(rows)


def test_a_damaged_event_is_the_only_one_lost_and_told(closed: Path, data: Data) -> None:
    events = events_of(closed)
    damage_event(closed, 4)
    with pytest.raises(SessionError, match="event 4 ") as caught:
        data.resume(closed)
    assert f"altui recover {closed}" in caught.value.hint
    recovery = check_recovered(closed, data, [e for e in events if e.sequence != 4])
    (lost,) = recovery.lost
    assert (lost.first, lost.last, lost.what) == (4, 4, "label of row id4: yes")


@pytest.mark.parametrize("column", ["hash", "previous"])
def test_a_damaged_hash_costs_no_event(closed: Path, data: Data, column: str) -> None:
    events = events_of(closed)
    with closing(sqlite3.connect(closed)) as connection, connection:
        # Not one digit for another: there are hashes without it.
        connection.execute(f"UPDATE event SET {column} = 'z' || substr({column}, 2)"
                           " WHERE sequence = 6")  # fmt: skip
    assert not check_recovered(closed, data, events).lost


def test_a_sequence_that_was_damaged_is_found_by_its_seal(closed: Path, data: Data) -> None:
    events = events_of(closed)
    with closing(sqlite3.connect(closed)) as connection, connection:
        connection.execute("UPDATE event SET sequence = 70 WHERE sequence = 6")
    assert not check_recovered(closed, data, events).lost


def test_what_a_copy_holds_is_not_lost(closed: Path, data: Data) -> None:
    data.resume(closed).close()
    events = events_of(closed)
    for sequence in (1, 4, 14):
        damage_event(closed, sequence)
    recovery = check_recovered(closed, data, events)
    assert not recovery.lost and recovery.from_copies == 3


def test_the_beginning_is_in_a_copy_from_the_first_moment(closed: Path, data: Data) -> None:
    events = events_of(closed)
    damage_event(closed, 1)
    assert check_recovered(closed, data, events).from_copies == 1


@pytest.mark.parametrize("keep", [0, 50, 4096, 12288, 20000, 30000])
def test_a_file_cut_short_is_filled_up_from_its_copies(closed: Path, data: Data, keep: int) -> None:
    data.resume(closed).close()
    events = events_of(closed)
    closed.write_bytes(closed.read_bytes()[:keep])
    assert not check_recovered(closed, data, events).lost


def test_a_file_that_is_gone_is_made_of_its_copies(closed: Path, data: Data) -> None:
    data.resume(closed).close()
    events = events_of(closed)
    closed.unlink()
    assert not check_recovered(closed, data, events).lost


def test_an_end_that_is_missing_comes_back(closed: Path, data: Data, tmp_path: Path) -> None:
    older = Path(shutil.copy(closed, tmp_path / "older"))
    with data.resume(closed) as session:
        session.decide(Decision.label(15, "no"))
    data.resume(closed).close()
    events = events_of(closed)
    shutil.copy(older, closed)
    with pytest.raises(SessionError, match="ends at event 19, but a copy of it has 20") as caught:
        data.resume(closed)
    assert "altui recover" in caught.value.hint
    assert check_recovered(closed, data, events).from_copies == 1


def destroy_header(path: Path) -> None:
    path.write_bytes(os.urandom(100) + path.read_bytes()[100:])


def destroy_first_page(path: Path) -> None:
    path.write_bytes(os.urandom(4096) + path.read_bytes()[4096:])


@pytest.mark.parametrize("destroy", [destroy_header, destroy_first_page])
def test_behind_a_destroyed_header_the_events_are_found(
    closed: Path, data: Data, destroy: Callable[[Path], None]
) -> None:
    events = events_of(closed)
    destroy(closed)
    assert not check_recovered(closed, data, events).lost


def test_a_commit_cut_in_the_middle_is_taken_back_first(session: Session, path: Path) -> None:
    work(session)
    events = session.view().events
    connection = session.log.connection
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE event SET annotator = ?", ("x" * 20_000,))
    crashed = path.with_name("crashed.altui")
    journal = path.with_name(path.name + "-journal")
    shutil.copy(path, crashed)
    shutil.copy(journal, crashed.with_name(crashed.name + "-journal"))
    connection.execute("ROLLBACK")
    session.close()
    recovery = recover(crashed)
    assert recovery.is_whole and recovery.saved == len(events)
    assert events_of(crashed) == events


def test_a_left_journal_is_kept_aside_with_its_file(closed: Path, data: Data) -> None:
    events = events_of(closed)
    damage_event(closed, 4)
    journal = closed.with_name(closed.name + "-journal")
    journal.write_bytes(b"no journal at all")
    recovery = check_recovered(closed, data, [e for e in events if e.sequence != 4])
    assert recovery.aside is not None
    kept = recovery.aside.with_name(recovery.aside.name + "-journal")
    assert kept.read_bytes() == b"no journal at all"


def test_without_its_beginning_and_without_copies_the_decisions_are_listed(closed: Path) -> None:
    forget_copies(closed)
    damage_event(closed, 1)
    before = closed.read_bytes()
    recovery = recover(closed)
    assert recovery.saved == 0 and recovery.rescued is not None
    listed = recovery.rescued.read_bytes()
    assert listed.count(b",label,id") == 6 and b",skip,id9" in listed
    assert closed.read_bytes() == before


def test_of_nothing_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.altui"
    path.write_bytes(b"")
    with pytest.raises(SessionError, match="nothing is left"):
        recover(path)
    assert path.read_bytes() == b""


def test_a_session_that_is_open_is_not_touched(session: Session) -> None:
    with pytest.raises(SessionError, match="open elsewhere"):
        recover(session.path)


def test_another_sessions_copies_are_none_of_its_own(closed: Path, data: Data) -> None:
    data.resume(closed).close()
    closed.unlink()
    with data.begin(closed) as session:
        session.decide(Decision.label(3, "no"))
        session.decide(Decision.label(4, "no"))
    forgotten = events_of(closed)
    damage_event(closed, 2)
    check_recovered(closed, data, [e for e in forgotten if e.sequence != 2])


def test_a_copy_that_went_another_way_is_left_out_and_told(closed: Path, data: Data) -> None:
    older = closed.read_bytes()
    for row, name in ((15, "no"), (16, "no")):
        with data.resume(closed) as session:
            session.decide(Decision.label(row, name))
    data.resume(closed).close()
    closed.write_bytes(older)
    for copy in folder_of(closed).glob("copy-*2[01].altui"):
        copy.rename(copy.with_name("elsewhere"))
    with data.resume(closed) as session:
        session.decide(Decision.label(17, "yes"))
        session.decide(Decision.label(18, "yes"))
    events = events_of(closed)
    (folder_of(closed) / "elsewhere").rename(
        folder_of(closed) / f"copy-{events[0].uuid[:8]}-000000021.altui"
    )
    damage_event(closed, 21)
    recovery = check_recovered(closed, data, events[:-1])
    assert "differs after event 19" in recovery.notes[0]


@pytest.mark.parametrize(
    ("lost", "standing"),
    [
        (5, [3, 4, 5]),  # the decision that an undo speaks of: the undo goes with it
        (6, [3, 4, 5, 6]),  # the undo: its decision stands
    ],
)
def test_what_speaks_of_a_lost_decision_goes_with_it(
    session: Session, lost: int, standing: list[int]
) -> None:
    for row in (3, 4, 5):
        session.decide(Decision.label(row, "no"))  # events 2, 3, 4
    session.decide(Decision.label(6, "no"))  # event 5
    session.decide(Decision.undo())  # event 6
    session.close()
    damage_event(session.path, lost)
    recovery = recover(session.path)
    assert sorted(Session.read(session.path).state.standings) == standing
    assert recovery.left_out == (1 if lost == 5 else 0)


def test_an_undo_that_is_lost_is_made_again_where_a_later_one_proves_it(
    session: Session, data: Data
) -> None:
    for row in (3, 4, 5):
        session.decide(Decision.label(row, "no"))  # events 2, 3, 4
    session.decide(Decision.undo())  # event 5, of row 5
    session.decide(Decision.undo())  # event 6, of row 4: row 5 must have been undone before
    session.close()
    damage_event(session.path, 5)
    recover(session.path)
    with data.resume(session.path) as again:
        assert sorted(again.state.standings) == [3]
        assert again.decide(Decision.redo()).rows.tolist()[-1] == 4


def test_the_new_chain_says_from_which_hashes_it_was_made(closed: Path) -> None:
    import json

    events = events_of(closed)
    damage_event(closed, 4)
    recover(closed)
    note = json.loads(events_of(closed)[-1].value or "")
    assert note["lost"] == [[4, 4]]
    assert note["kept"] == [
        [1, 3, "", events[2].hash],
        [5, 19, events[4].previous, events[-1].hash],
    ]


def test_rows_are_not_trusted_after_a_change_of_the_file_that_is_lost(
    session: Session,
) -> None:
    session.decide(Decision.label(3, "no"))
    log = session.log
    log.append(Decision(Kind.SOURCE, value='{"places": [[3, 4]]}'), annotator="ada", at=1.0)
    log.append(Decision.label(3, "yes"), annotator="ada", at=2.0, row_id="other")
    session.close()
    damage_event(session.path, 3)
    recovery = recover(session.path)
    assert recovery.rescued is not None and b",label,other,yes," in recovery.rescued.read_bytes()
    assert [event.kind for event in events_of(session.path)] == ["begin", "label", "recovered"]


def flips(path: Path, data: Data, times: int, folder: Path) -> tuple[int, int, int]:
    """Flip a byte inside event rows again and again: (flips, found, events lost beyond one)."""
    events, content = events_of(path), path.read_bytes()
    kinds = rb"(?:begin|label|round|skip|undo|redo|flag)"
    row = re.compile(rb"[0-9a-f]{32}" + kinds + rb".{20,150}?(?:[0-9a-f]{64}){2}", re.DOTALL)
    spans = [match.span() for match in row.finditer(content)]
    inside = [place for start, end in spans for place in range(start - 12, end)]
    chance, copy = random.Random(5), folder / "flipped.altui"
    copies = folder_of(copy)
    found = beyond = 0
    for _ in range(times):
        shutil.rmtree(copies, ignore_errors=True)
        shutil.copytree(folder_of(path), copies)
        copy.write_bytes(content)
        flip(copy, chance.choice(inside), chance.randrange(8))
        try:
            data.resume(copy).close()
        except SessionError:
            found += 1
        recover(copy)
        saved = {said(event) for event in events_of(copy)}
        beyond += max(sum(said(event) not in saved for event in events) - 1, 0)
    return times, found, beyond


@pytest.mark.parametrize("times", [30, pytest.param(400, marks=pytest.mark.slow)])
def test_every_flipped_byte_is_found_and_all_other_events_saved(
    closed: Path, data: Data, tmp_path: Path, times: int, tell: Tell
) -> None:
    flipped, found, beyond = flips(closed, data, times, tmp_path)
    tell(f"{flipped} bytes flipped, {found} found, {beyond} other events lost")
    assert (found, beyond) == (flipped, 0)
