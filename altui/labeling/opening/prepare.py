"""From an OpenRequest to data to load or a session to open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.places import settle_place
from altui.labeling.opening.prepared import Prepared
from altui.session.store.location import session_path
from altui.session.store.person_names import check_name

if TYPE_CHECKING:
    from altui.labeling.team.alone import Place
    from altui.session.session import Session


def prepare(request: OpenRequest, *, confirm: Callable[[], bool] = lambda: False) -> Prepared:
    """Read what is needed before the screen is up.

    `confirm` asks whether to continue with a changed file. Raises InputError or SessionError if
    the data or the session cannot be opened like this.
    """
    request.options.check()
    if request.is_tutorial:
        from altui.labeling.opening.tutorial import prepare_tutorial

        return prepare_tutorial(request)
    if request.read_only and (request.file is None or request.session is not None):
        from altui.labeling.opening.resumed import prepare_reading

        return prepare_reading(request)
    request = _with_whole_name(request)
    request = replace(request, file=settle_place(request.data, request.annotator))
    _check_file(request)
    place = None
    if not request.read_only:
        place = session_path(request.data, request.session, request.annotator)
    if place is not None and place.exists():
        from altui.labeling.opening.resumed import prepare_resumed

        return _with_others(prepare_resumed(request, place, confirm), request)
    if place is not None and request.retake:
        raise InputError(
            "there is no session yet that could take another learner",
            where=str(place),
            hint="Leave `retake` out: a new session has today's learner.",
        )
    if request.overlap and not (request.share or request.team is not None):
        raise InputError(
            "without shares or a team nothing overlaps",
            where=str(request.data),
            hint="Name yours too, such as `share` 1/2, or label with others, `team`",
        )
    # What looks at a file for the first time is much code, which no other start waits for.
    from altui.labeling.opening.new import prepare_new

    return _with_others(prepare_new(request, place), request)


def _with_others(prepared: Prepared, request: OpenRequest) -> Prepared:
    """With the people and the machines that help."""
    prepared = _with_team(prepared, request)
    if request.read_only:
        return prepared
    from altui.labeling.refilling.passes import scheduler_of

    scheduler = scheduler_of(
        request.scheduler, request.scheduler_file, is_insecure=request.insecure
    )
    return replace(prepared, scheduler=scheduler)


def _with_team(prepared: Prepared, request: OpenRequest) -> Prepared:
    """With a place at the desk that was asked for. InputError without a name for it."""
    if request.team is None or request.read_only:
        return prepared
    if not (request.annotator or request.usual.annotator):
        raise InputError(
            "the others of a team need to know who you are",
            where=str(request.data),
            hint="Say your name: `annotator` kim",
        )
    address = request.team

    def take_place(session: Session) -> Place:
        from altui.labeling.team.taking_part import take_part

        return take_part(address, request.data, session)

    return replace(prepared, team=take_place)


def _with_whole_name(request: OpenRequest) -> OpenRequest:
    """With the name as it is stored. One from a settings file has to be one too."""
    if request.usual.annotator is not None:
        check_name(request.usual.annotator)
    return replace(request, annotator=request.annotator and check_name(request.annotator))


def _check_file(request: OpenRequest) -> None:
    if request.classes and request.classes_file:
        raise InputError(
            "`classes` and `classes_file` both name the classes",
            where=str(request.classes_file),
            hint="Use one of them.",
        )
