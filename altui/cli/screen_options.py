"""The options of every command that has a screen."""

from __future__ import annotations

from dataclasses import dataclass

from altui.labeling.opening.option import option


@dataclass(frozen=True, kw_only=True)
class ScreenOptions:
    theme: str = option(
        "terminal",
        "--theme",
        choices=("terminal", "dark", "light", "colour-blind"),
        show_default=True,
        help="The terminal's own colours, or altui's.",
    )
    dwell: float = option(
        0.2,
        "--dwell",
        kind="share",
        show_default=True,
        help="Seconds after a new row in which a key counts as a repeat.",
    )
    no_wait: bool = option(
        False,
        "--no-wait/--wait",
        kind="flag",
        help="Never wait for training: the next row of the last ranking comes at once, and says "
        "so.",
    )
    plain: bool = option(
        False,
        "--plain/--no-plain",
        kind="flag",
        help="Line by line, for a screen reader, a dumb terminal or a pipe: one line is one "
        "answer.",
    )
