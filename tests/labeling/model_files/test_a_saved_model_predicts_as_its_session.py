"""A saved model labels a file as its session does: the same bytes, the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.doors import Answer, Door, door
from tests.labeling.model_files.shop import begin_session, write_shop

pytest.importorskip("skops.io")

NUMBERS = ("price=numeric", "weight=numeric", "bought=date")
ALL = (*NUMBERS, "city=categorical", "title=text", "body=text", "zh=text")

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "numbers with decimal commas and gaps": (NUMBERS[:2], {}),
    "dates": (("bought=date",), {}),
    "categories, some of them new": (("city=categorical",), {}),
    "numbers beside categories": ((*NUMBERS, "city=categorical"), {}),
    "words": (("body=text:words",), {}),
    "characters of Chinese": (("zh=text:characters",), {}),
    "words and characters": (("title=text:both",), {}),
    "several texts, each in its form": (
        ("title=text:both", "body=text:words", "zh=text:characters"),
        {},
    ),
    "everything": (ALL, {"test": "0.3"}),
    "a curved boundary": (NUMBERS, {"boundary": "curved"}),
    "a curved boundary beside words": (ALL, {"boundary": "curved"}),
    "logistic, curved": (NUMBERS, {"boundary": "curved", "model": "logistic"}),
    "forest, curved": (NUMBERS, {"boundary": "curved", "model": "forest", "test": "0.2"}),
    "forest of words": (ALL, {"model": "forest"}),
    "bayes of numbers": (NUMBERS, {"model": "bayes"}),
    "bayes of words": (ALL, {"model": "bayes"}),
    "a session begun before": (
        ("city=categorical", "title=text", "body=text"),
        {"learner": 0, "test": "0.2"},
    ),
    "a session begun before, without words": (("zh=text",), {"learner": 0}),
}


@pytest.fixture
def altui(capsys: pytest.CaptureFixture[str]) -> Door:
    return door(capsys)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Other rows, with categories and words that the model has not seen, and columns in another
    order."""
    lines = write_shop(tmp_path / "made.csv", 60, seed=7).read_text().splitlines()
    lines[5] = lines[5].replace("parcel", "Päckchen 😀")
    table = [line.split(";") for line in lines]
    table[3][4] = "Łódź"
    path = tmp_path / "new.csv"
    path.write_text("".join(";".join(reversed(cells)) + "\n" for cells in table))
    return path


def save(altui: Door, session: Path, *words: object) -> Path:
    target = session.with_name("model.skops")
    answer = altui("export", session, "--model", target, *words)
    assert answer.status == 0, answer.err
    return target


def both(altui: Door, session: Path, model: Path, new: Path, *words: object) -> Answer:
    """What a session says of the new rows, after the model has said the same."""
    out = session.with_name("out.csv")
    answers, contents = [], []
    for source in (("--model", model), (session,)):
        answers.append(altui("predict", *source, new, "-o", out, "--overwrite", *words))
        contents.append(out.read_bytes())
    assert answers[0] == answers[1] and contents[0] == contents[1]
    assert answers[0].status == 0 and contents[0]
    return answers[0]


@pytest.mark.parametrize(("columns", "how"), CASES.values(), ids=CASES)
def test_the_same_bytes(
    altui: Door, tmp_path: Path, new: Path, columns: tuple[str, ...], how: dict[str, Any]
) -> None:
    session = begin_session(write_shop(tmp_path / "shop.csv"), columns, **how)
    both(altui, session, save(altui, session), new)
