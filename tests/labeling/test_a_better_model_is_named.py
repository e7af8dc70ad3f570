"""Where another model is plainly ahead the person is told: seldom, and no key waits for it."""

from __future__ import annotations

import io
import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.labeling.advising.model_advice import ModelAdvice, rivals
from altui.learning.honesty.model_lead import Lead
from altui.plain.dialogue import Dialogue
from altui.session.events import Decision
from altui.tui.screens.strategy import model_choices
from tests.session.making import Data
from tests.tui.stage import annotation_of, on_stage, opened

SOON = 30.0
LEAD = Lead("forest", "newton", 0.1, 0.02, 31, 14)


def corners(rows: int = 200, labeled: int = 120) -> Dataset:
    """A class that no plane separates."""
    values = np.random.default_rng(7).normal(size=(rows, 2)).round(3)
    names = np.where(values[:, 0] * values[:, 1] > 0, "yes", "no")
    cells = [
        (f"r{row}", str(a), str(b), names[row] if row < labeled else "")
        for row, (a, b) in enumerate(values)
    ]
    table = MemoryTable("made-up", ("id", "length", "weight", "label"), cells)
    return load_dataset(table, infer_schema(table), DataOptions(("no", "yes")))


def settings(**changes: Any) -> Any:
    return Data(8).settings(**{"model": "newton", "learner": 1, **changes})


class Watched:
    """An annotation whose comparison does as it is told."""

    def __init__(self) -> None:
        self.session = SimpleNamespace(settings=settings())
        self.looked: list[int] = []
        self.may_go_on = threading.Event()

    def lead_finder(self, _: Any, others: tuple[str, ...]) -> Watched:
        assert others == ("forest", "bayes")
        return self

    def find_lead(self, knowledge: Any) -> Lead:
        self.looked.append(len(knowledge.rows))
        assert self.may_go_on.wait(SOON)
        return LEAD

    def stop(self) -> None:
        self.may_go_on.set()


def known(labels: int) -> Any:
    return SimpleNamespace(rows=np.arange(labels))


def test_it_looks_from_some_labels_on_and_then_when_they_have_grown_by_half() -> None:
    watched, told = Watched(), threading.Semaphore(0)
    watched.may_go_on.set()
    advice = ModelAdvice(watched, lambda _: told.release())  # type: ignore[arg-type]
    for labels in range(30, 140):
        advice.allow(known(labels))
        if labels in (40, 60, 90, 135):
            assert told.acquire(timeout=SOON)
            advice._thread.join(SOON)  # type: ignore[union-attr]
    assert watched.looked == [40, 60, 90, 135]


def test_the_end_of_the_session_ends_a_look_and_no_other_begins() -> None:
    watched = Watched()
    advice = ModelAdvice(watched, lambda _: None)  # type: ignore[arg-type]
    advice.allow(known(40))
    advice.allow(known(80))
    advice.close()
    advice._thread.join(SOON)  # type: ignore[union-attr]
    advice.allow(known(200))
    advice._thread.join(SOON)  # type: ignore[union-attr]
    assert watched.looked in ([40], [])


def test_models_are_compared_where_their_accuracy_is_the_question() -> None:
    assert rivals(settings()) == rivals(settings(model="logistic")) == ("forest", "bayes")
    assert rivals(settings(model="forest")) == ("newton", "bayes")
    for changes in ({"find": "yes"}, {"model": "mine:make"}, {"certify": {"path": "a"}}):
        assert rivals(settings(**changes)) == ()
    assert rivals(settings(learner=0)) == (), "a session begun before"


async def test_the_screen_says_so_and_m_changes_it() -> None:
    dataset = corners()
    async with on_stage(opened(lambda: annotation_of(dataset, learner=1))) as stage:
        await stage.ready()
        await stage.remarked("forest seems better: ")
        assert "where it and newton differ; m changes it" in stage.shown("status")
        view = await stage.answer("1")
        assert "forest seems better: m" in stage.shown("status") and view.lead is not None
        assert dict(model_choices(view))["forest"].startswith("seems better: ")
        stage.app.engine.decide(Decision.model("forest"))
        await stage.until(lambda: stage.view.settings.model == "forest")
        assert stage.view.lead is None


def test_the_plain_dialogue_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    annotation, said = annotation_of(corners(), learner=1), threading.Event()
    watched = Watched()
    watched.may_go_on.set()
    monkeypatch.setattr(annotation, "lead_finder", watched.lead_finder)
    monkeypatch.setattr(
        "altui.plain.engine_events.say", lambda text: said.set() if "seems better" in text else None
    )

    class Lines(io.StringIO):
        """The end of input comes once it is said."""

        def readline(self, *_: Any) -> str:
            assert said.wait(SOON)
            return ""

    monkeypatch.setattr("sys.stdin", Lines())
    assert Dialogue(opened(lambda: annotation)).run() == 0
    assert said.is_set()
