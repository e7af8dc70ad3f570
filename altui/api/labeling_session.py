"""A session from Python: what the screen does, call by call."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from time import time
from typing import TYPE_CHECKING, Any, Self

from altui.api.frames import import_pandas, import_pyarrow
from altui.api.row_query import RowQuery, query_in
from altui.errors import InputError
from altui.labeling.view import with_round
from altui.session.events import Decision
from altui.session.exporting.export import export_to_arrow

if TYPE_CHECKING:
    from pathlib import Path

    from altui.api.engine_waiting import WaitingEngine
    from altui.labeling.view import View
    from altui.learning.evaluation import Evaluation
    from altui.session.figures.summary import Summary
    from altui.session.session import Session

    AnyRow = RowQuery | int | str


class LabelingSession:
    r"""What `altui.open` returns: an open session, to be closed by `with` or by `close`.

    When `label` returns, the label is on disk. The file is that of the screen, and nobody else may
    write to it meanwhile. A row is named by its RowQuery, by its id (a string) or by its number in
    the data, from 0. Only one thread may use the object.

    >>> import altui, pathlib
    >>> _ = pathlib.Path("sizes.csv").write_text("id,size\nr1,1.5\nr2,2.5\nr3,4\nr4,5\n")
    >>> with altui.open("sizes.csv", classes=["small", "large"]) as session:
    ...     session.label("r1", "small")
    ...     session.label("r4", "large")
    ...     session.query().id in ("r2", "r3"), session.classes
    (True, ('small', 'large'))
    """

    def __init__(self, engine: WaitingEngine, notes: list[str]) -> None:
        self._engine = engine
        self._answers = 0
        self._shown: tuple[View, float] | None = None
        self.notes = notes
        """What a person should know of the data and the session, sentence by sentence."""
        # A script that ends without closing leaves no thread in the midst of a write.
        atexit.register(self.close)

    # What is asked

    def query(self) -> RowQuery | None:
        """The row to label next; the same until it is answered. None at the end: every row has its
        answer, or the budget is spent.

        Waits for the training on what was answered last. Raises altui.AltuiError where that fails.
        """
        view = self._engine.view()
        if self._shown is None or self._shown[0] is not view:
            self._shown = view, time()
        return query_in(view)

    def queries(self, n: int | None = None) -> Iterator[RowQuery]:
        """The rows to label, one after another: `n` of them, or all; fewer where the end comes
        first. Each has to be answered before the next, which depends on it: by `label`, `skip`,
        `ignore`, `unsure` or `reveal`.

        Raises altui.AltuiError for a row that was not answered.
        """
        for _ in count() if n is None else range(n):
            query, before = self.query(), self._answers
            if query is None:
                return
            yield query
            if self._answers == before:
                raise InputError(
                    f"row {query.id} has no answer yet",
                    hint="Label it, or set it aside with skip, ignore or unsure, before the next.",
                )

    # What is answered

    def label(self, row: AnyRow, class_name: str) -> None:
        """Give a row its class; one that has a label gets another. It is on disk on return.

        Raises altui.AltuiError, and nothing has changed, for a class or a row that is not there,
        for a row with a label in the file, and where it cannot be written.
        """
        self._answer(Decision.label, row, str(class_name))

    def skip(self, row: AnyRow) -> None:
        """Put a row off: it comes back later."""
        self._answer(Decision.skip, row)

    def ignore(self, row: AnyRow) -> None:
        """Never ask for this row."""
        self._answer(Decision.ignore, row)

    def unsure(self, row: AnyRow) -> None:
        """Nobody can tell the class of this row: it is exported as such, and not learned from."""
        self._answer(Decision.unsure, row)

    def reveal(self, row: AnyRow) -> None:
        """Take the label that the file has, where labels are hidden."""
        self._answer(Decision.reveal, row)

    def flag(self, row: AnyRow, on: bool = True) -> None:
        """Mark a row to be looked at again, or take the mark away."""
        self._engine.decide(Decision.flag(self._number(row), on))

    def note(self, row: AnyRow, text: str) -> None:
        """Write a comment on a row; an empty one takes it away."""
        self._engine.decide(Decision.note(self._number(row), text))

    def undo(self) -> None:
        """Take the last step back, whatever it was. Raises altui.AltuiError if there is none."""
        self._step(Decision.undo())

    def redo(self) -> None:
        """Do again what was undone last. Raises altui.AltuiError if there is nothing."""
        self._step(Decision.redo())

    def _answer(self, make: Any, row: AnyRow, *value: str) -> None:
        number, shown = self._number(row), self._shown
        asked = None if shown is None else shown[0].shown_row
        if shown is None or asked is None or asked.row != number:
            if isinstance(row, RowQuery) and row.again:
                # Answered as any other row, it would get another first label.
                raise InputError(f"row {row.id} is not asked again now")
            self._step(make(number, *value))
            return
        view, moment = shown
        self._step(with_round(view, make(number, *value, **view.shown_at(moment))))

    def _step(self, decision: Decision) -> None:
        self._engine.decide(decision)
        self._shown = None
        self._answers += 1

    def _number(self, row: AnyRow) -> int:
        if isinstance(row, RowQuery):
            return row.row
        if isinstance(row, str):
            if row not in self._places:
                raise InputError(f"there is no row with the id '{row}'")
            return self._places[row]
        return int(row)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each: number for number, each in enumerate(self._engine.annotation.dataset.ids)}

    # What is known

    @property
    def path(self) -> Path:
        """The session file."""
        return self._session.path

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, in the order of their keys."""
        return tuple(self._session.settings.classes)

    @property
    def accuracy(self) -> Evaluation | None:
        """How good the model is, measured on rows that it did not learn from: `accuracy`, `right`
        of `total`, the 95 % `interval`, and the `kind` of these rows, "test" or "audit" (the random
        check). None while there are too few of them. In words: `str(session.accuracy)`.
        """
        return self._engine.view().measured

    @property
    def summary(self) -> Summary:
        """The session in numbers, as `altui status` shows them."""
        return self._session.summary()

    def to_arrow(self, *, only_labeled: bool = False) -> Any:
        """The data and altui's columns as a pyarrow.Table: what `altui export` writes.

        Columns of Parquet and Arrow files keep their types, those of other files are strings.
        """
        import_pyarrow()
        annotation = self._engine.annotation
        view = annotation.session.view()
        return export_to_arrow(view, annotation.dataset, only_labeled=only_labeled)

    def to_pandas(self, *, only_labeled: bool = False) -> Any:
        """The same as a pandas.DataFrame."""
        import_pandas()
        return self.to_arrow(only_labeled=only_labeled).to_pandas()

    @property
    def _session(self) -> Session:
        return self._engine.annotation.session

    # Its end

    def close(self) -> None:
        """Close the session: the screen, or another program, may open it. Closing twice is
        allowed."""
        atexit.unregister(self.close)
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"LabelingSession({str(self.path)!r})"
