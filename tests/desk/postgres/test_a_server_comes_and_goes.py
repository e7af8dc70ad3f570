"""What a server forgets, gets again or says no to, and what a person hears of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import psycopg
import pytest

from altui.desk.chains import NO_HEAD, ChainDiffersError, DeskError, DeskGoneError, Project
from altui.desk.postgres import desk as desk_module
from altui.desk.postgres import owner
from altui.desk.postgres.connection import Connection, Row
from altui.desk.postgres.desk import PostgresDesk
from tests.desk.houses import PROJECT, chain_of, head_of, joined, wishes
from tests.desk.postgres.house import PostgresHouse
from tests.desk.postgres.line import Line
from tests.desk.postgres.server import Server


@pytest.fixture
def house(server: Server) -> Iterator[PostgresHouse]:
    made = PostgresHouse(server)
    yield made
    made.close()


def test_after_a_crash_links_are_there_and_leases_are_forgotten(house: PostgresHouse) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    mine = chain_of("kim", 5)
    kim.push(mine[:3], answered=["a"])
    kim.lend(wishes("b"), 1)
    house.server.kill()
    with pytest.raises(DeskGoneError, match="out of reach"):
        kim.push(mine)
    with pytest.raises(DeskGoneError, match="out of reach"):
        kim.push(mine)
    house.server.start()
    assert kim.push(mine) == head_of(mine)
    with pytest.raises(DeskGoneError):  # its connection is the one from before
        sam.pull({})
    assert sam.pull({}) == mine
    assert sam.lend(wishes("b"), 1) == ["b"]


def test_who_waits_hears_that_it_is_gone_and_pulls_when_it_is_back(
    house: PostgresHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "LOOK_SECONDS", 1e9)
    kim = joined(house, "kim")
    assert kim.wait(1) is True
    assert kim.wait(0) is False
    house.server.kill()
    with pytest.raises(DeskGoneError):
        kim.wait(30)
    house.server.start()
    assert kim.wait(1) is True


def test_a_notice_comes_at_once(house: PostgresHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "LOOK_SECONDS", 1e9)
    kim, sam = joined(house, "kim"), joined(house, "sam")
    assert kim.wait(1) is True
    with ThreadPoolExecutor(1) as one:
        waiting = one.submit(kim.wait, 60)
        sam.push(chain_of("sam", 1))
        assert waiting.result(30) is True
    assert kim.wait(0.01) is False


def test_without_notices_one_is_told_to_look_now_and_then(
    house: PostgresHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PgBouncer passes none on."""
    monkeypatch.setattr(desk_module, "LOOK_SECONDS", 0.05)
    kim = joined(house, "kim")
    assert [kim.wait(10) for _ in range(4)] == [True] * 4


def test_a_server_restored_from_a_copy_gets_the_rest_again(house: PostgresHouse) -> None:
    kim, sam = joined(house, "kim"), joined(house, "sam")
    mine = chain_of("kim", 57)
    kim.push(mine[:50])
    known = {"kim": head_of(sam.pull({}))}
    house.admin("DELETE FROM altui.link WHERE sequence > 40")
    with pytest.raises(ChainDiffersError, match="end, at event 40"):
        kim.push(mine[50:])
    there = kim.join(PROJECT, "kim", head_of(mine))["kim"]
    assert there == head_of(mine[:40])
    assert kim.push(mine[there[0] :]) == head_of(mine)
    assert sam.pull(known) == mine[50:]


def test_an_answer_that_was_lost_is_recognised(house: PostgresHouse) -> None:
    """The desk has committed; the person hears only that the line is cut. Each time."""
    line = Line(house.server.folder)
    kim = PostgresDesk(f"postgresql://kim@/altui?host={line.folder}")
    mine = chain_of("kim", 10)
    kim.join(PROJECT, "kim", NO_HEAD)
    for count in range(1, 11):
        line.loses_next = True
        with pytest.raises(DeskGoneError):
            kim.push(mine[:count], answered=["a"])
        if count % 2:
            there = kim.join(PROJECT, "kim", head_of(mine[:count]))["kim"]
            assert there == head_of(mine[:count])
        assert kim.push(mine[:count]) == head_of(mine[:count])
    assert kim.pull({}) == mine
    assert joined(house, "sam").lend(wishes("a b"), 1) == ["b"]
    kim.close()
    line.close()


def test_a_push_that_the_server_is_still_at_work_on_is_recognised(house: PostgresHouse) -> None:
    """Its line was cut; the same push comes by a new one before the first is committed."""
    kim = joined(house, "kim")
    mine = chain_of("kim", 3)
    with psycopg.connect(house.server.url("kim")) as first, ThreadPoolExecutor(1) as one:
        first.execute(
            "INSERT INTO altui.link (project, chain, sequence, previous, hash, body)"
            " SELECT n, %s, %s, %s, %s, %s FROM altui.my_projects() AS n",
            mine[0],
        )
        again = one.submit(kim.push, mine)
        while not _is_waited_for(house):
            assert not again.done()
        first.commit()
        assert again.result(30) == head_of(mine)
    assert kim.pull({}) == mine


def _is_waited_for(house: PostgresHouse) -> bool:
    with psycopg.connect(house.server.url("admin")) as admin:
        found = admin.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall()
    return bool(found)


