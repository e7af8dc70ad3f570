"""What a stream is connected to, and how to write to it safely."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from altui.display.lookalikes import READABLE

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100


def is_terminal(stream: TextIO) -> bool:
    """Whether the stream is a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown")


def console_for(stream: TextIO) -> Console:
    """A Rich console that interprets nothing in what it prints; it heeds NO_COLOR by itself."""
    from rich.console import Console

    return Console(
        file=stream,
        width=None if stream.isatty() else PIPED_WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
    )


def write_safely(stream: TextIO, text: str) -> None:
    """Write the text; characters outside the stream's encoding get similar ones."""
    # The stream that catches what is printed while the screen is up has none.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, READABLE).decode(encoding))
    stream.flush()
