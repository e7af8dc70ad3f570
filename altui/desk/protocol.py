"""What a desk does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from altui.desk.chains import Head, Link, Project

MOST_PULLED = 10_000
"""Links that one `pull` returns at most."""

MOST_PULLED_BYTES = 32 << 20

LEASE_SECONDS = 600.0
"""A lease ends so long after the last sign of life: reading a long text loses none, and who has
left holds nothing for long."""

RENEW_SECONDS = 30.0


class Wish(NamedTuple):
    """A row that a person would like to be asked, by its id. `slots` people in all may have it, one
    after another: it is free for the next one when the one before has answered."""

    row_id: str
    slots: int = 1


class Desk(Protocol):
    """Any thread may call: the calls wait for each other, but `wait` keeps none waiting. All raise
    DeskGoneError where the desk cannot be reached, after which the same call may be made again, and
    DeskError for what will not change by that.

    `place` names it for the person, without a password.
    """

    @property
    def place(self) -> str: ...

    def join(self, project: Project, chain: str, head: Head) -> Mapping[str, Head]:
        """Begin or go on as the owner of `chain`, which ends at `head` here. Returns how far each
        chain goes at the desk.

        DeskError if the desk is of another project, and says what differs; ChainDiffersError if it
        has more of this chain than ends at `head`, or another one.
        """
        ...

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        """Store links of one's own chain, which follow each other; those that are there already are
        passed over. All are stored, or none. Returns the head of the chain.

        `answered` are ids of rows that this person has answered, lent or not, and `reopened` those
        whose answer was taken back. ChainDiffersError if the links do not go on where the chain
        ends, or rows are `answered` of a chain without a link: `join` tells whether the desk was
        restored from a copy, and the rest is to be sent again, or two sessions have one name. It is
        a sign of life, also without a link.
        """
        ...

    def pull(self, heads: Mapping[str, Head]) -> list[Link]:
        """The links after `heads`, of all chains, one's own and those that `heads` lacks too; those
        of one chain in their order. At most MOST_PULLED and MOST_PULLED_BYTES (but one in any
        case): pull again until nothing comes.

        Heads, not a number of arrival: what a slow writer commits late, or a desk that was restored
        from a copy has lost and got again, is still after the head of its chain.
        """
        ...

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        """Lend the first `count` of the wished rows that are free. Returns their ids in that order.

        A row is free unless another person has it on loan, `slots` people have answered it, or this
        one has. What this chain has on loan already is free for it, and counts.

        After a power cut or a crash a desk may have forgotten loans and who answered what, never a
        link: leave out of the wishes what the chains say is answered.
        """
        ...

    def give_back(self, row_ids: Sequence[str]) -> None:
        """Lent rows that will not be asked now."""
        ...

    def renew(self) -> None:
        """A sign of life: what is on loan to this chain stays so."""
        ...

    def wait(self, seconds: float) -> bool:
        """Whether anything may have arrived that `pull` has not told, after at most this long. A
        missed one does not matter: it says yes now and then without a reason."""
        ...

    def close(self) -> None:
        """Give everything back, as far as the desk can be reached, if anything was lent here: who
        only reads ends no loans of the same person. It ends a `wait`."""
        ...
