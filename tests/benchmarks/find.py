"""`python -m tests.benchmarks.find [--seeds N] [--runs N] [SET ...]`: how much of the pile is read
until the test says that 95 % of a class are found, and how often that is true.

The sets are searched as `altui label --goal find` does, from the first row on and with the whole
file as the pile; from the 300th row on the model is trained once in a hundredth of the rows read.
Beside the share read stand the share that today's rule for older sessions needs, the share at which
95 % were found, and the least that any valid test needs: all rows up to those 95 %, and then so
many that too many missed rows could not hide. The made-up piles are ranked by a score that is
higher for the class by some standard deviations; `made-up` stands for all of them. Needs
ALTUI_SHARED_DATA for the sets.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from altui.display.console import put_table
from altui.learning.certifying.confidence_sequence import ALPHA
from altui.learning.classifiers.models import model_factory
from altui.learning.finding.finder import Finder
from altui.learning.finding.missed_rows import Draws, fewest_for_any_test, missed_p
from altui.learning.finding.reading import Pile, follow_reading
from altui.learning.generation import NEWEST, Generation
from altui.learning.hints import RECALL
from altui.learning.honesty.recall_target import recall_p
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.strategies.random_order import RandomOrder
from tests.benchmarks.accuracy import open_set

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.simulation.scenarios import Splits

SOUGHT = {
    "nagtegaal": "relevant",
    "spambase": "spam",
    "magic": "gamma",
    "mushroom": "poisonous",
    "bbc": "tech",
    "reuters": "crude",
    "shuttle": "anomaly",
}
MADE_UP = "made-up"
PILES = [
    (n, share, apart)
    for n, share in ((10_000, 0.01), (2000, 0.05), (2000, 0.2))
    for apart in (1.0, 2.0, 3.0)
]
SINGLY, PER_TRAINING = 300, 100
LOOK = 10
BLOCK = 400


@dataclass(frozen=True)
class Stop:
    """Rows read and found when the test passed, of all there are."""

    read: int
    found: int
    rows: int
    hits: int

    @property
    def share(self) -> float:
        return self.read / self.rows

    @property
    def recall(self) -> float:
        return self.found / self.hits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*SOUGHT, MADE_UP])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=1000)
    said = parser.parse_args()
    real = [name for name in said.sets if name != MADE_UP]
    if real:
        _put_real(real, said.seeds)
    if MADE_UP in said.sets:
        _put_made_up(said.runs)


def _put_real(names: list[str], seeds: int) -> None:
    rows = []
    for name in names:
        splits = open_set(name, argparse.Namespace(columns="", boundary=None))
        truth = splits.labels == splits.classes.index(SOUGHT[name])
        stops = [search(splits, truth, seed) for seed in range(seeds)]
        ranked = [rank_all(splits, truth, seed) for seed in range(seeds)]
        rows.append(_real_row(f"{name}: {SOUGHT[name]}", truth, stops, ranked))
    put_table(
        f"share of the pile read, {seeds} seeds (SE)",
        ("set", "rows", "hits", "read", "recall", "before", "95 % found", "any test"),
        rows,
        right=(1, 2, 3, 4, 5, 6, 7),
    )


def _real_row(
    name: str, truth: BoolArray, stops: list[Stop], ranked: list[BoolArray]
) -> tuple[str, ...]:
    n, hits = len(truth), int(truth.sum())
    enough = [int(np.searchsorted(np.cumsum(each), ceil(RECALL * hits))) + 1 for each in ranked]
    least = [k + fewest_for_any_test(ceil(RECALL * hits), n - k) for k in enough]
    return (
        name,
        f"{n:,}",
        f"{hits:,}",
        _mean([each.share for each in stops]),
        f"{min(each.recall for each in stops):.3f}",
        _mean([rows_before(each) / n for each in ranked]),
        _mean([each / n for each in enough]),
        _mean([each / n for each in least]),
    )


def search(splits: Splits, truth: BoolArray, seed: int) -> Stop:
    """A search to its end."""
    finder = Finder(np.ones(len(truth), bool), 1, seed)
    rank = _ranker(splits, truth, seed)
    rows: list[int] = []
    while len(rows) < len(truth):
        knowledge = _knowledge(rows, truth)
        drawn = finder.next_drawn(knowledge)
        if drawn is None:
            # Draws may begin at every tenth row: no batch goes beyond the next.
            rows += rank(knowledge)[: LOOK - len(rows) % LOOK]
            continue
        rows.append(drawn)
        now = finder.follow(_knowledge(rows, truth))
        if missed_p(now.draws, now.found, now.unread) < ALPHA:
            break
    return Stop(len(rows), int(truth[rows].sum()), len(truth), int(truth.sum()))


def rank_all(splits: Splits, truth: BoolArray, seed: int) -> BoolArray:
    """Whether each row is of the class, in the order in which they are read by rank alone."""
    rank = _ranker(splits, truth, seed)
    rows: list[int] = []
    while len(rows) < len(truth):
        rows += rank(_knowledge(rows, truth))
    return truth[rows]


def rows_before(hits: BoolArray) -> int:
    """How many rows the test of older sessions needs, which takes ranked rows for random ones."""
    looks = range(LOOK, len(hits), LOOK)
    return next((k for k in looks if recall_p(hits[:k], len(hits)) < ALPHA), len(hits))


def _ranker(splits: Splits, truth: BoolArray, seed: int) -> Callable[[Knowledge], list[int]]:
    sparse = not isinstance(splits.matrix, np.ndarray)
    learner = Learner(
        splits.matrix,
        np.ones(len(truth), bool),
        2,
        model=model_factory("newton", seed=seed, sparse=sparse, curves=splits.curves),
        curves=splits.curves,
        strategy="margin",
        seed=seed,
        reasons=False,
        generation=Generation(NEWEST),
        is_text=splits.is_text,
    )

    def rank(knowledge: Knowledge) -> list[int]:
        model = learner.fit(knowledge)
        if model is None:
            return [learner.round(knowledge).query.row]  # type: ignore[union-attr]
        scores = np.where(knowledge.available, model.predict_proba(splits.matrix)[:, 1], -1.0)
        read = len(knowledge.rows)
        batch = 1 if read < SINGLY else read // PER_TRAINING
        best = np.argsort(-scores, kind="stable")[:batch]
        return [int(row) for row in best if knowledge.available[row]]

    return rank


def _knowledge(rows: list[int], truth: BoolArray) -> Knowledge:
    read = np.array(rows, int)
    available = np.ones(len(truth), bool)
    available[read] = False
    return Knowledge(len(rows), read, truth[read].astype(int), available, len(rows))


def _put_made_up(runs: int) -> None:
    rows = []
    for n, share, apart in PILES:
        stops = [made_up(n, share, apart, seed) for seed in range(runs)]
        right = float(np.mean([each.recall >= RECALL for each in stops]))
        hits = stops[0].hits
        rows.append(
            (
                f"{n:,} rows, {100 * share:.0f} %, {apart:.0f} SD",
                f"{hits:,}",
                _mean([each.share for each in stops]),
                f"{right:.3f} ({sqrt(right * (1 - right) / runs):.3f})",
                f"{np.mean([each.recall for each in stops]):.3f}",
                f"{np.quantile([each.recall for each in stops], 0.05):.3f}",
                f"{fewest_for_any_test(hits, n - hits) / (n - hits):.3f}",
            )
        )
    put_table(
        f"made-up piles, {runs:,} runs (SE)",
        ("pile", "hits", "read", "95 % found", "recall", "5 % of runs below", "least of the rest"),
        rows,
        right=(1, 2, 3, 4, 5, 6),
    )


def made_up(n: int, share: float, apart: float, seed: int) -> Stop:
    """A pile ranked by a score whose mean is `apart` standard deviations higher for the class."""
    rng = np.random.default_rng([seed, n, int(100 * share), int(10 * apart)])
    hits = round(n * share)
    scores = rng.normal(size=n)
    scores[:hits] += apart
    truth = (np.arange(n) < hits)[np.argsort(-scores)]
    every = np.ones(n, bool)
    pile = Pile(every, ~every, RandomOrder(every, seed))
    read = until_it_stops(pile, truth)
    return Stop(len(read), int(truth[read].sum()), n, hits)


def until_it_stops(pile: Pile, truth: BoolArray) -> IntArray:
    """The rows of a pile in the order of their rank, read until the test passes."""
    n = len(truth)
    order = np.array([pile.order.at(place) for place in range(n)])
    read = np.arange(0)
    while len(read) < n:
        now = follow_reading(pile, read, truth[read])
        if now.is_random:
            further = order[~np.isin(order, read)]
            drawn, stops = _draw(now.draws, now.found, further, truth)
            tried = np.concatenate((read, further[:drawn]))
            after = follow_reading(pile, tried, truth[tried])
            if len(after.draws) == len(now.draws) and after.is_random:
                read = tried
                if stops:
                    break
                continue
            # In these draws too many were missed: they ended with the last that counts.
            read = tried[: len(read) + after.draws[len(now.draws) - 1].drawn - now.draws[-1].drawn]
            continue
        ranked = np.setdiff1d(np.arange(n), read)
        tried = np.concatenate((read, ranked))
        after = follow_reading(pile, tried, truth[tried])
        if len(after.draws) == len(now.draws):
            return tried
        read = tried[: n - after.draws[len(now.draws)].unread]
    return read


def _draw(
    draws: tuple[Draws, ...], found: int, further: IntArray, truth: BoolArray
) -> tuple[int, bool]:
    """The next draws: how many, and whether the test passes with the last."""
    *ended, last = draws
    unread, hits = len(further), 0
    for count, row in enumerate(further[:BLOCK].tolist(), start=1):
        hits += int(truth[row])
        now = Draws(last.unread, last.found, last.drawn + count, last.hits + hits)
        if missed_p([*ended, now], found + hits, unread - count) < ALPHA:
            return count, True
    return min(BLOCK, unread), False


def _mean(values: list[float]) -> str:
    error = np.std(values, ddof=1) / sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{np.mean(values):.3f} ({error:.3f})"


if __name__ == "__main__":
    main()
