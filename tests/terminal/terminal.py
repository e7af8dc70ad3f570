"""altui in a real pseudo-terminal, with pyte as the terminal that shows it.

Where no program is named it is a fork of a process that has imported altui (program.py).
"""

from __future__ import annotations

import os
import re
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import pyte

from tests.terminal.processes import AT_WORK, states_of
from tests.terminal.program import start

PATIENCE = 60.0
"""Seconds until an awaited text counts as missing; generous, since nothing sleeps so long."""

REST = 0.03
"""Seconds in which what belongs to a frame follows: what Textual leaves to its next refresh, a
sixtieth of a second later, and what a terminal hands over in pieces."""

LOOK = 0.01
"""Seconds between two looks whether a program has ended; a pause of the machine is in one."""


def looks(seconds: float) -> Iterator[None]:
    """One after the other, for so many seconds in which the machine does not pause."""
    for _ in range(round(seconds / LOOK)):
        yield
        time.sleep(LOOK)


class Screen(pyte.Screen):
    """pyte's own display fails where half of a wide character was written over."""

    @property
    def display(self) -> list[str]:
        rows = (self.buffer[y] for y in range(self.lines))
        return ["".join(row[x].data for x in range(self.columns)) for row in rows]

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Blank from then on: what is awaited next was drawn for the new size."""
        super().resize(lines, columns)
        self.erase_in_display(2)


class Terminal:
    """`raw` holds every byte the program sent; `text` is what a person sees now."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 100,
        rows: int = 30,
        folder: Path | None = None,
        environment: dict[str, str] | None = None,
        program: Sequence[str] | None = None,
        code: str | None = None,
    ) -> None:
        """`code` is Python that runs altui in a way of its own."""
        self.screen: pyte.Screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self._process = start(
            [str(each) for each in arguments],
            (rows, columns),
            folder=folder,
            environment=environment,
            program=program,
            code=code,
        )
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.isalive():
            self.kill()
        self._process.delayafterclose = 0  # nothing is left to wait for
        self._process.close(force=True)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def query(self) -> int | None:
        """The number of the query on the screen."""
        found = re.search(r"query (\d+)", self.text)
        return int(found[1]) if found else None

    @property
    def row_id(self) -> str | None:
        """The id of the row on the screen."""
        found = re.match(r"\W*row (\S+) ", self.text)
        return found[1] if found else None

    def wait_for(self, text: str, patience: float = PATIENCE) -> str:
        """Read until `text` stands on the screen, and the frame that it is in is whole; returns all
        that stands there."""
        self._read_until(lambda: text in self.text, f"{text!r} on the screen", patience)
        self.settle(REST)
        return self.text

    def wait_until_gone(self, text: str) -> None:
        self._read_until(lambda: text not in self.text, f"{text!r} to go", PATIENCE)
        self.settle(REST)

    def press(self, keys: str) -> None:
        self.send(keys.encode())

    def send(self, data: bytes) -> None:
        """Bytes as they come from a terminal, in one packet."""
        self._process.write(data)

    def press_for(self, keys: str, text: str) -> str:
        """Press, and wait until the screen shows `text` that it does not show yet."""
        assert text not in self.text, f"{text!r} is there already:\n{self.text}"
        self.press(keys)
        return self.wait_for(text)

    def answer(self, key: str, quiet: float = REST) -> int:
        """Press a key that answers the query on the screen; returns the bytes it took.

        `quiet` is that of `settle`: none is needed to answer what is asked next.
        """
        before, sent = (self.query, self.row_id), len(self.raw)
        assert before[0] is not None, f"no query to answer:\n{self.text}"
        self.press(key)
        # A row that is asked again is no new query: only the row is another.
        self._read_until(
            lambda: (
                (self.query is not None and (self.query, self.row_id) != before)
                or "budget is spent" in self.text
            ),
            f"the query after {before[0]}",
            PATIENCE,
        )
        self.settle(quiet)
        return len(self.raw) - sent

    def settle(self, quiet: float = REST) -> None:
        """Read on until nothing has come for a moment, in which the program was at rest: the frame
        is whole, and a key counts for it. One that waits for a processor is not at rest."""
        deadline = time.monotonic() + PATIENCE
        is_at_rest = not quiet or self.is_at_rest()
        while self.read(quiet if is_at_rest else REST) or not is_at_rest:
            if time.monotonic() > deadline:
                raise TimeoutError(f"still at work after {PATIENCE} s:\n{self.text}")
            is_at_rest = not quiet or self.is_at_rest()

    def is_at_rest(self) -> bool:
        """Whether all that runs on this terminal waits for something else than a processor."""
        return AT_WORK.isdisjoint(states_of(self.pid))

    def watch(self, seconds: float) -> int:
        """Take what comes in so many seconds, whatever the program does; returns the bytes."""
        before, end = len(self.raw), time.monotonic() + seconds
        while self.read(max(end - time.monotonic(), 0)) or time.monotonic() < end:
            pass
        return len(self.raw) - before

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """The end that cannot be caught: what was not on disk by now is lost."""
        self.signal(signal.SIGKILL)
        self.end()

    def end(self, patience: float = PATIENCE) -> int:
        """Read until the program is gone; its exit status, negative after a signal."""
        deadline = time.monotonic() + patience
        while self.read(0.05) or self._process.isalive():
            if time.monotonic() > deadline:
                raise TimeoutError(f"still running after {patience} s:\n{self.text}")
        self._read_last_words()
        if self._process.signalstatus is not None:
            return -self._process.signalstatus
        return self._process.exitstatus or 0

    def ends_within(self, seconds: float) -> bool:
        """Whether the program ends so soon, in looks: pauses of the machine do not count."""
        for _ in looks(seconds):
            if not self._process.isalive():
                return True
            self.read(0)
        return False

    def printed(self) -> str:
        """What stands on the terminal after the full screen was left."""
        tail = bytes(self.raw).rpartition(b"\x1b[?1049l")[2].decode(errors="replace")
        return re.sub(r"\x1b\[[0-9;?<>]*[a-zA-Z]", "", tail).replace("\r\n", "\n")

    def _read_until(self, is_there: Callable[[], bool], what: str, patience: float) -> None:
        deadline = time.monotonic() + patience
        while not is_there():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {patience} s for {what}:\n{self.text}")
            if not self.read(0.2) and not self._process.isalive():
                self._read_last_words()
                if not is_there():
                    told = f"{self.text}\n{self.printed()}"
                    raise EOFError(f"ended while waiting for {what}:\n{told}")

    def _read_last_words(self) -> None:
        """What a program that has ended wrote after it was last read."""
        while self.read(0):
            pass

    def read(self, patience: float) -> bool:
        """Take what comes within `patience` seconds; False when nothing does."""
        try:
            if not select.select([self._process.fd], [], [], patience)[0]:
                return False
            data = os.read(self._process.fd, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self.draw(data)
        return bool(data)

    def draw(self, data: bytes) -> None:
        self._stream.feed(data)
