"""The files and names that a shell offers to complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from click import Context, Parameter

SESSION = ".altui"


class AFile(click.Path):
    """A data file, a session file, or one of the `names` that stand for data."""

    def __init__(
        self,
        *,
        data: bool = True,
        sessions: bool = False,
        names: Iterable[str] = (),
        **rules: Any,
    ) -> None:
        super().__init__(**{"path_type": Path, **rules})
        self._data, self._sessions, self._names = data, sessions, tuple(names)

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        from altui.data.paths.places import named_place

        if isinstance(value, str) and self.type is Path:
            value = str(named_place(value))
        return super().convert(value, param, ctx)

    def shell_complete(
        self,
        ctx: Context,  # noqa: ARG002
        param: Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        from altui.data.paths.endings import ENDINGS
        from altui.data.paths.places import ARCHIVE

        if self._data and (tables := _tables(incomplete)):
            return tables
        data = (*ENDINGS, ARCHIVE) if self._data else ()
        endings = (*([SESSION] if self._sessions else []), *data)
        names = [CompletionItem(name) for name in self._names if name.startswith(incomplete)]
        # Folders first: the shell completes them itself.
        folders = CompletionItem(incomplete, type="dir")
        return [folders, *names, *_files(incomplete, endings)]


def offer_names(names: Iterable[str]) -> Callable[[Context, Parameter, str], list[str]]:
    """A `shell_complete` that offers these names for free text."""
    offered = tuple(names)
    return lambda _context, _parameter, start: [name for name in offered if name.startswith(start)]


def _tables(incomplete: str) -> list[CompletionItem]:
    """The tables of a database that is named already."""
    from altui.data.paths.members import MARK
    from altui.data.paths.places import database_part, named_place

    part = database_part(named_place(incomplete)) if MARK in incomplete else None
    if part is None:
        return []
    from altui.data.readers.sqlite.database import table_names
    from altui.errors import InputError

    head = incomplete[: incomplete.index(MARK) + len(MARK)]
    try:
        names = table_names(part[0])
    except InputError:
        return []
    return [CompletionItem(head + name) for name in names if name.startswith(part[1])]


def _files(incomplete: str, endings: tuple[str, ...]) -> list[CompletionItem]:
    start = incomplete.rpartition("/")[2]
    head = incomplete[: len(incomplete) - len(start)]
    place = Path(head).expanduser() if head else Path()
    try:
        names = sorted(each.name for each in os.scandir(place) if not each.is_dir())
    except OSError:
        return []
    found = [name for name in names if name.startswith(start)]
    fit = [name for name in found if _packed_as(name.lower()).endswith(endings)]
    return [CompletionItem(head + name) for name in fit if name.isprintable()]


def _packed_as(name: str) -> str:
    """The name without the ending of its packing; a lone archive keeps it."""
    from altui.data.paths.endings import PACKED

    stem, dot, ending = name.rpartition(".")
    return stem if dot + ending in PACKED and "." in stem else name
