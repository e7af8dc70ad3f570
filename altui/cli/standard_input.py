"""Data that are piped in (`-`): kept in a file of the current folder, which a session can name."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from altui.errors import InputError

if TYPE_CHECKING:
    from altui.cli.screen_options import ScreenOptions

DASH = "-"
HEAD = 256 << 10
BLOCK = 1 << 20
BINARY = (
    (b"PAR1", ".parquet"),
    (b"ARROW1", ".arrow"),
    (b"SQLite format 3\0", ".sqlite"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
)


def is_standard_input(file: str | Path | None) -> bool:
    return str(file) == DASH


def data_to_label(screen: ScreenOptions) -> Path:
    """The data, and the answers from the terminal instead; refused where they are lines too."""
    from altui.display.standard import answer_from, open_terminal

    if screen.plain:
        raise InputError(
            "with --plain standard input is for the answers, not for the data",
            hint="Save the data to a file and name that; or label on the screen, without --plain.",
        )
    terminal = open_terminal()
    if terminal is None:
        raise InputError(
            "there is no terminal to answer from: standard input is for the data",
            hint="Run it in a terminal, or save the data to a file and name that.",
        )
    file = keep_standard_input()
    answer_from(terminal)
    return file


def keep_standard_input() -> Path:
    """Writes what is piped in to a file with a name of its own, and says which."""
    from altui.data.writers.writing import appearing
    from altui.display.console import say

    if sys.stdin.isatty():
        raise InputError(
            "nothing is piped in: standard input is the terminal",
            hint="Name a file, or send one here: cat FILE | altui ... -",
        )
    blocks = _blocks()
    head = next(blocks, b"")
    if not head:
        raise InputError("nothing was piped in: standard input is empty")
    target = _take_name(_ending(head))
    try:
        with appearing(target) as stream:
            for block in chain([head], blocks):
                stream.write(block)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    say(f"The data from standard input are kept in {target}.")
    return target


def _blocks() -> Iterator[bytes]:
    stream = sys.stdin.buffer
    if head := stream.read(HEAD):
        yield head
    while block := stream.read(BLOCK):
        yield block


def _take_name(ending: str) -> Path:
    """A new, empty file: whatever has a name already keeps it."""
    stem = f"stdin-{datetime.now():%Y-%m-%d-%H%M}"
    for number in count(1):
        target = Path(f"{stem}{'' if number == 1 else f'-{number}'}{ending}")
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            continue
        except OSError as error:
            what = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
            raise InputError(
                f"the data cannot be kept in this folder: {what}",
                where=os.getcwd(),  # noqa: PTH109
                hint="Go to a folder of your own, or save the data to a file and name that.",
            ) from None
        return target
    raise AssertionError


def _ending(head: bytes) -> str:
    """What the first bytes tell of the format, as the ending of a name."""
    from altui.data.readers.text.charset import marked_encoding
    from altui.data.readers.text.packed import packing_of
    from altui.data.readers.text_kind import kind_of_stream

    for signature, ending in BINARY:
        if head.startswith(signature):
            return ending
    packing = packing_of(head)
    if packing is not None and packing.name == "zip":
        is_book = b"[Content_Types].xml" in head
        return ".xlsx" if is_book else ".ods" if b"opendocument" in head else ".zip"
    text = _begin_of(head) if packing is not None else head
    kind = kind_of_stream(text.decode(marked_encoding(text) or "utf-8", "ignore"))
    return f".{kind}{packing.ending if packing is not None else ''}"


def _begin_of(head: bytes) -> bytes:
    """As much as can be had of a packed file that is cut off."""
    from altui.data.readers.text.packed import DAMAGE, packing_of

    packing = packing_of(head)
    assert packing is not None
    try:
        stream = packing.open(io.BytesIO(head), Path(DASH), "")
        return bytes(stream.read1(HEAD))  # type: ignore[attr-defined]
    except DAMAGE:
        return b""
