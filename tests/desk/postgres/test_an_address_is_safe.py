"""Where a desk is on the network, its server must prove who it is; no password is ever shown."""

from __future__ import annotations

import logging

import pytest

from altui.desk.chains import NO_HEAD, DeskError, DeskGoneError
from altui.desk.postgres.address import is_address, read_address
from altui.desk.postgres.desk import PostgresDesk
from tests.desk.houses import PROJECT


@pytest.fixture(autouse=True)
def no_settings_of_whoever_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSSLMODE", "PGSERVICE", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("postgresql://kim@db.example/altui", True),
        ("postgres://db.example/altui", True),
        ("team/desk.db", False),
        ("", False),
        ("postgresql", False),
        ("mysql://db.example/altui", False),
    ],
)
def test_an_address_is_told_from_a_file(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kim@db.example/altui",
        "postgresql://kim@db.example/altui?sslmode=require",
        "postgresql://kim@db.example/altui?sslmode=verify-ca",
        "postgresql://kim@192.0.2.7/altui",
        "postgresql://kim@[2001:db8::7]/altui",
        "postgresql://kim@localhost,db.example/altui",
        "postgresql://kim@/altui?host=db.example",
        "postgresql://kim@localhost/altui?hostaddr=192.0.2.7",
        "postgresql://kim@/altui?service=team",
        "postgresql://kim@localhost.evil.example/altui",
        "postgresql://kim@db.example/altui?insecure=no",
    ],
)
def test_a_far_server_must_prove_who_it_is(url: str) -> None:
    with pytest.raises(DeskError, match="sslmode=verify-full is missing") as refused:
        read_address(url)
    assert "insecure=yes" in refused.value.hint


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kim@db.example/altui?sslmode=verify-full",
        "postgresql://kim@localhost/altui",
        "postgresql://kim@127.0.0.1:5433/altui",
        "postgresql://kim@[::1]/altui",
        "postgresql:///altui",
        "postgresql://kim@/altui?host=/var/run/postgresql",
        "postgresql://kim@%2Fvar%2Frun%2Fpostgresql/altui",
        "postgresql://kim@db.example/altui?insecure=yes",
        "postgresql://kim@db.example/altui?insecure=yes&sslmode=require",
    ],
)
def test_a_safe_or_a_near_one_is_taken(url: str) -> None:
    parameters = read_address(url).parameters
    assert "insecure" not in parameters
    assert parameters["connect_timeout"] == "5"


def test_a_host_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    with pytest.raises(DeskError, match="sslmode=verify-full is missing"):
        read_address("postgresql:///altui")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert read_address("postgresql:///altui").place == "postgresql:///altui"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://kim:s3cret@localhost:5433/altui", "postgresql://kim@localhost:5433/altui"),
        ("postgresql://kim@localhost/altui?password=s3cret", "postgresql://kim@localhost/altui"),
        ("postgresql://kim:s3cret@[::1]/altui", "postgresql://kim@[::1]/altui"),
        ("postgresql://localhost", "postgresql://localhost/"),
    ],
)
def test_a_place_is_shown_without_a_password(url: str, place: str) -> None:
    assert read_address(url).place == place


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kim:s3cret@db.example:port/altui?x=%zz",
        "postgresql://kim:s3cret@localhost/altui?s3cret=1",
        "postgresql://kim:s3cret@[::1/altui",
        "postgresql://kim:s3cret@db.example/altui",
    ],
)
def test_an_error_never_repeats_a_password(url: str) -> None:
    with pytest.raises(DeskError) as refused:
        read_address(url)
    assert "s3cret" not in str(refused.value)


def test_a_server_that_is_not_there_is_gone(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = PostgresDesk("postgresql://kim:s3cret@localhost:1/altui")
    with caplog.at_level(logging.DEBUG), pytest.raises(DeskGoneError) as gone:
        desk.join(PROJECT, "kim", NO_HEAD)
    assert "out of reach" in str(gone.value)
    assert "s3cret" not in str(gone.value)
    desk.close()
    assert capfd.readouterr() == ("", "")
