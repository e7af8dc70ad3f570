"""A program watched from outside: when each of its bytes came, and how many there were."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

QUIET = 0.15
"""Seconds without a byte after which a frame is whole; over a slow line `quiet` says more."""

GIVE_UP = 180.0

ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")


class Watched(Terminal):
    """Reads at once and draws later, so that drawing is not measured."""

    def __init__(self, *arguments: object, **more: object) -> None:
        self._undrawn = bytearray()
        self.last = self.started = time.perf_counter()
        super().__init__(*map(str, arguments), **{"program": EXECUTED, **more})  # type: ignore[arg-type]

    def draw(self, data: bytes) -> None:
        self.last = time.perf_counter()
        self._undrawn += data

    @property
    def text(self) -> str:
        super().draw(bytes(self._undrawn))
        self._undrawn.clear()
        return super().text

    def seconds_until(self, is_there: Callable[[Watched], bool]) -> float:
        """From the start of the program, to the piece with which `is_there` became true."""
        while not is_there(self):
            if not self.read(1.0) and not self._process.isalive():
                raise EOFError(self.text)
        return self.last - self.started

    def key(self, key: str, quiet: float = QUIET) -> Frame:
        """Press; the time to the last byte of what it brings, and the bytes.

        altui is waited for until it asks for another row, however long the model takes.
        """
        # A label that is asked for again is no new query, but another row.
        asked, before, pressed = (self.query, self.row_id), len(self.raw), time.perf_counter()
        self.press(key)
        while (
            self.read(quiet)
            or len(self.raw) == before
            or (asked[0] and (self.query, self.row_id) == asked)
        ):
            if time.perf_counter() - pressed > GIVE_UP:
                raise TimeoutError(self.text)
        return Frame((self.last - pressed) * 1000, len(self.raw) - before)

    def idle(self, seconds: float) -> int:
        """The bytes that come while nothing is pressed."""
        before, end = len(self.raw), time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.2)
        return len(self.raw) - before


@dataclass(frozen=True)
class Frame:
    milliseconds: float
    size: int


def is_painted(terminal: Terminal) -> bool:
    """Whether any printable cell has been sent."""
    return any(byte > 32 for byte in ESCAPES.sub(b"", bytes(terminal.raw)))


def has_row(terminal: Terminal) -> bool:
    return b"query 1" in terminal.raw


def is_ready(terminal: Terminal) -> bool:
    return b"ready" in terminal.raw
