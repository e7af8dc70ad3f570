"""The data of a session, loaded again as the session began with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.dataset import DataOptions, Dataset, load_dataset
from altui.data.holdout import is_test_file
from altui.data.inference.columns import restore_schema
from altui.data.readers.reading import open_table
from altui.session.source.changes import check_source
from altui.session.source.remembered import TUTORIAL
from altui.session.store.companion import companion_folder

if TYPE_CHECKING:
    from altui.data.table import Table
    from altui.session.replay import SessionView
    from altui.session.settings import Settings

OPENING = 0.1
"""The part of the progress that looking through the file takes; the rest is reading its cells."""


def load_source(
    view: SessionView,
    on_progress: Callable[[float], None] | None = None,
    *,
    with_test: bool = False,
) -> Dataset:
    """The Dataset of a session that is `located`; the caller closes its table.

    Unless it is asked for, a test file is left alone: none of its rows is in the data, and
    labels must not be held back because it is gone. SessionError if the data are not those of
    the session.
    """
    settings = view.settings
    if settings.source == TUTORIAL:
        from altui.data.tutorial import load_tutorial

        return load_tutorial(settings.seed)[0]
    tell = on_progress or (lambda _: None)
    table = open_data(settings, view.path, lambda done: tell(done * OPENING))
    if table.fingerprint() != settings.fingerprint:
        # Only now: to count the rows takes a pass over the file.
        check_source(settings, view.path, rows=len(table), fingerprint=table.fingerprint())
    return dataset_in(
        table, settings, lambda done: tell(OPENING + done * (1 - OPENING)), with_test=with_test
    )


def open_data(
    settings: Settings, session: Path, on_progress: Callable[[float], None] | None = None
) -> Table:
    """The data file of these settings, which may have changed since."""
    options = options_of(settings)
    return open_table(
        Path(settings.source),
        sheet=options.sheet,
        kind=options.kind,
        scratch=companion_folder(session),
        on_progress=on_progress,
    )


def dataset_in(
    table: Table,
    settings: Settings,
    on_progress: Callable[[float], None] | None = None,
    *,
    with_test: bool,
) -> Dataset:
    """The table with the roles and options of these settings; see `load_source` for `with_test`."""
    options = options_of(settings)
    if not with_test and options.test is not None and is_test_file(options.test, table):
        options = replace(options, test=None)
    return load_dataset(table, restore_schema(table, settings.roles), options, on_progress)


def options_of(settings: Settings) -> DataOptions:
    """How the data were read; the classes are the session's, whatever labels the file has now."""
    return replace(DataOptions.from_json(settings.options), classes=settings.classes)
