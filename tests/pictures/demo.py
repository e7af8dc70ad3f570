"""The demo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from altui.cli.commands.demo import MEANINGS, guide
from altui.config.keymap import STANDARD
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from tests.pictures.stage import NARROW, WIDE, Stage, on_stage

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Say
    from altui.labeling.proposal import Proposal

    Open = Callable[[Say, Proposal | None], Annotation]


def tutorial(folder: Path, name: str) -> Open:
    return prepare(OpenRequest(is_tutorial=True, session=folder / f"{name}.altui")).open


def on_demo(
    folder: Path, name: str, size: tuple[int, int], theme: str = "terminal"
) -> AbstractAsyncContextManager[Stage]:
    told = guide(STANDARD)
    return on_stage(
        tutorial(folder, name),
        size,
        theme=theme,
        guide=told,
        guidance=MEANINGS,
        is_kept_nowhere=True,
    )


async def the_demo(folder: Path) -> None:
    async with on_demo(folder, "demo", WIDE) as stage:
        await stage.ready()
        stage.picture("demo-start", "altui demo")
        await stage.reveal(10)
        stage.picture("demo-middle", "altui demo")
        await stage.reveal(10)
        stage.picture("demo-end", "altui demo")
        await stage.pilot.press("p")
        await stage.pilot.pause()
        stage.picture("performance", "altui demo, p")


async def a_narrow_screen(folder: Path) -> None:
    async with on_demo(folder, "narrow", NARROW) as stage:
        await stage.ready()
        await stage.reveal(10)
        stage.picture("narrow", "altui demo, 80 columns")
        await stage.pilot.press("v")
        await stage.pilot.pause()
        stage.picture("narrow-curve", "altui demo, 80 columns, v")


async def a_light_theme(folder: Path) -> None:
    async with on_demo(folder, "light", WIDE, theme="light") as stage:
        await stage.ready()
        await stage.reveal(10)
        stage.picture("light", "altui demo --theme light")
