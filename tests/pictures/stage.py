"""The real app on a screen of fixed size, with a clock that stands still, and its picture."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.cli.next_step import LABEL_A_FILE
from altui.cli.screen import THEMES
from altui.config.guidance import Guidance
from altui.labeling.opening.face import Opening
from altui.tui.app import AltuiApp
from altui.tui.panels.row import RowPanel

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

    Open = Callable[[Say, Proposal | None], Annotation]

FOLDER = Path(__file__).parents[2] / "screenshots"
WIDE, NARROW = (110, 32), (80, 24)
FONTS = '"Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace'
CELL = 12.2
PATIENCE = 60.0


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


class Stage:
    """The app on a screen of fixed size, and what a person does there."""

    def __init__(self, app: AltuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, is_so: Callable[[], object]) -> None:
        await wait_until(self.pilot, is_so)

    async def ready(self) -> None:
        await self.until(lambda: self.app.accepts_keys)

    async def answer(self, key: str, seconds: float = 3.0) -> None:
        before = self.app.view
        CLOCK.now += seconds
        await self.pilot.press(key)
        await self.until(lambda: self.app.view is not before and self.app.accepts_keys)

    async def reveal(self, rows: int) -> None:
        for _ in range(rows):
            await self.answer("r")

    @property
    def row_id(self) -> str:
        """The id of the row that is asked."""
        assert self.app.view is not None and self.app.view.shown_row is not None
        return self.app.view.shown_row.row_id

    def shown_row(self) -> str:
        return self.app.query_one(RowPanel).plain_text()

    def picture(self, name: str, title: str) -> None:
        take_picture(self.app, name, title)


async def wait_until(pilot: Pilot[int], is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await pilot.pause(0.005)
    await pilot.pause()


def take_picture(app: App[int], name: str, title: str) -> None:
    svg = cleaned(app.export_screenshot(title=title), name)
    if not app.current_theme.dark:
        svg = svg.replace('fill="#292929"', 'fill="#e0e0e0"').replace("#c5c8c6", "#1f1f1f")
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
    sys.stderr.write(f"{name}.svg\n")


def cleaned(svg: str, name: str) -> str:
    """Without Rich's random ids and the fonts that it would fetch from elsewhere."""
    svg = re.sub(r"terminal-\d+", name, svg)
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    svg = re.sub(
        r'<text (.*?) x="([\d.]+)" (.*?) textLength="[\d.]+" (.*?)>(.*?)</text>', words, svg
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def words(text: re.Match[str]) -> str:
    """One element for each run of words, and of braille, which is wider in many fonts: not every
    viewer keeps the spaces between them."""
    style, start, place, clip, content = text.groups()
    shown = html.unescape(content).replace("\xa0", " ")
    pieces = []
    for word in re.finditer(r"[⠁-⣿]+|[^\s⠁-⣿]+(?: [^\s⠁-⣿]+)*", shown):
        x = float(start) + CELL * cell_len(shown[: word.start()])
        length = f'x="{x:.1f}" {place} textLength="{CELL * cell_len(word[0]):.1f}"'
        inside = html.escape(word[0]).replace(" ", "&#160;")
        pieces.append(f"<text {style} {length} {clip}>{inside}</text>")
    return "".join(pieces)


@asynccontextmanager
async def on_stage(
    open_: Open,
    size: tuple[int, int],
    *,
    theme: str = "terminal",
    proposal: Proposal | None = None,
    guide: str = "",
    guidance: Guidance | None = None,
    file: str = "the demo",
    is_kept_nowhere: bool = False,
) -> AsyncIterator[Stage]:
    def open_with_clock(say: Say, accepted: Proposal | None) -> Annotation:
        annotation = open_(say, accepted)
        annotation.session._now = CLOCK
        return annotation

    opening = Opening(
        file,
        open_with_clock,
        lambda _: Path(),
        proposal,
        dwell=0,
        theme=THEMES[theme],
        guide=guide,
        guidance=guidance or Guidance(),
        is_kept_nowhere=is_kept_nowhere,
        next_step=LABEL_A_FILE if is_kept_nowhere else "",
    )
    app = AltuiApp(opening)
    try:
        async with app.run_test(size=size) as pilot:
            yield Stage(app, pilot)
    finally:
        app.engine.close()
