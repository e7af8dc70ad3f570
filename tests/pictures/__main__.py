"""Make the pictures in `screenshots/` from the real app: python -m tests.pictures

Seeds, sizes and the clock are fixed, so that a picture changes only when what it shows does.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import altui.tui.painted as painted_module
from tests.pictures.demo import a_light_theme, a_narrow_screen, the_demo
from tests.pictures.files import (
    columns,
    disagreements,
    guidelines,
    many_classes,
    numbers,
    pictures_of_shapes,
    text_labeling,
    why,
)
from tests.pictures.sample import a_sample
from tests.pictures.stage import CLOCK, FOLDER
from tests.pictures.team import a_desk, settling


async def all_pictures() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await the_demo(folder)
        await a_narrow_screen(folder)
        await a_light_theme(folder)
        await text_labeling(folder)
        await guidelines(folder)
        await many_classes(folder)
        await columns(folder)
        await why(folder)
        await disagreements(folder)
        await numbers(folder)
        await pictures_of_shapes(folder)
        await a_desk(folder)
        await settling(folder)
        await a_sample(folder)


def main() -> None:
    named = [name for name in os.environ if name.startswith("TEXTUAL_") or name == "NO_COLOR"]
    if named:
        raise SystemExit(f"unset {', '.join(named)} first: the pictures would depend on it")
    FOLDER.mkdir(exist_ok=True)
    # The app takes the time of a label from here; a picture must not tell how fast this one ran.
    painted_module.time = SimpleNamespace(time=CLOCK, monotonic=CLOCK)  # type: ignore[assignment, attr-defined]
    asyncio.run(all_pictures())


if __name__ == "__main__":
    main()
