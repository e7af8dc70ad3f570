"""Prints data to stdout and messages to stderr, every string safe for a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import zip_longest
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from rich.cells import cell_len

from altui.display.progress import progress
from altui.display.streams import PIPED_WIDTH, console_for, write_safely
from altui.display.text import break_at_words, displayable, one_line, pad, wrap

if TYPE_CHECKING:
    from rich.console import RenderableType

    from altui.display.lines import Line, Tone
    from altui.errors import AltuiError

__all__ = [
    "PIPED_WIDTH",
    "complain",
    "listening",
    "progress",
    "put",
    "put_drawn",
    "put_json",
    "put_rows",
    "put_table",
    "raw_output",
    "say",
]


_GAP = "  "
_LEAST_ROOM = 30
"""Cells for values below which they are not wrapped."""

STYLES: dict[Tone, str] = {
    "dim": "dim",
    "curve": "bold",
    "class-0": "bright_blue",
    "class-1": "yellow",
    "class-2": "magenta",
    "class-3": "green",
    "class-4": "red",
    "class-5": "bright_magenta",
}
"""What a drawn line looks like where the terminal has colours."""

_LISTENER: ContextVar[Callable[[str], object] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[[str], object]) -> Iterator[None]:
    """What is said within is given to the listener, and not printed: Python code has no stderr of
    its own. A thread that is started within needs a copy of the context."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def say(message: str, *, style: str = "") -> None:
    """Print a message on stderr. `style` is Rich's and never foreign text."""
    if (listener := _LISTENER.get()) is not None:
        listener(message)
        return
    from rich.text import Text

    _render(sys.stderr, Text(_fit(displayable(message), sys.stderr), style=style))


def put(text: str) -> None:
    """Print a line of data on stdout, never cut."""
    write_safely(sys.stdout, _format_uncut(text) + "\n")


def put_drawn(lines: Sequence[Line]) -> None:
    """Print lines of spans on stdout, with colours on a terminal."""
    from rich.text import Text

    for spans in lines:
        parts = ((one_line(span.text), STYLES.get(span.kind, "")) for span in spans)
        text = Text.assemble(*parts)
        text.rstrip()
        _render(sys.stdout, text)


def raw_output() -> BinaryIO:
    """Standard output for raw data; on a terminal the data are made displayable."""
    return cast("BinaryIO", _Shown()) if sys.stdout.isatty() else sys.stdout.buffer


class _Shown:
    def write(self, record: bytes) -> int:
        write_safely(sys.stdout, _format_uncut(record.decode()))
        return len(record)


def _format_uncut(text: str) -> str:
    everything = len(text) * 4 + 1
    return displayable(text, max_characters=everything, max_lines=everything)


def put_json(obj: object) -> None:
    """Print a JSON object on one line of stdout, in visible ASCII only.

    Raises ValueError for NaN and infinity, which JSON cannot express.
    """
    line = json.dumps(obj, ensure_ascii=True, allow_nan=False)
    # DEL is the one control character that JSON may hold as it is.
    write_safely(sys.stdout, line.replace("\x7f", "\\u007f") + "\n")


def complain(error: AltuiError) -> None:
    """Print on stderr where an error is, what happened, and what to do."""
    from rich.text import Text

    place = f"{error.where}: " if error.where else ""
    name = "altui:"
    told = displayable(f"{name} {place}{error.message}")
    if error.hint:
        told += "\n" + displayable(error.hint)
    line = Text(_fit(told, sys.stderr))
    line.stylize("bold red", 0, len(name))
    _render(sys.stderr, line)


def put_rows(rows: Sequence[tuple[str, str]], *, whole: Collection[str] | None = None) -> None:
    """Print names and values on stdout, each pair on one line.

    `whole` names rows to be copied, such as commands and paths. Where it is given, a terminal gets
    the other values wrapped beside their names.
    """
    width = max(cell_len(one_line(name)) for name, _ in rows)
    is_wrapped = whole is not None and sys.stdout.isatty()
    room = console_for(sys.stdout).width - width - len(_GAP) if is_wrapped else 0
    for name, value in rows:
        line = one_line(value)
        wraps = room >= _LEAST_ROOM and name not in (whole or ())
        lines = wrap(line, room) if wraps else [line]
        for head, each in zip_longest((name,), lines, fillvalue=""):
            put(f"{pad(head, width)}{_GAP}{each}")


def put_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[int] = (),
) -> None:
    """Print a table on stdout. `right` are the indices of the columns aligned right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    caption = Text(one_line(title), style="bold") if title else None
    table = Table(title=caption, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for index, name in enumerate(columns):
        head = Text(one_line(name))
        table.add_column(head, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    _render(sys.stdout, table)


def _fit(text: str, stream: TextIO) -> str:
    """On a terminal, lines that are too long are broken at words; elsewhere they stay as they
    are, for they are data."""
    if not stream.isatty():
        return text
    room = console_for(stream).width
    return "\n".join(each for line in text.split("\n") for each in break_at_words(line, room))


def _render(stream: TextIO, renderable: RenderableType) -> None:
    """Print without further wrapping: what is still too long can then be copied whole."""
    from rich.text import Text

    console = console_for(stream)
    with console.capture() as capture:
        console.print(renderable, soft_wrap=isinstance(renderable, Text))
    write_safely(stream, capture.get())
