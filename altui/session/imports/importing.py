"""Labels made elsewhere, taken into a session: all of a file or nothing, and back out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.readers.reading import open_table
from altui.data.row_hashes import Contents
from altui.errors import InputError, SessionError
from altui.session.events import Decision, Event, Kind, is_taken_up
from altui.session.figures.logged import name_of_import
from altui.session.finding.narrowing import Narrower
from altui.session.imports.columns import Names, find_columns, read_lines
from altui.session.imports.matching import matcher
from altui.session.imports.sorting import Sorted, Sorter
from altui.session.reading import read_session
from altui.session.session import Session
from altui.session.source.load import load_source
from altui.session.source.remembered import locate_data
from altui.session.state.undo_stack import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.data.dataset import Dataset
    from altui.data.table import Table
    from altui.session.state.label_state import State

Tell = Callable[[float], None]


@dataclass(frozen=True)
class ImportOptions:
    """`annotator` is whose the labels are where the file does not say; `replace` takes them over
    other labels of the session; `skip_refused` takes the rest of a file with refused lines."""

    names: Names = field(default_factory=Names)
    annotator: str = ""
    replace: bool = False
    skip_refused: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class ImportReport:
    """What became of the `lines` of `file`; `is_saved` says whether any label was written."""

    file: str
    lines: int
    sorted: Sorted
    is_saved: bool

    @property
    def annotators(self) -> list[str]:
        return [*dict.fromkeys(each.annotator for each in self.sorted.labels if each.annotator)]


def import_file(
    session: Path, file: Path, options: ImportOptions, tell: Tell | None = None
) -> ImportReport:
    """Import the labels in `file`. Nothing is written where a line is refused, unless
    `skip_refused`; the report says why. SessionError where the session is open elsewhere or its
    data file changed, InputError for a file whose columns do not say what is in them."""
    view = locate_data(read_session(session))
    dataset = load_source(view, tell)
    with dataset.table, open_table(file) as table:
        lines = _Lines(dataset, table, options)
        found = lines.sort(view.state)
        is_fit = options.skip_refused or not found.refused
        is_saved = is_fit and bool(found.labels) and not options.dry_run
        if is_saved:
            with _opened(session, dataset) as opened:
                if lines.sort(opened.state) != found:
                    raise _went_on(session)
                opened.bring_in(lines.origin, found.labels)
        return ImportReport(file.name, lines.count, found, is_saved)


class _Lines:
    """The lines of a file, each with its row."""

    def __init__(self, dataset: Dataset, table: Table, options: ImportOptions) -> None:
        self._dataset, self._table, self._options = dataset, table, options
        self._columns = find_columns(table, dataset.schema, options.names)
        self._lines = [*read_lines(table, self._columns)]
        self.count = len(self._lines)

    @property
    def origin(self) -> str:
        table = self._table
        return json.dumps({"file": table.path.name, "fingerprint": table.fingerprint()})

    def sort(self, state: State) -> Sorted:
        match = matcher(self._dataset, self._table, self._columns, self._lines)
        options = self._options
        sorter = Sorter(self._dataset, state, self._table, self._columns, replace=options.replace)
        return sorter.sort(self._lines, match, options.annotator)


def undo_import(session: Path) -> tuple[int, str]:
    """Take the last step of a session back, which must be an import; how many labels that were
    and the name of their file."""
    view = locate_data(read_session(session))
    step = view.state.next_undo
    if not isinstance(step, Batch) or step.kind is not Kind.IMPORT:
        raise _no_import(session, view.events)
    dataset = load_source(view)
    with dataset.table, _opened(session, dataset) as opened:
        if opened.state.next_undo != step:
            raise _went_on(session)
        opened.decide(Decision.undo())
    return len(step.changes), name_of_import(view.event(step.event).value)


def _went_on(session: Path) -> SessionError:
    return SessionError("the session went on meanwhile", where=str(session), hint="Try again.")


def _no_import(session: Path, events: Sequence[Event]) -> InputError:
    imports = (event for event in events if event.kind is Kind.IMPORT)
    if all(is_taken_up(event.value) for event in imports):
        return InputError("nothing was imported into this session", where=str(session))
    return InputError(
        "the last step of this session is not an import",
        where=str(session),
        hint="Take back what came after it first: u in the session, step by step.",
    )


def _opened(session: Path, dataset: Dataset) -> Session:
    return Session.resume(
        session,
        ids=dataset.ids,
        known=dataset.known_slots,
        part=dataset.part,
        units=dataset.units,
        fingerprint=dataset.fingerprint,
        contents=Contents(dataset),
        narrow=Narrower(dataset),
    )
