"""Several people on one file: the page of a desk, and rows that are settled."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from altui.cli.screen import THEMES
from altui.config.keymap import STANDARD
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.settling.opening import open_look
from altui.session.events import Decision
from altui.session.team.merging import merge
from altui.tui.settling.app import SettleApp
from tests.pictures.messages import MESSAGES, write_messages
from tests.pictures.stage import WIDE, on_stage, take_picture, wait_until

CLASSES = tuple(sorted(MESSAGES))
COLUMNS = ("channel=shown", "message=text", "topic=hidden")


SLIPS = {"sam": 4, "kim": 5}
"""Of how many messages each gives one a wrong label."""


def answer_of(topics: dict[str, str], row_id: str, slips: int) -> int:
    """The number of a message's topic; of one message in `slips` another."""
    place = CLASSES.index(topics[row_id])
    return (place + (int(row_id) % slips == 0)) % len(CLASSES)


def request_of(file: Path, name: str, team: str | None = None) -> OpenRequest:
    return OpenRequest(
        file=file,
        id_column="ticket",
        columns=COLUMNS,
        classes=CLASSES,
        annotator=name,
        team=team,
        audit=10,
        recheck=0,
    )


async def a_desk(folder: Path) -> None:
    """Two people label at a desk, one after the other."""
    (folder / "team").mkdir()
    file = folder / "team" / "tickets.csv"
    topics = write_messages(file)
    for name, slips in SLIPS.items():
        request = request_of(file, name, team="")
        async with on_stage(prepare(request).open, WIDE, file="tickets.csv") as stage:
            await stage.ready()
            for _ in range(15):
                await stage.answer(str(answer_of(topics, stage.row_id, slips)), seconds=4.0)
            if name == "kim":
                await stage.pilot.press("T")
                await stage.pilot.pause()
                stage.picture("team", "altui label tickets.csv --as kim --team, T")


def label_all(file: Path, topics: dict[str, str], name: str, slips: int) -> Path:
    """The session of somebody who has given every message a label."""
    with closing(prepare(request_of(file, name)).open()) as annotation:
        for row, row_id in enumerate(annotation.dataset.ids):
            label = CLASSES[answer_of(topics, row_id, slips)]
            annotation.session.decide(Decision.label(row, label))
        return annotation.session.path


async def settling(folder: Path) -> None:
    """What two people answered differently, once a third has answered it blind."""
    (folder / "laptops").mkdir()
    file = folder / "laptops" / "tickets.csv"
    topics = write_messages(file)
    sessions = [label_all(file, topics, name, slips) for name, slips in SLIPS.items()]
    team = merge(sessions, file.with_name("team.altui")).team.path
    with open_look(team, "lee", STANDARD) as (look, classes):
        app = SettleApp(look, classes, STANDARD, dwell=0.0, theme=THEMES["terminal"])
        async with app.run_test(size=WIDE) as pilot:
            await wait_until(pilot, lambda: app._settling.painted.at is not None)
            await pilot.press("1")
            await wait_until(pilot, lambda: look.case is not None and look.case.own)
            take_picture(app, "settle", "altui settle team.altui --as lee")
        app.close_session()
