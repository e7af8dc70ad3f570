"""A password comes from libpq's own places, and no message has it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from altui.desk.chains import NO_HEAD, DeskError, DeskGoneError
from altui.desk.postgres import owner
from altui.desk.postgres.desk import PostgresDesk
from tests.desk.houses import PROJECT
from tests.desk.postgres.house import PostgresHouse
from tests.desk.postgres.server import Server

PASSWORD = "s3cret word"


@pytest.fixture
def locked(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresDesk]:
    """The desk of a member who must give a password."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    house = PostgresHouse(server)
    owner.add(server.url("olga"), "locked", "messages", PASSWORD)
    desk = PostgresDesk(server.url("locked"))
    yield desk
    desk.close()
    house.close()
    owner.remove(server.url("olga"), "locked", "messages")
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("DROP ROLE locked")


def test_without_one_it_is_said_where_to_put_it(locked: PostgresDesk) -> None:
    with pytest.raises(DeskError, match="asks for a password") as refused:
        locked.join(PROJECT, "locked", NO_HEAD)
    assert not isinstance(refused.value, DeskGoneError)
    assert ".pgpass" in refused.value.hint and "PGPASSWORD" in refused.value.hint


def test_one_from_the_environment_is_taken(
    locked: PostgresDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert locked.join(PROJECT, "locked", NO_HEAD) == {}


def test_a_wrong_one_is_said_and_not_shown(
    locked: PostgresDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "an0ther one")
    with pytest.raises(DeskError, match="password authentication failed") as refused:
        locked.join(PROJECT, "locked", NO_HEAD)
    assert "an0ther" not in str(refused.value)
