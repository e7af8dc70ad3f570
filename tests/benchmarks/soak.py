"""`python -m tests.benchmarks.soak`: 20,000 labels through one process, as fast as it takes them.

A driver presses a key as soon as the screen has another row. Memory is what the process
holds in RAM, read between two keys; a key's time ends when the next row stands on the screen.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from altui.display.console import put_table
from altui.session.session import Session
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

LABELS = 20_000
FIRST = 1000
MOST_GROWTH = 0.05
MOST_SLOWER = 2.0


@dataclass(frozen=True)
class Soak:
    """Megabytes after the first thousand labels and at the end; median seconds a key of the
    first and of the last thousand; seconds to open the session again."""

    labels: int
    megabytes: tuple[float, float]
    seconds: tuple[float, float]
    opening: float

    @property
    def growth(self) -> float:
        return self.megabytes[1] / self.megabytes[0] - 1

    @property
    def slower(self) -> float:
        return self.seconds[1] / self.seconds[0]


def write_rows(path: Path, rows: int) -> None:
    rng = random.Random(0)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["width", "height", "label"])
        for row in range(rows):
            kind = row % 2
            writer.writerow(
                [f"{rng.gauss(kind, 1):.4f}", f"{rng.gauss(-kind, 1):.4f}",
                 ["ant", "cat"][kind] if row < 200 else ""]
            )  # fmt: skip


def soak(folder: Path, labels: int, *options: str) -> Soak:
    data = folder / "rows.csv"
    write_rows(data, labels + 1000)
    arguments = ["label", data.name, "--target", "label", "--classes", "ant,cat", "--dwell", "0"]
    arguments += ["--columns", "width,height", "--test", "0.5", "--model", "bayes"]
    arguments += ["--strategy", "random", *options]
    with Terminal(*arguments, columns=100, rows=30, folder=folder, program=EXECUTED) as terminal:
        terminal.wait_for("query 1 ")
        seconds: list[float] = []
        early = 0.0
        while len(seconds) < labels:
            seconds.append(press(terminal, len(seconds) + 1))
            if len(seconds) == FIRST:
                early = megabytes(terminal.pid)
            terminal.raw.clear()
        late = megabytes(terminal.pid)
        terminal.press("q")
        terminal.end()
    place = data.with_name(data.name + ".altui")
    started = time.process_time()
    Session.read(place)
    opening = time.process_time() - started
    first, last = statistics.median(seconds[:FIRST]), statistics.median(seconds[-FIRST:])
    return Soak(labels, (early, late), (first, last), opening)


def press(terminal: Terminal, number: int) -> float:
    """Answer query `number`; seconds until the next one stands on the screen.

    A key that came before the row was armed counts for nothing and is pressed again.
    """
    started = time.perf_counter()
    following = re.compile(rf"query {number + 1:,}\b|query {number + 1}\b")
    while True:
        pressed = time.perf_counter()
        terminal.press("01"[number % 2])
        while time.perf_counter() - pressed < 0.5:
            terminal.read(0.05)
            if following.search(terminal.text):
                return time.perf_counter() - started


def megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=LABELS)
    parser.add_argument("--no-wait", action="store_true", help="give altui its --no-wait")
    chosen = parser.parse_args()
    options = ["--no-wait"] if chosen.no_wait else []
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), chosen.labels, *options)
    rows = [
        ("memory", f"{found.megabytes[0]:.1f} MB", f"{found.megabytes[1]:.1f} MB",
         f"+{found.growth:.1%}", f"< {MOST_GROWTH:.0%}"),
        ("a key, median", f"{found.seconds[0] * 1000:.1f} ms", f"{found.seconds[1] * 1000:.1f} ms",
         f"x {found.slower:.2f}", f"< x {MOST_SLOWER:.0f}"),
        ("reading the session", "", f"{found.opening:.2f} s", "", "< 1 s"),
    ]  # fmt: skip
    columns = ["", f"label {FIRST:,}", f"label {chosen.labels:,}", "change", "goal"]
    put_table(f"{found.labels:,} labels through one process", columns, rows, right={1, 2, 3, 4})
    sys.exit(found.growth > MOST_GROWTH or found.slower > MOST_SLOWER or found.opening > 1.0)


if __name__ == "__main__":
    main()
