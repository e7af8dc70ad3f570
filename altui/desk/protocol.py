"""What a desk does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from altui.desk.chains import Head, Link, Project

MOST_PULLED = 10_000
"""Links that one `pull` returns at most."""

LEASE_SECONDS = 600.0
"""A lease ends so long after the last sign of life: reading a long text loses none, and who has
left holds nothing for long."""

RENEW_SECONDS = 30.0


class Arrival(NamedTuple):
    """A link with its place in the order in which the desk got all of them, from 1 on."""

    number: int
    link: Link


class Wish(NamedTuple):
    """A row that a person would like to be asked, by its id. `slots` people in all may have it."""

    row_id: str
    slots: int = 1


class Desk(Protocol):
    """Calls may come from one thread at a time. All raise DeskGoneError where it cannot be reached,
    after which the same call may be made again, and DeskError for what will not change by that.

    `place` names it for the person, without a password.
    """

    place: str

    def join(self, project: Project, chain: str) -> Mapping[str, Head]:
        """Begin or go on as the owner of `chain`. Returns how far each chain goes.

        DeskError if the desk is of another project, and says what differs.
        """
        ...

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        """Store links of one's own chain, which follow each other; those that are there already are
        passed over. Returns the head of the chain.

        `answered` are ids of rows that nobody else need be asked from here on, and `reopened` those
        whose answer was taken back. DeskError if the links do not go on where the chain ends.
        """
        ...

    def pull(self, after: int) -> list[Arrival]:
        """The links, of all chains, that came after arrival `after`, oldest first."""
        ...

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        """Lend the first `count` of the wished rows that are free. Returns their ids in that order,
        those among the wishes that this chain has on loan already being free for it."""
        ...

    def give_back(self, row_ids: Sequence[str]) -> None:
        """Lent rows that will not be asked now."""
        ...

    def renew(self) -> None:
        """A sign of life: what is on loan to this chain stays so."""
        ...

    def wait(self, seconds: float) -> bool:
        """Whether anything has arrived, after at most this long. A missed one does not matter:
        `pull` tells all."""
        ...

    def close(self) -> None:
        """Give everything back, as far as the desk can be reached."""
        ...
