"""Whatever is decided, imported, undone, crashed, reopened and exported: the session is what a
plain list of pictures says, one for each decision that stands."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from altui.learning.evaluation import Proportion
from altui.session.events import Decision
from altui.session.exporting.export import export_labels
from altui.session.suggested.telling import Suggested
from tests.conftest import Tell
from tests.session.making import CLASSES, Data

POOL = 6
rows = st.integers(3, POOL + 2)
WAYS = st.sampled_from(["shown", "withheld", "unshown"])
Picture = dict[tuple[str, int], Any]
"""What holds: by ("standing", "flag" or "note", row); by ("asked", number) whether an answer was as
suggested."""


class History(RuleBasedStateMachine):
    """`pictures` has one for the beginning and one after each decision; `now` is which holds."""

    examples = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self.data = Data(POOL, extras=True)
        # Memory holds it: whether it reaches a disk is for other tests to say.
        place = "/dev/shm" if Path("/dev/shm").is_dir() else None
        self.folder = Path(tempfile.mkdtemp(dir=place))
        options = {"suggested": "guess"}
        self.session = self.data.begin(self.folder / "0.altui", options=options)
        self.pictures: list[Picture] = [{}]
        self.now = self.count = self.crashes = 0

    @property
    def picture(self) -> Picture:
        return self.pictures[self.now]

    def teardown(self) -> None:
        self.session.close()
        shutil.rmtree(self.folder)

    @contextmanager
    def decided(self) -> Iterator[Picture]:
        """A new picture to be changed, in place of all that could have been done again."""
        picture = dict(self.picture)
        yield picture
        self.pictures[self.now + 1 :] = [picture]
        self.now += 1

    @rule(row=rows, name=st.sampled_from(CLASSES))
    def label(self, row: int, name: str) -> None:
        self.session.decide(Decision.label(row, name))
        self._stands(row, "labeled", name)

    @rule(row=rows, guess=st.sampled_from(CLASSES), name=st.sampled_from(CLASSES), way=WAYS)
    def label_a_suggested(self, row: int, guess: str, name: str, way: str) -> None:
        """A label like any other; that it is as suggested counts while it is not undone."""
        told = Suggested(guess, is_shown=way == "shown", is_withheld=way == "withheld")
        self.session.decide(Decision.label(row, name, suggested=told.dumps()))
        self._stands(row, "labeled", name)
        self.picture["asked", self.count] = (way, name == guess)

    @rule(row=rows)
    def reveal(self, row: int) -> None:
        self.session.decide(Decision.reveal(row))
        self._stands(row, "revealed", CLASSES[row % 2])

    @rule(row=rows, kind=st.sampled_from(["skip", "ignore", "unsure"]))
    def set_aside(self, row: int, kind: str) -> None:
        self.session.decide(getattr(Decision, kind)(row))
        part = {"skip": "skipped", "ignore": "ignored", "unsure": "unsure"}[kind]
        self._stands(row, part, "")

    @rule(labels=st.dictionaries(rows, st.sampled_from(CLASSES), min_size=1))
    def bring_in(self, labels: dict[int, str]) -> None:
        """Many labels, and one picture: they are one step."""
        self.session.bring_in("{}", [Decision.imported(*label) for label in labels.items()])
        with self.decided() as picture:
            for row, name in labels.items():
                self.count += 1
                picture["standing", row] = ("imported", name, self.count)

    def _stands(self, row: int, part: str, name: str) -> None:
        self.count += 1
        with self.decided() as picture:
            picture["standing", row] = (part, name, self.count)

    @rule(row=st.integers(0, POOL + 2), on=st.booleans())
    def flag(self, row: int, on: bool) -> None:
        self.session.decide(Decision.flag(row, on))
        with self.decided() as picture:
            picture.pop(("flag", row), None)
            picture.update({("flag", row): True} if on else {})

    @rule(row=st.integers(0, POOL + 2), text=st.text(max_size=4))
    def note(self, row: int, text: str) -> None:
        self.session.decide(Decision.note(row, text))
        with self.decided() as picture:
            picture.pop(("note", row), None)
            picture.update({("note", row): text} if text else {})

    @precondition(lambda self: self.now > 0)
    @rule()
    def undo(self) -> None:
        self.session.decide(Decision.undo())
        self.now -= 1

    @precondition(lambda self: self.now + 1 < len(self.pictures))
    @rule()
    def redo(self) -> None:
        self.session.decide(Decision.redo())
        self.now += 1

    @rule()
    def reopen(self) -> None:
        self.session.close()
        self.session = self.data.resume(self.session.path)

    @rule()
    def crash(self) -> None:
        """Go on with what is on disk while the session is open; it is never closed properly."""
        self.crashes += 1
        left = self.folder / f"{self.crashes}.altui"
        for end in ("", "-journal"):
            file = self.session.path.with_name(self.session.path.name + end)
            if file.exists():
                shutil.copy(file, left.with_name(left.name + end))
        self.session.close()
        self.session = self.data.resume(left)

    @rule()
    def export(self) -> None:
        self.session.close()
        target = self.folder / "out.csv"
        export_labels(self.session.path, target, overwrite=True)
        with target.open(newline="", encoding="utf-8") as stream:
            found = {
                int(r["altui_row"]) - 1: (r["altui_part"], r["altui_label"], r["altui_note"])
                for r in csv.DictReader(stream)
            }
        self.session = self.data.resume(self.session.path)
        assert found == {
            row: (
                *self.picture.get(("standing", row), ("", ""))[:2],
                self.picture.get(("note", row), ""),
            )
            for row in {row for what, row in self.picture if what != "asked"}
        }

    @invariant()
    def is_what_the_picture_says(self) -> None:
        state, picture = self.session.state, self.picture
        standings = {row: each for (what, row), each in picture.items() if what == "standing"}
        assert state.standings.keys() == standings.keys()
        answers = sorted(
            (part != "imported", n, row, name) for row, (part, name, n) in standings.items() if name
        )
        knowledge = self.session.knowledge()
        assert knowledge.rows.tolist() == [0, 1, *(row for *_, row, _ in answers)]
        assert knowledge.labels.tolist() == [0, 1, *(CLASSES.index(n) for *_, n in answers)]
        assert knowledge.answered == sum(is_here for is_here, *_ in answers)
        assert set(state.flags) == {row for what, row in picture if what == "flag"}
        assert state.notes == {row: t for (what, row), t in picture.items() if what == "note"}
        assert self.session.can_undo == (self.now > 0)
        assert self.session.can_redo == (self.now + 1 < len(self.pictures))
        assert sum(state.counts.values()) == len(standings)
        found = self.session.summary().agreement
        asked = [each for (what, _), each in picture.items() if what == "asked"]
        for way in ("shown", "withheld", "unshown"):
            same = [is_same for which, is_same in asked if which == way]
            assert getattr(found, way) == Proportion(sum(same), len(same))


def check(examples: int) -> int:
    before = History.examples
    run_machine(
        History,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return History.examples - before


def test_a_few_histories() -> None:
    check(15)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_thousand_histories(tell: Tell) -> None:
    examples = check(2000)
    tell(f"{examples:,} histories, each equal to its model")
    assert examples >= 2000
