"""When a row may be lent, in one place for all desks that are not a server.

A desk of PostgreSQL says the same in SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from altui.desk.protocol import LEASE_SECONDS

Clock = Callable[[], float]
"""Seconds since any moment. All people of one desk must have the same."""


class Lease(NamedTuple):
    """Who has a row on loan until when, and who has answered it."""

    holder: str = ""
    until: float = 0.0
    answered: frozenset[str] = frozenset()

    def is_free(self, chain: str, slots: int, now: float) -> bool:
        """Whether `chain` may have it, where `slots` people may in all."""
        if chain in self.answered or len(self.answered) >= slots:
            return False
        return self.holder in ("", chain) or self.until <= now

    def lent(self, chain: str, now: float) -> Lease:
        return self._replace(holder=chain, until=now + LEASE_SECONDS)

    def given_back(self, chain: str) -> Lease:
        """Without the loan to `chain`; another's stays."""
        return self._replace(holder="", until=0.0) if self.holder == chain else self

    def answered_by(self, chain: str) -> Lease:
        """An answer ends the loan. It counts without one too."""
        return self.given_back(chain)._replace(answered=self.answered | {chain})

    def reopened_by(self, chain: str) -> Lease:
        return self._replace(answered=self.answered - {chain})
