"""Whoever registers a query strategy finds it wherever strategies are named, and it asks right."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.plain.commands import interpret
from altui.session.events import Kind
from altui.tui.screens.strategy import choices
from tests.cli.doors import Answer, outside
from tests.learning.strategies.registering import register_for
from tests.surest import SUREST, highest
from tests.tui.making import a_view
from tests.tui.stage import annotation_of, made_up, on_stage, opened

PROGRAM = """
import sys
from altui.learning.strategies import register
from tests.surest import SUREST
register(SUREST)
from altui.cli.main import main
main()
"""


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    register_for(monkeypatch, SUREST)


def altui(*words: object, **environment: str) -> Answer:
    """The program, in a process in which the strategy was registered first."""
    return outside(PROGRAM, words, **environment)


@pytest.mark.parametrize("n_classes", [2, 4])
@pytest.mark.parametrize("model", ["newton", "logistic", "bayes"])
def test_it_asks_for_the_row_with_the_highest_score(n_classes: int, model: str) -> None:
    rng = np.random.default_rng(0)
    labels = np.arange(300) % n_classes
    matrix = (rng.normal(size=(300, 3)) + labels[:, None]).astype(np.float32)
    learner = Learner(
        matrix,
        np.ones(300, bool),
        n_classes,
        model=model_factory(model, seed=0, sparse=False),
        strategy=SUREST.name,
    )
    rows, available = np.arange(40), np.arange(300) >= 40
    known = Knowledge(40, rows, labels[rows], available, 40)
    query, fitted = learner.round(known).query, learner.fit(known)
    assert query is not None and fitted is not None and query.strategy == SUREST.name
    scores = np.where(available, highest(fitted.predict_proba(matrix.astype(float))), -1)
    assert query.row == int(np.argmax(scores >= scores.max() - 1e-9))
    assert scores.max() > np.median(scores[available]) + 0.1


def test_no_screen_leaves_it_out() -> None:
    view = a_view()
    assert (SUREST.name, SUREST.meaning) in choices(view)
    decision = interpret(f"m {SUREST.name}", view, 0.0)
    assert not isinstance(decision, str) and decision.kind is Kind.SETTING  # type: ignore[union-attr]
    with pytest.raises(Exception, match=f"changes the query strategy: .*{SUREST.name}"):
        interpret("m", view, 0.0)


async def test_it_is_taken_on_the_screen_and_the_next_row_comes_by_it() -> None:
    dataset = made_up(rows=40, labeled=12)
    async with on_stage(opened(lambda: annotation_of(dataset))) as stage:
        await stage.ready()
        await stage.press("m")
        lines = str(stage.app.screen.query_one("#strategies").render()).splitlines()
        (line,) = [line for line in lines if SUREST.name in line]
        assert SUREST.meaning in line
        view = await stage.answer(line.strip(" ▸")[0])
        assert view.settings.strategy == SUREST.name
        assert view.round.query is not None and view.round.query.strategy == SUREST.name
        assert f"({SUREST.name})" in stage.shown("confidence")


@pytest.mark.parametrize("command", ["label", "demo", "simulate"])
def test_the_help_and_the_completion_name_it(command: str) -> None:
    assert SUREST.name in altui(command, "--help").out
    words = f"altui {command} --strategy sure"
    answer = altui(_ALTUI_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="3")
    assert answer.out.split() == [f"plain,{SUREST.name}"]


def test_the_manual_lists_it() -> None:
    assert f"| `{SUREST.name}` | {SUREST.meaning} |" in altui("manual", "strategies").out


def test_it_is_simulated(tmp_path: Path) -> None:
    rows = "".join(f"{n % 7},{n * 3 % 11},{'ab'[n % 7 > 3]}\n" for n in range(60))
    (tmp_path / "data.csv").write_text(f"x,y,label\n{rows}")
    arguments = ["--target", "label", "--seeds", "1", "--queries", "3", "--json"]
    answer = altui("simulate", tmp_path / "data.csv", *arguments, "--strategy", SUREST.name)
    records = [json.loads(line) for line in answer.out.splitlines()]
    assert [record["query"] for record in records] == [0, 1, 2, 3], answer.err
    assert {record["strategy"] for record in records} == {SUREST.name}


def test_a_mistaken_name_is_answered_with_it() -> None:
    answer = altui("simulate", "tutorial", "--strategy", "surest")
    assert answer.status == 2 and SUREST.name in answer.err
