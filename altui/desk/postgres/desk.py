"""One person's place at a desk on a server. Each call is one statement and one round trip."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from threading import Event, Lock

from altui.desk.chains import (
    NO_HEAD,
    DeskError,
    Head,
    Link,
    Project,
    check_head,
    check_project,
    read_project,
)
from altui.desk.postgres.address import read_address
from altui.desk.postgres.connection import Connection, Row
from altui.desk.protocol import MOST_PULLED, MOST_PULLED_BYTES, Wish

VERSION = 1
LOOK_SECONDS = 5.0
"""A notice may be missed, and behind PgBouncer none comes: so often one should pull in any case."""
CLOSED_SECONDS = 0.25
CLOSE_SECONDS = 2.0


class PostgresDesk:
    """`url` is postgresql://NAME@HOST/DATABASE; the name is the owner's of the chain."""

    def __init__(self, url: str) -> None:
        self._address = read_address(url)
        self._calls = Connection(self._address)
        self._news = Connection(self._address)
        self._calling, self._waiting = Lock(), Lock()
        self._closed = Event()
        self._project: Project | None = None
        self._number = 0
        self._chain = ""
        self._has_lent = False
        self._told_at = float("-inf")

    @property
    def place(self) -> str:
        return self._address.place

    def join(self, project: Project, chain: str, head: Head) -> Mapping[str, Head]:
        with self._calling:
            self._project, self._chain = project, chain
            self._enter()
            told = self._calls.rows("SELECT * FROM altui.heads(%s)", (self._number,))
            heads = {str(name): (int(sequence), str(hash_)) for name, sequence, hash_ in told}
            check_head(chain, head, heads.get(chain, NO_HEAD), self.place)
            return heads

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        if any(link.chain != self._chain for link in links):
            raise DeskError("these are another person's answers", where=self.place)
        with self._joined() as number:
            rows = self._calls.rows(
                "SELECT * FROM altui.push(%s, %s, %s::bigint[], %s::text[], %s::text[], %s::text[],"
                " %s::bytea[], %s::bytea[])",
                (
                    number,
                    self._chain,
                    [link.sequence for link in links],
                    [link.previous for link in links],
                    [link.hash for link in links],
                    [link.body for link in links],
                    _keys(answered),
                    _keys(reopened),
                ),
            )
        return (int(rows[0][0]), str(rows[0][1])) if rows else NO_HEAD

    def pull(self, heads: Mapping[str, Head]) -> list[Link]:
        with self._joined() as number:
            rows = self._calls.rows(
                "SELECT * FROM altui.pull(%s, %s::text[], %s::bigint[], %s, %s)",
                (
                    number,
                    [*heads],
                    [sequence for sequence, _ in heads.values()],
                    MOST_PULLED,
                    MOST_PULLED_BYTES,
                ),
            )
        return [self._link(row) for row in rows]

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        with self._joined() as number:
            self._has_lent = True
            rows = self._calls.rows(
                "SELECT altui.lend(%s, %s, %s::bytea[], %s::int[], %s)",
                (
                    number,
                    self._chain,
                    _keys(wish.row_id for wish in wishes),
                    [wish.slots for wish in wishes],
                    count,
                ),
            )
        return [wishes[place - 1].row_id for (place,) in rows]

    def give_back(self, row_ids: Sequence[str]) -> None:
        with self._joined() as number:
            self._calls.rows(
                "SELECT altui.give_back(%s, %s, %s::bytea[])",
                (number, self._chain, _keys(row_ids)),
            )

    def renew(self) -> None:
        with self._joined() as number:
            self._calls.rows("SELECT altui.renew(%s, %s)", (number, self._chain))

    def wait(self, seconds: float) -> bool:
        """Also yes after each connecting, and every LOOK_SECONDS."""
        with self._waiting:
            until = time.monotonic() + seconds
            while not self._closed.is_set():
                now = time.monotonic()
                due = min(until, self._told_at + LOOK_SECONDS)
                if self._hears(max(0.0, min(CLOSED_SECONDS, due - now))):
                    self._told_at = time.monotonic()
                    return True
                if time.monotonic() >= until:
                    return False
            self._news.close()
            return False

    def close(self) -> None:
        self._closed.set()
        # A server that says nothing any more must not keep the person from leaving.
        if self._calling.acquire(timeout=CLOSE_SECONDS):
            try:
                self._leave()
            finally:
                self._calling.release()
        if self._waiting.acquire(timeout=CLOSE_SECONDS):  # else who waits closes it
            self._news.close()
            self._waiting.release()

    def _leave(self) -> None:
        # Whoever only reads must not end the loans of the same person who labels elsewhere.
        if self._has_lent and not self._calls.is_new:
            with suppress(DeskError):  # they end by themselves too
                self._calls.rows(
                    "SELECT altui.give_back(%s, %s, NULL)", (self._number, self._chain)
                )
        self._calls.close()

    def _hears(self, seconds: float) -> bool:
        import psycopg

        try:
            listener = self._news.open()
            if self._news.is_new:
                listener.execute(f"LISTEN altui_{self._number}")
                self._news.is_new = False
                return True
            if any(True for _ in listener.notifies(timeout=seconds, stop_after=1)):
                return True
        except psycopg.Error as error:
            raise self._news.in_words(error) from error
        return time.monotonic() >= self._told_at + LOOK_SECONDS

    @contextmanager
    def _joined(self) -> Iterator[int]:
        """One call at a time, as a member of the project, by its number. On a new connection it
        is looked up again: another database may answer now."""
        with self._calling:
            if self._closed.is_set():
                raise DeskError("the desk is closed", where=self.place)
            self._calls.open()
            if self._calls.is_new:
                self._enter()
            yield self._number

    def _enter(self) -> None:
        assert self._project is not None, "join comes first"
        ((name, version),) = self._calls.rows("SELECT session_user, altui.version()")
        if version > VERSION:
            raise DeskError(
                "a newer altui made this desk",
                where=self.place,
                hint="Update altui: pip install --upgrade altui",
            )
        if self._chain != name and not self._chain.startswith(f"{name}#"):
            raise DeskError(
                f"the server knows you as {name}, and your session is {self._chain}'s",
                where=self.place,
                hint=f"Use the name of the server: --as {name}",
            )
        rows = self._calls.rows(
            "SELECT * FROM altui.join(%s, %s)",
            (self._project.digest, json.dumps(self._project._asdict())),
        )
        self._number = self._find(rows, str(name))
        self._calls.is_new = False

    def _find(self, rows: Sequence[Row], name: str) -> int:
        """The number of the project among those of this person."""
        assert self._project is not None
        for number, _, digest, _ in rows:
            if digest == self._project.digest:
                return int(number)
        known = [each for each in rows if each[2] is not None]
        if len(rows) == len(known) == 1:
            check_project(
                self._project,
                read_project(known[0][3]),
                self.place,
                "For another one its owner makes a project: altui team init URL --project NAME",
            )
        if not rows:
            raise DeskError(
                f"{name} is in no project here",
                where=self.place,
                hint=f"Its owner adds you: altui team add URL {name} --project NAME",
            )
        raise DeskError(
            "none of your projects here has these rows: " + ", ".join(each[1] for each in rows),
            where=self.place,
            hint="Its owner can name your session: altui team init URL --project SESSION",
        )

    def _link(self, row: Row) -> Link:
        chain, sequence, *texts = row
        if not isinstance(sequence, int) or not all(isinstance(each, str) for each in texts):
            raise DeskError(f"the desk's answers of {chain} are not links", where=self.place)
        return Link(str(chain), sequence, *texts)


def _keys(row_ids: Iterable[str]) -> list[bytes]:
    """Digests of rows' ids: short, whatever the ids are."""
    return [
        blake2b(row_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        for row_id in row_ids
    ]
