"""The options of every command that has a screen."""

from __future__ import annotations

from dataclasses import dataclass

from altui.labeling.opening.options.option import option


@dataclass(frozen=True, kw_only=True)
class ScreenOptions:
    theme: str = option(
        "terminal",
        "--theme",
        choices=("terminal", "dark", "light", "colour-blind"),
        show_default=True,
        help="The colours: the terminal's own, or altui's.",
    )
    dwell: float = option(
        0.2,
        "--dwell",
        kind="share",
        show_default=True,
        help="For this many seconds after a new row appears, a key counts as a repeat.",
    )
    no_wait: bool = option(
        False,
        "--no-wait/--wait",
        kind="flag",
        help="Never wait for training: show the next row of the last ranking at once, and say so.",
    )
    plain: bool = option(
        False,
        "--plain/--no-plain",
        kind="flag",
        help="Work line by line, for a screen reader, a simple terminal or a pipe: one line is "
        "one answer.",
    )
