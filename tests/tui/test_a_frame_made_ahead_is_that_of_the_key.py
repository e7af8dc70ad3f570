"""Whatever is made ahead, and for whichever View, the terminal shows what a full repaint would."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.cli.screen import THEMES
from altui.data.dataset import Field
from altui.data.features.images import Picture
from altui.data.inference.columns import Role
from altui.display.plotting import plot
from altui.labeling.explaining.reasons import Reasons
from altui.labeling.view import View, foresee_view, possible_answers
from altui.learning.evaluation import Evaluation
from altui.learning.names import AGAIN
from altui.session.events import Decision
from altui.tui.app import AltuiApp
from altui.tui.panels import looks
from altui.tui.terminal.cells import Cell
from altui.tui.terminal.frame import Frame
from tests.tui.making import (
    LONG,
    WIDE,
    a_shown_row,
    a_view,
    item,
    some_query,
    some_round,
    some_settings,
)
from tests.tui.stage import PATIENCE, annotation_of, on_stage, opened

Rows = list[list[Cell]]
SIZES = [(60, 20), (80, 24), (100, 30), (140, 45)]
MANY = tuple(f"class {number}" for number in range(40))
PIXELS = np.arange(16 * 16 * 3, dtype=np.uint8).reshape(16, 16, 3)


def text_row(text: str) -> Any:
    return a_shown_row(
        Field("text", text, Role.TEXT), reasons=Reasons("yes", {}, {"rather": 1.0, "long": -0.5})
    )


def many_columns() -> Any:
    fields = [Field(f"x{number}", f"{number / 7:.4f}", Role.NUMERIC) for number in range(100)]
    return a_shown_row(*fields, reasons=Reasons("yes", {"x7": 0.5, "x20": -2.0}, {}))


VIEWS = {
    "numbers": a_view(),
    "another row": a_view(shown_row=a_shown_row(row=8, row_id="id8", flagged=True, note=WIDE)),
    "no model": a_view(query=some_query(None), has_test=False),
    "a long text": a_view(shown_row=text_row(LONG * 20)),
    "wide text": a_view(shown_row=text_row(WIDE * 9), decisions=(item(row_id=WIDE),)),
    "marks beside letters": a_view(shown_row=text_row("हिन्दी की का। " * 12)),
    "many columns": a_view(shown_row=many_columns()),
    "many classes": a_view(MANY, some_query([1 / 41 * (1 + (k == 7)) for k in range(40)])),
    "a picture": a_view(shown_row=a_shown_row(pictures={"file": Picture(PIXELS)})),
    "asked again": a_view(round=some_round(some_query(), again=AGAIN), is_blind=True),
    "failed": a_view(round=some_round(some_query(), trouble="no fit: too little memory")),
    "no budget": a_view(settings=some_settings(("no", "yes"), budget=0), guide="1 says no"),
    "the end": a_view(shown_row=None, ending="budget"),
}


class Shown(AltuiApp):
    """Shows what it is given, and has no session."""

    CSS_PATH = Path(inspect.getfile(AltuiApp)).with_name("altui.tcss")

    def start(self, proposal: object) -> None:
        """Nothing is opened."""

    def prepare(self, view: View) -> None:
        for _ in self._prepare(view):
            pass

    def repainted(self) -> Rows:
        """The cells after a repaint of the whole screen by Textual itself."""
        frame = Frame()
        frame.forget(*self.size, is_known=True)
        update = self.screen._compositor.render_update(full=True)
        frame.changes(update, self.colour_system)
        return frame.rows

    def on_terminal(self) -> Rows:
        return self._frame.rows


def following(view: View, label: str) -> View:
    """What is foreseen after an answer to the row of `view`."""
    result = replace(view.round, number=4, evaluation=Evaluation(91, 100))
    return foresee_view(view, Decision.label(7, label), result, view.shown_row)


def forget_all() -> None:
    looks.line_cells.cache_clear()
    plot._lines.cache_clear()


async def frames(
    theme: str, size: tuple[int, int], names: list[str], *, is_ahead: bool, is_wrong: bool
) -> list[Rows]:
    """What stands on the terminal after each View; `is_wrong`: another one is made ahead."""
    app = Shown(opened(annotation_of, theme=theme))
    found = []
    async with app.run_test(size=size) as pilot:
        app.show(a_view())
        await pilot.pause()
        for name in names:
            app.on_terminal()[:] = [list(row) for row in app.repainted()]
            shown = VIEWS[name]
            foreseen = following(VIEWS["numbers"], "yes") if is_wrong else shown
            if is_ahead:
                app.prepare(foreseen)
            else:
                forget_all()
            app.show(shown, "")
            if not app.screen._layout_required:
                assert app.on_terminal() == app.repainted()
            await pilot.pause()
            found.append(app.repainted())
    return found


drawn = given(
    st.sampled_from(sorted(THEMES.values())),
    st.sampled_from(SIZES),
    st.lists(st.sampled_from(sorted(VIEWS)), min_size=1, max_size=4),
    st.booleans(),
)


@settings(max_examples=4, deadline=None)
@drawn
def test_the_frame_is_the_same(
    theme: str, size: tuple[int, int], names: list[str], is_wrong: bool
) -> None:
    check_frames(theme, size, names, is_wrong)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@drawn
def test_so_it_is_for_many(
    theme: str, size: tuple[int, int], names: list[str], is_wrong: bool
) -> None:
    check_frames(theme, size, names, is_wrong)


def check_frames(theme: str, size: tuple[int, int], names: list[str], is_wrong: bool) -> None:
    ahead = asyncio.run(frames(theme, size, names, is_ahead=True, is_wrong=is_wrong))
    at_the_key = asyncio.run(frames(theme, size, names, is_ahead=False, is_wrong=False))
    assert ahead == at_the_key


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_without_colours_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert asyncio.run(frames("ansi-dark", (100, 30), [name], is_ahead=True, is_wrong=False))


async def test_reasons_that_are_hidden_meanwhile_are_not_shown() -> None:
    app = Shown(opened(annotation_of))
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(a_view())
        await pilot.pause()
        app.on_terminal()[:] = [list(row) for row in app.repainted()]
        app.prepare(VIEWS["many columns"])
        app.row_panel.toggle_reasons()
        await pilot.pause()
        app.show(VIEWS["many columns"])
        assert "what decides" not in app.row_panel.plain_text()
        assert app.on_terminal() == app.repainted()


async def test_a_frame_of_another_size_is_made_at_the_key() -> None:
    app = Shown(opened(annotation_of))
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(a_view())
        await pilot.pause()
        app.prepare(VIEWS["a long text"])
        await pilot.resize_terminal(120, 40)
        app.on_terminal()[:] = [list(row) for row in app.repainted()]
        app.show(VIEWS["a long text"])
        await pilot.pause()
        assert app.on_terminal() == app.repainted()


async def test_the_key_draws_no_plot(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    prepared: list[View] = []
    real = plot._draw

    def draw(*arguments: Any) -> Any:
        drawn.append(threading.current_thread().name)
        return real(*arguments)

    def count(app: AltuiApp, view: View) -> Iterator[None]:
        yield from prepare(app, view)
        prepared.append(view)

    forget_all()
    prepare = AltuiApp._prepare
    monkeypatch.setattr(plot, "_draw", draw)
    monkeypatch.setattr(AltuiApp, "_prepare", count)
    monkeypatch.setattr("altui.labeling.engine.PAINT_LIMIT", PATIENCE)  # else it begins too early
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.until(lambda: len(prepared) == len(possible_answers(stage.view)))
        before = drawn.count("MainThread")
        await stage.answer(stage.view.classes[0].key)
        assert drawn.count("MainThread") == before
        assert "frames" in drawn
