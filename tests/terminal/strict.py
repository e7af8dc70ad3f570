"""A terminal that takes nothing but what altui may send, and fails on the first other byte.

It is written apart from the program: the full screen may move the cursor, set colours, erase and
write visible text, and switch the modes listed here. The console may write lines and colours, and
rewrite the line of a progress bar. No OSC, no other control byte, nothing invisible.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from pathlib import Path

from rich.cells import split_graphemes

from tests.display.hostile import unfit
from tests.terminal.terminal import Terminal

COLOURS = r"\[[\d;]*m"
CURSOR = r"\[\?25[hl]"
ENTER = r"\[\?1049h"
SCREEN = (
    *(r"\[\d+(;\d+)?H", r"\[\d*C", r"\[K", r"\[2J", COLOURS, CURSOR),
    *(r"\[\?1049l", r"\[\?1004[hl]", r"\[\?2004[hl]", r"\[\?7[hl]"),
    *(r"\[>25u", r"\[=4;2u", r"\[<u", r"\[\?2026\$p"),
)
CONSOLE = (ENTER, COLOURS, CURSOR, r"\[2K", r"\[1A", r"\[\?1004l")
ALLOWED = {
    True: re.compile("\x1b(?:" + "|".join(SCREEN) + ")"),
    False: re.compile("\x1b(?:" + "|".join(CONSOLE) + ")|\r\n?"),
}
BEGUN = re.compile("\x1b(\\[[\\d;?<>$]*)?|\r")
TEXT = re.compile("[^\x1b\r]+")


class UnexpectedBytesError(AssertionError):
    """The program sent something that no part of it has reason to send."""


class StrictScreen:
    """In pyte's place: `display` is what a person sees, `console` what was printed."""

    def __init__(self, columns: int, rows: int) -> None:
        self.console = ""
        self.sequences: set[str] = set()
        self.is_full = False
        self._decoder = getincrementaldecoder("utf-8")("strict")
        self._pending = ""
        self.resize(rows, columns)

    def resize(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self._clear()

    @property
    def display(self) -> list[str]:
        if self.is_full:
            return ["".join(row) for row in self._cells]
        return self.console.splitlines()[-self.rows :]

    def feed(self, data: bytes) -> None:
        text = self._pending + self._decoder.decode(data)
        place, self._pending = 0, ""
        while place < len(text):
            found = TEXT.match(text, place)
            if found:
                self._write(found[0])
            else:
                found = ALLOWED[self.is_full].match(text, place)
                if found is None:
                    self._pending = text[place:]
                    if not BEGUN.fullmatch(self._pending):
                        raise UnexpectedBytesError(repr(text[max(place - 60, 0) : place + 60]))
                    return
                self._obey(found[0])
            place = found.end()

    def _clear(self) -> None:
        self._cells = [[" "] * self.columns for _ in range(self.rows)]
        self._go(0, 0)

    def _go(self, y: int, x: int) -> None:
        self._y, self._x, self._run = y, x, ""

    def _write(self, text: str) -> None:
        odd = unfit(text) - ({"\n"} if self.is_full else set())
        if odd or (self.is_full and "\n" in text):
            raise UnexpectedBytesError(f"{odd} in {text!r}")
        if not self.is_full:
            self.console += text
            return
        # A cluster may come in two reads: the run is laid down again from where it began.
        self._run += text
        x = self._x
        for start, end, width in split_graphemes(self._run)[0]:
            if x + width > self.columns:
                break
            self._cells[self._y][x : x + width] = [self._run[start:end], *[""] * (width - 1)]
            x += width
        self._end = x

    def _obey(self, sequence: str) -> None:
        self.sequences.add(sequence)
        numbers = [int(number) for number in re.findall(r"\d+", sequence)]
        if sequence.startswith("\r"):
            self.console += sequence[1:]
        elif sequence == "\x1b[?1049h":
            self.is_full = True
            self._clear()
        elif sequence == "\x1b[?1049l":
            self.is_full = False
        elif self.is_full:
            self._draw(sequence, numbers)

    def _draw(self, sequence: str, numbers: list[int]) -> None:
        here = self._end if self._run else self._x
        if sequence.endswith("H"):
            y, x = [*numbers, 1][:2]
            assert y <= self.rows and x <= self.columns, sequence
            self._go(y - 1, x - 1)
        elif sequence.endswith("C"):
            self._go(self._y, here + (numbers or [1])[0])
        elif sequence == "\x1b[K":
            self._cells[self._y][here:] = [" "] * (self.columns - here)
            self._go(self._y, here)
        elif sequence == "\x1b[2J":
            y = self._y
            self._clear()
            self._go(y, here)
        else:
            self._go(self._y, here)


class StrictTerminal(Terminal):
    """altui in a pseudo-terminal that fails on the first byte it has no reason to send."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 100,
        rows: int = 30,
        **more: object,
    ) -> None:
        super().__init__(*arguments, columns=columns, rows=rows, **more)  # type: ignore[arg-type]
        self.strict = StrictScreen(columns, rows)
        self.screen = self.strict  # type: ignore[assignment]
        self._stream = self.strict  # type: ignore[assignment]

    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.strict.display]
