"""Joining a desk: under which name one's chain is kept there."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from altui.desk.chains import NO_HEAD, ChainDiffersError, DeskError, Head
from altui.errors import AltuiError
from altui.session.team.project import project_of

if TYPE_CHECKING:
    from altui.desk.protocol import Desk
    from altui.session.store.log import EventLog

MOST_NAMES = 100


def join(desk: Desk, log: EventLog, annotator: str) -> tuple[str, Head]:
    """The name of the chain at the desk that a session's log is, and how far that goes there.

    A second session of one person is a chain of its own, `kim#2`. DeskError if the desk is of
    another project, or has more of this session than there is here; DeskGoneError if it does not
    answer.
    """
    (begin,) = log.since(0, 1)
    project = project_of([begin]).project
    for number in count(1):
        chain = annotator if number == 1 else f"{annotator}#{number}"
        if number > MOST_NAMES:
            raise DeskError(f"the desk has too many sessions of {annotator}")
        try:
            heads = desk.join(project, chain, log.head)
        except ChainDiffersError:
            if _is_of_another(desk, chain, begin.hash):
                continue
            raise
        head = heads.get(chain, NO_HEAD)
        if head == NO_HEAD or log.since(head[0] - 1, 1)[0].hash == head[1]:
            return chain, head
        if not _is_of_another(desk, chain, begin.hash):
            raise ChainDiffersError.of(chain, head[0], log.head[0], desk.place)
    raise AssertionError


def _is_of_another(desk: Desk, chain: str, begin: str) -> bool:
    """Whether the chain of this name began otherwise: it is another session's."""
    heads: dict[str, Head] = {}
    with suppress(AltuiError):
        while links := desk.pull(heads):
            for link in links:
                if link.chain == chain:
                    return link.hash != begin
                heads[link.chain] = (link.sequence, link.hash)
    return False
