"""A desk on the tests' server, as empty as a new one."""

from __future__ import annotations

import os
from collections.abc import Sequence

import psycopg
import pytest

from altui.desk.postgres import owner
from altui.desk.postgres.desk import PostgresDesk
from tests.desk.houses import Kept
from tests.desk.postgres.server import WHY_NONE, Server

PEOPLE = ("kim", "sam", "lee")


def need_server() -> None:
    """Skip where PostgreSQL is not installed, but not where the maintainers' checks run."""
    if WHY_NONE is not None:
        (pytest.fail if os.environ.get("CI") == "1" else pytest.skip)(WHY_NONE)


def furnish(server: Server, names: Sequence[str] = PEOPLE) -> None:
    """A database of an owner who is no superuser, and some people."""
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE olga LOGIN CREATEROLE")
        admin.execute("CREATE DATABASE altui OWNER olga")
    owner.init(server.url("olga"), "messages", None)
    for name in names:
        owner.add(server.url("olga"), name, "messages")


class PostgresHouse(Kept):
    def __init__(self, server: Server) -> None:
        self.server = server
        self.admin("TRUNCATE altui.link, altui.lease")
        self.admin("UPDATE altui.project SET digest = NULL, facts = NULL")
        super().__init__(lambda name: PostgresDesk(server.url(name)))

    def pass_time(self, seconds: float) -> None:
        self.admin(f"UPDATE altui.lease SET until = until - interval '{seconds} s'")

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.server.url("admin"), autocommit=True) as admin:
            admin.execute(statement)
