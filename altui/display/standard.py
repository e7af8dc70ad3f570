"""Prepares the three standard streams before anything else is opened, read or printed.

A closed descriptor is replaced at once. Otherwise the next opened file, such as the session, would
get its number, and output would be written into that file.
"""

from __future__ import annotations

import codecs
import errno
import io
import locale
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from altui.display.lookalikes import READABLE

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OutputError(OSError):
    """Standard output cannot be written. A reader that has gone is a BrokenPipeError instead."""


class _Output(io.FileIO):
    """Turns errors of writing to standard output into OutputError."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from error


class _Narration(io.FileIO):
    """Ignores errors of writing to standard error: a full disk must not end the work."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in FULL:
                raise
            return memoryview(data).nbytes


def prepare_streams() -> None:
    """Give this process usable standard input, output and error."""
    # Input that is closed has nothing to say, output fails on use, and errors go unheard.
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        _take_if_closed(number, flags)
    streams: Any = sys  # whose originals count as final, yet Textual draws on them
    streams.stdin = streams.__stdin__ = _input(sys.stdin)
    streams.stdout = streams.__stdout__ = _writer(_Output(1, "w", closefd=False), sys.stdout)
    narration = _Narration(2, "w", closefd=False)
    streams.stderr = streams.__stderr__ = _writer(narration, sys.stderr, by_line=True)


def draw_on_terminal() -> None:
    """Let Textual draw on standard output if standard error, its default, is redirected."""
    if not os.isatty(2):
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]


def open_terminal() -> int | None:
    """The terminal that a person sits at, although standard input is something else."""
    # Its own name comes first: not every system can wait for input on /dev/tty.
    for name in (*(os.ttyname(number) for number in (2, 1) if os.isatty(number)), "/dev/tty"):
        try:
            return os.open(name, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            continue
    return None


def answer_from(terminal: int) -> None:
    """From now on standard input is this terminal."""
    os.dup2(terminal, 0)
    os.close(terminal)
    streams: Any = sys
    stream = io.TextIOWrapper(
        io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding=_charset(sys.stdin)
    )
    streams.stdin = streams.__stdin__ = stream


def drop_output() -> None:
    """Discard everything written to standard output from now on, also at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def is_utf8(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def _take_if_closed(number: int, flags: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        # The lowest free number is the one that is given: those below it are taken by now.
        os.set_inheritable(os.open(os.devnull, flags), True)


def _input(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(0, encoding="utf-8", closefd=False)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=_charset(stream))
    return stream


def _writer(raw: io.FileIO, before: TextIO | None, *, by_line: bool = False) -> TextIO:
    """A text stream on `raw` that behaves like `before`."""
    is_direct = isinstance(before, io.TextIOWrapper) and before.write_through
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=_charset(before),
        errors=READABLE,
        newline="\n",
        line_buffering=by_line or raw.isatty(),
        write_through=is_direct,
    )


def _charset(stream: TextIO | None) -> str:
    """The charset of a stream; UTF-8 in place of an ASCII that nobody asked for.

    So it is where the locale is C or is not installed, and terminals understand UTF-8 there too.
    """
    given = (stream and stream.encoding) or locale.getpreferredencoding(False)
    is_named = "PYTHONIOENCODING" in os.environ or _is_ascii(_charset_of_locale())
    return "utf-8" if _is_ascii(given) and not is_named else given


def _charset_of_locale() -> str:
    """The charset after the point of the locale, such as ISO-8859-1; empty without one."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    first = next((name for name in names if name), "")
    return first.partition(".")[2].partition("@")[0]


def _is_ascii(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "ascii"
    except LookupError:
        return False
