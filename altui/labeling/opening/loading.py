"""The steps from a file to its features, each with its progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, fields
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from altui.data.dataset import FOUND, LISTS, DataOptions
from altui.data.labels.suggested_column import find_suggested
from altui.data.readers.reading import open_table
from altui.data.schema import Role
from altui.data.units.apart import with_group
from altui.display.progress import PAUSE, progress
from altui.display.text import bytes_in_words
from altui.labeling.opening.options.data_request import as_json
from altui.session.source.reload import with_classes

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.labeling.engine import Say
    from altui.labeling.opening.options.request import OpenRequest
    from altui.session.reading import SessionView
    from altui.session.source.kept import Kept

Advance: TypeAlias = Callable[[float], None]
"""Takes the share that is done, 0 to 1."""

WITHOUT_TEXTS = "building features"

Reporter: TypeAlias = Callable[[str], AbstractContextManager[Advance]]
"""Starts a step of this name."""


PATIENCE = 0.3
"""Seconds until a bar appears: the file's name is to stand there within the first second."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """The data and their features, and the session's content if they were read for one."""

    dataset: Dataset
    features: Features
    session: SessionView | None = None
    kept: Kept | None = None
    """What may be kept of them for the next start."""

    @classmethod
    def read(cls, dataset: Dataset, features: Features, view: SessionView) -> Loaded:
        """By the classes that hold in a session that is read."""
        revised = view.settings.revised
        if revised is None:
            return cls(dataset, features, view)
        dataset = with_classes(dataset, view.settings)
        return cls(dataset, features.revised(dataset, revised.index), view)

    @property
    def view(self) -> SessionView:
        assert self.session is not None
        return self.session


def size_of(path: Path) -> list[str]:
    """The size of a file in words; nothing of what is no file."""
    return [bytes_in_words(path.stat().st_size)] if path.is_file() else []


def bar(step: str) -> AbstractContextManager[Advance]:
    """A Reporter that shows a bar on stderr."""
    return progress(step, 1.0, patience=PATIENCE)


def quietly(_step: str) -> AbstractContextManager[Advance]:
    """A Reporter that shows nothing."""
    return nullcontext(lambda _: None)


def in_words(say: Say) -> Reporter:
    """A Reporter that says each step as it begins, and now and then how far it is."""

    @contextmanager
    def report(step: str) -> Iterator[Advance]:
        due = 0.0

        def advance(done: float) -> None:
            nonlocal due
            if (now := monotonic()) >= due:
                due = now + PAUSE
                say(step, done)

        advance(0.0)
        yield advance

    return report


def read_table(request: OpenRequest, report: Reporter, *, scratch: Path | None = None) -> Table:
    path = request.data
    with report(f"reading {path.name}{', '.join(['', *size_of(path)])}") as advance:
        return open_table(path, layout=request.layout, scratch=scratch, on_progress=advance)


def guess_columns(request: OpenRequest, table: Table, report: Reporter) -> Schema:
    """The role of each column: from the request, or else guessed."""
    from altui.data.inference.columns import infer_schema

    with report(f"looking at {request.data.name}") as advance:
        schema = infer_schema(
            table,
            target=request.target,
            id=request.id_column,
            text=request.text_columns,
            image=request.image,
            columns=request.columns,
            has_vectors=request.vectors is not None,
            suggested=find_suggested(request.suggested, table) if request.suggested else None,
            on_progress=advance,
        )
    named = (request.target, request.id_column, request.image, *request.text_columns)
    for name in request.hidden:
        if name in schema.names() and name not in named:
            schema = schema.with_role(name, Role.HIDDEN)
    return with_group(schema, request.group, str(request.data))


def options_from(request: OpenRequest, **chosen: object) -> DataOptions:
    """DataOptions from the request's fields of the same names; `chosen` values override them."""
    names = [each.name for each in fields(DataOptions) if each.name not in ("classes", *FOUND)]
    said = {name: as_json(getattr(request, name)) for name in names}
    lists = {name: getattr(request, name) for name in LISTS}
    return DataOptions(**{**said, **lists, **chosen})


def make_features(dataset: Dataset, report: Reporter) -> Features:
    with report("counting words" if dataset.schema.names(Role.TEXT) else WITHOUT_TEXTS) as advance:
        from altui.data.features.matrix import build_features

        return build_features(dataset, on_progress=advance)
