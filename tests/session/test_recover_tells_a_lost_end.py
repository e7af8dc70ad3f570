"""Where the newest events are lost, `recover` says so: it never calls the rest all there was."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from altui.session.events import Decision
from altui.session.recovery.recover import recover
from altui.session.recovery.table_end import TableEnd, find_end
from altui.session.session import Session
from tests.session.making import Data

PAGE = 4096
EVENTS = 180


@pytest.fixture(scope="module")
def long_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed session of 180 events, with a copy of its first event only."""
    path = tmp_path_factory.mktemp("long") / "data.csv.altui"
    with Data(EVENTS).begin(path, budget=EVENTS) as session:
        for row in range(EVENTS - 1):
            session.decide(Decision.label(row, "yes"))
    return path


@pytest.fixture
def closed(long_session: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / long_session.name
    shutil.copy(long_session, path)
    shutil.copytree(long_session.with_name(path.name + ".d"), path.with_name(path.name + ".d"))
    yield path


def spoil(path: Path, first: int, count: int, fill: Callable[[int], bytes]) -> None:
    with path.open("r+b") as file:
        file.seek(first * PAGE)
        file.write(fill(count * PAGE))


@pytest.mark.parametrize("fill", [bytes, os.urandom], ids=["zeros", "noise"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_last_pages_were_lost(closed: Path, count: int, fill: Callable[[int], bytes]) -> None:
    pages = closed.stat().st_size // PAGE
    spoil(closed, pages - count, count, fill)
    recovery = recover(closed)
    # The pages before say what stood on all lost ones but the last: there was one event or more.
    assert recovery.is_cut
    (lost,) = recovery.lost
    assert recovery.saved == lost.first - 1 < EVENTS
    assert lost.last <= EVENTS and lost.count >= 1 + 8 * (count - 1)
    assert f"it is unknown what came after event {lost.last}, if anything" in recovery.notes[0]
    assert len(Session.read(closed).events) == recovery.saved + 1


def test_the_last_event_alone_was_lost(closed: Path) -> None:
    content = closed.read_bytes()
    place = content.index(f"id{EVENTS - 2}yes".encode())
    closed.write_bytes(content[:place] + b"x" + content[place + 1 :])
    recovery = recover(closed)
    (lost,) = recovery.lost
    assert (lost.first, lost.last) == (EVENTS, EVENTS) and not recovery.is_cut
    assert lost.what == f"label of row xd{EVENTS - 2}: yes"


def test_a_file_cut_short_counts_what_its_pages_still_tell(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[: 10 * PAGE])
    recovery = recover(closed)
    assert recovery.is_cut and sum(lost.count for lost in recovery.lost) + recovery.saved <= EVENTS


def test_a_file_older_than_its_copy_may_lack_more(closed: Path) -> None:
    older = closed.read_bytes()
    for row in (178, 179):
        with Data(EVENTS).resume(closed) as session:
            session.decide(Decision.label(row, "no"))
    closed.write_bytes(older)
    recovery = recover(closed)
    assert recovery.from_copies == 1 and not recovery.lost and recovery.is_cut


def test_behind_a_destroyed_header_the_end_is_known(closed: Path) -> None:
    spoil(closed, 0, 1, os.urandom)
    recovery = recover(closed)
    assert recovery.saved == EVENTS and not recovery.lost and not recovery.is_cut


@pytest.mark.parametrize("events", [1, 2, 15, 40, 180])
def test_a_table_knows_its_end(tmp_path: Path, events: int) -> None:
    with Data(EVENTS).begin(tmp_path / "s.altui", budget=EVENTS) as session:
        for row in range(events - 1):
            session.decide(Decision.label(row, "yes"))
    assert find_end((tmp_path / "s.altui").read_bytes()) == TableEnd(events, True)
