"""What the screen costs, beside a bare Textual application measured in the same run.

`python -m tests.benchmarks.screen` prints the whole table; the names of its parts (`keys`,
`shown`, `large`, `forest`, `sizes`, `starts`, `ssh`) after it print these alone. Everything is
measured from outside, through a pseudo-terminal, two programs in turn. A key's time ends with the
last byte of its frame.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from altui.display.console import put_table, say
from tests.benchmarks import bare as bare_app
from tests.benchmarks import made_up
from tests.benchmarks.line import missing, slow_ssh
from tests.benchmarks.watching import Frame, Watched, has_row, is_painted, is_ready

ROUNDS = 9
KEYS = 40
PACE = 0.5
IDLE = 10.0
SIZED_KEYS = 30

SSH_ROUNDS = 3
SSH_KEYS = 15
SSH_BARE_KEYS = 5
SSH_QUIET = 0.8
"""Seconds: a line with a round trip of 0.2 s may rest so long within a frame."""

ROOT = Path(__file__).parents[2]
BARE = (sys.executable, "-m", bare_app.__name__)
DEMO = ("demo", "--queries", "500", "--dwell", "0")

Row = tuple[str, str, str, str, str]
Make = Callable[[], Watched]
HEAD = ["", "altui", "bare Textual", "ratio", "goal"]


def altui(*words: object, **more: object) -> Watched:
    terminal = Watched(*words, **more)
    terminal.wait_for("query 1", patience=120)
    terminal.settle(1.0)
    return terminal


def bare() -> Watched:
    terminal = Watched(program=BARE)
    terminal.wait_for("ready")
    terminal.settle(0.5)
    return terminal


def in_turn(terminals: Sequence[Watched], count: int) -> list[list[Frame]]:
    """The frames of each after so many keys, two keys a second, the programs in turn."""
    frames: list[list[Frame]] = [[] for _ in terminals]
    due = time.perf_counter()
    for _ in range(count):
        for found, terminal in zip(frames, terminals, strict=True):
            time.sleep(max(due - time.perf_counter(), 0))
            due = max(due, time.perf_counter()) + PACE / len(terminals)
            found.append(terminal.key("1"))
    return frames


def key_rows(name: str, make: Make, goal: str) -> Iterator[Row]:
    with make() as ours, bare() as theirs:
        found, plain = in_turn([ours, theirs], KEYS)
        yield time_row(f"key to last byte, {name}: median", found, plain, 0.5, goal)
        yield time_row(f"key to last byte, {name}: 95th of 100", found, plain, 0.95, "2")
        if name == "demo":
            yield size_row("bytes a label: median", found, plain, 0.5, "900")
            yield size_row("bytes a label: worst", found, plain, 1.0, "3,000")
            idle = (f"{each.idle(IDLE):,}" for each in (ours, theirs))
            yield (f"bytes in {IDLE:.0f} s without a key", *idle, "", "0")


def keys(folder: Path) -> Iterator[Row]:  # noqa: ARG001
    yield from key_rows("demo", partial(altui, *DEMO), "1.3")


def large(folder: Path) -> Iterator[Row]:
    columns = 100
    file = made_up.numbers(folder, 1_000_000, columns)
    options = made_up.columns_of([f"x{number}" for number in range(columns)])
    yield from key_rows("1M x 100", partial(altui, "label", file, *options), "2")


def shown(folder: Path) -> Iterator[Row]:
    """Where there is more to read: many columns, and a text."""
    columns, rows = 100, 20_000
    numbers = made_up.columns_of([f"x{number}" for number in range(columns)])
    files = {
        f"{rows // 1000}k x {columns}": (made_up.numbers(folder, rows, columns), numbers),
        "texts": (made_up.texts(folder, rows), made_up.columns_of(["text"])),
    }
    for name, (file, options) in files.items():
        yield from key_rows(name, partial(altui, "label", file, *options), "2")


def forest(folder: Path) -> Iterator[Row]:
    columns = 20
    file = made_up.numbers(folder, 10_000, columns)
    options = made_up.columns_of([f"x{number}" for number in range(columns)])
    for model in (f"{made_up.__name__}:forest", "forest"):
        session = folder / f"{model.replace(':', '.')}.altui"
        words = ("label", file, *options, "--model", model, "--session", session)
        name = "200 own trees" if ":" in model else "100 trees"
        yield from key_rows(f"10k x {columns}, {name}", partial(altui, *words), "2")


def sizes(folder: Path) -> Iterator[Row]:
    """Bytes a label elsewhere: other screens, and a text to read."""
    makes: dict[str, Make] = {
        f"demo at {columns}x{rows}": partial(altui, *DEMO, columns=columns, rows=rows)
        for columns, rows in ((80, 24), (120, 40))
    }
    file = made_up.texts(folder, 400)
    words = ("label", file, *made_up.columns_of(["text"]))
    makes[f"text of {made_up.WORDS} words at 100x30"] = partial(altui, *words)
    for name, make in makes.items():
        with make() as terminal:
            (found,) = in_turn([terminal], SIZED_KEYS)
        goal = "2,500" if "text" in name else ""
        for share, what in ((0.5, "median"), (1.0, "worst")):
            size = percentile([frame.size for frame in found], share)
            yield f"bytes a label, {name}: {what}", f"{size:,.0f}", "", "", goal


def starts(folder: Path) -> Iterator[Row]:  # noqa: ARG001
    sklearn = (sys.executable, "-c", "import sklearn; print('ready')")
    paints, plain_paints, samples, peers = [], [], [], []
    for _ in range(ROUNDS):
        with Watched("demo") as terminal:
            paints.append(terminal.seconds_until(is_painted))
            samples.append(terminal.seconds_until(has_row))
            terminal.settle(1.0)
            sent = len(terminal.raw)
        with Watched(program=BARE) as terminal:
            plain_paints.append(terminal.seconds_until(is_painted))
            peer = terminal.seconds_until(is_ready)
            terminal.settle(1.0)
            plain_sent = len(terminal.raw)
        with Watched(program=sklearn) as terminal:
            peers.append(peer + terminal.seconds_until(is_ready))
    yield ("bytes until the first row stands", f"{sent:,}", f"{plain_sent:,}", "", "12,000")
    yield start_row("first paint", paints, plain_paints, "1.3")
    yield start_row("first row (beside: and scikit-learn imported)", samples, peers, "1.15")


def ssh(folder: Path) -> Iterator[Row]:
    if lacking := missing():
        say(f"The rows over ssh need {lacking} (Debian: apt-get install openssh-server).")
        return
    with slow_ssh(folder) as prefix:
        there = f"cd {ROOT} && COLORTERM=truecolor exec {sys.executable} -m"
        demo = (*prefix, f"{there} altui {' '.join(DEMO)}")
        plain = (*prefix, f"{there} {bare_app.__name__}")
        again = (*prefix, f"{there} altui {' '.join(begin(folder))}")
        line, first, next_, plain_first = [], [], [], []
        for _ in range(SSH_ROUNDS):
            line.append(seconds_to_end((*prefix, "true")))
            first.append(far_start(demo, has_row, 0)[0])
            next_.append(far_start(again, has_row, 0)[0])
            plain_first.append(far_start(plain, is_ready, 0)[0])
        found = far_start(demo, has_row, SSH_KEYS)[1]
        plain_found = far_start(plain, is_ready, SSH_BARE_KEYS)[1]
    yield time_row("over ssh, key to last byte: median", found, plain_found, 0.5, "0.21")
    for name, starts in (("demo", first), ("a file begun before", next_)):
        waits = [
            statistics.median(each) - statistics.median(line) for each in (starts, plain_first)
        ]
        more = (f"{seconds:.2f} s" for seconds in waits)
        ratio = f"{waits[0] / waits[1]:.2f}"
        yield (f"over ssh, first row after `ssh HOST true`, {name}", *more, ratio, "0.25")


def begin(folder: Path) -> Sequence[str]:
    """What opens a file again of which all is kept that can be."""
    file = made_up.numbers(folder, 10_000, 20)
    words = ("label", str(file), *made_up.columns_of([f"x{number}" for number in range(20)]))
    with altui(*words) as terminal:
        terminal.idle(IDLE)
        terminal.press("q")
        terminal.end()
    return words


def seconds_to_end(program: Sequence[str]) -> float:
    with Watched(program=program) as terminal:
        terminal.end()
        return time.perf_counter() - terminal.started


def far_start(
    program: Sequence[str], is_there: Callable[[Watched], bool], count: int
) -> tuple[float, list[Frame]]:
    """Seconds from the command to the last byte of the first screen, and frames of so many keys."""
    with Watched(program=program) as terminal:
        terminal.seconds_until(is_there)
        terminal.settle(SSH_QUIET)
        seconds = terminal.last - terminal.started
        return seconds, [terminal.key("1", SSH_QUIET) for _ in range(count)]


PARTS = {part.__name__: part for part in (keys, shown, large, forest, sizes, starts, ssh)}


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def time_row(name: str, ours: list[Frame], theirs: list[Frame], share: float, goal: str) -> Row:
    mine, plain = (percentile([f.milliseconds for f in each], share) for each in (ours, theirs))
    return name, f"{mine:.1f} ms", f"{plain:.1f} ms", f"{mine / plain:.2f}", goal


def size_row(name: str, ours: list[Frame], theirs: list[Frame], share: float, goal: str) -> Row:
    mine, plain = (percentile([f.size for f in each], share) for each in (ours, theirs))
    return name, f"{mine:,.0f}", f"{plain:,.0f}", f"{mine / plain:.2f}", goal


def start_row(name: str, ours: list[float], theirs: list[float], goal: str) -> Row:
    mine, plain = statistics.median(ours), statistics.median(theirs)
    return name, f"{mine * 1000:.0f} ms", f"{plain * 1000:.0f} ms", f"{mine / plain:.2f}", goal


def main(parts: Sequence[str]) -> None:
    rows: list[Row] = []
    for name in parts or PARTS:
        with TemporaryDirectory(prefix="altui-benchmark-", ignore_cleanup_errors=True) as folder:
            rows += PARTS[name](Path(folder))
    put_table("The screen at 100x30", HEAD, rows, right={1, 2, 3, 4})


if __name__ == "__main__":
    main(sys.argv[1:])
