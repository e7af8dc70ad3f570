"""`altui certify`: test whether a session's model reaches a target accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.defaults import CommandWithSettings, TypedValues, screen_of
from altui.cli.options import a_file, add_options, own_model_option, session_or_data
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.labeling.certificate import Frozen

TARGET = 0.9


def _folder(typed: TypedValues) -> Path:
    from altui.session.store.location import find_session

    return find_session(Path(typed["session"])).parent


@click.command(cls=CommandWithSettings, folder=_folder)
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.option(
    "--target",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help=f"The target accuracy, between 0 and 1.  [default: {TARGET}]",
)
@click.option(
    "--session",
    "place",
    type=a_file,
    help="The file of the certificate.  [default: SESSION with .certify before .altui]",
)
@add_options("annotator", help="The name of the person who labels, stored with every label.")
@own_model_option
@add_options("theme", "dwell", "plain")
@click.pass_context
def command(
    context: click.Context,
    /,
    session: Path,
    target: float | None,
    place: Path | None,
    annotator: str | None,
    own_model: str | None,
    **_: Any,
) -> None:
    """Test whether a session's model is above or below a target accuracy.

    The model is frozen as it is. altui asks for labels of random unlabeled rows until the answer
    is 95 % certain; you may look at it at any time. Run the same command again to continue. The
    session itself does not change.
    """
    from altui.display.console import put
    from altui.session.session import Session
    from altui.session.source.remembered import locate_data
    from altui.session.store.location import find_session
    from altui.wording.summary import statement

    path = find_session(session)
    place = place or path.with_name(f"{path.name.removesuffix('.altui')}.certify.altui")
    status = 0
    if not _is_decided(place, path, target):
        status = _ask(path, place, target, annotator, own_model, context)
    view = locate_data(Session.read(place))
    for line in statement(view.settings, view.summary().verdict):
        put(line)
    if status:
        from altui.cli.screen import leave

        leave(status)


def _is_decided(place: Path, path: Path, target: float | None) -> bool:
    """Whether a certificate exists and needs no more labels."""
    from altui.labeling.certificate import frozen_of
    from altui.session.session import Session

    if not place.exists():
        return False
    view = Session.read(place)
    frozen = frozen_of(view.settings, place)
    if target not in (None, frozen.target):
        raise InputError(
            f"this certificate has the target {frozen.target:g}",
            where=str(place),
            hint="Leave --target out to continue it, or start another with --session PATH.",
        )
    if not _is_about(frozen, path):
        raise InputError(
            f"this certificate is about another session, {frozen.path}",
            where=str(place),
            hint="Choose another file for this session's certificate with --session PATH.",
        )
    verdict = view.summary().verdict
    return verdict is not None and verdict.is_decided


def _is_about(frozen: Frozen, path: Path) -> bool:
    """Whether the session at `path` is the one whose model was frozen, or a copy of it."""
    from altui.session.session import Session

    there = path.resolve()
    if str(there) == frozen.path or there.name != Path(frozen.path).name:
        return str(there) == frozen.path
    events = Session.read(path).events
    return len(events) >= frozen.event and events[frozen.event - 1].hash == frozen.hash


def _ask(
    path: Path,
    place: Path,
    target: float | None,
    annotator: str | None,
    own_model: str | None,
    context: click.Context,
) -> int:
    from altui.cli.screen import export_here, launch, prepare_face

    screen, keymap = screen_of(context), context.obj.keymap()
    prepare_face(screen)
    from altui.labeling.opening.certification import open_certification

    certification = open_certification(path, place, target or TARGET, annotator, own_model)
    return launch(
        f"the certificate {place.name}",
        lambda *_: certification,
        lambda annotation: export_here(annotation, Path(f"{place.name}.csv")),
        screen,
        session_path=place,
        keymap=keymap,
    )
