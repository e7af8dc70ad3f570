"""A person's events as others keep them: sealed texts in an unbroken order.

Whoever holds a chain can check that nothing was changed, taken out or put in, without knowing what
the texts say.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from altui.errors import AltuiError

MOST_BYTES = 4 << 20
"""The longest text of one link: a changed file of 100,000 moved rows is some 2 MB."""

NAME_LENGTH = 64

Head = tuple[int, str]
"""(sequence, hash) of the last link of a chain."""
NO_HEAD: Head = (0, "")


class DeskError(AltuiError):
    """The desk, or a file of chains, cannot be used as asked."""

    exit_status = 2


class DeskGoneError(DeskError):
    """The desk does not answer now. It may later: nothing is lost meanwhile."""

    exit_status = 1


class Link(NamedTuple):
    """One event of the person whose chain it is. `body` is its canonical text, in ASCII; `previous`
    and `hash` are SHA-256 in hexadecimal, `previous` empty for the first."""

    chain: str
    sequence: int
    previous: str
    hash: str
    body: str


def seal(previous: str, body: str) -> str:
    """SHA-256 over the previous hash and the text."""
    return sha256((previous + body).encode("ascii")).hexdigest()


def continues(link: Link, head: Head) -> bool:
    """Whether `link` is the one after `head`, and says what was sealed."""
    return (
        (link.sequence, link.previous) == (head[0] + 1, head[1])
        and len(link.body) <= MOST_BYTES
        and link.body.isascii()
        and link.hash == seal(link.previous, link.body)
    )


class Project(NamedTuple):
    """What all people of a team have in common. `digest` is over the ids of the rows, the names of
    the classes at the start and the seed; the others are for sentences that say what differs."""

    digest: str
    rows: int
    classes: tuple[str, ...]
    seed: int
