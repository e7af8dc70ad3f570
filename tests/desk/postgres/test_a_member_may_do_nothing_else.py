"""A member with psql in the place of altui: everything but the own next link is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b, sha256

import psycopg
import pytest
from psycopg import errors

from altui.desk.chains import Link, seal
from altui.desk.postgres import owner
from altui.desk.postgres.connection import CHAIN_DIFFERS
from altui.desk.protocol import Desk
from tests.desk.houses import chain_of, joined, wishes
from tests.desk.postgres.house import PostgresHouse
from tests.desk.postgres.server import Server

Raw = psycopg.Connection[tuple[object, ...]]

MINE = chain_of("kim", 4)
THEIRS = chain_of("sam", 4)
KEY_OF_C = blake2b(b"c", digest_size=16).digest()
INSERT = "INSERT INTO altui.link (project, chain, sequence, previous, hash, body)"


class Scene:
    """kim has three links and row a on loan, sam three links and row b. `raw` is kim's psql."""

    def __init__(self, house: PostgresHouse, raw: Raw) -> None:
        self.raw = raw
        self.kim: Desk = joined(house, "kim")
        self.sam: Desk = joined(house, "sam")
        self.kim.push(MINE[:3])
        self.sam.push(THEIRS[:3])
        self.kim.lend(wishes("a"), 1)
        self.sam.lend(wishes("b"), 1)
        ((self.project,),) = raw.execute("SELECT altui.my_projects()").fetchall()

    def insert(self, *links: Link, project: object = None) -> None:
        for link in links:
            self.raw.execute(
                f"{INSERT} VALUES (%s, %s, %s, %s, %s, %s)", (project or self.project, *link)
            )

    def is_as_it_was(self) -> bool:
        return sorted(self.sam.pull({})) == [*MINE[:3], *THEIRS[:3]]


@contextmanager
def refused_as_no_next_link() -> Iterator[None]:
    with pytest.raises(psycopg.Error) as refused:
        yield
    assert refused.value.sqlstate == CHAIN_DIFFERS


@pytest.fixture
def scene(server: Server) -> Iterator[Scene]:
    house = PostgresHouse(server)
    with psycopg.connect(server.url("kim"), autocommit=True) as raw:
        yield Scene(house, raw)
    house.close()


