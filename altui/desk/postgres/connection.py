"""A connection to a server that is made anew after each failure, and speaks in sentences."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from altui.desk.chains import ChainDiffersError, DeskError, DeskGoneError
from altui.desk.postgres.address import Address

if TYPE_CHECKING:
    import psycopg

CHAIN_DIFFERS = "AL001"
TRIES = 3
# Two people's statements met: made again, they do not. A unique_violation is the own push whose
# answer was lost, when the server was still at work on it.
MET = ("40001", "40P01", "23505")
NO_DESK = ("3F000", "42883", "42P01")
NO_RIGHT = "42501"
SHUTTING_DOWN = "57P"
TOO_MANY = "53"

Row = tuple[Any, ...]


class Connection:
    """One at a time may use it. `is_new` is true until `begun` is called after each connecting."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.is_new = True
        self._connection: psycopg.Connection[Row] | None = None

    def open(self) -> psycopg.Connection[Row]:
        """The open one, or a new one. DeskGoneError if none can be made."""
        if self._connection is None:
            self._connection = _connect(self.address)
            self.is_new = True
        return self._connection

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """What one statement, in a transaction and a round trip of its own, returns."""
        import psycopg

        for left in reversed(range(TRIES)):
            try:
                return self.open().execute(statement, values).fetchall()
            except psycopg.Error as error:
                if error.sqlstate in MET and left:
                    continue
                raise self.in_words(error) from error
        raise AssertionError("the last try returns or raises")

    def in_words(self, error: psycopg.Error) -> DeskError:
        """The error for the person. The connection is given up if it may be broken."""
        import psycopg

        state, place = error.sqlstate or "", self.address.place
        told = _first_line(error)
        if state == CHAIN_DIFFERS:
            sequence, end, chain = (error.diag.message_detail or "").split(" ", 2)
            return ChainDiffersError.of(chain, int(sequence), int(end), place)
        is_gone = not state or state.startswith((SHUTTING_DOWN, TOO_MANY, "08"))
        if is_gone and isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
            self.close()
            return DeskGoneError(f"the desk is out of reach: {told}", where=place)
        if state in NO_DESK:
            return DeskError(
                "there is no desk in this database",
                where=place,
                hint="Its owner makes one: altui team init URL --project NAME",
            )
        if state == NO_RIGHT:
            return DeskError(f"the server refuses this: {told}", where=place)
        return DeskError(f"the server says: {told}", where=place)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _connect(address: Address) -> psycopg.Connection[Row]:
    import psycopg

    from altui.desk.postgres.limited import LimitedConnection

    # It would write over the screen.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    try:
        # Nothing is prepared on the server: behind PgBouncer the next statement may go elsewhere.
        return LimitedConnection.connect(
            **dict(address.parameters),  # type: ignore[arg-type]
            autocommit=True,
            prepare_threshold=None,
        )
    except psycopg.Error as error:
        if error.pgconn is not None and error.pgconn.needs_password:
            raise DeskError(
                "the server asks for a password",
                where=address.place,
                hint="Put it into ~/.pgpass or the variable PGPASSWORD.",
            ) from None
        # from None: what psycopg was called with holds the password.
        raise DeskGoneError(
            f"the desk is out of reach: {_first_line(error)}", where=address.place
        ) from None


def _first_line(error: psycopg.Error) -> str:
    told = error.diag.message_primary or str(error)
    return told.strip().split("\n", 1)[0]
