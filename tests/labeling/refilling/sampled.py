"""A set of 2,000 rows of which 200 are the sample, and work on it."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from altui.labeling import events
from altui.labeling.annotation import Annotation
from altui.labeling.engine import Engine
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.data.partitions.sets import cut, write_here

ROWS, SAMPLE = 2000, 200
PATIENCE = 60.0
"""Seconds until what is awaited counts as missing: a pass starts a process."""


def columns(rows: int = ROWS) -> dict[str, Any]:
    """Two classes that a line parts, two rows in three of them without a label."""
    draw = np.random.default_rng(3)
    x, y = draw.normal(size=(2, rows))
    truth = np.where(x + 0.3 * draw.normal(size=rows) > 0.4, "spam", "ham")
    label = np.where(np.arange(rows) % 3 == 0, truth, None)
    ids = [f"m{k}" for k in range(rows)]
    return {"id": ids, "width": x, "height": y, "truth": truth, "label": label}


def place_of(folder: Path, parts: int = 3) -> Path:
    return write_here(folder / "rows", cut(columns(), parts), group=150)


def request_for(place: Path, **more: Any) -> OpenRequest:
    said: dict[str, Any] = {
        "target": "truth",
        "hide_labels": True,
        "columns": ("width", "height"),
        "classes": ("ham", "spam"),
        "pool": SAMPLE,
        "boundary": "linear",
        "recheck": 0,
    }
    return OpenRequest(file=place, **{**said, **more})


class Work:
    """Someone who reveals labels, one after the other, and hears what the engine says."""

    def __init__(self, request: OpenRequest) -> None:
        self._said: queue.Queue[events.EngineEvent] = queue.Queue()
        self.heard: list[events.EngineEvent] = []
        self.engine = Engine(self._said.put)
        self.engine.start(prepare(request).open)
        self._row: int | None = None
        self.wait_for(lambda said: isinstance(said, events.RoundReady))

    @property
    def annotation(self) -> Annotation:
        assert self.engine.annotation is not None
        return self.engine.annotation

    @property
    def told(self) -> list[str]:
        """What was said with the first row."""
        return self.annotation.session.notes

    @property
    def notes(self) -> list[str]:
        return [each.note for each in self.heard if isinstance(each, events.SampleRefilled)]

    def wait_for(self, is_it: Callable[[events.EngineEvent], bool]) -> None:
        while True:
            said = self._said.get(timeout=PATIENCE)
            self.heard.append(said)
            if isinstance(said, events.RoundReady):
                self._row = said.view.round.query.row if said.view.round.query else None
                self.engine.mark_painted()
            if isinstance(said, events.RoundFailed | events.OpeningFailed):
                raise said.error
            if is_it(said):
                return

    def reveal(self, times: int = 1) -> None:
        for _ in range(times):
            assert self._row is not None
            self.engine.decide(Decision.reveal(self._row))
            self.wait_for(lambda said: isinstance(said, events.RoundReady))

    @property
    def row_id(self) -> str:
        """Of the row that is asked."""
        assert self._row is not None
        return self.annotation.dataset.ids[self._row]

    def label(self, answer: str) -> None:
        assert self._row is not None
        self.engine.decide(Decision.label(self._row, answer))
        self.wait_for(lambda said: isinstance(said, events.RoundReady))

    def wait_for_refill(self) -> None:
        self.wait_for(lambda said: isinstance(said, events.SampleRefilled))

    def close(self) -> None:
        self.engine.close()
