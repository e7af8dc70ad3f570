"""A person's events as others keep them: sealed texts in an unbroken order.

Whoever holds a chain can check that nothing was changed, taken out or put in, without knowing what
the texts say.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import NamedTuple, Self

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


class NoChainFileError(DeskError):
    """A file is none of chains, or none any more."""


class ChainDiffersError(DeskError):
    """The chain of this name at the desk is not a part of the one here: two sessions were begun or
    gone on with under one name."""

    @classmethod
    def of(cls, chain: str, sequence: int, end: int, where: str) -> Self:
        """Event `sequence` does not fit a chain that has `end` events."""
        hint = "Two sessions were begun or gone on with under one name."
        if sequence <= end:
            return cls(f"event {sequence} of {chain} is another one here", where=where, hint=hint)
        return cls(
            f"event {sequence} does not go on where the answers of {chain} end, at event {end}",
            where=where,
            hint=hint,
        )


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
    """Whether `link` is the one after `head`, and says what was sealed. In a damaged file it may
    be of any type."""
    return (
        (link.sequence, link.previous) == (head[0] + 1, head[1])
        and isinstance(link.body, str)
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


def read_project(facts: str) -> Project:
    """What `json.dumps(project._asdict())` wrote. ValueError, TypeError or KeyError if it is
    something else."""
    said = json.loads(facts)
    return Project(
        str(said["digest"]), int(said["rows"]), tuple(map(str, said["classes"])), int(said["seed"])
    )


def check_project(mine: Project, theirs: Project, where: str, way_on: str) -> None:
    """DeskError that says what differs, if these are two projects; `way_on` says how to begin
    another one."""
    if mine.digest == theirs.digest:
        return
    raise DeskError(
        f"the desk is of another project: {_difference(mine, theirs)}",
        where=where,
        hint="All people of a project have the same rows, classes at the start and --seed. "
        f"{way_on}",
    )


def check_head(chain: str, mine: Head, theirs: Head, where: str) -> None:
    """ChainDiffersError if a desk has more of a chain than its owner, or another one.

    Where it has less, a push of the rest finds out whether it fits.
    """
    if theirs[0] > mine[0]:
        raise ChainDiffersError(
            f"your session ends at {mine[0]}, the desk has {theirs[0]} of it",
            where=where,
            hint="Go on with the newest copy of your session, or begin one under another name: "
            "--as NAME",
        )
    if theirs[0] == mine[0] and theirs != mine:
        raise ChainDiffersError.of(chain, mine[0], theirs[0], where)


def _difference(mine: Project, theirs: Project) -> str:
    if mine.rows != theirs.rows:
        return f"it has {theirs.rows:,} rows, your data {mine.rows:,}"
    if sorted(mine.classes) != sorted(theirs.classes):
        return f"its classes are {_listed(theirs.classes)}, yours {_listed(mine.classes)}"
    if mine.seed != theirs.seed:
        return f"its seed is {theirs.seed}, yours {mine.seed}"
    return "its rows have other ids than yours"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
