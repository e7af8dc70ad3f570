"""Whatever is decided, imported, given to look-alikes, undone, crashed, reopened and exported: the
session is what a plain list of pictures says, one for each decision that stands."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from altui.errors import SessionError
from altui.learning.evaluation import Proportion
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.exporting.export import export_labels
from altui.session.state.batches import label_alike
from altui.session.suggested.telling import Suggested
from tests.conftest import Tell
from tests.session.making import CLASSES, Data

POOL = 6
rows = st.integers(3, POOL + 2)
NARROWINGS = {
    "": range(3, POOL + 3),
    "must:id4": [4],
    "not:id4": [3, 5, 6, 7, 8],
    "not:id3 not:id5": [4, 6, 7, 8],
    "must:id9": [],
}
"""The rows that each keeps."""
WAYS = st.sampled_from(["shown", "withheld", "unshown"])
Picture = dict[tuple[str, int], Any]
"""What holds: by ("standing", "alike", "flag" or "note", row), and by ("class", number) the name of
a class and the number of the class that it is now, None where it was removed; by ("asked", number)
whether an answer was as suggested."""

NAMES = (*CLASSES, "maybe", "later")


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
        self.pictures: list[Picture] = [{("class", k): (name, k) for k, name in enumerate(CLASSES)}]
        self.now = self.count = self.crashes = 0
        self.narrow = ""

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

    @property
    def classes(self) -> dict[str, int]:
        """The classes that hold, by name, in order."""
        known = [(k, each) for (what, k), each in self.picture.items() if what == "class"]
        return {name: k for k, (name, now) in sorted(known) if k == now}

    def name_of(self, k: int | None) -> str:
        """The name of the class that a label of class k is of now."""
        if k is None:
            return ""
        now = self.picture["class", k][1]
        return str(self.picture["class", now][0])

    def is_used(self, k: int) -> bool:
        """Whether a label, or a known row, is of the class."""
        given = [each[1] for (what, _), each in self.picture.items() if what == "standing"]
        return any(
            self.picture["class", each][1] == k for each in (0, 1, *given) if each is not None
        )

    @rule(row=rows, data=st.data())
    def label(self, row: int, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(list(self.classes)))
        self.session.decide(Decision.label(row, name))
        self._stands(row, "labeled", self.classes[name])

    @rule(row=rows, way=WAYS, data=st.data())
    def label_a_suggested(self, row: int, way: str, data: st.DataObject) -> None:
        """A label like any other; that it is as suggested counts while it is not undone."""
        guess, name = (data.draw(st.sampled_from(list(self.classes))) for _ in range(2))
        told = Suggested(guess, is_shown=way == "shown", is_withheld=way == "withheld")
        self.session.decide(Decision.label(row, name, suggested=told.dumps()))
        self._stands(row, "labeled", self.classes[name])
        self.picture["asked", self.count] = (way, name == guess)

    @rule(row=rows)
    def reveal(self, row: int) -> None:
        self.session.decide(Decision.reveal(row))
        self._stands(row, "revealed", row % 2)

    @rule(name=st.sampled_from(NAMES))
    def add_class(self, name: str) -> None:
        if name in self.classes:
            self._refuses(ClassChange("add", name))
            return
        self.session.decide(Decision.classes(ClassChange("add", name)))
        known = {k: each for (what, k), each in self.picture.items() if what == "class"}
        again = [k for k, each in known.items() if each == (name, None)]
        k = min(again, default=len(known))
        with self.decided() as picture:
            picture["class", k] = (name, k)

    @rule(name=st.sampled_from(NAMES), data=st.data())
    def rename_class(self, name: str, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(list(self.classes)))
        if name in self.classes:
            self._refuses(ClassChange("rename", old, name))
            return
        k = self.classes[old]
        self.session.decide(Decision.classes(ClassChange("rename", old, name)))
        with self.decided() as picture:
            picture["class", k] = (name, k)

    @rule(data=st.data())
    def merge_classes(self, data: st.DataObject) -> None:
        old, into = data.draw(st.permutations(list(self.classes)))[:2]
        change = ClassChange("merge", old, into)
        if len(self.classes) == 2:
            self._refuses(change)
            return
        before, after = self.classes[old], self.classes[into]
        self.session.decide(Decision.classes(change))
        with self.decided() as picture:
            self._move(picture, before, after)

    @rule(data=st.data())
    def remove_class(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(list(self.classes)))
        k = self.classes[name]
        if self.is_used(k) or len(self.classes) == 2:
            self._refuses(ClassChange("remove", name))
            return
        self.session.decide(Decision.classes(ClassChange("remove", name)))
        with self.decided() as picture:
            self._move(picture, k, None)

    def _move(self, picture: Picture, before: int, after: int | None) -> None:
        for (what, k), each in self.picture.items():
            if what == "class" and each[1] == before:
                picture["class", k] = (each[0], after)

    def _refuses(self, change: ClassChange) -> None:
        with pytest.raises(SessionError):
            self.session.decide(Decision.classes(change))

    @rule(row=rows, kind=st.sampled_from(["skip", "ignore", "unsure"]))
    def set_aside(self, row: int, kind: str) -> None:
        self.session.decide(getattr(Decision, kind)(row))
        part = {"skip": "skipped", "ignore": "ignored", "unsure": "unsure"}[kind]
        self._stands(row, part, None)

    @rule(given=st.dictionaries(rows, st.integers(0, 3), min_size=1))
    def bring_in(self, given: dict[int, int]) -> None:
        """Many labels, and one picture: they are one step."""
        names = list(self.classes)
        labels = {row: names[k % len(names)] for row, k in given.items()}
        self.session.bring_in("{}", [Decision.imported(*label) for label in labels.items()])
        with self.decided() as picture:
            for row, name in labels.items():
                self._put(picture, row, "imported", self.classes[name])

    @rule(chosen=st.lists(rows, min_size=2, unique=True), data=st.data())
    def label_alike(self, chosen: list[int], data: st.DataObject) -> None:
        """A row and its look-alikes: as many labels, and one picture."""
        listed = (self.free() | {row for _, row in self.skipped()}) & {*NARROWINGS[self.narrow]}
        open_ = [row for row in chosen if row in listed]
        first, *others = open_ or [0]
        if not others:
            return
        name, beside = (
            data.draw(st.sampled_from(list(self.classes))),
            [(row, 0.5) for row in others],
        )
        k, told = self.classes[name], Suggested(name, is_shown=True).dumps()
        label = Decision.label(first, name, suggested=told)
        self.session.decide(label_alike(label, beside, "cosine"))
        with self.decided() as picture:
            picture["asked", self.count + 1] = ("shown", True)
            for row in (first, *others):
                self._put(picture, row, "labeled", k)
            picture.update({("alike", row): self.data.ids[first] for row in others})

    def _stands(self, row: int, part: str, k: int | None) -> None:
        with self.decided() as picture:
            self._put(picture, row, part, k)

    def _put(self, picture: Picture, row: int, part: str, k: int | None) -> None:
        self.count += 1
        picture["standing", row] = (part, k, self.count)
        picture.pop(("alike", row), None)

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

    @rule(text=st.sampled_from(sorted(NARROWINGS)))
    def narrow_the_pool(self, text: str) -> None:
        """A setting: no step of undo, and no picture."""
        listed = self.free() | {row for _, row in self.skipped()}
        if text and text != self.narrow and not listed & {*NARROWINGS[text]}:
            with pytest.raises(SessionError, match="fits"):
                self.session.decide(Decision.setting(narrow=text))
            return
        self.session.decide(Decision.setting(narrow=text))
        self.narrow = text

    @property
    def standings(self) -> dict[int, Any]:
        return {row: each for (what, row), each in self.picture.items() if what == "standing"}

    def skipped(self) -> list[tuple[int, int]]:
        """The skipped rows, each with when it was, in that order."""
        found = self.standings.items()
        return sorted((n, row) for row, (part, _, n) in found if part == "skipped")

    def free(self) -> set[int]:
        """The rows that nothing is decided about."""
        return set(range(3, POOL + 3)) - self.standings.keys()

    def askable(self) -> set[int]:
        """The rows that may be asked for: kept and not decided about, or else the first skipped."""
        kept, skipped = set(NARROWINGS[self.narrow]), self.skipped()
        free = self.free()
        free = free or {row for _, row in skipped[:1]}
        return free & kept or {row for _, row in [each for each in skipped if each[1] in kept][:1]}

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
                int(r["altui_row"]) - 1: (
                    *(r["altui_part"], r["altui_label"], r["altui_note"]),
                    r.get("altui_alike", ""),
                )
                for r in csv.DictReader(stream)
            }
        self.session = self.data.resume(self.session.path)
        assert found == {
            row: (
                *self._told(row),
                self.picture.get(("note", row), ""),
                self.picture.get(("alike", row), ""),
            )
            for row in self._told_rows()
        }

    def _told_rows(self) -> set[int]:
        return {row for what, row in self.picture if what not in ("class", "asked")}

    def _told(self, row: int) -> tuple[str, str]:
        part, k, _ = self.picture.get(("standing", row), ("", None, 0))
        return part, self.name_of(k)

    @invariant()
    def is_what_the_picture_says(self) -> None:
        state, picture = self.session.state, self.picture
        standings = {row: each for (what, row), each in picture.items() if what == "standing"}
        assert state.standings.keys() == standings.keys()
        answers = sorted(
            (part != "imported", n, row, self.name_of(k))
            for row, (part, k, n) in standings.items()
            if k is not None
        )
        names = list(self.classes)
        assert self.session.settings.classes == tuple(names)
        knowledge = self.session.knowledge()
        assert knowledge.rows.tolist() == [0, 1, *(row for *_, row, _ in answers)]
        known = [self.name_of(k) for k in (0, 1)]
        given = [*known, *(name for *_, name in answers)]
        assert knowledge.labels.tolist() == [names.index(each) for each in given]
        assert state.labels_per_class == [given[2:].count(name) for name in names]
        assert [self.session.label(row) for *_, row, _ in answers] == given[2:]
        assert self.session.settings.narrow == self.narrow
        assert set(np.flatnonzero(knowledge.available).tolist()) == self.askable()
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


def check(examples: int, machine: type[History] = History) -> int:
    before = machine.examples
    run_machine(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.examples - before


def test_a_few_histories() -> None:
    check(15)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_thousand_histories(tell: Tell) -> None:
    examples = check(2000)
    tell(f"{examples:,} histories, each equal to its model")
    assert examples >= 2000
