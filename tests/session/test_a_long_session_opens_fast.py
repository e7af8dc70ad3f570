"""100,000 events: checked, replayed and copied while nobody notices."""

import json
import sqlite3
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from altui.session.events import Decision, Kind
from tests.conftest import Tell
from tests.session.making import Data


def fill(path: Path, data: Data, events: int) -> None:
    """Half of the events are labels, half are rounds, as in real work."""
    decisions: list[tuple[Decision, str | None]] = []
    for row in range(events // 2):
        shown = Decision.label(
            row, "yes", round=row + 1, confidence=0.75, predicted="no", shown_at=1e9 + row
        )
        logged = {"event": 2 * row + 2, "number": row + 2, "labeled": row + 1, "remaining": 9}
        logged |= {"strategy": "margin", "model": "logistic", "row": row, "uncertainty": 0.49}
        logged |= {"right": 80 + row % 10, "total": 100, "kind": "test", "seconds": 0.01}
        decisions.append((shown, str(row)))
        decisions.append((Decision(Kind.ROUND, value=json.dumps(logged)), None))
    with data.begin(path) as session:
        session.log.append_many(decisions, annotator="ada", at=1e9)


def plain_pass(path: Path) -> float:
    """Seconds of the processor to read and hash every event, the least that an opening has to do on
    this machine."""
    started = time.thread_time()
    with closing(sqlite3.connect(path)) as connection:
        for row in connection.execute("SELECT * FROM event"):
            sha256(repr(row).encode()).digest()
    return time.thread_time() - started


@pytest.mark.parametrize("events", [10_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_opening(path: Path, events: int, tell: Tell) -> None:
    data = Data(events)
    fill(path, data, events)
    data.resume(path).close()  # makes the copy, which is written once
    least = plain_pass(path)
    # Of the processor's time in this thread, so that whoever else is at work does not count.
    started = time.thread_time()
    session = data.resume(path)
    opened = time.thread_time()
    knowledge = session.decide(Decision.label(events - 1, "no"))
    decided = time.thread_time()
    session.close()
    assert knowledge.answered == events // 2 + 1
    took = f"opened in {opened - started:.2f} s, a decision took {decided - opened:.4f} s"
    tell(f"{events:,} events: {took}")
    assert opened - started < 8 * least  # about 3
