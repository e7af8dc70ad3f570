"""`altui certify`: whether a session's model reaches a target, by a statement for a paper."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.options import (
    a_file,
    dwell_option,
    own_model_option,
    plain_option,
    session_or_data,
    theme_option,
)
from altui.errors import InputError, SessionError

if TYPE_CHECKING:
    from altui.cli.retrained import Retrained
    from altui.labeling.certificate import Certification, Frozen

TARGET = 0.9


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.option(
    "--target",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help=f"The accuracy to be above or below.  [default: {TARGET}]",
)
@click.option(
    "--session",
    "place",
    type=a_file,
    help="The file of the certificate.  [default: as the session, with .certify before .altui]",
)
@click.option("--annotator", metavar="NAME", help="Who labels; in every event.")
@own_model_option
@theme_option
@dwell_option
@plain_option
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
    """Find out whether the model of a session is above or below a target accuracy.

    The model is frozen as it is. Rows that have no label yet are asked at random until the answer
    is certain enough (95 %, however often one looks); the same command again goes on. The session
    itself is not touched.
    """
    from altui.display.console import put
    from altui.session.location import find_session
    from altui.session.remembered import located
    from altui.session.session import Session
    from altui.wording.summary import statement

    path = find_session(session)
    place = place or path.with_name(f"{path.name.removesuffix('.altui')}.certify.altui")
    status = 0
    if not _is_decided(place, path, target):
        status = _ask(path, place, target, annotator, own_model, context)
    view = located(Session.read(place))
    for line in statement(view.settings, view.summary().verdict):
        put(line)
    if status:
        from altui.cli.screen import leave

        leave(status)


def _is_decided(place: Path, path: Path, target: float | None) -> bool:
    """Whether there is a certificate that needs no further answer."""
    from altui.labeling.certificate import frozen_of
    from altui.session.session import Session

    if not place.exists():
        return False
    view = Session.read(place)
    frozen = frozen_of(view.settings, place)
    if target not in (None, frozen.target):
        raise InputError(
            f"this certificate was begun with the target {frozen.target:g}",
            where=str(place),
            hint="Leave --target out to go on with it, or begin another with --session PATH.",
        )
    if not _is_about(frozen, path):
        raise InputError(
            f"this certificate is about another session, {frozen.path}",
            where=str(place),
            hint="Name another place for this one's with --session PATH.",
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
    from altui.cli.screen import THEMES, export_here, prepare, show
    from altui.cli.settings import screen_options, settings_for

    settings = settings_for(path.parent)
    screen, keymap = screen_options(context, settings), settings.keymap()
    prepare(screen["theme"], plain=screen["plain"])
    certification = open_certification(path, place, target or TARGET, annotator, own_model)
    from altui.labeling.opening import Opening

    return show(
        Opening(
            f"the certificate {place.name}",
            lambda *_: certification,
            lambda annotation: export_here(annotation, Path(f"{place.name}.csv")),
            dwell=screen["dwell"],
            theme=THEMES[screen["theme"]],
            session_path=place,
            keymap=keymap,
        ),
        plain=screen["plain"],
    )


def open_certification(
    path: Path, place: Path, target: float, annotator: str | None, own_model: str | None
) -> Certification:
    """Begin the certificate at `place`, or go on with the one that is there."""
    from altui.cli.retrained import retrain
    from altui.labeling import certificate
    from altui.labeling.certificate import Frozen, frozen_of
    from altui.session.lock import user_name
    from altui.session.replay import read_settings

    if not place.exists():
        made = retrain(path, own_model)
        dataset = certificate.population(made.view, made.dataset)
        frozen = Frozen.of(made.view, made.model, made.features.matrix, made.labels, target)
        opened = certificate.begin(
            place,
            made.view,
            dataset,
            frozen,
            seed=secrets.randbits(32),
            annotator=annotator or user_name(),
        )
    else:
        frozen = frozen_of(read_settings(place), place)
        made = retrain(path, own_model, until=frozen.event)
        _check_log(made, frozen.hash, place)
        certificate.check_model(frozen, made.model, made.features.matrix, place)
        dataset = certificate.population(made.view, made.dataset)
        opened = certificate.resume(place, dataset, annotator=annotator)
    return certificate.Certification(dataset, made.features, opened, model=made.model)


def _check_log(made: Retrained, hash_: str, place: Path) -> None:
    if made.view.events[-1].hash != hash_:
        raise SessionError(
            f"the session {made.view.path} is not the one whose model was frozen",
            where=str(place),
            hint="Bring that one back, or begin another certificate with --session PATH.",
        )
