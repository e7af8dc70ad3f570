"""Warnings of libraries are made displayable too: they may quote the data."""

from __future__ import annotations

import warnings


def print_warnings() -> None:
    """Print warnings as messages from now on."""
    warnings.showwarning = _tell


def _tell(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    from altui.display.console import say

    if category.__name__ == "ConvergenceWarning":
        return  # the model's own note says it, with the round that it is about
    say(f"{category.__name__}: {message}", style="dim")
