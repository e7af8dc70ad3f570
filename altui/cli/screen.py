"""What `demo` and `label` share: a terminal to draw on, the app, and the last words on stdout."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NoReturn

from altui.display.console import put_rows
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.session.annotation import Annotation
    from altui.session.summary import Summary
    from altui.tui.app import AltuiApp, Opening

THEMES = {"terminal": "ansi-dark", "dark": "textual-dark", "light": "textual-light"}


def check_terminal() -> None:
    """A screen needs a terminal that can place its cursor."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "this is not a terminal, so there is nowhere to draw and nobody to ask",
            hint="Run it in a terminal (ssh -t HOST altui ...), or try altui simulate, "
            "which needs none.",
        )
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise InputError(
            "this terminal cannot place its cursor (TERM is 'dumb' or not set)",
            hint="Set TERM, for example TERM=xterm-256color, or try altui simulate.",
        )


def prepare_textual(theme: str) -> None:
    """Textual reads its settings when it is imported."""
    # What is imported stays: looking through it for garbage would take a tenth of the start.
    # The app collects again from its first sample on.
    gc.disable()
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    # A theme chosen later would have the style sheet parsed twice.
    os.environ["TEXTUAL_THEME"] = THEMES[theme]
    if not os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto"):
        del os.environ["TEXTUAL_COLOR_SYSTEM"]


def show(opening: Opening) -> int:
    """Run the screen to its end and print the summary; returns the exit status."""
    from altui.tui.app import AltuiApp, run

    app = AltuiApp(opening)
    status = run(app)
    if app.error is not None:
        raise app.error
    _say_goodbye(app)
    return status


def leave(status: int) -> NoReturn:
    """End the process now.

    All is saved. Nobody should wait for a fit that still runs in a thread, nor for the half
    second that Python takes to clear away scikit-learn.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _say_goodbye(app: AltuiApp) -> None:
    if app.engine.annotation is None:
        return
    summary = app.engine.annotation.session.summary()
    put_rows(goodbye(summary, app.opening.session_path))


def goodbye(summary: Summary, session: Path | None) -> list[tuple[str, str]]:
    """The session in a few lines, and how to go on."""
    from altui.session.report import summary_rows

    rows = summary_rows(summary)
    if session is not None:
        rows.append(("session", str(session)))
        rows.append(("export", f"altui export {quote(str(session))} -o labels.csv"))
    return rows


def export_here(annotation: Annotation, source: Path) -> Path:
    """Write the labels to a new file in the current folder; nothing is ever overwritten."""
    from altui.session.export import export_dataset

    stem = source.name.removesuffix(".gz").rpartition(".")[0] or source.name
    for number in range(1, 1000):
        target = Path(f"{stem}.labels{'' if number == 1 else f'-{number}'}.csv")
        if not target.exists():
            export_dataset(annotation.session.view(), annotation.dataset, target)
            return target
    raise InputError("there are too many exports in this folder", hint="Move some away.")
