"""Checks the statement of a certificate against the data file and the sessions.

Everything is made again: the predictions, the draw, the interval. What the statement says is only
compared. A check that cannot be made is one that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from altui.data.dataset import Part
from altui.errors import AltuiError
from altui.labeling.certifying.certificate import Tested, frozen_of
from altui.labeling.certifying.certification import find_tested
from altui.labeling.certifying.statement import Statement, make_statement
from altui.learning.certifying.digest_order import DigestOrder
from altui.session.events import SECOND, STANDINGS, Kind
from altui.session.reading import SessionView, read_session, view_of
from altui.session.source.reload import open_data
from altui.session.source.remembered import with_paths_for

if TYPE_CHECKING:
    from altui.session.settings import Settings

Words = Callable[["Settings", Any], Sequence[str]]
"""The words of a statement, from the settings and the verdict."""

PARTS = ("target", "result", "tested", "data", "draw", "answers", "interval", "class_shares")


class Check(NamedTuple):
    """One thing that was looked at; `trouble` says what does not agree."""

    name: str
    trouble: str = ""


def verify(
    said: Statement, data: Path, place: Path, words: Words, own_model: str | None = None
) -> Iterator[Check]:
    """The checks, in order. They end early where nothing more can be made again."""
    view, check = _session(said, place)
    yield check
    if view is None:
        return
    check = _data(view, data)
    yield check
    if check.trouble:
        return
    frozen = frozen_of(view.settings, place)
    try:
        tested = find_tested(frozen, place, data, own_model)
    except AltuiError as error:
        yield Check("predictions", f"{error.message}, so they cannot be made again")
        return
    yield Check("predictions")
    yield _seed(tested)
    yield _order(view, tested)
    yield _blind(view)
    verdict = replace(tested, frozen=tested.again).verdict(view)
    settings = with_paths_for(replace(view.settings, certify=asdict(tested.again)), data)
    view = replace(view, settings=settings)
    found = make_statement(view, verdict, words(settings, verdict))
    for part in PARTS:
        yield _compare(part, said.get(part), found[part])
    yield Check("words", "" if said.get("words") == found["words"] else _words(found))


def _session(said: Statement, place: Path) -> tuple[SessionView | None, Check]:
    """The certificate as of the statement; the chain of hashes is checked while reading."""
    name, named = "session", said.get("session")
    named = named if isinstance(named, dict) else {}
    try:
        whole = read_session(place)
        frozen_of(whole.settings, place)
    except AltuiError as error:
        return None, Check(name, error.message)
    event = named.get("event")
    if named.get("uuid") != whole.events[0].uuid:
        return None, Check(name, f"{place.name} is another one")
    if not isinstance(event, int) or not 0 < event <= len(whole.events):
        return None, Check(name, f"it has no event {event}: answers are missing")
    view = view_of(place, whole.events[:event])
    if view.events[-1].hash != named.get("hash"):
        return view, Check(name, f"its events up to {event} are not those of the statement")
    return view, Check(name)


def _data(view: SessionView, data: Path) -> Check:
    table = open_data(with_paths_for(view.settings, data), view.path)
    fingerprint = table.fingerprint()
    table.close()
    if fingerprint == view.settings.fingerprint:
        return Check("file")
    known = view.settings.fingerprint[:12]
    return Check("file", f"{data.name} is another file: {fingerprint[:12]} instead of {known}")


def _seed(tested: Tested) -> Check:
    found, stored = tested.again.digest, tested.frozen.digest
    if found == stored:
        return Check("seed")
    return Check("seed", f"the draw is by {stored[:12]}, and should be by {found[:12]}")


def _order(view: SessionView, tested: Tested) -> Check:
    """Whether the rows were first shown in drawn order. (A skipped row comes back later.)"""
    order = DigestOrder(tested.dataset.part == Part.UNLABELED, tested.again.digest)
    shown = dict.fromkeys(
        event.row for event in view.events if event.kind in STANDINGS and event.row is not None
    )
    for place, row in enumerate(shown):
        if order.at(place) != row:
            ids = tested.dataset.ids
            return Check(
                "order",
                f"row {ids[row]} was answered where row {ids[order.at(place)]} was drawn "
                f"(number {place + 1})",
            )
    return Check("order")


def _blind(view: SessionView) -> Check:
    """Whether every answer was given by a person who did not see the prediction."""
    begun = view_of(view.path, view.events[:1]).settings
    settings = begun
    for event in view.events[1:]:
        if event.kind is Kind.SETTING:
            settings = settings.with_changes(event.value)
        if not settings.blind or not begun.blind:
            return Check("blind", f"the prediction could be seen from event {event.sequence} on")
    found = [event.sequence for event in view.events if event.kind in NOT_GIVEN]
    if found:
        return Check("blind", f"event {found[0]} gave no blind answer")
    return Check("blind")


NOT_GIVEN = {Kind.REVEAL, Kind.IMPORT, Kind.IMPORTED, Kind.ALIKE, Kind.SOURCE, *SECOND}
"""Events that no blind answer leads to."""


def _compare(name: str, said: Any, found: Any) -> Check:
    if said == found:
        return Check(name)
    if not isinstance(said, dict) or not isinstance(found, dict):
        return Check(name, f"the statement says {said}, it is {found}")
    parts = [
        f"{key} {said.get(key)}, it is {found.get(key)}"
        for key in dict.fromkeys([*found, *said])
        if said.get(key) != found.get(key)
    ]
    return Check(name, f"the statement says {'; '.join(parts)}")


def _words(found: Statement) -> str:
    return "they should be: " + " ".join(found["words"])
