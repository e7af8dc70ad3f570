"""Everybody wants the same row at once, as fast as they can, and nobody gets another's."""

from __future__ import annotations

import pytest

from tests.conftest import Tell
from tests.desk.crowd import PlaceOf, file_place, run, server_place
from tests.desk.postgres.server import Server

PEOPLE = 32
LEASES = 100_000


def told(place_of: PlaceOf, people: int, rows: int, tell: Tell) -> None:
    crowd = run(place_of, people, rows=rows)
    tell(f"{people} people: {len(crowd.got):,} leases, {crowd.twice} rows twice")
    assert crowd.twice == 0
    assert len(crowd.got) >= 0.99 * rows


def test_four_in_a_file(tell: Tell) -> None:
    with file_place() as place_of:
        told(place_of, 4, 2_000, tell)


def test_four_on_a_server(server: Server, tell: Tell) -> None:
    with server_place(server, 4) as place_of:
        told(place_of, 4, 2_000, tell)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_thirty_two_in_a_file(tell: Tell) -> None:
    with file_place() as place_of:
        told(place_of, PEOPLE, LEASES, tell)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_thirty_two_on_a_server(server: Server, tell: Tell) -> None:
    with server_place(server, PEOPLE) as place_of:
        told(place_of, PEOPLE, LEASES, tell)
