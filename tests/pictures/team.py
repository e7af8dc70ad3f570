"""Several people on one file: the page of a desk, and rows that are settled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from altui.cli.screen import THEMES
from altui.config.keymap import STANDARD
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.settling.opening import open_look
from altui.session.team.merging import merge
from altui.tui.settling.app import SettleApp
from tests.pictures.messages import MESSAGES, write_messages
from tests.pictures.stage import PATIENCE, WIDE, on_stage, take_picture

CLASSES = tuple(sorted(MESSAGES))
COLUMNS = ("channel=shown", "message=text", "topic=hidden")


def name_of(topics: dict[str, str], row_id: str, slips: int) -> str:
    """The topic of a message; of one in `slips` messages another."""
    place = CLASSES.index(topics[row_id])
    return str((place + (int(row_id) % slips == 0)) % len(CLASSES))


async def a_desk(folder: Path) -> None:
    """Two people label at a desk, one after the other; what they answered stays in the folder."""
    (folder / "team").mkdir()
    file = folder / "team" / "tickets.csv"
    topics = write_messages(file)
    for name, slips in (("sam", 4), ("kim", 5)):
        request = OpenRequest(
            file=file, id_column="ticket", columns=COLUMNS, classes=CLASSES,
            annotator=name, team="", audit=8, recheck=0,
        )  # fmt: skip
        async with on_stage(prepare(request).open, WIDE, file="tickets.csv") as stage:
            await stage.ready()
            for _ in range(15):
                assert stage.app.view is not None and stage.app.view.shown_row is not None
                row_id = stage.app.view.shown_row.row_id
                await stage.answer(name_of(topics, row_id, slips), seconds=4.0)
            if name == "kim":
                await stage.pilot.press("T")
                await stage.pilot.pause()
                stage.picture("team", "altui label tickets.csv --as kim --team, T")


async def settling(folder: Path) -> None:
    """What the two answered differently, once it is answered blind."""
    sessions = sorted((folder / "team").glob("*.altui"))
    team = merge(sessions, folder / "team" / "team.altui").team.path
    with open_look(team, "lee", STANDARD) as (look, classes):
        app = SettleApp(look, classes, STANDARD, dwell=0.0, theme=THEMES["terminal"])
        async with app.run_test(size=WIDE) as pilot:

            async def until(is_so: Callable[[], object]) -> None:
                async with asyncio.timeout(PATIENCE):
                    while not is_so():
                        await pilot.pause(0.005)

            await until(lambda: app._settling.painted.at is not None)
            await pilot.press("1")
            await until(lambda: look.case is not None and look.case.own)
            await pilot.pause()
            take_picture(app, "settle", "altui settle team.altui --as lee")
        app.close_session()
