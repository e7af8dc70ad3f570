"""`altui certify`: test whether a model's or a column's predictions reach a target accuracy."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.defaults import CommandWithSettings, TypedValues, screen_of
from altui.cli.options import (
    Number,
    a_file,
    add_options,
    own_model_option,
    request_from,
    session_or_data,
)
from altui.errors import InputError
from altui.labeling.opening.options.data_request import CUT_BY

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.labeling.certifying.certificate import Certification
    from altui.labeling.opening.options.request import OpenRequest
    from altui.session.reading import SessionView

TARGET = 0.9


def _folder(typed: TypedValues) -> Path:
    from altui.session.store.location import find_session

    if typed.get("column"):
        return Path(typed["session"]).parent
    return find_session(Path(typed["session"])).parent


@click.command(cls=CommandWithSettings, folder=_folder)
@click.argument("session", metavar="SESSION|FILE", type=session_or_data)
@click.option(
    "--target",
    type=Number(0, 1, min_open=True, max_open=True),
    help=f"The target accuracy, between 0 and 1.  [default: {TARGET}]",
)
@click.option(
    "--column",
    metavar="COLUMN",
    help="Test the predictions in this column of FILE instead of a model, such as another model's "
    "labels. You do not see the column. Rows without a value there are left out.",
)
@click.option(
    "--session",
    "place",
    type=a_file,
    help="The file of the certificate.  [default: SESSION with .certify before .altui]",
)
@add_options("annotator", help="The name of the person who labels, stored with every label.")
@add_options("classes", "columns", "text_columns", "id_column", "no_label", "variants", *CUT_BY)
@own_model_option
@add_options("theme", "dwell", "plain")
@click.pass_context
def command(
    context: click.Context,
    /,
    session: Path,
    target: float | None,
    column: str | None,
    place: Path | None,
    annotator: str | None,
    own_model: str | None,
    **said: Any,
) -> None:
    """Test whether a session's model, or a column, is above or below a target accuracy.

    The predictions are frozen as they are. altui asks for labels of random rows, without showing
    the prediction, until the answer is 95 % certain; you may look at it at any time. Run the same
    command again to continue. The session of the model does not change.

    The options from --classes to --sheet say how FILE is read, and apply with --column only.
    """
    from altui.session.store.location import certificate_path

    if column is None:
        path = _session_of(session, said)
        there = place or certificate_path(path)
        open_ = partial(_open_model, path, there, annotator, own_model)
    else:
        path = _file_of(session)
        there = place or _place_for(path, column)
        request = request_from(said, file=path, annotator=annotator)
        open_ = partial(_open_column, request, column, there)
    from altui.labeling.certifying.existing_certificate import is_decided

    status = 0
    if not is_decided(there, path, target, column):
        status = _ask(there, partial(open_, target or TARGET), context)
    _state(there)
    if status:
        from altui.cli.screen import leave

        leave(status)


def _open_model(
    path: Path, place: Path, annotator: str | None, own_model: str | None, target: float
) -> Certification:
    from altui.labeling.certifying.certification import open_certification

    return open_certification(path, place, target, annotator, own_model)


def _open_column(request: OpenRequest, column: str, place: Path, target: float) -> Certification:
    from altui.labeling.certifying.certification import open_column_certification

    return open_column_certification(request, column, place, target)


def _session_of(path: Path, said: dict[str, Any]) -> Path:
    from altui.session.store.location import find_session

    given = [name for name in ("classes", "columns", "text_columns", *CUT_BY) if said.get(name)]
    if given:
        raise InputError(
            f"`{given[0]}` says how a file is read: a session has its own",
            hint="Leave it out, or test the predictions in a column with --column.",
        )
    return find_session(path)


def _file_of(path: Path) -> Path:
    from altui.session.store.location import is_session

    if is_session(path):
        raise InputError(
            "this is a session: --column needs a data file",
            where=str(path),
            hint="Name the file that has the column.",
        )
    return path


def _place_for(file: Path, column: str) -> Path:
    from altui.session.store.location import certificate_path, usual_path

    name = re.sub(r"[^\w-]+", "_", column)
    return certificate_path(usual_path(file), f".{name}")


def _ask(place: Path, open_: Callable[[], Certification], context: click.Context) -> int:
    from altui.cli.screen import export_here, launch, prepare_face

    screen, keymap = screen_of(context), context.obj.keymap()
    prepare_face(screen)
    certification = open_()
    return launch(
        f"the certificate {place.name}",
        lambda *_: certification,
        lambda annotation: export_here(annotation, Path(f"{place.name}.csv")),
        screen,
        session_path=place,
        keymap=keymap,
    )


def _state(place: Path) -> None:
    """Print the statement, and write it beside the certificate."""
    from altui.display.console import put
    from altui.session.session import Session
    from altui.session.source.remembered import locate_data
    from altui.wording.certificate import statement

    view = locate_data(Session.read(place))
    words = statement(view.settings, view.summary().verdict)
    for line in words:
        put(line)
    _write(view, words)


def _write(view: SessionView, words: list[str]) -> None:
    from altui.display.console import say
    from altui.labeling.certifying.statement import make_statement, statement_path, write_statement

    verdict = view.summary().verdict
    if verdict is None or not verdict.answers:
        return  # nothing was asked, or a certificate from before, whose draw cannot be repeated
    target = statement_path(view.path)
    write_statement(make_statement(view, verdict, words), target)
    say(f"statement written to {target}")
