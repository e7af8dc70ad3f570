"""The screen, opened from a Python that runs in a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from altui.api.kept_frame import is_file, keep_frame, with_columns
from altui.api.label_options import LabelOptions, naming_arguments, request_for, words_for
from altui.data.labels.earlier_export import OWN
from altui.errors import AltuiError, InputError, SessionError
from altui.session.exporting.export import export_session_to_arrow

if TYPE_CHECKING:
    from altui.labeling.opening.options.request import OpenRequest


def label(frame: Any, **options: Unpack[LabelOptions]) -> Any:
    """Label a data frame on the screen. Returns it with altui's columns, once the person quits.

    `frame` is one of pandas, polars or pyarrow; what is returned is of the same kind, with the
    same rows in the same order. `options` are those of `altui label`, and `session`, the file of
    the labels, is needed. The frame is kept beside it as `SESSION.parquet`, so that the session can
    be read without this Python: `altui export SESSION`. The same call again goes on.

    The columns are those of `altui export`: `altui_label` has the class, and is
    empty for a row without one.

    >>> import altui
    >>> altui.label("messages.csv")
    Traceback (most recent call last):
    altui.errors.InputError: `frame` is the name of a file, and no data frame
    In a terminal: altui label messages.csv; or call by call: altui.open
    >>> # frame = altui.label(frame, session="messages.altui", classes=["bug", "praise"])

    Raises altui.AltuiError where Python does not run in a terminal, as in a notebook; where the
    frame is not that of the session, unless `accept_changes`; and where the screen ends with an
    error, which it has printed. It needs the extra `parquet`.
    """
    if is_file(frame):
        raise InputError(
            "`frame` is the name of a file, and no data frame",
            hint=f"In a terminal: altui label {frame}; or call by call: altui.open",
        )
    _check_terminal()
    with naming_arguments():
        accepts = bool(options.get("accept_changes"))
        file = keep_frame(frame, options.get("session"), accept_changes=accepts)
        request = request_for(file, options)
        _show_screen(request)
        added = _appended(request, file)
    return with_columns(frame, added)


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "there is no terminal to open the screen in",
            hint="Start Python in one. In a notebook or a script altui.open labels call by call.",
        )


def _show_screen(request: OpenRequest) -> None:
    """In a process of its own: it takes the signals, threads and settings of the whole process."""
    assert request.file is not None
    # What can be imported here, such as a model of one's own, can be there too, and nothing else.
    code = f"import sys; sys.path[:] = {sys.path!r}; from altui.cli.main import main; main()"
    words = ["label", *words_for(request), "--", str(request.file)]
    sys.stdout.flush()
    status = subprocess.run([sys.executable, "-c", code, *words], check=False).returncode
    if status:
        raise AltuiError(
            f"the screen ended with an error, and exit status {status}",
            hint="What it was is printed above. Your labels are saved.",
        )


def _appended(request: OpenRequest, file: Path) -> Any:
    """The columns that altui adds, or has added before, as a pyarrow.Table."""
    session = request.session
    assert session is not None
    if not session.exists():
        raise SessionError(
            "the screen was left before the session began",
            where=str(session),
            hint="Call it again: enter on the page of the columns begins the session.",
        )
    exported = export_session_to_arrow(session, data=file)
    return exported.select([name for name in exported.column_names if name.startswith(OWN)])
