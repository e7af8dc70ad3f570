"""What `demo`, `label` and `certify` share: the screen or the plain dialogue, and the summary."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, NoReturn

from altui.cli.named_options import with_named_options
from altui.display.console import put_rows
from altui.display.standard import draw_on_terminal, is_utf8
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.cli.screen_options import ScreenOptions
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.opening.face import Opening
    from altui.labeling.proposal import Proposal
    from altui.plain.dialogue import Dialogue
    from altui.session.figures.summary import Summary
    from altui.tui.app import AltuiApp

THEMES = {
    "terminal": "ansi-dark",
    "dark": "textual-dark",
    "light": "textual-light",
    "colour-blind": "colour-blind",
}


SESSION, EXPORT, NO_QUESTIONS, NEXT = "session", "export", "no questions", "your own file"
COPIED = (SESSION, EXPORT, NO_QUESTIONS, NEXT)
"""The closing rows that are copied from the terminal."""


def check_terminal() -> None:
    """Raises InputError if the screen cannot work in this terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "this is not a terminal",
            hint="Run altui in a terminal (ssh -t HOST altui ...), or line by line with --plain.",
        )
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise InputError(
            "this terminal cannot move its cursor (TERM is 'dumb' or not set)",
            hint="Label line by line with --plain, or set TERM, for example TERM=xterm-256color.",
        )
    if not is_utf8(sys.stdout):
        remedy = "unset PYTHONIOENCODING" if "PYTHONIOENCODING" in os.environ else "LC_ALL=C.UTF-8"
        raise InputError(
            f"the screen needs UTF-8, but this terminal is set to {sys.stdout.encoding}",
            hint=f"If it can show UTF-8, put this before the command: {remedy}. "
            "Otherwise label line by line with --plain.",
        )


def prepare_textual(theme: str) -> None:
    """Set what Textual reads when it is imported."""
    # Imported objects stay, so collecting garbage now would waste a tenth of the start. The app
    # turns the collector on again at its first row.
    gc.disable()
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    # Set the theme now: a later change parses the style sheet twice. altui's own theme does not
    # exist yet.
    os.environ["TEXTUAL_THEME"] = THEMES["terminal" if theme == "colour-blind" else theme]
    if not os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto"):
        del os.environ["TEXTUAL_COLOR_SYSTEM"]


def prepare_face(options: ScreenOptions) -> None:
    """Prepare the terminal before anything is read, printed or imported."""
    if options.plain:
        # Libraries that look at TERM then use no colours and no moving progress bars.
        os.environ["TERM"] = "dumb"
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
    else:
        check_terminal()
        draw_on_terminal()
        prepare_textual(options.theme)


def launch(
    title: str,
    open_: Callable[[Say, Proposal | None], Annotation],
    export: Callable[[Annotation], Path],
    options: ScreenOptions,
    *,
    without_questions: Callable[[Annotation], str] | None = None,
    **more: Any,
) -> int:
    """Run the screen or the plain dialogue, then print the summary. Returns the exit status.

    `without_questions` gives the command that skips the columns screen; `more` goes to Opening.
    """
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.titled import title_summary, titles_of

    opening = Opening(
        title,
        with_named_options(open_),
        export,
        dwell=options.dwell,
        is_patient=not options.no_wait,
        theme=THEMES[options.theme],
        **more,
    )
    face, status = _talk(opening) if options.plain else _draw(opening)
    if face.error is not None:
        raise face.error
    annotation = face.engine.annotation
    if annotation is not None:
        from altui.wording.team.live import here_only_rows

        titles = titles_of(opening.classes_of(annotation.session))
        summary = title_summary(annotation.session.summary(), titles)
        rows = closing_rows(summary, opening.session_path)
        rows += here_only_rows(annotation.team.status())
        if opening.next_step:
            rows.append((NEXT, opening.next_step))
        if without_questions is not None:
            rows.append((NO_QUESTIONS, without_questions(annotation)))
        put_rows(rows, whole=COPIED)
    return status


def _draw(opening: Opening) -> tuple[AltuiApp, int]:
    from altui.tui.app import AltuiApp
    from altui.tui.run import run

    app = AltuiApp(opening)
    return app, run(app)


def _talk(opening: Opening) -> tuple[Dialogue, int]:
    from altui.plain.dialogue import Dialogue

    dialogue = Dialogue(opening)
    return dialogue, dialogue.run()


def leave(status: int) -> NoReturn:
    """End the process now.

    Everything is saved. This does not wait for a training that still runs in a thread, nor for
    the half second that Python needs to unload scikit-learn.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def closing_rows(summary: Summary, session: Path | None) -> list[tuple[str, str]]:
    """The session in a few lines, and how to export it."""
    from altui.wording.summary import summary_rows

    rows = summary_rows(summary)
    if session is not None:
        rows.append((SESSION, str(session)))
        rows.append((EXPORT, f"altui export {quote(str(session))} -o labels.csv"))
    return rows


def export_here(annotation: Annotation, source: Path) -> Path:
    """Write the labels to a new file in the current folder. Never overwrites a file."""
    from altui.data.paths.places import export_stem
    from altui.session.exporting.export import export_dataset

    stem = export_stem(source)
    for number in range(1, 1000):
        target = Path(f"{stem}.labels{'' if number == 1 else f'-{number}'}.csv")
        if not target.exists():
            export_dataset(annotation.session.view(), annotation.dataset, target)
            return target
    raise InputError("this folder has too many exports", hint="Move some of them away.")
