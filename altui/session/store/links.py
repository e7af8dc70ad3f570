"""Events as links of a chain, for others to keep, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from altui.desk.chains import NO_HEAD, Link, continues
from altui.errors import SessionError
from altui.session.events import Event, Kind, canonical, sealed_fields

_FIELDS = 14  # those of an Event that are sealed


def link_of(event: Event, chain: str) -> Link:
    """The event as a link of `chain`."""
    return next(links_of([event], chain))


def links_of(events: Iterable[Event], chain: str) -> Iterator[Link]:
    """The same for many, in half of the time."""
    listed = [*events]
    bodies = canonical(map(sealed_fields, listed))
    for event, body in zip(listed, bodies, strict=True):
        yield Link(chain, event.sequence, event.previous, event.hash, body)


def event_of(link: Link) -> Event:
    """The event that a link is. ValueError if its text is none."""
    fields = json.loads(f"[{','.join(link.body.split(chr(10)))}]")
    if not isinstance(fields, list) or not _FIELDS - 2 <= len(fields) <= _FIELDS:
        raise ValueError("not the text of an event")
    fields += [None] * (_FIELDS - len(fields))
    fields[2] = Kind(fields[2])
    if fields[0] != link.sequence:
        raise ValueError("an event of another place")
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
        except (ValueError, TypeError) as error:
            raise SessionError(
                f"the answers of {whose} are damaged: event {head[0] + 1} is not what was written"
            ) from error
        head = (link.sequence, link.hash)
        yield event
