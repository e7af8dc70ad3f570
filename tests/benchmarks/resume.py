"""The line is cut in the middle of a label, again and again: what is lost, and how soon the next
start shows the row.

`python -m tests.benchmarks.resume` takes small data; after it `texts:100000 100:1000000` are a
hundred thousand texts, and a table of 100 columns and a million rows. `--cuts N` says how often;
with `--over-ssh` ssh is killed, on a line of 200 ms round trip and 8 kB a second, else the terminal
is hung up. Beside it stand starts of a bare Textual application, in turn with altui's.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import random
import shlex
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from altui.cli.commands.label import command as label_command
from altui.display.console import put_table, say
from altui.session.events import Kind
from altui.session.session import Session
from altui.session.store.companion import companion_folder
from tests.benchmarks import bare as bare_app
from tests.benchmarks import made_up
from tests.benchmarks.line import missing, slow_ssh
from tests.benchmarks.watching import Watched, is_ready
from tests.terminal.program import EXECUTED

ROOT = Path(__file__).parents[2]
SMALL = ("texts:2000", "100:3000", "20:10000")
WORDS = 40
MOST_LABELS = 4
"""Between two cuts, at most."""

LONGEST_KEY = 0.05
"""Seconds from the key to the cut, at most: a label takes about as long."""

QUIET = 0.15
FAR_QUIET = 0.8
IDLE = 2.0
"""Seconds without work after which nothing more is being kept."""

BARE = (sys.executable, "-m", bare_app.__name__)
TICKS = os.sysconf("SC_CLK_TCK")
WAYS = {"kept": (), "--no-cache": ("--no-cache",)}

HEAD = ["", "first start", "after a cut", "bare Textual", "bytes", "same row", "labels lost"]


@dataclass(frozen=True)
class Start:
    """From the command to its first row: seconds, those of the processor, and the bytes of the
    whole screen."""

    seconds: float
    processor: float
    size: int


@dataclass
class Labeling:
    """One file that is labeled over a line that does not last."""

    name: str
    words: Sequence[str]
    place: Path
    prefix: Sequence[str]
    chance: random.Random = field(default_factory=lambda: random.Random(made_up.SEED))
    starts: list[Start] = field(default_factory=list)
    bare: list[Start] = field(default_factory=list)
    same: list[bool] = field(default_factory=list)
    lost: int = 0

    def begin(self) -> None:
        """The first start, until all that can be kept is kept."""
        with self.start() as terminal:
            self.label(terminal, 2)
            wait_until_idle(terminal, companion_folder(self.place))
            self.cut(terminal)

    def resume(self) -> None:
        """A cut in the middle of a label, and one while the person reads."""
        with self.start() as terminal:
            self.label(terminal, self.chance.randint(0, MOST_LABELS))
            row, stored = terminal.row_id, self.labels()
            terminal.press(self.chance.choice("01"))
            time.sleep(self.chance.uniform(0, LONGEST_KEY))
            self.cut(terminal)
        is_saved = len(self.labels()) > len(stored)
        with self.start() as terminal:
            if not is_saved:
                self.same.append(terminal.row_id == row)
            row = terminal.row_id
            self.cut(terminal)
        with self.start() as terminal:
            self.same.append(terminal.row_id == row)
            self.cut(terminal)
        self.bare.append(self.start_bare())

    def compare(self, more: Sequence[str]) -> None:
        """The row of a start with these options is that of one without."""
        rows = []
        for each in ((), more):
            with Watched(program=self.reach((*self.command, *each))) as terminal:
                terminal.seconds_until(has_row)
                terminal.settle(self.quiet)
                rows.append(terminal.row_id)
                self.cut(terminal)
        self.same.append(rows[0] == rows[1])

    def label(self, terminal: Watched, count: int) -> None:
        for _ in range(count):
            wanted = (terminal.row_id, self.chance.choice("01"))
            terminal.answer(wanted[1], self.quiet)
            # The screen asks for another row, so this one must be stored.
            self.lost += self.labels()[-1] != wanted

    def start(self) -> Watched:
        terminal = Watched(program=self.reach(self.command))
        self.starts.append(self.watch(terminal, has_row))
        return terminal

    def start_bare(self) -> Start:
        with Watched(program=self.reach(BARE)) as terminal:
            return self.watch(terminal, is_ready)

    def watch(self, terminal: Watched, is_there: Callable[[Watched], bool]) -> Start:
        seconds = terminal.seconds_until(is_there)
        processor = processor_of(terminal.pid)
        terminal.settle(self.quiet)
        return Start(seconds, processor, len(terminal.raw))

    @property
    def command(self) -> Sequence[str]:
        return *EXECUTED, "label", *self.words, "--session", str(self.place)

    def reach(self, command: Sequence[str]) -> Sequence[str]:
        if not self.prefix:
            return command
        return *self.prefix, f"cd {ROOT} && COLORTERM=truecolor exec {shlex.join(command)}"

    @property
    def quiet(self) -> float:
        return FAR_QUIET if self.prefix else QUIET

    def cut(self, terminal: Watched) -> None:
        """Cut the line, and wait until nobody has the session open."""
        if self.prefix:
            terminal.kill()
        else:
            hang_up(terminal)
        while is_open(self.place):
            time.sleep(0.02)

    def labels(self) -> list[tuple[str | None, str | None]]:
        events = Session.read(self.place).events
        return [(each.row_id, each.value) for each in events if each.kind is Kind.LABEL]

    def row(self) -> tuple[str, ...]:
        first, later = self.starts[:1], self.starts[1:]
        return (
            self.name,
            self.told(first),
            self.told(later),
            self.told(self.bare),
            f"{statistics.median(each.size for each in later):,.0f}",
            f"{sum(self.same)} of {len(self.same)}",
            str(self.lost),
        )

    def told(self, starts: Sequence[Start]) -> str:
        """The medians; at the far end of a line nobody sees the processor."""
        seconds = statistics.median(each.seconds for each in starts)
        processor = statistics.median(each.processor for each in starts)
        return f"{seconds:.2f} s" + ("" if self.prefix else f" ({processor:.2f})")


def has_row(terminal: Watched) -> bool:
    return b"query " in terminal.raw


def processor_of(pid: int) -> float:
    """Seconds of the processor that a process has taken up to now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def hang_up(terminal: Watched) -> None:
    """Close the near end of the terminal, as a line that drops does, and wait for the program."""
    process = terminal._process
    process.fileobj.close()
    process.wait()
    process.closed = True


