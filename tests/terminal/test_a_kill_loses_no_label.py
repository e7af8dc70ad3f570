"""SIGKILL of the real app at any moment: what the screen acknowledged is in the session."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from altui.data.dataset import Dataset
from altui.data.tutorial import load_tutorial
from altui.session import opening
from altui.session.events import UNDOABLE, Kind
from altui.session.options import SessionOptions
from altui.session.session import Session
from tests.conftest import Tell
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

Decided = tuple[str, str | None, str | None]
"""(kind, row id, class)"""

LONGEST = 0.7
"""Seconds of work before a kill, at most."""

MOST_LABELS = 500


@dataclass
class Killer:
    """Answers as fast as the screen shows, and is killed, again and again."""

    folder: Path
    chance: random.Random
    program: Sequence[str] | None = None
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    starts: list[float] = field(default_factory=list)
    reopenings: list[float] = field(default_factory=list)

    @property
    def place(self) -> Path:
        return self.folder / f"{self.acknowledged // MOST_LABELS}.altui"

    def kill_once(self) -> None:
        place = self.place
        before = decisions(place)
        started = time.perf_counter()
        arguments = ("--dwell", "0", "--queries", "900", "--session", place)
        more = {"columns": 80, "rows": 24, "program": self.program}
        with Terminal("demo", *arguments, **more) as terminal:  # type: ignore[arg-type]
            seen: list[Decided] = []
            if self.kills % 10 == 9:
                # In the middle of opening.
                terminal.watch(self.chance.uniform(0, 1.0))
            else:
                terminal.wait_for("query ")
                self.starts.append(time.perf_counter() - started)
                seen = self._work(terminal, time.monotonic() + self.chance.uniform(0, LONGEST))
            terminal.kill()
        self.kills += 1
        if place.exists():
            self.reopenings.append(seconds_to_reopen(place))
        self.acknowledged += len(seen)
        stored = decisions(place)
        assert stored[: len(before)] == before
        self.lost += sum(
            len(stored) <= number or stored[number] != each
            for number, each in enumerate(seen, start=len(before))
        )
        assert len(stored) - len(before) - len(seen) <= 1, "decided what nobody pressed"

    def _work(self, terminal: Terminal, deadline: float) -> list[Decided]:
        """Press keys until `deadline`; what the screen has acknowledged by then."""
        seen: list[Decided] = []
        while time.monotonic() < deadline:
            terminal.watch(0.02)  # not until it rests: it may be killed at its work
            query, row_id = terminal.query, terminal.row_id
            if query is None or row_id is None:
                continue
            key = self.chance.choice("01010u" if query > 1 else "01")
            terminal.press(key)
            while terminal.query in (None, query) and time.monotonic() < deadline:
                terminal.read(0.01)
            if terminal.query in (None, query):
                break
            seen.append(("undo", None, None) if key == "u" else ("label", row_id, key))
        return seen


def decisions(place: Path) -> list[Decided]:
    if not place.exists():
        return []
    events = Session.read(place).events
    return [
        ("undo", None, None) if e.kind is Kind.UNDO else (e.kind.value, e.row_id, e.value)
        for e in events
        if e.kind in {*UNDOABLE, Kind.UNDO}
    ]


def seconds_to_reopen(place: Path) -> float:
    """What opening the session takes once everything is imported."""
    started = time.perf_counter()
    opening.resume(place, tutorial(), SessionOptions()).close()
    return time.perf_counter() - started


@cache
def tutorial() -> Dataset:
    return load_tutorial(42)[0]


def import_seconds() -> float:
    """What every start takes: Python, scikit-learn and Textual."""
    started = time.perf_counter()
    modules = "import sklearn.linear_model, textual.app"
    subprocess.run([sys.executable, "-c", modules], check=True)
    return time.perf_counter() - started


def kill(
    folder: Path, kills: int, seed: int, program: Sequence[str] | None
) -> tuple[Killer, list[float]]:
    folder.mkdir()
    killer, imports = Killer(folder, random.Random(seed), program), []
    for number in range(kills):
        killer.kill_once()
        if program and number % 15 == 0:
            imports.append(import_seconds())
    return killer, imports


def kill_two_at_a_time(
    folder: Path, kills: int, program: Sequence[str] | None
) -> tuple[list[Killer], list[float]]:
    tutorial()
    with ThreadPoolExecutor(2) as pool:
        done = [*pool.map(lambda n: kill(folder / str(n), kills // 2, n, program), (1, 2))]
    return [each for each, _ in done], [seconds for _, some in done for seconds in some]


def told(killers: list[Killer], imports: list[float]) -> str:
    starts = [s for killer in killers for s in killer.starts]
    reopenings = [s for killer in killers for s in killer.reopenings]
    return (
        f"{sum(k.kills for k in killers)} kills, "
        f"{sum(k.acknowledged for k in killers):,} acknowledged decisions, "
        f"{sum(k.lost for k in killers)} lost; "
        f"reopened in {statistics.median(reopenings):.3f} s (worst {max(reopenings):.3f} s); "
        f"a whole start until the row takes {statistics.median(starts):.2f} s, "
        f"Python, scikit-learn and Textual alone {statistics.median(imports):.2f} s"
    )


def test_a_few_kills(tmp_path: Path) -> None:
    killers, _ = kill_two_at_a_time(tmp_path, 4, None)
    assert [killer.lost for killer in killers] == [0, 0]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_three_hundred_kills(tmp_path: Path, tell: Tell) -> None:
    killers, imports = kill_two_at_a_time(tmp_path, 300, EXECUTED)
    tell(told(killers, imports))
    assert [killer.lost for killer in killers] == [0, 0]
    reopenings = [s for killer in killers for s in killer.reopenings]
    assert statistics.quantiles(reopenings, n=100)[-1] < 1.0, "all but a hundredth of them"
