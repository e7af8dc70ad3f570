"""Lines of the plain dialogue on stdout, each on its own."""

from __future__ import annotations

from collections.abc import Iterable

from altui.display.console import put


def put_lines(lines: Iterable[str]) -> None:
    for text in lines:
        put(text)
