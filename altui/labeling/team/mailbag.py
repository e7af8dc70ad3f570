"""Two threads between the session and the desk: one brings what was answered here, the other gets
what others have answered. Neither ever stands between a key and its sample.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from altui.desk.chains import ChainDiffersError
from altui.desk.protocol import RENEW_SECONDS
from altui.labeling.team.reach import Reach, Way
from altui.session.store.links import links_of

if TYPE_CHECKING:
    from altui.desk.chains import Head
    from altui.desk.protocol import Desk
    from altui.labeling.team.incoming import Incoming
    from altui.session.session import Session

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds before the desk is tried again, twice as long each time."""

AT_ONCE = 2_000
"""Events of one push."""

PULL_SPACING = 0.25
"""Seconds between two pulls: what 32 people answer is fetched together, not one by one."""

LOOK_SECONDS = 5.0
"""Seconds after which the desk is asked without any sign of news."""


class Mailbag:
    """`chain` is the name of one's own, which the desk has up to `head`. `read` is called after
    each reading of what others have, `news` if that is to be taken in. `join_again` tells how far
    that is now, at a desk that was restored from a copy."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        chain: str,
        head: Head,
        incoming: Incoming,
        ids: Sequence[str],
        reach: Reach,
        news: Callable[[], object],
        read: Callable[[], object],
        join_again: Callable[[], Head],
    ) -> None:
        self._join_again = join_again
        self._desk, self._session = desk, session
        self.sent = head[0]
        """The last event that the desk has."""
        self._chain = chain
        self._incoming, self._ids = incoming, ids
        self._reach, self._news, self._read = reach, news, read
        self._told: set[int] = set()
        self._has_own = False  # has been read once
        self._is_over = False
        self._wake = threading.Event()
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=self._bring, name="team-out", daemon=True),
            threading.Thread(target=self._get, name="team-in", daemon=True),
        ]

    def start(self) -> None:
        self._wake.set()
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to bring."""
        self._wake.set()

    def close(self, limit: float) -> None:
        """Bring what is left, for at most `limit` seconds."""
        self._closed.set()
        self._wake.set()
        if self._threads[0].is_alive():
            self._threads[0].join(limit)
        self._is_over = True  # the session's file is closed next

    # What was answered here

    def _bring(self) -> None:
        pause, due = FIRST_PAUSE, time.monotonic() + RENEW_SECONDS
        while True:
            self._wake.wait(max(due - time.monotonic(), 0.0))
            self._wake.clear()
            is_last = self._closed.is_set()
            if self._is_over:
                return
            try:
                is_rest = self._push(is_due=time.monotonic() >= due)
            except Exception as error:  # noqa: BLE001  a thread that ends would tell nobody
                self._reach.lose(Way.OUT, error)
                if isinstance(error, ChainDiffersError):
                    with suppress(Exception):
                        self._begin_at(self._join_again())
                if is_last or self._closed.wait(pause):
                    return
                due = time.monotonic()
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause, due = FIRST_PAUSE, time.monotonic() + RENEW_SECONDS
            if is_rest:
                self._wake.set()
                continue
            self._reach.regain(Way.OUT)
            if is_last:
                return

    def _push(self, *, is_due: bool) -> bool:
        """Push what the desk has not. Returns whether there may be more."""
        events = self._session.log.since(self.sent, AT_ONCE)
        answered = set(self._session.answered_rows().tolist())
        fresh, taken_back = answered - self._told, self._told - answered
        if not (events or fresh or taken_back):
            if is_due or not self._reach.is_there:
                self._desk.renew()
            return False
        self._desk.push(
            [*links_of(events, self._chain)],
            answered=[self._ids[row] for row in sorted(fresh)],
            reopened=[self._ids[row] for row in sorted(taken_back)],
        )
        self._told = answered
        self.sent = events[-1].sequence if events else self.sent
        return len(events) == AT_ONCE

    def _begin_at(self, head: Head) -> None:
        """The desk has less than it had: what came after `head`, and whose rows are answered."""
        self.sent = head[0]
        self._told = set()

    # What others have answered

    def _get(self) -> None:
        pause = FIRST_PAUSE
        while not self._closed.is_set():
            try:
                self._pull()
                pause = FIRST_PAUSE
                self._reach.regain(Way.IN)
                self._closed.wait(PULL_SPACING)
                self._desk.wait(LOOK_SECONDS)
            except Exception as error:  # noqa: BLE001  a thread that ends would tell nobody
                self._reach.lose(Way.IN, error)
                self._closed.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _pull(self) -> None:
        while not self._closed.is_set():
            heads = self._incoming.reached
            if self._has_own:
                heads[self._chain] = self._session.log.head
            links = self._desk.pull(heads)
            if not links:
                self._has_own = True
                break
            self._incoming.receive(links)
        if self._incoming.settle():
            self._news()
        self._read()
