"""An existing session, to continue or to read: its data, read as when it started."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.display.console import say
from altui.errors import InputError, SessionError
from altui.labeling.opening.checks import check_same
from altui.labeling.opening.guidelines import reread_guidance
from altui.labeling.opening.loading import Loaded, bar, make_features, size_of
from altui.labeling.opening.places import with_whole_paths
from altui.labeling.opening.prepared import Prepared
from altui.session import opening
from altui.session.reading import read_settings, view_of
from altui.session.retaking import has_newer, newest_choices
from altui.session.session import Session
from altui.session.source.changed_sample import carried_over
from altui.session.source.changes import find_changes, sentences
from altui.session.source.kept import Kept
from altui.session.source.load import load_source
from altui.session.source.reload import open_data
from altui.session.source.remembered import TUTORIAL, locate_data, with_paths_for
from altui.session.store.companion import companion_folder
from altui.session.store.location import SUFFIX
from altui.session.store.person_names import in_file_name
from altui.session.validation.options import check_options, check_vectors

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.labeling.opening.loading import Reporter
    from altui.labeling.opening.options.request import OpenRequest
    from altui.labeling.proposal import Proposal
    from altui.session.reading import SessionView
    from altui.session.refill import Refill
    from altui.session.source.changes import Changes


def prepare_resumed(request: OpenRequest, place: Path, confirm: Callable[[], bool]) -> Prepared:
    """Continue the session at `place`. Asks here about changes of its file."""
    begun = read_settings(place)
    check_options(begun, request.options, place)
    guidance, notes = reread_guidance(request, begun)
    settings = with_paths_for(begun, request.data)
    with bar(f"reading {request.data.name}") as advance:
        table = open_data(settings, place, advance)
    request = with_whole_paths(request, table)
    kept = Kept(None if request.no_cache else companion_folder(place))

    taken: dict[str, Any] = {}
    if request.retake and has_newer(settings):
        with bar(f"looking at {request.data.name}") as advance:
            taken = newest_choices(
                table,
                settings,
                columns=request.columns,
                boundary=request.boundary,
                on_progress=advance,
            )
        settings = settings.with_changes(json.dumps(taken))

    changed: Dataset | None = None
    agreed: Changes | None = None
    if table.fingerprint() != settings.fingerprint:
        with bar(f"looking at {request.data.name}") as advance:
            changed = kept.dataset(table, settings, advance, with_test=True)
            refills = carried_over(Session.read(place), changed)
            if refills:
                changed = kept.grow(replace(settings, refills=refills))
        agreed = _agree(place, changed, refills, request, confirm)

    def load(report: Reporter, _accepted: Proposal | None) -> Loaded:
        dataset = changed
        if dataset is None:
            with report(f"continuing {place.name}") as advance:
                dataset = kept.dataset(table, settings, advance, with_test=True)
        check_same(request, dataset, begun, place)
        features = kept.features(partial(make_features, report=report))
        return Loaded(dataset, features, kept=kept)

    def start(dataset: Dataset) -> Session:
        session = opening.resume(place, dataset, request.options, agreed)
        session.notes.extend([*_whose(request, begun.annotator, place), *notes, *kept.notes])
        opening.take_learner(session, taken, dataset.schema, is_wanted=request.retake)
        return session

    extent = ", ".join(size_of(request.data))
    return Prepared(loading=load, start=start, place=place, guidance=guidance, extent=extent)


def _whose(request: OpenRequest, annotator: str, place: Path) -> Iterator[str]:
    """Whose session it is, where nobody has said it."""
    is_named = place.name.endswith(f".{in_file_name(annotator)}{SUFFIX}")
    if is_named and request.annotator is None and request.session is None:
        yield f"This goes on with the session of {annotator}, the only one on this file."


def prepare_reading(request: OpenRequest) -> Prepared:
    """Use a session's labels and data without changing them."""
    if request.session is None:
        raise InputError("no data file and no session was named")
    view = Session.read(request.session)
    if request.until is not None:
        view = view_of(view.path, view.events[: request.until])

    def load(report: Reporter, _accepted: Proposal | None) -> Loaded:
        there = locate_data(view)
        if request.file is not None:
            there = replace(view, settings=with_paths_for(view.settings, request.file))
        return _load_again(there, report, with_test=request.with_test, no_cache=request.no_cache)

    return Prepared(loading=load, place=view.path, view=view)


def _load_again(view: SessionView, report: Reporter, *, with_test: bool, no_cache: bool) -> Loaded:
    if view.settings.source == TUTORIAL:
        from altui.data.tutorial import load_tutorial  # imports scikit-learn

        return Loaded.read(*load_tutorial(view.settings.seed), view)
    kept = Kept(None if no_cache else companion_folder(view.path))
    with report(f"reading {Path(view.settings.source).name}") as advance:
        dataset = load_source(view, advance, with_test=with_test, kept=kept)
    check_vectors(view.settings, dataset, view.path)
    return Loaded.read(dataset, kept.features(partial(make_features, report=report)), view)


def _agree(
    place: Path,
    dataset: Dataset,
    refills: Sequence[Refill],
    request: OpenRequest,
    confirm: Callable[[], bool],
) -> Changes:
    """The changes, once the person has agreed to them. SessionError if they do not."""
    changes = find_changes(Session.read(place), dataset, refills)
    for line in sentences(changes, request.data.name):
        say(line)
    if not request.accept_changes and not confirm():
        raise SessionError(
            "nothing was changed",
            where=str(place),
            hint="Bring the old file back to continue, or start another with `session` PATH.",
        )
    return changes
