"""`altui label FILE`: start labeling a file, or continue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.completion import AFile
from altui.cli.defaults import (
    CommandWithSettings,
    TypedValues,
    file_options_of,
    screen_of,
    typed_options_of,
)
from altui.cli.options import LABELING, SCREEN, add_options, request_from
from altui.data.paths.places import home, named_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.options.request import OpenRequest
    from altui.labeling.opening.prepared import Prepared


def _is_new(typed: TypedValues) -> bool:
    from altui.labeling.opening.places import settle_place
    from altui.session.store.location import session_path
    from altui.session.store.person_names import check_name

    session, name = typed.get("session"), typed.get("annotator")
    name = None if name is None else check_name(name)
    file = settle_place(named_place(str(typed["file"])), name)
    return not session_path(file, Path(session) if session else None, name).exists()


def _folder(typed: TypedValues) -> Path:
    return home(named_place(str(typed["file"])))


@click.command(cls=CommandWithSettings, folder=_folder, is_new=_is_new)
@click.argument("file", type=AFile())
@add_options(*LABELING, *SCREEN)
@click.pass_context
def command(context: click.Context, /, file: Path, **_: Any) -> None:
    """Label your own file. Run the same command again to continue.

    FILE is a table (CSV, TSV, JSON, Parquet, Arrow, Excel, FILE.sqlite::TABLE), references (RIS,
    PubMed), tasks of Label Studio or Prodigy, lines of text, or a folder of only Parquet files,
    texts or pictures; - is what is piped in. altui manual formats lists all. Every answer is saved
    at once, in FILE.altui.
    """
    from altui.cli.confirm_changes import confirm_changes
    from altui.cli.screen import export_here, launch, leave, prepare_face
    from altui.cli.standard_input import data_to_label, is_standard_input
    from altui.session.store.team_file import check_no_team

    check_no_team(file)
    screen = screen_of(context)
    if is_standard_input(file):
        file = context.params["file"] = data_to_label(screen)
    request = request_of(context)
    prepare_face(screen)
    from altui.labeling.opening.prepare import prepare

    prepared = prepare(request, confirm=confirm_changes)
    status = launch(
        file.name,
        prepared.open,
        lambda annotation: export_here(annotation, file),
        screen,
        without_questions=_without_questions(context, prepared, request),
        proposal=prepared.proposal,
        session_path=prepared.place,
        extent=prepared.extent,
        keymap=request.keymap,
        guidance=prepared.guidance,
    )
    leave(status)


def request_of(context: click.Context) -> OpenRequest:
    """What the command line and the settings files ask for."""
    from altui.cli.settings import hidden_columns

    settings, columns = context.obj, context.params["columns"]
    return request_from(
        typed_options_of(context),
        file=context.params["file"],
        usual=file_options_of(context),
        keymap=settings.keymap(),
        hidden=() if columns else hidden_columns(settings),
    )


def _without_questions(
    context: click.Context, prepared: Prepared, request: OpenRequest
) -> Callable[[Annotation], str] | None:
    """A function that gives the command that skips the columns screen; None without a screen."""
    guess = prepared.proposal
    if guess is None:
        return None
    from altui.cli.command_line import command_line
    from altui.labeling.opening.confirmed import Confirmed

    def words(annotation: Annotation) -> str:
        confirmed = Confirmed.of(annotation, guess.schema, request.classes_file)
        # Under the names that classes have now.
        now = request.options.by_classes_now(annotation.session.settings)
        named = {"wanted": now.find or None, "strategy": request.strategy and now.strategy}
        given = {name: value for name, value in named.items() if value is not None}
        return command_line(context, {**confirmed.values(), **given})

    return words
