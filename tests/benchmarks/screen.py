"""`python -m tests.benchmarks.screen`: what the screen costs, beside a bare Textual application.

Everything is measured from outside, through a pseudo-terminal, both programs in turn. A key's
time ends with the last byte of its frame.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from altui.display.console import put_table
from tests.terminal.terminal import Terminal

ROUNDS = 7
KEYS = 40
PACE = 0.5
QUIET = 0.15
IDLE = 10.0

BARE = (sys.executable, "-m", "tests.benchmarks.bare")
ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")


@dataclass(frozen=True)
class Keys:
    milliseconds: list[float]
    sizes: list[int]
    idle: int


def start() -> dict[str, Terminal]:
    altui = Terminal("demo", "--queries", "500", "--dwell", "0")
    bare = Terminal(program=BARE)
    altui.wait_for("query 1 of")
    bare.wait_for("ready")
    for terminal in (altui, bare):
        terminal.settle(QUIET)
    return {"altui": altui, "bare": bare}


def press(terminal: Terminal) -> tuple[float, int]:
    """Milliseconds from a key to the last byte of what it changed, and the bytes."""
    before = len(terminal.raw)
    pressed = time.perf_counter()
    terminal.press("1")
    last = pressed
    while terminal._read(QUIET):
        last = time.perf_counter()
    return (last - pressed) * 1000, len(terminal.raw) - before


def keys() -> dict[str, Keys]:
    terminals = start()
    measured: dict[str, list[tuple[float, int]]] = {name: [] for name in terminals}
    for _ in range(KEYS):
        for name, terminal in terminals.items():
            measured[name].append(press(terminal))
            time.sleep(max(PACE - QUIET, 0) / 2)
    found = {}
    for name, terminal in terminals.items():
        before, end = len(terminal.raw), time.monotonic() + IDLE
        while time.monotonic() < end:
            terminal._read(0.2)
        times, sizes = zip(*measured[name], strict=True)
        found[name] = Keys(list(times), list(sizes), len(terminal.raw) - before)
        terminal.kill()
    return found


def seconds_until(make: Callable[[], Terminal], is_there: Callable[[Terminal], bool]) -> float:
    started = time.perf_counter()
    with make() as terminal:
        while not is_there(terminal):
            terminal._read(0.001)
        return time.perf_counter() - started


def is_painted(terminal: Terminal) -> bool:
    """Whether any printable cell has been sent."""
    return any(byte > 32 for byte in ESCAPES.sub(b"", bytes(terminal.raw)))


def has_sample(terminal: Terminal) -> bool:
    return b"query 1 of" in terminal.raw


def starts() -> dict[str, float]:
    """Median seconds to the first paint of both, and to altui's first sample."""
    altui, bare = (lambda: Terminal("demo")), (lambda: Terminal(program=BARE))
    runs: dict[str, list[float]] = {"altui": [], "bare": [], "sample": []}
    for _ in range(ROUNDS):
        runs["altui"].append(seconds_until(altui, is_painted))
        runs["bare"].append(seconds_until(bare, is_painted))
        runs["sample"].append(seconds_until(altui, has_sample))
    return {name: statistics.median(values) for name, values in runs.items()}


def start_bytes() -> dict[str, int]:
    terminals = start()
    sizes = {name: len(terminal.raw) for name, terminal in terminals.items()}
    for terminal in terminals.values():
        terminal.kill()
    return sizes


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def main() -> None:
    pressed, started, sizes = keys(), starts(), start_bytes()
    altui, bare = pressed["altui"], pressed["bare"]
    rows = [
        ("key to last byte, median", *_ms(altui, bare, 0.5)),
        ("key to last byte, 95th percentile", *_ms(altui, bare, 0.95)),
        ("bytes a key, median", *_counts(altui, bare, 0.5)),
        ("bytes a key, worst", *_counts(altui, bare, 1.0)),
        (f"bytes while idle for {IDLE:.0f} s", str(altui.idle), str(bare.idle), ""),
        ("bytes until the first sample", f"{sizes['altui']:,}", f"{sizes['bare']:,}", ""),
        (
            "first paint",
            f"{started['altui'] * 1000:.0f} ms",
            f"{started['bare'] * 1000:.0f} ms",
            f"{started['altui'] / started['bare']:.2f}",
        ),
        ("first sample", f"{started['sample'] * 1000:.0f} ms", "", ""),
    ]
    put_table("The demo at 100x30", ["", "altui", "bare Textual", "ratio"], rows, right={1, 2, 3})


def _ms(altui: Keys, bare: Keys, share: float) -> tuple[str, str, str]:
    ours, theirs = (percentile(each.milliseconds, share) for each in (altui, bare))
    return f"{ours:.1f} ms", f"{theirs:.1f} ms", f"{ours / theirs:.2f}"


def _counts(altui: Keys, bare: Keys, share: float) -> tuple[str, str, str]:
    ours, theirs = (percentile(each.sizes, share) for each in (altui, bare))
    return f"{ours:,}", f"{theirs:,}", f"{ours / theirs:.2f}"


if __name__ == "__main__":
    main()
