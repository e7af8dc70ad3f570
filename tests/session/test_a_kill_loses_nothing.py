"""SIGKILL at any moment: every decision that was said to be saved is there afterwards."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.conftest import Tell
from tests.session.making import Data


def acknowledged_until_killed(path: Path, seconds: float) -> dict[int, str]:
    """Run the deciding program and kill it some `seconds` after its first decision."""
    command = [sys.executable, "-m", "tests.session.killed", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines.append(process.stdout.readline())
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
    return {int(sequence): what for sequence, what in whole}


def kill_again_and_again(path: Path, kills: int) -> int:
    """The number of decisions acknowledged, none of which is lost."""
    chance, acknowledged = random.Random(kills), dict[int, str]()
    for _ in range(kills):
        acknowledged |= acknowledged_until_killed(path, chance.uniform(0, 0.06))
        events = {event.sequence: event for event in Session.read(path).events}
        for sequence, what in acknowledged.items():
            event = events[sequence]
            assert what == ("undo" if event.kind is Kind.UNDO else str(event.row))
    Data(50, extras=True).resume(path).close()
    return len(acknowledged)


def test_a_few_kills(path: Path) -> None:
    assert kill_again_and_again(path, 5) >= 5


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_kills(path: Path, tell: Tell) -> None:
    count = kill_again_and_again(path, 100)
    tell(f"100 kills, {count:,} acknowledged decisions, 0 lost")


def test_a_commit_cut_in_the_middle_is_taken_back_even_for_reading(
    session: Session, path: Path
) -> None:
    """What a crash leaves: a changed file, and the journal that tells how it was."""
    before = Session.view(session).events
    connection = session.log.connection
    connection.execute("PRAGMA cache_spill=1")
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE event SET annotator = ?", ("x" * 200_000,))
    crashed = path.with_name("crashed.altui")
    crashed.write_bytes(path.read_bytes())
    journal = path.with_name(path.name + "-journal").read_bytes()
    crashed.with_name(crashed.name + "-journal").write_bytes(journal)
    connection.execute("ROLLBACK")
    assert crashed.stat().st_size > 100_000
    assert Session.read(crashed).events == before


def test_a_kill_while_beginning_leaves_nothing_in_the_way(path: Path, data: Data) -> None:
    folder = path.with_name(path.name + ".d")
    folder.mkdir()
    for left in (folder / "new", folder / "new-journal", path.with_name(path.name + "-journal")):
        left.write_bytes(b"half" * 1000)
    with data.begin(path) as session:
        assert len(session.view().events) == 1
