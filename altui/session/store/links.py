"""Events as links of a chain, for others to keep, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from altui.desk.chains import NO_HEAD, Link, continues
from altui.errors import SessionError
from altui.session.events import Event, Kind, canonical, sealed_fields

_KINDS = {kind.value: kind for kind in Kind}
_INT, _NUMBER, _TEXT, _NONE = (int,), (int, float), (str,), (type(None),)
_TYPES: tuple[tuple[type, ...], ...] = (
    *(_INT, _TEXT, _TEXT, _INT + _NONE, _TEXT + _NONE, _TEXT + _NONE, _TEXT),
    *(_INT + _NONE, _NUMBER + _NONE, _TEXT + _NONE, _NUMBER + _NONE, _NUMBER),
    *(_TEXT + _NONE, _TEXT + _NONE),
)
"""Of the fields of an Event that are sealed."""

_LAST_MOMENT = 253_402_300_799.0
"""The end of the year 9999, in unix seconds: no calendar goes further."""


def links_of(events: Iterable[Event], chain: str) -> Iterator[Link]:
    """Events as links of `chain`, together: one by one they take twice the time."""
    listed = [*events]
    bodies = canonical(map(sealed_fields, listed)) if listed else ()
    for event, body in zip(listed, bodies, strict=True):
        yield Link(chain, event.sequence, event.previous, event.hash, body)


def event_of(link: Link) -> Event:
    """The event that a link is, of the kind UNKNOWN where a newer altui wrote it. ValueError if its
    text is none."""
    fields = json.loads(f"[{','.join(link.body.split(chr(10)))}]")
    if not isinstance(fields, list) or not len(_TYPES) - 2 <= len(fields) <= len(_TYPES):
        raise ValueError("not the text of an event")
    fields += [None] * (len(_TYPES) - len(fields))
    if not all(map(isinstance, fields, _TYPES)):
        raise ValueError("a field of another type")
    if fields[0] != link.sequence or not 0 <= fields[11] <= _LAST_MOMENT:
        raise ValueError("an event of another place or time")
    fields[2] = _KINDS.get(fields[2], Kind.UNKNOWN)
    return Event._make((*fields, link.previous, link.hash))


def events_of(links: Iterable[Link], whose: str) -> Iterator[Event]:
    """The events of a whole chain, each checked. SessionError names the first broken one of the
    person `whose` chain it is."""
    head = NO_HEAD
    for link in links:
        try:
            if not continues(link, head):
                raise ValueError("not what was sealed")
            event = event_of(link)
        except (ValueError, TypeError, RecursionError) as error:
            raise SessionError(
                f"the answers of {whose} are damaged: event {head[0] + 1} is not what was written"
            ) from error
        head = (link.sequence, link.hash)
        yield event
