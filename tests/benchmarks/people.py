"""What a team costs in labels: `python -m tests.benchmarks.people [--seeds N] [--labels N]`.

The first table: 1, 2, 8 and 32 people at one desk against one person, on the same splits. Everybody
has an order of their own and asks for the rows that a model of all labels so far ranks first; the
desk lends the first that nobody has. Thinking takes everybody a random while.

The second: two laptops that never meet, each with half of the labels, in sessions of altui with a
random check; joined by `altui merge`, and trained by what holds. Rows that both labeled are
counted: of the random check, of what overlaps, and others, which shares keep at none.

spambase, margin, newton; four rows in ten are the test set, ten first labels. Needs
ALTUI_SHARED_DATA.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import heapify, heapreplace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from altui.data.dataset import Part
from altui.data.units.units import ALONE
from altui.desk.chains import NO_HEAD, Project
from altui.desk.memory import Board, MemoryDesk
from altui.desk.protocol import Wish
from altui.display.console import put_table, say
from altui.labeling.team.lending import DEPTH
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.session.events import Decision
from altui.session.project.allotment import find_overlap
from altui.session.project.digest import digest_of, order_seed_of
from altui.session.session import Session
from altui.session.team.merging import merge
from altui.simulation.comparison import mean
from altui.simulation.run import Problem, add_noise, at_start, reveal
from altui.simulation.scenarios import Splits
from tests.benchmarks.accuracy import FIRST, open_set
from tests.desk.houses import chain_of
from tests.session.making import Data, fast_place

CROWDS = (1, 2, 8, 32)
STOPS = (110, 310)
"""Labels at which the accuracy is measured, with the ten first."""

CHECK = 30
WRONG = 0.05
THOUGHT = 2
"""Shape of the gamma distribution of the time that an answer takes, with a mean of one."""

IDLE = 77
"""Separates the draw of the times from the seed's other draws."""


def learner_of(problem: Problem, seed: int) -> Learner:
    """Of a person whose order of questions has this seed."""
    return Learner(
        problem.matrix,
        np.arange(problem.matrix.shape[0]) < problem.unlabeled,
        problem.n_classes,
        model=model_factory("newton", seed=seed, sparse=False, curves=problem.curves),
        strategy="margin",
        seed=seed,
        depth=DEPTH,
        classes=problem.classes,
        reasons=False,
        curves=problem.curves,
        generation=problem.generation,
        shares_rows=True,
    )


def accuracy(problem: Problem, learner: Learner, knowledge: Knowledge) -> float:
    model = learner.fit(knowledge)
    assert model is not None
    matrix, labels = problem.test
    return float((model.predict_proba(matrix).argmax(1) == labels).mean())


class Person:
    """Somebody at the desk, with the row that they are asked now."""

    def __init__(self, name: str, board: Board, problem: Problem, seed: int) -> None:
        self.learner = learner_of(problem, order_seed_of(seed, name))
        self._desk = MemoryDesk(board)
        self._desk.join(
            Project("spambase", len(problem.labels), problem.classes, seed), name, NO_HEAD
        )
        self._desk.push(chain_of(name, 1))
        self.row = -1

    def answer(self) -> int:
        self._desk.push([], answered=[str(self.row)])
        return self.row

    def ask(self, knowledge: Knowledge) -> None:
        made = self.learner.round(knowledge)
        assert made.query is not None
        rows = (made.query.row, *(each.row for each in made.ranking))
        (lent,) = self._desk.lend([Wish(str(row)) for row in rows], 1)
        self.row = int(lent)


class AtDesk(NamedTuple):
    """The accuracy at each of the stops, and how many rows were labeled twice."""

    accuracies: list[float]
    twice: int


def label_at_desk(problem: Problem, seed: int, people: int, stops: Sequence[int]) -> AtDesk:
    """Everybody answers rightly. Labels reach the others at once."""
    rng = np.random.default_rng([seed, IDLE])
    board, clock = Board(clock=lambda: 0.0), count()
    team = [Person(f"person {k}", board, problem, seed) for k in range(people)]
    knowledge = at_start(problem)
    for person in team:
        person.ask(knowledge)
    turns = [(rng.gamma(THOUGHT), next(clock), person) for person in team]
    heapify(turns)
    found = []
    while True:
        if len(knowledge.rows) in stops:
            found.append(accuracy(problem, team[0].learner, knowledge))
        if len(knowledge.rows) >= max(stops):
            break
        now, _, person = turns[0]
        row = person.answer()
        knowledge = reveal(knowledge, row, int(problem.labels[row]))
        person.ask(knowledge)
        heapreplace(turns, (now + rng.gamma(THOUGHT), next(clock), person))
    return AtDesk(found, len(knowledge.rows) - len(np.unique(knowledge.rows)))


class Way(NamedTuple):
    """How two people divide a file."""

    name: str
    people: tuple[str, ...]
    shares: tuple[str, ...] = ("", "")
    overlap: float = 0.0


WAYS = (
    Way("one person", ("kim",), ("",)),
    Way("two, no shares", ("kim", "sam")),
    Way("shares 1/2, 2/2", ("kim", "sam"), ("1/2", "2/2")),
    Way("shares, overlap 0.1", ("kim", "sam"), ("1/2", "2/2"), 0.1),
)


class OnLaptops(NamedTuple):
    """The accuracy of what holds, the rows that hold a label and train, those labeled by both (of
    the random check, of what overlaps, others), and those left open."""

    accuracy: float
    trained: int
    both: tuple[int, int, int]
    open: int


