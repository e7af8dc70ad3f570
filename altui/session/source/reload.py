"""Loads a session's data again, as the session started with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.dataset import DataOptions, Dataset
from altui.data.holdout import is_test_file
from altui.data.layout import Layout
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.schema import restore_schema
from altui.errors import InputError
from altui.session.store.companion import companion_folder

if TYPE_CHECKING:
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.session.settings import Settings

READINGS = "readings"
"""Beside the options of the data: how the cells of columns become numbers and dates. A session
without goes on with plain numbers and no dates."""

NAMES = "names"
"""Beside the options of the data, in a certificate of a session whose classes had changed by then:
the number of its class for each name that the file may use."""


def open_data(
    settings: Settings, session: Path, on_progress: Callable[[float], None] | None = None
) -> Table:
    """The data file of these settings. It may have changed."""
    layout = layout_of(options_of(settings))
    open_as = partial(
        open_table,
        Path(settings.source),
        scratch=companion_folder(session),
        on_progress=on_progress,
    )
    changed = layout.after_a_change()
    try:
        table = open_as(layout=layout)
    except InputError:
        if layout == changed:
            raise
        return _open_changed(open_as, changed, layout.encoding)
    if table.fingerprint() == settings.fingerprint or layout == changed:
        return table
    table.close()
    return _open_changed(open_as, changed, layout.encoding)


def _open_changed(open_as: Callable[..., Table], layout: Layout, encoding: str | None) -> Table:
    """Unicode shows itself; any other text is taken to be in the encoding that it was in before."""
    as_before = replace(layout, encoding=encoding)
    try:
        table = open_as(layout=layout)
    except InputError:
        return open_as(layout=as_before)
    if _is_unicode(encoding) or _is_unicode(table.layout.encoding):
        return table
    table.close()
    return open_as(layout=as_before)


def _is_unicode(encoding: str | None) -> bool:
    return encoding is None or encoding.startswith("utf")


def layout_of(options: DataOptions) -> Layout:
    """How the file of these options is cut; the sheet of an older session is the one named."""
    return replace(options.layout, sheet=options.layout.sheet or options.sheet)


def load_filed(
    table: Table,
    settings: Settings,
    on_progress: Callable[[float], None] | None = None,
    *,
    with_test: bool,
) -> Dataset:
    """The data with the roles and options of these settings, by the classes that the session began
    with. For `with_test` see `load_source`."""
    options = options_of(settings)
    if not with_test and options.test is not None and is_test_file(options.test, table):
        options = replace(options, test=None)
    return load_dataset(table, schema_of(table, settings), options, on_progress)


def with_classes(dataset: Dataset, settings: Settings) -> Dataset:
    """The data as loaded for these settings, by the classes that hold now."""
    if NAMES in settings.options:
        return _by_names(dataset, settings)
    revised = settings.revised
    if revised is None or dataset.filed is not None:
        return dataset
    readings = settings.readings
    slots = [readings[name] for name in dataset.classes]
    return dataset.revised(revised.now, revised.index, slots, readings=readings)


def names_of(settings: Settings) -> dict[str, object]:
    """The option NAMES for a certificate of the session with these settings, where it needs it."""
    revised = settings.revised
    if revised is None:
        return {}
    return {NAMES: {name: int(revised.index[k]) for name, k in settings.readings.items()}}


def _by_names(dataset: Dataset, settings: Settings) -> Dataset:
    import numpy as np

    names = settings.options[NAMES]
    assert isinstance(names, dict)
    index, readings = np.array([*names.values(), -1]), {name: k for k, name in enumerate(names)}
    slots = range(len(names))
    revised = dataset.revised(settings.classes, index, slots, readings=readings)
    return replace(revised, filed=None)  # a certificate begins with the classes of then


def schema_of(table: Table, settings: Settings) -> Schema:
    """The roles and readings of the columns, as the session has them now."""
    stored = settings.options.get(READINGS)
    return restore_schema(table, settings.roles, stored if isinstance(stored, dict) else None)


def options_of(settings: Settings) -> DataOptions:
    """How the data were read. The classes are the session's, whatever labels the file has now: it
    may still use names from before they were changed."""
    names = settings.options.get(NAMES)
    classes = tuple(names if isinstance(names, dict) else settings.readings)
    return replace(DataOptions.from_json(settings.options), classes=classes)
