"""Loads a session's data again, as the session started with them."""

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
"""The share of the progress for scanning the file; the rest is for reading its cells."""


def load_source(
    view: SessionView,
    on_progress: Callable[[float], None] | None = None,
    *,
    with_test: bool = False,
) -> Dataset:
    """The Dataset of a session after `locate_data`. The caller closes its table.

    The test file is read only `with_test`: none of its rows is in the data, and a missing test
    file must not block access to the labels. SessionError if the data are not the session's.
    """
    settings = view.settings
    if settings.source == TUTORIAL:
        from altui.data.tutorial import load_tutorial

        return load_tutorial(settings.seed)[0]
    tell = on_progress or (lambda _: None)
    table = open_data(settings, view.path, lambda done: tell(done * OPENING))
    if table.fingerprint() != settings.fingerprint:
        # Only now, because counting the rows takes a pass over the file.
        check_source(settings, view.path, rows=len(table), fingerprint=table.fingerprint())
    return dataset_in(
        table, settings, lambda done: tell(OPENING + done * (1 - OPENING)), with_test=with_test
    )


def open_data(
    settings: Settings, session: Path, on_progress: Callable[[float], None] | None = None
) -> Table:
    """The data file of these settings. It may have changed."""
    return open_table(
        Path(settings.source),
        sheet=options_of(settings).sheet,
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
    """The data with the roles and options of these settings. For `with_test` see `load_source`."""
    options = options_of(settings)
    if not with_test and options.test is not None and is_test_file(options.test, table):
        options = replace(options, test=None)
    return load_dataset(table, restore_schema(table, settings.roles), options, on_progress)


def options_of(settings: Settings) -> DataOptions:
    """How the data were read. The classes are the session's, whatever labels the file has now."""
    return replace(DataOptions.from_json(settings.options), classes=settings.classes)
