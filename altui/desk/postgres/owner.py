"""What the owner of a database does: makes the desk and says who takes part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, LiteralString, NamedTuple

from altui.desk.chains import DeskError, Project
from altui.desk.postgres.address import read_address
from altui.desk.postgres.connection import Connection, Row

if TYPE_CHECKING:
    import psycopg

MOST_BYTES = 63
"""PostgreSQL cuts longer names of roles off."""

SCHEMA = ("tables.sql", "calls.sql")
RIGHTS = (
    "GRANT USAGE ON SCHEMA altui TO {}",
    "GRANT SELECT, INSERT (project, chain, sequence, previous, hash, body) ON altui.link TO {}",
    "GRANT EXECUTE ON FUNCTION altui.version, altui.my_projects, altui.is_my_name, altui.join,"
    " altui.chains, altui.heads, altui.pull, altui.note_answers, altui.push, altui.lend,"
    " altui.give_back, altui.renew TO {}",
)
NO_RIGHTS = (
    "REVOKE ALL ON SCHEMA altui FROM {}",
    "REVOKE ALL ON altui.link FROM {}",
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA altui FROM {}",
)


def init(url: str, name: str, project: Project | None) -> bool:
    """Make the desk, if there is none yet, and a project in it. Returns whether the desk is new.

    Without `project` the first member who joins says which rows it is about.
    """
    with _owning(url) as (connection, run):
        (is_there,) = run("SELECT to_regnamespace('altui') IS NOT NULL")[0]
        if not is_there:
            for part in SCHEMA:
                text = resources.files("altui.desk.postgres").joinpath(part).read_text("utf-8")
                connection.execute(text.encode())
        if run("SELECT FROM altui.project WHERE name = %s", name):
            raise DeskError(f"there is a project {name} already", where=_place(url))
        facts = None if project is None else json.dumps(project._asdict())
        run(
            "INSERT INTO altui.project (name, digest, facts) VALUES (%s, %s, %s) RETURNING id",
            name,
            None if project is None else project.digest,
            facts,
        )
        return not is_there


class Added(NamedTuple):
    project: str
    is_new_role: bool
    address: str


def add(url: str, name: str, project: str | None, password: str | None = None) -> Added:
    """Let `name` take part in a project, the only one if it is not named. Makes the role if there
    is none, and sets its password if one is given. `address` is what `name` connects to."""
    _check_name(name)
    with _owning(url) as (connection, run):
        number, found = _project(run, project, _place(url))
        is_new = not run("SELECT FROM pg_roles WHERE rolname = %s", name)
        if is_new:
            _for_role(connection, "CREATE ROLE {} LOGIN", name, url)
        if password is not None:
            _set_password(connection, name, password, url)
        for right in RIGHTS:
            _for_role(connection, right, name, url)
        run(
            "INSERT INTO altui.member VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING 1",
            number,
            name,
        )
        return Added(found, is_new, read_address(url).of(name))


def remove(url: str, name: str, project: str | None) -> str:
    """`name` takes part no more. The labels given so far stay. Returns the name of the project."""
    with _owning(url) as (connection, run):
        number, found = _project(run, project, _place(url))
        gone = "DELETE FROM altui.member WHERE project = %s AND name = %s RETURNING 1"
        if not run(gone, number, name):
            raise DeskError(f"{name} does not take part in {found}", where=_place(url))
        run(
            "UPDATE altui.lease SET holder = NULL WHERE project = %s"
            " AND (holder = %s OR starts_with(holder, %s)) RETURNING 1",
            number,
            name,
            f"{name}#",
        )
        if not run("SELECT FROM altui.member WHERE name = %s", name):
            for right in NO_RIGHTS:
                _for_role(connection, right, name, url)
        return found


class _Run:
    """Statements of one connection, by their values."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def __call__(self, statement: LiteralString, *values: object) -> Sequence[Row]:
        return self._connection.execute(statement, values).fetchall()


@contextmanager
def _owning(url: str) -> Iterator[tuple[psycopg.Connection[Row], _Run]]:
    """A transaction: all of it, or nothing."""
    import psycopg

    server = Connection(read_address(url))
    try:
        connection = server.open()
        with connection.transaction():
            yield connection, _Run(connection)
    except psycopg.Error as error:
        raise server.in_words(error) from error
    finally:
        server.close()


def _project(run: _Run, name: str | None, place: str) -> tuple[int, str]:
    rows = run("SELECT id, name FROM altui.project ORDER BY name")
    found = [row for row in rows if name in (None, row[1])]
    if len(found) == 1:
        return found[0][0], found[0][1]
    names = ", ".join(row[1] for row in rows) or "none"
    raise DeskError(
        f"there is no project {name}" if name is not None else "which project?",
        where=place,
        hint=f"Its projects: {names}. Name one: --project NAME",
    )


def _for_role(
    connection: psycopg.Connection[Row], statement: LiteralString, name: str, url: str
) -> None:
    from psycopg import errors, sql

    made = sql.SQL(statement).format(sql.Identifier(name))
    try:
        connection.execute(made)
    except errors.InsufficientPrivilege:
        raise DeskError(
            f"you may not do this for {name} on the server",
            where=_place(url),
            hint=f"Have its administrator run, then try again: {made.as_string(connection)};",
        ) from None


def _set_password(connection: psycopg.Connection[Row], name: str, password: str, url: str) -> None:
    """What is sent is a digest, so that no log of the server has the password."""
    from psycopg import errors, sql

    digest = connection.pgconn.encrypt_password(
        password.encode(), name.encode(), b"scram-sha-256"
    ).decode()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), digest)
    try:
        connection.execute(statement)
    except errors.InsufficientPrivilege:
        raise DeskError(
            f"you may not set the password of {name} on the server",
            where=_place(url),
            hint="Have its administrator run psql and there: \\password " + name,
        ) from None


def _check_name(name: str) -> None:
    if not name or "#" in name or len(name.encode()) > MOST_BYTES or not name.isprintable():
        raise DeskError(
            "this name cannot be a member's",
            where=name,
            hint=f"At most {MOST_BYTES} bytes, without # and control characters.",
        )


def _place(url: str) -> str:
    return read_address(url).place
