"""The screen stands before anything heavy is imported."""

from __future__ import annotations

import gc

from tests.cli.doors import outside
from tests.tui.stage import annotation_of, on_stage, opened


def test_the_first_paint_waits_for_no_library_of_the_learner() -> None:
    code = (
        "import sys\n"
        "from altui.cli import screen\n"
        "from altui.cli.commands import demo, label\n"
        "screen.prepare_textual('terminal')\n"
        "import altui.tui.app\n"
        "print(*{'numpy', 'scipy', 'sklearn', 'plotext', 'pyarrow'} & set(sys.modules))\n"
    )
    assert outside(code).out.split() == []


async def test_garbage_is_collected_from_the_first_row_on() -> None:
    gc.disable()  # as the command does
    try:
        async with on_stage(opened(annotation_of)) as stage:
            await stage.ready()
            await stage.until(gc.isenabled)
    finally:
        gc.enable()
        gc.unfreeze()
