"""Whatever the person does to rows, classes and the pool: the Round on the screen is that of the
session when it is opened again."""

from __future__ import annotations

import csv
import random
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.look_alikes import find_look_alikes
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.showing.shown_row import read_row
from altui.learning.rounds import Round
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.state.batches import label_alike

WORDS = ("refund", "crash", "lovely", "parcel", "invoice", "freeze", "thanks", "late")
CLASSES = ("bill", "bug", "praise")
NAMES = (*CLASSES, "other", "late", "spam")
NARROWINGS = ("", "must:refund", "not:crash", "not:late must:parcel")


def write(path: Path, chance: random.Random) -> Path:
    """Half of the rows have copies; some have a label, more have a suggestion."""
    texts = [f"{chance.choice(WORDS)} {chance.choice(WORDS)} {n // 2}" for n in range(40)]
    texts += [chance.choice(texts).upper() for _ in range(20)]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "text", "label", "guess", "of"])
        for row, text in enumerate(texts):
            label = CLASSES[row % 3] if row < 6 else ""
            guess = chance.choice((*NAMES, ""))
            writer.writerow([f"r{row}", text, label, guess, f"g{row % 25}"])
    return path


def round_now(annotation: Annotation) -> Round:
    return annotation.learner.round(annotation.session.knowledge())


def told(made: Round) -> tuple[object, ...]:
    query, measured = made.query, made.evaluation
    return (
        (made.event, made.number, made.labeled, made.remaining, made.per_class, made.copies),
        (made.words, made.again, made.trouble),
        query and query.row,
        measured and (measured.right, measured.total),
    )


DEEDS = {
    "label": 12,
    "skip": 1,
    "ignore": 1,
    "class": 5,
    "undo": 4,
    "redo": 2,
    "narrow": 1,
    "alike": 2,
    "import": 1,
    "opinion": 3,
    "strategy": 1,
}
"""What a person may do, and how likely it is here."""


def act(annotation: Annotation, chance: random.Random) -> None:
    """SessionError for what makes no sense now."""
    session = annotation.session
    names = session.settings.classes
    (kind,) = chance.choices([*DEEDS], [*DEEDS.values()])
    query = round_now(annotation).query
    if kind == "label" and query is not None:
        session.decide(Decision.label(query.row, chance.choice(names)))
    elif kind in ("skip", "ignore") and query is not None:
        session.decide(getattr(Decision, kind)(query.row))
    elif kind == "class":
        session.decide(Decision.classes(any_change(names, chance)))
    elif kind in ("undo", "redo"):
        session.decide(getattr(Decision, kind)())
    elif kind == "narrow":
        session.decide(Decision.setting(narrow=chance.choice(NARROWINGS)))
    elif kind == "strategy":
        strategy = chance.choice(
            ("margin", "least-confidence", f"most-likely:{chance.choice(names)}")
        )
        session.decide(Decision.setting(strategy=strategy))
    elif kind == "alike" and query is not None:
        found = find_look_alikes(annotation, read_row(annotation, query.row))
        beside = [(each.shown_row.row, each.near) for each in found.rows[:3]]
        label = Decision.label(query.row, chance.choice(names))
        session.decide(label_alike(label, beside, found.measure))
    elif kind == "opinion":
        say_as_others(annotation, chance)
    elif kind == "import":
        rows = chance.sample(range(6, 60), 3)
        session.bring_in("{}", [Decision.imported(row, chance.choice(names)) for row in rows])


def say_as_others(annotation: Annotation, chance: random.Random) -> None:
    """Others of a team answer rows, some of the random check, and take answers back."""
    said = [
        Decision.opinion(row, chance.choice((*NAMES, None)), chance.choice(("sam", "lee")), 1.0)
        for row in chance.sample(range(60), 4)
    ]
    annotation.session.take_in({"sam": (1, "a" * 64)}, said)


def any_change(names: tuple[str, ...], chance: random.Random) -> ClassChange:
    change = chance.choice(("add", "add", "rename", "merge", "remove", "split"))
    name, other = chance.choice(names), chance.choice(NAMES)
    if change == "add":
        return ClassChange("add", other)
    if change == "merge":
        return ClassChange("merge", name, chance.choice(names))
    return ClassChange(change, name, other if change == "rename" else "")  # type: ignore[arg-type]


def reopened(annotation: Annotation, folder: Path) -> Annotation:
    shutil.copytree(annotation.session.path.parent, folder)
    return prepare(OpenRequest(file=folder / "rows.csv")).open()


KINDS: dict[str, dict[str, Any]] = {
    "no check": {"audit": 0},
    "a check": {"audit": 4},
    "groups": {"audit": 4, "group": "of"},
    "suggestions": {"suggested": "guess", "audit": 4},
    "test rows": {"test": "0.5"},
    "words": {"seed_text": ("bill=refund, invoice", "bug=crash"), "audit": 0},
    "copies apart": {"no_merge_identical": True, "audit": 4},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_round_is_that_of_the_session_opened_again(tmp_path: Path, kind: str) -> None:
    check(tmp_path, kind, seed=1, steps=18)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_so_it_is_after_long_histories(tmp_path: Path, kind: str) -> None:
    for seed in range(10):
        check(tmp_path / str(seed), kind, seed, steps=60)


def check(place: Path, kind: str, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    home = place / "live"
    home.mkdir(parents=True)
    file = write(home / "rows.csv", chance)
    said = {"target": "label", "classes": CLASSES, "columns": ("text",), "seed": seed}
    annotation = prepare(OpenRequest(file=file, **said, **KINDS[kind])).open()  # type: ignore[arg-type]
    with closing(annotation):
        annotation.keep(lambda: chance.random() < 0.9)
        for step in range(steps):
            with suppress(SessionError):
                act(annotation, chance)
            annotation.follow_classes()
            made = round_now(annotation)
            if chance.random() < 0.5:
                annotation.session.record(made)
            if step % 6 == 5:
                with closing(reopened(annotation, place / str(step))) as again:
                    compare(annotation, made, again)


def compare(live: Annotation, made: Round, again: Annotation) -> None:
    opened = round_now(again)
    assert told(opened) == told(made)
    if made.query and made.query.confidence is not None:
        assert opened.query is not None
        assert opened.query.confidence == pytest.approx(made.query.confidence, abs=1e-4)
    assert again.session.summary() == live.session.summary()
    assert again.dataset.classes == live.dataset.classes
    assert (again.dataset.known == live.dataset.known).all()
    assert (again.session.listable() == live.session.listable()).all()
