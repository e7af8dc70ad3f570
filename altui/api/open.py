"""Opening a file to label it from Python."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Unpack

from altui.api.engine_waiting import WaitingEngine
from altui.api.kept_frame import is_file, keep_frame
from altui.api.label_options import LabelOptions, naming_arguments, request_for
from altui.api.labeling_session import LabelingSession
from altui.display.console import listening
from altui.errors import AltuiError, InputError
from altui.labeling.opening.prepare import prepare
from altui.labeling.opening.unasked import take_defaults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.api.label_options import FilePath
    from altui.labeling.opening.options.request import OpenRequest
    from altui.labeling.opening.prepared import Prepared


def open(data: FilePath | Any, **options: Unpack[LabelOptions]) -> LabelingSession:  # noqa: A001
    r"""Begin or continue the session of a data file, as `altui label` does.

    `data` is the name of the file; or a data frame of pandas, polars or pyarrow, which is kept
    beside its `session` as `SESSION.parquet`.
    `options` are those of `altui label` (`altui manual options`). `classes` are needed to begin,
    unless the file has some labels (`target`). What altui takes each column for need not be
    confirmed; `notes` of the session say what it took by itself. To continue, the file is enough.
    What was begun here goes on on the screen, and the other way round.

    >>> import altui, pathlib
    >>> lines = [f"{word} {n}" for n in range(30) for word in ("refund", "crash")]
    >>> pathlib.Path("messages.csv").write_text("\n".join(["text", *lines])) > 0
    True
    >>> with altui.open("messages.csv", classes=["billing", "bug"]) as session:
    ...     for query in session.queries(8):
    ...         session.label(query, "billing" if "refund" in query.text else "bug")
    ...     session.query().predicted in session.classes
    True
    >>> with altui.open("messages.csv") as session:
    ...     session.summary.labels_given
    8

    Raises altui.AltuiError for a file that cannot be read or labeled, with the line; where only
    a person could say what the rows or the classes are, and which argument says it; for a session
    that is open elsewhere; and for a file that has changed, unless `accept_changes`.
    """
    notes: list[str] = []
    engine = WaitingEngine(notes.append)
    with telling_notes(notes), naming_arguments(), listening(notes.append):
        if not is_file(data):
            accepts = bool(options.get("accept_changes"))
            data = keep_frame(data, options.get("session"), accept_changes=accepts)
        prepared = prepare_unasked(request_for(data, options))
        try:
            annotation = engine.open(lambda say: prepared.open(say, prepared.proposal))
        except BaseException:
            engine.close()
            raise
    notes.extend(each for each in annotation.notes if each not in notes)
    return LabelingSession(engine, notes)


def prepare_unasked(request: OpenRequest) -> Prepared:
    """Prepared, with the columns as they were guessed. Raises InputError where only a person could
    say what the rows or the classes are."""
    prepared = prepare(request)
    guess = prepared.proposal
    if guess is not None:
        take_defaults(guess.questions, guess.schema, request.data)
        if guess.needs_classes:
            raise InputError(
                "which classes are there?",
                where=str(request.data),
                hint='Name them: `classes` ["spam", "ham"]; or name the column that has some '
                "labels: `target`.",
            )
    return prepared


@contextmanager
def telling_notes(notes: list[str]) -> Iterator[None]:
    """An error tells what was said before it."""
    try:
        yield
    except AltuiError as error:
        for each in notes:
            error.add_note(each)
        raise
