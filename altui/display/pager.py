"""A document in Markdown on stdout: through a pager on a terminal, as it is written in a pipe.

PAGER names the pager, less is the default, and without either the text is printed. Only less is
given bold text, since others may print the escape sequences as characters.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from altui.display.console import put
from altui.display.lookalikes import READABLE
from altui.display.streams import is_terminal, write_safely
from altui.display.text import displayable

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST = 100
ONE_SCREEN, RAW, NO_CLEARING = "F", "R", "X"
"""Flags of less: end by itself when all fits, let bold text through, leave the text standing."""


def show_document(markdown: str) -> None:
    """Show a document on stdout, through the pager on a terminal."""
    if not is_terminal(sys.stdout):
        put(markdown.rstrip("\n"))
        return
    pager = _find_pager()
    text = _render_ansi(markdown, is_bold=pager is None or _can_show_bold(pager))
    if pager is None:
        write_safely(sys.stdout, text)
    else:
        _page(text, pager)


def _find_pager() -> list[str] | None:
    """The pager's command line; None if the text is to be printed."""
    try:
        named = shlex.split(os.environ.get("PAGER", ""))
    except ValueError:
        named = []
    for words in (named, ["less"]):
        if words and (program := shutil.which(words[0])):
            return [program, *words[1:]]
    return None


def _can_show_bold(pager: Sequence[str]) -> bool:
    is_less = os.path.basename(pager[0]) == "less"  # noqa: PTH119  a command, not a file to open
    flags = os.environ.get("LESS", RAW) + "".join(pager[1:])
    return is_less and RAW in flags.upper()


def _page(text: str, pager: Sequence[str]) -> None:
    sys.stdout.flush()
    encoding = sys.stdout.encoding or "utf-8"
    defaults = {"LESS": ONE_SCREEN + RAW + NO_CLEARING}
    process = subprocess.Popen(pager, stdin=subprocess.PIPE, env={**defaults, **os.environ})
    assert process.stdin is not None
    with suppress(BrokenPipeError, KeyboardInterrupt), process.stdin as pipe:
        pipe.write(text.encode(encoding, READABLE))
    # ctrl+c is for the pager, which keeps running: leaving now would share the terminal with it.
    while process.returncode is None:
        with suppress(KeyboardInterrupt):
            process.wait()


def _render_ansi(markdown: str, *, is_bold: bool) -> str:
    """The document as lines for this terminal; nothing in it but text and bold."""
    from rich.console import Console

    from altui.display.document import Document

    everything = len(markdown) * 4 + 1
    text = displayable(markdown, max_characters=everything, max_lines=everything)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    console = Console(
        width=width, force_terminal=is_bold, no_color=True, emoji=False, highlight=False
    )
    with console.capture() as capture:
        console.print(Document(text), crop=False)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
