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


def test_the_first_row_waits_for_no_screen_that_a_key_opens() -> None:
    code = (
        "import sys, altui.tui.app\n"
        "from altui.tui import screens\n"
        "names = [f'altui.tui.screens.{each}' for each in ('alike', 'columns', 'history', 'row')]\n"
        "print(*set(names) & set(sys.modules))\n"
        "assert screens.HistoryScreen.__module__ == names[2]\n"
        "assert screens.TextScreen.__module__ == 'altui.tui.screens.parts.text_page'\n"
    )
    answer = outside(code)
    assert (answer.status, answer.out.split()) == (0, []), answer.err


async def test_garbage_is_collected_from_the_first_row_on() -> None:
    gc.disable()  # as the command does
    try:
        async with on_stage(opened(annotation_of)) as stage:
            await stage.ready()
            await stage.until(gc.isenabled)
    finally:
        gc.enable()
        gc.unfreeze()
