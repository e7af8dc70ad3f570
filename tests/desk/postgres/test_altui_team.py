"""`altui team`: an owner makes a desk and says who takes part."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from altui.desk.chains import NO_HEAD, DeskError
from altui.desk.postgres.desk import PostgresDesk
from altui.session.team.project import project_at
from tests.cli.doors import Door, door
from tests.cli.sessions import label, write_clouds
from tests.desk.houses import PROJECT, chain_of, head_of
from tests.desk.postgres.server import Server


@pytest.fixture
def altui(capsys: pytest.CaptureFixture[str]) -> Door:
    return door(capsys)


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """A new database, whose owner may make roles."""
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE ada LOGIN CREATEROLE")
        admin.execute("CREATE DATABASE letters OWNER ada")
        yield server.url("ada", "letters")
        admin.execute("DROP DATABASE letters (FORCE)")
        for (name,) in admin.execute(
            "SELECT rolname FROM pg_roles WHERE rolname IN ('ada', 'lou', 'max''s \"x\"')"
        ).fetchall():
            admin.execute(psycopg.sql.SQL("DROP ROLE {}").format(psycopg.sql.Identifier(name)))


def at(server: Server, name: str) -> str:
    return server.url(name, "letters")


def test_a_desk_is_made_and_people_take_part(altui: Door, url: str, server: Server) -> None:
    made = altui("team", "init", url, "--project", "letters")
    assert (made.status, made.out) == (0, "project letters made in a new desk\n")
    assert "altui team add URL NAME --project letters" in made.err
    added = altui("team", "add", url, "kim", "lou")
    assert (added.status, added.out) == (
        0,
        "kim takes part in letters\nlou takes part in letters\n",
    )
    assert f"--as kim --team 'postgresql://kim@/letters?host={server.folder}'" in added.err
    assert "lou has no password yet" in added.err and "kim has no password" not in added.err
    desk = PostgresDesk(at(server, "lou"))
    desk.join(PROJECT, "lou", NO_HEAD)
    theirs = chain_of("lou", 2)
    assert desk.push(theirs) == head_of(theirs)
    removed = altui("team", "remove", url, "lou")
    assert removed.out == "lou takes part in letters no more; the labels stay\n"
    with pytest.raises(DeskError):
        desk.pull({})
    desk.close()


def test_a_session_says_which_rows_it_is_about(
    altui: Door, url: str, server: Server, tmp_path: Path
) -> None:
    session = Path(label(write_clouds(tmp_path / "clouds.csv"), range(3)))
    assert altui("team", "init", url, "--project", session).status == 0
    altui("team", "add", url, "kim")
    desk = PostgresDesk(at(server, "kim"))
    with pytest.raises(DeskError, match="it has 60 rows, your data 1,000"):
        desk.join(PROJECT, "kim", NO_HEAD)
    assert desk.join(project_at(session), "kim", NO_HEAD) == {}
    desk.close()


def test_several_projects_stand_in_one_database(altui: Door, url: str) -> None:
    assert altui("team", "init", url, "--project", "one").out.endswith("in a new desk\n")
    assert altui("team", "init", url, "--project", "two").out == "project two made\n"
    again = altui("team", "init", url, "--project", "two")
    assert again.status == 2 and "there is a project two already" in again.err
    which = altui("team", "add", url, "kim")
    assert which.status == 2 and "which project?" in which.err and "one, two" in which.err
    none = altui("team", "add", url, "kim", "--project", "three")
    assert none.status == 2 and "there is no project three" in none.err
    assert altui("team", "add", url, "kim", "--project", "two").status == 0


def test_a_password_is_set_and_no_log_of_the_server_has_it(
    altui: Door, url: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("ALTER DATABASE letters SET log_statement = 'all'")
        altui("team", "init", url, "--project", "letters")
        monkeypatch.setattr("sys.stdin", io.StringIO("s3cret word\n"))
        answer = altui("team", "add", url, "lou", "--password")
        assert answer.status == 0
        assert "s3cret" not in answer.out + answer.err and "no password yet" not in answer.err
        ((stored,),) = admin.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = 'lou'"
        ).fetchall()
    assert str(stored).startswith("SCRAM-SHA-256$")
    log = (server.folder / "log").read_text()
    assert 'ALTER ROLE "lou" PASSWORD' in log and "s3cret" not in log


def test_names_of_any_kind_are_names(altui: Door, url: str, server: Server) -> None:
    altui("team", "init", url, "--project", "letters")
    name = 'max\'s "x"'
    assert altui("team", "add", url, name).status == 0
    with psycopg.connect(at(server, "ada")) as raw:
        assert raw.execute("SELECT name FROM altui.member").fetchall() == [(name,)]


@pytest.mark.parametrize("name", ["kim#2", "", "x" * 64, "a\nb"])
def test_a_name_that_cannot_be_a_members_is_refused(altui: Door, url: str, name: str) -> None:
    altui("team", "init", url, "--project", "letters")
    answer = altui("team", "add", url, name)
    assert answer.status == 2 and "cannot be a member's" in answer.err


def test_who_may_not_make_roles_is_told_what_to_run(altui: Door, url: str, server: Server) -> None:
    altui("team", "init", url, "--project", "letters")
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("ALTER ROLE ada NOCREATEROLE")
    answer = altui("team", "add", url, "lou")
    assert answer.status == 2
    assert 'CREATE ROLE "lou" LOGIN;' in answer.err
    assert altui("team", "add", url, "kim").status == 0


def test_who_owns_no_database_makes_no_desk(altui: Door, url: str, server: Server) -> None:
    assert url
    answer = altui("team", "init", at(server, "kim"), "--project", "mine")
    assert answer.status == 2 and "permission denied for database letters" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("init", "URL"), "--project NAME"),
        (("init", "URL", "kim", "--project", "x"), "no more"),
        (("add", "URL"), "whom to add?"),
        (("add", "URL", "a", "b", "--password"), "one member at a time"),
        (("remove", "URL", "a", "--password"), "one member at a time"),
        (("add", "URL", "kim"), "this is no address of a server"),
        (("sing", "URL"), "sing"),
    ],
)
def test_wrong_use_is_told(altui: Door, words: tuple[str, ...], said: str) -> None:
    answer = altui("team", *words)
    assert answer.status == 2 and said in answer.err
