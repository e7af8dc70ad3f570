"""Converts events to rows of the database and back, and checks their hashes.

SQLite's text cannot contain lone surrogates, but JSON data can: such a text is stored as bytes.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from altui.session.events import Event, Kind, canonical, seal, sealed_fields

EventColumns = tuple[Any, ...]

_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.UNKNOWN}
_TEXTS = (4, 5, 6, 9)  # row_id, value, annotator, predicted


def to_columns(event: Event) -> EventColumns:
    columns: list[Any] = list(event)
    columns[2] = event.kind.value
    for place in _TEXTS:
        text = columns[place]
        if text is not None and not text.isascii():
            columns[place] = _storable(text)
    return tuple(columns)


def from_columns(columns: EventColumns) -> Event:
    """The event of a row. ValueError or KeyError if it is none."""
    return Event._make((columns[0], columns[1], _KINDS[columns[2]], *columns[3:]))


def with_texts(columns: EventColumns) -> EventColumns:
    """The row, with texts stored as bytes decoded. ValueError if they are broken, or if they did
    not need to be bytes and so are not as written."""
    return tuple(
        _text(cell) if place in _TEXTS and isinstance(cell, bytes) else cell
        for place, cell in enumerate(columns)
    )


def _text(stored: bytes) -> str:
    text = stored.decode("utf-8", "surrogatepass")
    if _storable(text) != stored:
        raise ValueError("a text was stored as bytes")
    return text


Sealed = tuple[Event, str]
"""An event with its canonical text, which its hash is of."""


def read_unbroken(page: Sequence[EventColumns], sequence: int, previous: str) -> Iterator[Sealed]:
    """The events of `page` that continue the chain from event `sequence` with hash `previous`, up
    to the first break."""
    try:
        contents = canonical(map(sealed_fields, page))
    except (TypeError, ValueError):
        # Bytes have no canonical form: they are encoded texts, or damage.
        yield from _unbroken_one_by_one(page, sequence, previous)
        return
    for columns, content in zip(page, contents, strict=True):
        sequence += 1
        own = seal(previous, content)
        if columns[0] != sequence or columns[-2] != previous or columns[-1] != own:
            return
        previous = own
        yield from_columns(columns), content


def _unbroken_one_by_one(
    page: Sequence[EventColumns], sequence: int, previous: str
) -> Iterator[Sealed]:
    for columns in page:
        try:
            texts = with_texts(columns)
            canonical([sealed_fields(texts)])
        except (TypeError, ValueError):
            return
        found = next(read_unbroken([texts], sequence, previous), None)
        if found is None:
            return
        sequence, previous = found[0].sequence, found[0].hash
        yield found


def _storable(text: str) -> str | bytes:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text
