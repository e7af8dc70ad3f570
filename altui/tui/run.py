"""The app from its start to its end: no thread dies unheard, and the session is closed."""

from __future__ import annotations

import sys
import threading

from altui.display.console import complain, say
from altui.errors import AltuiError
from altui.tui.terminal.app import TerminalApp
from altui.wording.news import describe_decision

SWITCH = 0.001
"""Seconds that a key waits at most, in each thread on its way, for one that prepares what may never
be needed; Python's own are five times as many."""


def run(app: TerminalApp) -> int:
    """Run the app to its end and close its session; returns the exit status.

    Mouse off: terminals then keep their own selection, and nothing is sent upstream.
    """
    threading.excepthook = app.thread_failed
    sys.setswitchinterval(SWITCH)
    try:
        status = app.run(mouse=False)
    finally:
        app.close_session()
        threading.excepthook = threading.__excepthook__
    for each in app.unsaved:
        complain(AltuiError(f"not saved: {describe_decision(each.decision)}: {each.error}"))
    if app.last_word and not app.unsaved:
        say(app.last_word)
    return app.return_code or status or int(bool(app.unsaved))