def test_the_own_next_link_is_added(scene: Scene) -> None:
    scene.insert(MINE[3])
    assert sorted(scene.sam.pull({})) == [*MINE, *THEIRS[:3]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE altui.link SET body = 'x'",
        "UPDATE altui.link SET body = 'x' WHERE chain = 'kim'",
        "DELETE FROM altui.link",
        "DELETE FROM altui.link WHERE chain = 'kim'",
        "TRUNCATE altui.link",
        "DROP TABLE altui.link",
        "ALTER TABLE altui.link DISABLE TRIGGER continue_chain",
        "ALTER TABLE altui.link DISABLE TRIGGER ALL",
        "ALTER TABLE altui.link DISABLE ROW LEVEL SECURITY",
        "DROP TRIGGER continue_chain ON altui.link",
        "DROP POLICY own_is_added ON altui.link",
        "CREATE POLICY mine ON altui.link FOR UPDATE USING (true)",
        "CREATE TRIGGER mine BEFORE INSERT ON altui.link FOR EACH ROW"
        " EXECUTE FUNCTION altui.continue_chain()",
        "CREATE RULE mine AS ON INSERT TO altui.link DO INSTEAD NOTHING",
        "ALTER TABLE altui.link OWNER TO kim",
        "SET session_replication_role = replica",
        "SET ROLE olga",
        "SET SESSION AUTHORIZATION sam",
        "CREATE TABLE altui.mine ()",
        "CREATE OR REPLACE FUNCTION altui.version() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER FUNCTION altui.continue_chain() RESET search_path",
        "SELECT * FROM altui.lease",
        "UPDATE altui.lease SET holder = 'kim'",
        "DELETE FROM altui.lease",
        "TRUNCATE altui.lease",
        "INSERT INTO altui.lease (project, key, holder) VALUES (1, '\\x00', 'kim')",
        "INSERT INTO altui.member VALUES (1, 'eve')",
        "SELECT * FROM altui.member",
        "UPDATE altui.project SET digest = 'x'",
        "SELECT altui.check_mine(1, 'kim')",
        "COPY altui.link TO PROGRAM 'true'",
        "BEGIN; LOCK TABLE altui.link IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_a_statement_is_refused(scene: Scene, statement: str) -> None:
    with pytest.raises((errors.InsufficientPrivilege, errors.WrongObjectType)):
        scene.raw.execute(statement)
    assert scene.is_as_it_was()


def test_a_member_gives_no_rights_to_anybody(scene: Scene) -> None:
    scene.raw.execute("GRANT UPDATE ON altui.link TO kim, PUBLIC")  # PostgreSQL only warns
    with pytest.raises(errors.InsufficientPrivilege):
        scene.raw.execute("UPDATE altui.link SET body = 'x'")
    assert scene.is_as_it_was()


def test_row_level_security_cannot_be_switched_off(scene: Scene) -> None:
    scene.raw.execute("SET row_security = off")
    with pytest.raises(errors.InsufficientPrivilege):
        scene.insert(MINE[3])
    with pytest.raises(errors.InsufficientPrivilege):
        scene.raw.execute("SELECT * FROM altui.link")


def test_another_persons_next_link_is_refused(scene: Scene) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        scene.insert(THEIRS[3])
    assert scene.is_as_it_was()


@pytest.mark.parametrize("chain", ["sam#2", "kimberley", "ki", "", "#", "kim2", "Kim", "KIM#2"])
def test_a_new_chain_under_another_name_is_refused(scene: Scene, chain: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        scene.insert(*chain_of(chain, 1))
    assert scene.is_as_it_was()


def test_a_gap_is_refused(scene: Scene) -> None:
    later = chain_of("kim", 6)
    for number in (4, 5):
        with refused_as_no_next_link():
            scene.insert(later[number])
    assert scene.is_as_it_was()


@pytest.mark.parametrize("sequence", [0, -1, 1, 2, 3])
def test_a_resend_and_an_earlier_place_are_refused(scene: Scene, sequence: int) -> None:
    link = MINE[sequence - 1] if sequence > 0 else MINE[3]._replace(sequence=sequence)
    with refused_as_no_next_link():
        scene.insert(link)
    assert scene.is_as_it_was()


@pytest.mark.parametrize(
    "changed",
    [
        MINE[3]._replace(body="x"),
        MINE[3]._replace(hash="0" * 64),
        MINE[3]._replace(hash=MINE[3].hash.upper()),
        MINE[3]._replace(previous="", hash=seal("", MINE[3].body)),
    ],
)
def test_a_wrong_seal_is_refused(scene: Scene, changed: Link) -> None:
    with refused_as_no_next_link():
        scene.insert(changed)
    assert scene.is_as_it_was()


@pytest.mark.parametrize("column", ["previous", "hash", "body", "sequence"])
def test_nothing_in_the_place_of_a_text_is_refused(scene: Scene, column: str) -> None:
    with refused_as_no_next_link():
        scene.insert(MINE[3]._replace(**{column: None}))
    assert scene.is_as_it_was()


def test_a_text_beyond_ascii_or_size_is_refused(scene: Scene) -> None:
    for body in ("\u00e9", "x" * (4 << 20) + "x"):
        sealed = sha256((MINE[2].hash + body).encode()).hexdigest()
        with pytest.raises(errors.CheckViolation):
            scene.insert(Link("kim", 4, MINE[2].hash, sealed, body))
    assert scene.is_as_it_was()


def test_the_time_of_arrival_is_the_servers(scene: Scene) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        scene.raw.execute(
            "INSERT INTO altui.link (project, chain, sequence, previous, hash, body, arrived)"
            " VALUES (%s, %s, %s, %s, %s, %s, now())",
            (scene.project, *MINE[3]),
        )


@pytest.mark.parametrize(
    "call",
    [
        "altui.lend({0}, 'sam', ARRAY['\\x00000000000000000000000000000000'::bytea], '{{1}}', 1)",
        "altui.lend({0}, NULL, ARRAY['\\x00000000000000000000000000000000'::bytea], '{{1}}', 1)",
        "altui.give_back({0}, 'sam', NULL)",
        "altui.renew({0}, 'sam')",
        "altui.note_answers({0}, 'sam', '{{}}', '{{}}')",
        "altui.push({0}, 'sam', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}')",
        "altui.give_back({0} + 1, 'kim', NULL)",
    ],
)
def test_leases_are_not_moved_for_another_person(scene: Scene, call: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        scene.raw.execute(f"SELECT {call.format(scene.project)}")
    assert scene.kim.lend(wishes("b"), 1) == []
    assert scene.sam.lend(wishes("b"), 1) == ["b"]


@pytest.mark.parametrize("chain", ["kim#2", "kim#", "kim#sam"])
def test_rows_are_not_withheld_under_a_name_without_a_chain(scene: Scene, chain: str) -> None:
    """Of a row that two people are to answer, kim has answered for two."""
    for call in (
        "altui.note_answers(%s, %s, ARRAY[%s::bytea], '{}')",
        "altui.push(%s, %s, '{}', '{}', '{}', '{}', ARRAY[%s::bytea], '{}')",
    ):
        with refused_as_no_next_link():
            scene.raw.execute(f"SELECT {call}", (scene.project, chain, KEY_OF_C))
    assert scene.sam.lend(wishes("c"), 1) == ["c"]


def test_a_function_of_ones_own_does_not_take_the_place_of_a_builtin(scene: Scene) -> None:
    """A temporary schema is searched first where a function leaves it open."""
    scene.raw.execute(
        "CREATE FUNCTION pg_temp.encode(bytea, text) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$"
    )
    scene.raw.execute("CREATE TEMPORARY TABLE member (project int, name text)")
    scene.raw.execute("SET search_path = pg_temp, altui, pg_catalog")
    with refused_as_no_next_link():
        scene.insert(MINE[3]._replace(hash="x"))
    assert scene.is_as_it_was()


def test_the_owner_of_the_desk_rewrites_nothing_either(scene: Scene, server: Server) -> None:
    with psycopg.connect(server.url("olga"), autocommit=True) as raw:
        assert raw.execute("UPDATE altui.link SET body = 'x'").rowcount == 0
        assert raw.execute("DELETE FROM altui.link").rowcount == 0
        with refused_as_no_next_link():
            Scene.insert(_of(raw, scene), MINE[3])
        with pytest.raises(errors.InsufficientPrivilege):
            Scene.insert(_of(raw, scene), *chain_of("olga", 1))
    assert scene.is_as_it_was()


def test_other_projects_are_not_seen(scene: Scene, server: Server) -> None:
    owner.init(server.url("olga"), "other", None)
    try:
        owner.add(server.url("olga"), "lee", "other")
        with psycopg.connect(server.url("lee"), autocommit=True) as raw:
            numbers = {number for (number,) in raw.execute("SELECT altui.my_projects()")}
            (other,) = numbers - {scene.project}
            raw.execute(
                f"{INSERT} VALUES (%s, %s, %s, %s, %s, %s)", (other, *chain_of("lee", 1)[0])
            )
        assert scene.raw.execute("SELECT count(*) FROM altui.link").fetchall() == [(6,)]
        with pytest.raises(errors.InsufficientPrivilege):
            scene.insert(*chain_of("kim", 1), project=other)
        with pytest.raises(errors.InsufficientPrivilege):
            scene.raw.execute("SELECT altui.renew(%s, 'kim')", (other,))
    finally:
        with psycopg.connect(server.url("admin"), autocommit=True) as admin:
            admin.execute("TRUNCATE altui.link")
            admin.execute("DELETE FROM altui.member WHERE project <> %s", (scene.project,))
            admin.execute("DELETE FROM altui.project WHERE id <> %s", (scene.project,))


@pytest.mark.usefixtures("scene")
def test_whoever_is_no_member_sees_nothing(server: Server) -> None:
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("CREATE ROLE eve LOGIN")
    try:
        with psycopg.connect(server.url("eve"), autocommit=True) as raw:
            for statement in ("SELECT * FROM altui.link", "SELECT altui.my_projects()"):
                with pytest.raises(errors.InsufficientPrivilege):
                    raw.execute(statement)
    finally:
        with psycopg.connect(server.url("admin"), autocommit=True) as admin:
            admin.execute("DROP ROLE eve")


def _of(raw: Raw, scene: Scene) -> Scene:
    """The same scene, by another person's psql."""
    other = object.__new__(Scene)
    other.raw, other.project = raw, scene.project
    return other