def label_on_laptops(problem: Problem, seed: int, way: Way, labels: int) -> OnLaptops:
    """Each person gives an equal part of the `labels`, and is wrong in one of twenty."""
    data = Data(problem.matrix.shape[0])
    data.part[problem.unlabeled :] = Part.LABELED
    data.known = problem.labels.astype(np.int16)
    with TemporaryDirectory(prefix="altui-benchmark-", dir=fast_place()) as folder:
        places = []
        for k, (name, share) in enumerate(zip(way.people, way.shares, strict=True)):
            session = data.begin(
                Path(folder) / f"{name}.altui",
                annotator=name,
                roles={"id": "id"},
                classes=problem.classes,
                initial=tuple(np.bincount(problem.labels[problem.unlabeled :]).tolist()),
                seed=seed,
                audit=CHECK,
                learner=NEWEST,
                project=digest_of(data.ids, problem.classes, seed),
                order_seed=order_seed_of(seed, name),
                share=share,
                overlap=way.overlap,
            )
            given = add_noise(problem, WRONG, seed + 1000 * (k + 1)).labels
            with session:
                _label(session, problem, given, labels // len(way.people))
            places.append(session.path)
        return _joined(problem, seed, way, data, places)


def _label(session: Session, problem: Problem, given: np.ndarray, labels: int) -> None:
    learner = learner_of(problem, session.settings.own_seed)
    learner.depth = 0
    knowledge = session.knowledge()
    for _ in range(labels):
        query = learner.round(knowledge).query
        assert query is not None
        name = problem.classes[given[query.row]]
        knowledge = session.decide(Decision.label(query.row, name))


def _joined(problem: Problem, seed: int, way: Way, data: Data, places: Sequence[Path]) -> OnLaptops:
    if len(places) == 1:
        with data.resume(places[0]) as session:
            knowledge = session.knowledge()
            return OnLaptops(
                accuracy(problem, learner_of(problem, seed), knowledge),
                len(knowledge.rows) - FIRST,
                (0, 0, 0),
                0,
            )
    team = merge(places, places[0].with_name("team.altui")).team
    settings = replace(next(iter(team.people.values())).settings, overlap=way.overlap)
    overlaps = find_overlap(settings, data.ids, ALONE)
    kinds = [0, 0, 0]
    for each in team.shared:
        kinds[0 if each.is_check else 2 - bool(overlaps[each.row])] += 1
    held = {
        each.row: each.verdict.held
        for each in team.rows.values()
        if each.verdict.held is not None and not each.is_check
    }
    start = at_start(problem)
    knowledge = replace(
        start,
        rows=np.append(start.rows, [*held]),
        labels=np.append(
            start.labels, [problem.classes.index(team.classes[k]) for k in held.values()]
        ),
    )
    found = accuracy(problem, learner_of(problem, seed), knowledge)
    return OnLaptops(found, len(held), (kinds[0], kinds[1], kinds[2]), len(team.open))


def told(values: Sequence[float]) -> str:
    """The mean and its standard error, in points."""
    found = mean(100 * np.array(values))
    return f"{found.value:.2f} ({found.error:.2f})"


def against(values: Sequence[float], base: Sequence[float]) -> str:
    """The mean of the paired differences and its standard error, in points."""
    found = mean(100 * np.subtract(values, base))
    return f"{found.value:+.2f} ({found.error:.2f})"


def desk_rows(splits: Splits, seeds: int, stops: Sequence[int]) -> Iterator[list[str]]:
    runs: dict[int, list[AtDesk]] = {}
    for people in CROWDS:
        say(f"{people} at one desk ...")
        runs[people] = [
            label_at_desk(splits.problem(seed), seed, people, stops) for seed in range(seeds)
        ]
    for people, found in runs.items():
        cells = []
        for k in range(len(stops)):
            values, base = ([run.accuracies[k] for run in each] for each in (found, runs[1]))
            cells += [told(values), "" if people == 1 else against(values, base)]
        yield [str(people), *cells, str(sum(run.twice for run in found))]


def laptop_rows(splits: Splits, seeds: int, labels: int) -> Iterator[list[str]]:
    runs: dict[str, list[OnLaptops]] = {}
    for way in WAYS:
        say(f"laptops: {way.name} ...")
        runs[way.name] = [
            label_on_laptops(splits.problem(seed), seed, way, labels) for seed in range(seeds)
        ]
    base = [run.accuracy for run in runs[WAYS[0].name]]
    for name, found in runs.items():
        values = [run.accuracy for run in found]
        both = [f"{np.mean([run.both[k] for run in found]):.1f}" for k in range(3)]
        trained, unsettled = (
            f"{np.mean([getattr(run, each) for run in found]):.1f}" for each in ("trained", "open")
        )
        compared = "" if values == base else against(values, base)
        yield [name, told(values), compared, trained, *both, unsettled]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--labels", type=int, default=300, help="of the people on laptops, in all")
    said = parser.parse_args()
    shape = argparse.Namespace(columns="", boundary="")
    splits = open_set("spambase", shape)
    at = [cell for stop in STOPS for cell in (f"{stop} labels", "against 1")]
    put_table(
        f"One desk: accuracy on the test rows (SE), points, {said.seeds} paired seeds",
        ("people", *at, "twice"),
        [*desk_rows(splits, said.seeds, STOPS)],
        right=range(1, 6),
    )
    put_table(
        f"Laptops: {said.labels} labels in all, {100 * WRONG:g} % wrong, check of {CHECK}: "
        f"accuracy by what holds (SE), points, {said.seeds} paired seeds, means of rows",
        ("", "accuracy", "against one", "train", "twice: check", "overlap", "other", "open"),
        [*laptop_rows(splits, said.seeds, said.labels)],
        right=range(1, 8),
    )


if __name__ == "__main__":
    main()
