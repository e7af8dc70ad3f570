"""A sample of a large set, which has just been refilled."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

import pyarrow
import pyarrow.parquet

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.refilling.schedule import FIRST
from altui.tui.panels.status import StatusPanel
from tests.pictures.messages import MESSAGES, mixed_messages
from tests.pictures.stage import WIDE, on_stage

CLASSES = tuple(sorted(MESSAGES))
ROWS, SAMPLE, FILES = 6000, 600, 3


def write_tickets(folder: Path) -> dict[str, str]:
    """Messages in several files, each with a number in it, and the topic of each by its id."""
    folder.mkdir()
    messages = list(islice(cycle(mixed_messages()), ROWS))
    topics = {f"t{row:05d}": topic for row, (topic, _) in enumerate(messages)}
    texts = [f"{text} Ticket {row}." for row, (_, text) in enumerate(messages)]
    table = pyarrow.table({"id": list(topics), "message": texts})
    for part in range(FILES):
        rows = table.slice(part * ROWS // FILES, ROWS // FILES)
        pyarrow.parquet.write_table(rows, folder / f"part-{part}.parquet")
    return topics


async def a_sample(folder: Path) -> None:
    topics = write_tickets(folder / "tickets")
    request = OpenRequest(
        file=folder / "tickets" / "*.parquet",
        columns=("message=text",),
        classes=CLASSES,
        pool=SAMPLE,
        audit=10,
        recheck=0,
    )
    async with on_stage(prepare(request).open, WIDE, file="tickets") as stage:
        await stage.ready()
        for _ in range(FIRST):
            await stage.answer(str(CLASSES.index(topics[stage.row_id])))
        panel = stage.app.query_one(StatusPanel)
        await stage.until(lambda: "rows joined" in panel.plain_text())
        stage.picture("sample", "altui label 'tickets/*.parquet' --pool 600")
