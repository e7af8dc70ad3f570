"""Who is there, and whether the desk is."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """One of the team, by the name of their chain: how many labels of theirs stand, and when they
    last did anything, in unix seconds."""

    chain: str
    labels: int
    last: float
    is_self: bool = False


class OtherClass(NamedTuple):
    """A class of another person that this one has not, and how many labels of theirs wait for it.
    `before` is the name that it began with, where it is one of the names here; else empty."""

    chain: str
    name: str
    before: str
    labels: int


class TeamStatus(NamedTuple):
    """`gone_since` is when the desk ceased to answer, in unix seconds; None while it does. `unsent`
    labels are only here; of a desk that has not answered yet, those given since the start.
    `trouble` is what the desk says of it, `remedy` what can be done, if anything. `classes` are
    those of others that are not here, `notes` sentences about chains that are left out."""

    place: str
    gone_since: float | None
    unsent: int
    trouble: str
    remedy: str
    people: tuple[Person, ...]
    classes: tuple[OtherClass, ...]
    notes: tuple[str, ...]
