"""The app on a screen of fixed size, and what a person does there. Nothing here sleeps."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from textual.events import Key

from altui.data.dataset import DataOptions, Dataset
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.labeling.annotation import Annotation, annotate
from altui.labeling.view import View
from altui.session import opening
from altui.session.events import Kind
from altui.session.options import SessionDefaults, SessionOptions
from altui.tui.app import AltuiApp, Opening
from altui.tui.panels.panel import LinesWidget
from altui.tui.terminal.internals import key_of_character

if TYPE_CHECKING:
    from textual.pilot import Pilot

PATIENCE = 100.0
"""Seconds until what is awaited counts as missing."""

SIZE = (110, 30)

FOLDER = TemporaryDirectory(prefix="altui-tests-")
NUMBERS = itertools.count()

SPECIAL = {"space": " ", "question_mark": "?", "enter": "\r"}


class Stage:
    def __init__(self, app: AltuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, is_so: Callable[[], object]) -> None:
        """Let the app go on until something is so."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not is_so():
                    await asyncio.sleep(0.002)
        except TimeoutError:
            raise AssertionError(f"it did not become so\n{self.everything()}") from None
        await self.settle()

    def everything(self) -> str:
        """What a person sees, and what of it counts; for a test that waits in vain."""
        screen = self.app.screen
        painted = getattr(screen, "painted", self.app.painted).at
        panels = [each.plain_text() for each in screen.query(LinesWidget)]
        return "\n".join([f"{screen}, painted at {painted}", *panels, f"{self.done()}"])

    async def ready(self) -> None:
        """Until there is a row or an ending, and keys count."""
        await self.until(lambda: self.app.accepts_keys and self.is_newest)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before it has done its work."""
        for key in keys:
            self.burst(key)
            await self.settle()

    def burst(self, *keys: str) -> None:
        """Press keys all at once, as a slow line brings them."""
        # Pilot waits after each key until the processor idles; while models are fitted that
        # takes its time.
        for key in keys:
            is_character = len(key) == 1
            name = key_of_character(key) if is_character else key
            self.app.post_message(Key(name, key if is_character else SPECIAL.get(key)))

    async def settle(self) -> None:
        """Until every message sent so far, and what those sent, has been heeded."""
        for _ in range(4):
            if self.app.return_code is None:
                await self.pilot._wait_for_screen()

    async def answer(self, key: str) -> View:
        """Press a key that leads to another View, and wait for that."""
        await self.ready()
        before = self.app.view
        await self.press(key)
        await self.until(lambda: self.app.view is not before)
        await self.ready()
        return self.view

    async def remarked(self, text: str) -> None:
        """Until the status line says so."""
        await self.until(lambda: text in self.shown("status"))

    @property
    def view(self) -> View:
        assert self.app.view is not None
        return self.app.view

    @property
    def is_newest(self) -> bool:
        """Whether the View is that of the last decision that is on disk. Of two decisions made in
        one go the Round of the first may be shown, and keys count for it."""
        return self.view.round.event == self.annotation.session.state.event

    @property
    def row(self) -> int:
        """The row on the screen."""
        assert self.view.shown_row is not None
        return self.view.shown_row.row

    def shown(self, name: str) -> str:
        """The text of a panel."""
        return self.app.screen.query_one(f"#{name}", LinesWidget).plain_text()

    def on_base(self, name: str) -> str:
        """The text of a panel of the first screen, whatever lies over it."""
        return self.app.screen_stack[0].query_one(f"#{name}", LinesWidget).plain_text()

    @property
    def annotation(self) -> Annotation:
        assert self.app.engine.annotation is not None
        return self.app.engine.annotation

    def done(self) -> list[tuple[Kind, int | None, str | None]]:
        """What the log holds of decisions: kind, row and value of each, oldest first."""
        return [
            (event.kind, event.row, event.value)
            for event in self.annotation.session.events()
            if event.kind not in (Kind.BEGIN, Kind.ROUND)
        ]

    async def done_so_far(self, count: int) -> list[tuple[Kind, int | None, str | None]]:
        """The same, once there are `count` of them."""
        await self.until(lambda: len(self.done()) >= count)
        return self.done()


@asynccontextmanager
async def on_stage(opening_: Opening, size: tuple[int, int] = SIZE) -> AsyncIterator[Stage]:
    app = AltuiApp(opening_)
    try:
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            yield stage
            # A Round that comes while the screens are taken down would find no panel.
            app.engine._send = lambda _: None
            await stage.settle()
    finally:
        app.engine.close()


def opened(annotation: Callable[[], Annotation], *, dwell: float = 0.0, **more: Any) -> Opening:
    return Opening(
        "made-up data", lambda *_: annotation(), lambda _: Path("x.csv"), dwell=dwell, **more
    )


def made_up(rows: int = 30, labeled: int = 6, classes: tuple[str, ...] = ("no", "yes")) -> Dataset:
    """Two numbers a row and a class that follows from them; the first rows have their label."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(rows, 2)).round(3)
    order = np.argsort(values[:, 0])
    known = np.empty(rows, dtype=int)
    known[order] = np.arange(rows) * len(classes) // rows
    cells = [
        (f"r{i}", str(values[i, 0]), str(values[i, 1]), classes[known[i]] if i < labeled else "")
        for i in range(rows)
    ]
    table = MemoryTable("made-up", ("id", "length", "weight", "label"), cells)
    return load_dataset(table, infer_schema(table), DataOptions(classes))


def annotation_of(
    dataset: Dataset | None = None,
    *,
    budget: int = 0,
    classifier: type | None = None,
    **settings: Any,
) -> Annotation:
    """A new session; `classifier` takes the place of the model."""
    dataset = dataset or made_up()
    session = opening.begin(
        Path(FOLDER.name) / f"{next(NUMBERS)}.altui",
        dataset,
        "made-up",
        SessionOptions(),
        SessionDefaults(budget=budget, strategy="least-confidence", annotator="ada", **settings),
    )
    annotation = annotate(dataset, build_features(dataset), session)
    if classifier is not None:
        annotation.learner.model = classifier
    return annotation


class Fails(LogisticRegression):  # type: ignore[misc]
    """A model that cannot be fitted."""

    def fit(self, X: Any, y: Any) -> Any:  # noqa: ARG002
        raise ValueError("no \x1b[31mgood")
