"""`altui team`: the desk of a team on a server, made by its owner."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.errors import InputError

if TYPE_CHECKING:
    from altui.desk.chains import Project

ACTIONS = ("init", "add", "remove")


@click.command()
@click.argument("action", metavar="init|add|remove", type=click.Choice(ACTIONS))
@click.argument("url", metavar="URL")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--project",
    metavar="NAME",
    help="The project's name. For init also a session or its data file: then only people with the "
    "same rows, classes and --seed can join. Otherwise the first who joins decides.",
)
@click.option(
    "--password",
    is_flag=True,
    help="Set the password of the member that you add. It is asked for, or read from a pipe.",
)
def command(
    action: str, url: str, names: tuple[str, ...], project: str | None, password: bool
) -> int:
    """Make a team's desk on a PostgreSQL server, and say who takes part.

    URL names a database and its owner, as in postgresql://olga@db.example/altui?sslmode=verify-full
    without a password: that comes from ~/.pgpass or PGPASSWORD.

    init makes the desk and a project in it, once; altui team init URL --project messages. add lets
    people take part, by the names of their roles in the database, which are made if they are not
    there; remove ends that, and their labels stay. The desk gets ids of rows and labels, and no
    rows.
    """
    if action == "init":
        return _init(url, names, project)
    if not names:
        raise InputError(f"whom to {action}?", hint=f"altui team {action} URL NAME")
    if password and (action != "add" or len(names) > 1):
        raise InputError("--password is for one member at a time that you add")
    if action == "add":
        return _add(url, names, project, _ask() if password else None)
    return _remove(url, names, project)


def _init(url: str, names: tuple[str, ...], project: str | None) -> int:
    from altui.desk.postgres.owner import init
    from altui.display.console import put, say

    if project is None or names:
        raise InputError("init takes URL and --project NAME, and no more")
    name, facts = _named(project)
    is_new = init(url, name, facts)
    put(f"project {name} made{' in a new desk' if is_new else ''}")
    say(f"Let people take part: altui team add URL NAME --project {name}")
    return 0


def _add(url: str, names: tuple[str, ...], project: str | None, password: str | None) -> int:
    from shlex import quote

    from altui.desk.postgres.owner import add
    from altui.display.console import put, say

    for name in names:
        added = add(url, name, project, password)
        put(f"{name} takes part in {added.project}")
        say(f"They type: altui label FILE --as {quote(name)} --team {quote(added.address)}")
        if added.is_new_role and password is None:
            say(f"{name} has no password yet. To set one: altui team add URL {name} --password")
    return 0


def _remove(url: str, names: tuple[str, ...], project: str | None) -> int:
    from altui.desk.postgres.owner import remove
    from altui.display.console import put

    for name in names:
        put(f"{name} takes part in {remove(url, name, project)} no more; the labels stay")
    return 0


def _named(project: str) -> tuple[str, Project | None]:
    """The name of a new project, and what a session says of it, if it is the path of one."""
    path = Path(project)
    if not path.exists():
        return project, None
    from altui.session.team.project import project_at

    return path.name.removesuffix(".altui"), project_at(path)


def _ask() -> str:
    """A password, twice from a person and once from a pipe."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
