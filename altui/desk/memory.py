"""A desk in memory: what the others must do, in its shortest form. Tests compare them with it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import islice
from threading import Condition

from altui.desk.chains import (
    NO_HEAD,
    ChainDiffersError,
    DeskError,
    DeskGoneError,
    Head,
    Link,
    Project,
    check_head,
    check_project,
    continues,
)
from altui.desk.leases import Clock, Lease
from altui.desk.protocol import MOST_PULLED, Wish


class Board:
    """What several MemoryDesks have in common. Set `is_gone` to have it not answer."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.project: Project | None = None
        self.chains: dict[str, list[Link]] = {}
        self.leases: dict[str, Lease] = {}
        self.changed = Condition()
        self.is_gone = False

    def __enter__(self) -> None:
        self.changed.acquire()
        if self.is_gone:
            self.changed.release()
            raise DeskGoneError("the desk does not answer", where="memory")

    def __exit__(self, *_: object) -> None:
        self.changed.release()

    def head(self, chain: str) -> Head:
        links = self.chains.get(chain)
        return (links[-1].sequence, links[-1].hash) if links else NO_HEAD


class MemoryDesk:
    """One person's place at a board."""

    place = "memory"

    def __init__(self, board: Board) -> None:
        self._board = board
        self._chain = ""
        self._told: dict[str, Head] = {}
        self._has_lent = False
        self._is_closed = False

    def join(self, project: Project, chain: str, head: Head) -> Mapping[str, Head]:
        with self._board:
            self._board.project = self._board.project or project
            check_project(project, self._board.project, self.place, "Begin it at another board.")
            check_head(chain, head, self._board.head(chain), self.place)
            self._chain = chain
            return self._heads()

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        with self._board:
            kept = self._board.chains.setdefault(self._chain, [])
            new = kept[:]
            for link in links:
                if link.chain != self._chain:
                    raise DeskError("these are another person's answers", where=self.place)
                if link.sequence <= len(new) and new[link.sequence - 1] == link:
                    continue
                if not continues(link, (len(new), new[-1].hash) if new else NO_HEAD):
                    raise ChainDiffersError.of(self._chain, link.sequence, len(new), self.place)
                new.append(link)
            if answered and not new:
                raise ChainDiffersError.of(self._chain, 1, 0, self.place)
            kept += new[len(kept) :]
            for row_id in answered:
                self._set(row_id, self._lease(row_id).answered_by(self._chain))
            for row_id in reopened:
                self._set(row_id, self._lease(row_id).reopened_by(self._chain))
            self._renew()
            self._board.changed.notify_all()
            return self._board.head(self._chain)

    def pull(self, heads: Mapping[str, Head]) -> list[Link]:
        with self._board:
            self._told = self._heads()
            later = (
                link
                for chain, links in self._board.chains.items()
                for link in links[heads.get(chain, NO_HEAD)[0] :]
            )
            return list(islice(later, MOST_PULLED))

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        with self._board:
            self._has_lent = True
            now = self._board.clock()
            free = (
                wish.row_id
                for wish in wishes
                if self._lease(wish.row_id).is_free(self._chain, wish.slots, now)
            )
            lent = list(islice(dict.fromkeys(free), count))
            for row_id in lent:
                self._set(row_id, self._lease(row_id).lent(self._chain, now))
            return lent

    def give_back(self, row_ids: Sequence[str]) -> None:
        with self._board:
            for row_id in row_ids:
                self._set(row_id, self._lease(row_id).given_back(self._chain))

    def renew(self) -> None:
        with self._board:
            self._renew()

    def wait(self, seconds: float) -> bool:
        with self._board:
            self._board.changed.wait_for(
                lambda: self._is_closed or self._heads() != self._told, seconds
            )
            news, self._told = self._heads() != self._told, self._heads()
            return news

    def close(self) -> None:
        with self._board.changed:
            self._is_closed = True
            if self._has_lent:
                for row_id, lease in self._board.leases.items():
                    self._board.leases[row_id] = lease.given_back(self._chain)
            self._board.changed.notify_all()

    def _renew(self) -> None:
        now = self._board.clock()
        for row_id, lease in self._board.leases.items():
            if lease.holder == self._chain:
                self._set(row_id, lease.lent(self._chain, now))

    def _lease(self, row_id: str) -> Lease:
        return self._board.leases.get(row_id, Lease())

    def _set(self, row_id: str, lease: Lease) -> None:
        self._board.leases[row_id] = lease

    def _heads(self) -> dict[str, Head]:
        return {
            chain: self._board.head(chain) for chain, links in self._board.chains.items() if links
        }