def test_a_server_that_says_nothing_any_more_keeps_nobody_from_leaving(
    house: PostgresHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "CLOSE_SECONDS", 0.05)
    kim = joined(house, "kim")
    with psycopg.connect(house.server.url("admin")) as admin, ThreadPoolExecutor(1) as one:
        ((worker,),) = admin.execute(
            # The last one: that of a test before may not have gone yet.
            "SELECT pid FROM pg_stat_activity WHERE usename = 'kim' "
            "ORDER BY backend_start DESC LIMIT 1"
        ).fetchall()
        os.kill(worker, signal.SIGSTOP)
        try:
            begun = _tell_of_calls(monkeypatch)
            asked = one.submit(kim.push, chain_of("kim", 1))
            assert begun.wait(30)
            kim.close()
            assert not asked.done()
        finally:
            os.kill(worker, signal.SIGCONT)
        assert asked.result(30) == head_of(chain_of("kim", 1))


def _tell_of_calls(monkeypatch: pytest.MonkeyPatch) -> Event:
    begun, rows = Event(), Connection.rows

    def telling(self: Connection, *call: Any) -> list[Row]:
        begun.set()
        return rows(self, *call)

    monkeypatch.setattr(Connection, "rows", telling)
    return begun


def test_labels_are_on_the_disk_also_where_the_database_does_not_wait_for_it(
    house: PostgresHouse,
) -> None:
    house.admin("ALTER ROLE kim SET synchronous_commit = off")
    house.admin(
        "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE"
        " EXCEPTION 'commits: %', current_setting('synchronous_commit'); END $$;"
        "CREATE TRIGGER tell AFTER INSERT ON altui.link EXECUTE FUNCTION public.tell()"
    )
    try:
        with pytest.raises(DeskError, match="commits: on"):
            joined(house, "kim").push(chain_of("kim", 1))
    finally:
        house.admin("DROP TRIGGER tell ON altui.link; DROP FUNCTION public.tell()")
        house.admin("ALTER ROLE kim RESET synchronous_commit")


def test_leases_are_written_to_no_log(house: PostgresHouse) -> None:
    """What is not logged is not waited for."""
    with psycopg.connect(house.server.url("admin"), autocommit=True) as admin:
        found = admin.execute(
            "SELECT relpersistence FROM pg_class WHERE oid = 'altui.lease'::regclass"
        ).fetchall()
    assert found == [("u",)]


def test_a_session_under_another_name_than_the_role_is_refused(house: PostgresHouse) -> None:
    kim = house.person("kim")
    for name in ("sam", "Kim", "kimberley"):
        with pytest.raises(DeskError, match="the server knows you as kim") as refused:
            kim.join(PROJECT, name, NO_HEAD)
        assert "--as kim" in refused.value.hint


def test_a_database_without_a_desk_says_so(server: Server) -> None:
    desk = PostgresDesk(server.url("kim", "postgres"))
    with pytest.raises(DeskError, match="there is no desk in this database") as refused:
        desk.join(PROJECT, "kim", NO_HEAD)
    assert "altui team init" in refused.value.hint
    desk.close()


def test_who_takes_part_no_more_is_refused_and_the_labels_stay(house: PostgresHouse) -> None:
    sam = joined(house, "sam")
    owner.add(house.server.url("olga"), "guest", "messages")
    guest = joined(house, "guest")
    theirs = chain_of("guest", 2)
    guest.push(theirs[:1])
    guest.lend(wishes("a"), 1)
    owner.remove(house.server.url("olga"), "guest", "messages")
    with pytest.raises(DeskError, match="refuses"):
        guest.push(theirs)
    assert sam.pull({}) == theirs[:1]
    assert sam.lend(wishes("a"), 1) == ["a"]
    owner.add(house.server.url("olga"), "guest", "messages")
    assert guest.push(theirs) == head_of(theirs)
    owner.remove(house.server.url("olga"), "guest", "messages")


def test_of_several_projects_each_is_found_by_its_rows(house: PostgresHouse) -> None:
    url = house.server.url("olga")
    other = Project("0e" * 16, 5, ("x", "y"), 1)
    owner.init(url, "other", other)
    try:
        owner.add(url, "kim", "other")
        kim, again = joined(house, "kim"), house.person("kim")
        again.join(other, "kim", NO_HEAD)
        kim.push(chain_of("kim", 3))
        assert again.pull({}) == []
        again.lend(wishes("a"), 1)
        assert joined(house, "sam").lend(wishes("a"), 1) == ["a"]
        with pytest.raises(DeskError, match="none of your projects here has these rows"):
            house.person("kim").join(PROJECT._replace(digest="1"), "kim", NO_HEAD)
        with pytest.raises(DeskError, match="the desk is of another project"):
            house.person("sam").join(other, "sam", NO_HEAD)
    finally:
        owner.remove(url, "kim", "other")
        house.admin("TRUNCATE altui.link, altui.lease")
        house.admin("DELETE FROM altui.project WHERE name = 'other'")


def test_a_desk_of_a_newer_altui_is_refused(house: PostgresHouse) -> None:
    body = "CREATE OR REPLACE FUNCTION altui.version() RETURNS int LANGUAGE sql IMMUTABLE AS"
    house.admin(f"{body} 'SELECT 2'")
    try:
        with pytest.raises(DeskError, match="a newer altui made this desk"):
            joined(house, "kim")
    finally:
        house.admin(f"{body} 'SELECT 1'")


def test_links_that_are_none_name_whose_they_are(house: PostgresHouse) -> None:
    kim = joined(house, "kim")
    kim.push(chain_of("kim", 1))
    house.admin("ALTER TABLE altui.link ALTER COLUMN body DROP NOT NULL")
    house.admin("UPDATE altui.link SET body = NULL")
    try:
        with pytest.raises(DeskError, match="answers of kim are not links"):
            kim.pull({})
    finally:
        house.admin("TRUNCATE altui.link, altui.lease")
        house.admin("ALTER TABLE altui.link ALTER COLUMN body SET NOT NULL")
