"""Loads a session's data for all that does not label: from what is kept of them, where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.session.source.changes import check_source
from altui.session.source.kept import Kept
from altui.session.source.reload import open_data, with_classes
from altui.session.source.remembered import TUTORIAL
from altui.session.store.companion import companion_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.data.dataset import Dataset
    from altui.session.reading import SessionView

OPENING = 0.1
"""The share of the progress for scanning the file; the rest is for reading its cells."""


def load_source(
    view: SessionView,
    on_progress: Callable[[float], None] | None = None,
    *,
    with_test: bool = False,
    kept: Kept | None = None,
) -> Dataset:
    """The Dataset of a session after `locate_data`. The caller closes its table.

    The test file is read only `with_test`: none of its rows is in the data, and a missing test
    file must not block access to the labels. SessionError if the data are not the session's.
    """
    settings = view.settings
    if settings.source == TUTORIAL:
        from altui.data.tutorial import load_tutorial

        return with_classes(load_tutorial(settings.seed)[0], settings)
    tell = on_progress or (lambda _: None)
    table = open_data(settings, view.path, lambda done: tell(done * OPENING))
    if table.fingerprint() != settings.fingerprint:
        # Only now, because counting the rows takes a pass over the file.
        check_source(settings, view.path, rows=len(table), fingerprint=table.fingerprint())
    return (kept or Kept(companion_folder(view.path))).dataset(
        table, settings, lambda done: tell(OPENING + done * (1 - OPENING)), with_test=with_test
    )
