"""A key's way to the next sample, with a team and without, in one run:

    python -m tests.benchmarks.team [KEYS]

Three terminals: kim labels alone, ann and sam at one desk. Kim and ann answer in turns, each after
a thought, and sam before each of them. Compare the two lines, not those of other runs.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.labeling.team.people import write
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

KEYS = 150
THOUGHT = 0.4
"""Seconds between two keys: Rounds are made, and what others say is taken in."""

ROWS = 5_000


class Keys:
    """`took` are the milliseconds, and `sent` the bytes, of each key until the next row stands."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.took: list[float] = []
        self.sent: list[int] = []

    def press(self) -> None:
        terminal = self.terminal
        self.rest()
        before, sent, since = terminal.row_id, len(terminal.raw), time.perf_counter()
        terminal.press("1" if int((before or "r0")[1:]) % 2 else "0")
        while terminal.row_id in (before, None):
            terminal.read(0.2)
        self.took.append(1000 * (time.perf_counter() - since))
        self.sent.append(len(terminal.raw) - sent)

    def rest(self) -> None:
        until = time.monotonic() + THOUGHT
        while (left := until - time.monotonic()) > 0:
            self.terminal.read(left)


def measure(folder: Path, keys: int) -> tuple[Keys, Keys]:
    data = write(folder / "rows.csv", ROWS)
    words = ("--classes", "even,odd", "--columns", "text", "--id", "id", "--audit", "0")
    more = ("--recheck", "0", "--dwell", "0")

    def person(name: str, *team: str) -> Keys:
        given = ("label", data.name, "--as", name, *words, *more, *team)
        return Keys(Terminal(*given, folder=folder, program=EXECUTED))

    alone, one, other = person("kim"), person("ann", "--team"), person("sam", "--team")
    for each in (alone, one, other):
        each.terminal.wait_for("query 1")
    for count in range(keys):
        other.press()
        for each in (alone, one) if count % 2 else (one, alone):
            each.press()
    for each in (alone, one, other):
        each.terminal.kill()
    return alone, one


def told(name: str, keys: Keys) -> str:
    took, sent = keys.took[20:], keys.sent[20:]
    return (
        f"{name:12} {statistics.median(took):7.1f} {_high(took):7.1f}"
        f" {statistics.median(sent):7.0f} {statistics.fmean(sent):7.0f}"
    )


def _high(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else KEYS
    with tempfile.TemporaryDirectory() as folder:
        alone, team = measure(Path(folder), keys)
    print("             ms: median, 95 %; bytes: median, mean")
    print(told("alone", alone))
    print(told("in a team", team))
    pairs = [b - a for a, b in zip(alone.took[20:], team.took[20:], strict=True)]
    print(f"difference   {statistics.median(pairs):7.1f} ms, the median of pairs")


if __name__ == "__main__":
    main()