def is_open(place: Path) -> bool:
    """Whether a process has the session open."""
    with (companion_folder(place) / "lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until_idle(terminal: Watched, folder: Path) -> None:
    """Until the program has rested for a while, and nothing more is written in the folder."""
    before: tuple[float, list[int]] | None = None
    while True:
        sizes = sorted(each.stat().st_size for each in folder.iterdir())
        now = (round(processor_of(terminal.pid), 1), sizes)
        if now == before:
            return
        before = now
        terminal.idle(IDLE)


def words_of(kind: str, rows: int, folder: Path) -> Sequence[str]:
    """The file and the options with which nothing is asked."""
    folder.mkdir(exist_ok=True)
    if kind == "texts":
        file = made_up.texts(folder, rows, WORDS)
        return str(file), *made_up.columns_of(["text"])
    columns = int(kind)
    file = made_up.numbers(folder, rows, columns)
    return str(file), *made_up.columns_of([f"x{number}" for number in range(columns)])


def measure(
    data: Sequence[str], cuts: int, folder: Path, prefix: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    can_keep = any("--no-cache" in each.opts for each in label_command.params)
    for each in data:
        kind, _, rows = each.partition(":")
        words = words_of(kind, int(rows), folder / kind)
        name = f"{int(rows):,} {'texts' if kind == 'texts' else f'x {kind}'}"
        for way, more in WAYS.items() if can_keep else [("", ())]:
            place = folder / f"{kind}{way}.altui"
            labeling = Labeling(f"{name}, {way}".strip(", "), (*words, *more), place, prefix)
            labeling.begin()
            for _ in range(cuts):
                labeling.resume()
            if way and not more:
                labeling.compare(WAYS["--no-cache"])
            say(", ".join(labeling.row()))
            yield labeling.row()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="*", default=SMALL, help="texts:ROWS or COLUMNS:ROWS")
    parser.add_argument("--cuts", type=int, default=5)
    parser.add_argument("--over-ssh", action="store_true")
    asked = parser.parse_args()
    if asked.over_ssh and (lacking := missing()):
        say(f"Over ssh this needs {lacking} (Debian: apt-get install openssh-server).")
        return
    with ExitStack() as stack:
        made = TemporaryDirectory(prefix="altui-benchmark-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(made))
        prefix = stack.enter_context(slow_ssh(folder)) if asked.over_ssh else ()
        rows = [*measure(asked.data, asked.cuts, folder, prefix)]
    put_table(
        "The line is cut: seconds to the first row (of the processor)",
        HEAD,
        rows,
        right=set(range(1, len(HEAD))),
    )


if __name__ == "__main__":
    main()
