"""`altui settle`: the rows that a team has answered differently, one by one."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from altui.cli.defaults import CommandWithSettings, TypedValues, screen_of
from altui.cli.options import add_options, data_file, session_file
from altui.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.cli.screen_options import ScreenOptions
    from altui.config.keymap import KeyMap
    from altui.labeling.settling.look import SettleLook
    from altui.labeling.showing.class_keys import ClassKey


def _folder(typed: TypedValues) -> Path:
    return Path(typed["team"]).parent


@click.command(cls=CommandWithSettings, folder=_folder, is_new=lambda _: True)
@click.argument("team", metavar="TEAM.altui", type=session_file)
@add_options("annotator", help="Your name, which is needed: what you settle stands under it.")
@click.option(
    "--majority",
    is_flag=True,
    help="Go also over the rows that have a label by a majority of three and more.",
)
@click.option(
    "--data",
    metavar="FILE",
    type=data_file,
    help="The data file, where it is neither beside TEAM.altui nor where the sessions began.",
)
@add_options("theme", "dwell", "plain")
@click.pass_context
def command(
    context: click.Context,
    /,
    team: Path,
    annotator: str | None,
    majority: bool,
    data: Path | None,
    **_: object,
) -> int:
    """Settle the rows of a team file that people have answered differently.

    TEAM.altui is what altui merge wrote. A row is open where its answers differ and none has a
    majority of three and more. You see the row alone, and say which class it is; then altui shows
    who said what. Enter keeps your answer, another class changes it. What you settle holds.

    Each answer is in TEAM.altui, under your name, before anything else is shown. Quit whenever you
    like: the same command goes on.
    """
    from altui.cli.screen import leave, prepare_face
    from altui.display.console import put_rows
    from altui.labeling.settling.opening import open_look
    from altui.wording.team.settling import closing_lines

    if annotator is None:
        hint = f"Say who you are: altui settle {quote(str(team))} --as NAME"
        raise InputError("whoever settles needs a name", hint=hint)
    screen, keymap = screen_of(context), context.obj.keymap()
    prepare_face(screen)
    with open_look(team, annotator, keymap, data=data, majority=majority) as (look, classes):
        status = (
            _talk(look, classes, keymap) if screen.plain else _draw(look, classes, screen, keymap)
        )
        put_rows([*closing_lines(look, team)])
    leave(status)


def _talk(look: SettleLook, classes: Sequence[ClassKey], keymap: KeyMap) -> int:
    from altui.plain.settling.dialogue import SettleDialogue

    return SettleDialogue(look, classes, keymap).run()


def _draw(
    look: SettleLook, classes: Sequence[ClassKey], screen: ScreenOptions, keymap: KeyMap
) -> int:
    from altui.cli.screen import THEMES
    from altui.tui.run import run
    from altui.tui.settling.app import SettleApp

    app = SettleApp(look, classes, keymap, dwell=screen.dwell, theme=THEMES[screen.theme])
    status = run(app)
    if app.error is not None:
        raise app.error
    return status
