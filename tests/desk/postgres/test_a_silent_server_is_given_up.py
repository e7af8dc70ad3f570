"""A server that accepts and never answers: nobody waits for it without an end."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.waiting import Wait

from altui.desk.chains import NO_HEAD, DeskGoneError
from altui.desk.postgres import limited
from altui.desk.postgres.desk import PostgresDesk
from altui.desk.postgres.limited import Waits, limit
from tests.desk.houses import PROJECT, chain_of, head_of, joined, wishes
from tests.desk.postgres.house import PostgresHouse
from tests.desk.postgres.line import SOCKET, Line
from tests.desk.postgres.server import Server
from tests.threads import at_once

PATIENCE = 60.0


@pytest.fixture
def house(server: Server) -> Iterator[PostgresHouse]:
    made = PostgresHouse(server)
    yield made
    made.close()


def test_who_connects_to_it_hears_that_it_is_out_of_reach(tmp_path: Path) -> None:
    """It takes the connection, and that is all."""

    def connect(way: str) -> None:
        listener = socket.socket(socket.AF_UNIX if way == "socket" else socket.AF_INET)
        with listener:
            listener.bind(str(tmp_path / SOCKET) if way == "socket" else ("127.0.0.1", 0))
            listener.listen()
            host = tmp_path if way == "socket" else "127.0.0.1"
            port = "" if way == "socket" else f"&port={listener.getsockname()[1]}"
            desk = PostgresDesk(f"postgresql://kim@/altui?host={host}{port}&connect_timeout=2")
            begun = time.monotonic()
            with pytest.raises(DeskGoneError, match="out of reach"):
                desk.join(PROJECT, "kim", NO_HEAD)
            assert time.monotonic() - begun < PATIENCE
            desk.close()

    at_once(lambda: connect("socket"), lambda: connect("tcp"))


def test_who_is_connected_gives_it_up_and_goes_on_when_it_is_back(
    house: PostgresHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was silent about is pushed once more, and stands there once."""
    line = Line(house.server.folder)
    kim = PostgresDesk(f"postgresql://kim@/altui?host={line.folder}")
    kim.join(PROJECT, "kim", NO_HEAD)
    mine = chain_of("kim", 2)
    kim.push(mine[:1])
    for call in (
        lambda: kim.push(mine, answered=["a"]),
        lambda: kim.pull({}),
        lambda: kim.lend(wishes("b"), 1),
    ):
        line.is_silent = True
        with monkeypatch.context() as hasty, pytest.raises(DeskGoneError, match=r"for 0\.2 s"):
            hasty.setattr(limited, "SILENT_SECONDS", 0.2)
            call()
        line.is_silent = False
        assert kim.push(mine, answered=["a"]) == head_of(mine)
    assert joined(house, "sam").pull({}) == mine
    kim.close()
    line.close()


def test_as_long_as_anything_comes_it_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow line an answer may take many times as long."""
    now = 0.0
    monkeypatch.setattr(limited.time, "monotonic", lambda: now)
    mine, server = socket.socketpair()

    def answer() -> Waits[bytes]:
        """psycopg says that there is something also where there is not."""
        came = b""
        while not came.endswith(b"."):
            yield Wait.R
            with suppress(BlockingIOError):
                came += mine.recv(1, socket.MSG_DONTWAIT)
        return came

    with mine, server:
        patient = limit(answer(), mine.fileno())
        next(patient)
        for letter in b"many":
            now += limited.SILENT_SECONDS - 1
            patient.send(Wait.R)
            server.send(bytes([letter]))
            patient.send(Wait.R)
        server.send(b".")
        with pytest.raises(StopIteration) as end:
            patient.send(Wait.R)
        assert end.value.value == b"many."

        patient = limit(answer(), mine.fileno())
        next(patient)
        now += limited.SILENT_SECONDS - 1
        patient.send(Wait.R)
        now += 1
        with pytest.raises(psycopg.OperationalError, match="no answer for 30 s"):
            patient.send(Wait.R)
