"""`python -m tests.benchmarks.words [--seeds N] [--labels 0,5,10,20,50] [SET ...]`: what words for
the classes are worth at the beginning.

No row has a label at first. Pools and test sets are those of `tests.benchmarks.accuracy`. The words
were written down from the names of the classes, before anything was measured. The figure is the
macro F1; where one class only has words it is to be found (`--goal find`), and the figure is the
share of its rows found.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.display.console import put_table
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning import seed_texts
from altui.learning.generation import NEWEST
from altui.simulation.comparison import mean
from altui.simulation.scenarios import Splits
from tests.benchmarks.accuracy import FILES, make_learner, walk
from tests.shared import DATA

if TYPE_CHECKING:
    from altui.data.features.encoder import Encoder
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.learner import Learner
    from altui.learning.rounds import Knowledge
    from altui.simulation.run import Problem

    Seeds = tuple[Matrix, IntArray] | None

WORDS: Mapping[str, Mapping[str, str]] = {
    "bbc": {
        "business": "company, profits, shares, market, economy",
        "entertainment": "film, music, actor, award, album",
        "politics": "government, election, minister, party, parliament",
        "sports": "match, team, player, coach, champion",
        "tech": "software, computer, internet, mobile phone, users",
    },
    "reuters": {
        "acq": "acquisition, takeover, merger, stake, shares",
        "crude": "oil, crude, barrels, opec, petroleum",
        "earn": "net profit, earnings, dividend, quarter, loss",
        "grain": "wheat, corn, grain, crop, tonnes",
        "interest": "interest rate, discount rate, prime rate, bank",
        "money-fx": "dollar, currency, exchange rate, yen, central bank",
        "ship": "ship, vessel, port, shipping, cargo",
        "trade": "trade, exports, imports, tariffs, deficit",
    },
    "tweets": {
        "HillaryClinton": "women, families, health care, equal pay",
        "realDonaldTrump": "make america great again, crooked, rally, thank you, wall",
    },
    "nagtegaal": {
        "relevant": "nudge, nudging, healthcare professionals, choice architecture, default",
    },
}
DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "bbc": {
        "business": "Companies, markets, banks and the economy",
        "entertainment": "Films, music, television, books and the people who make them",
        "politics": "The government, parties, elections and laws",
        "sports": "Matches, teams, players and results",
        "tech": "Computers, phones, games, the internet and how people use them",
    },
    "reuters": {
        "acq": "One company buys another, or a stake in it",
        "crude": "Oil and petroleum: production, prices, OPEC",
        "earn": "Earnings of a company: profit, loss, dividends",
        "grain": "Wheat, corn and other grain",
        "interest": "Interest rates of banks and central banks",
        "money-fx": "Currencies, exchange rates and the money market",
        "ship": "Ships, ports and shipping",
        "trade": "Trade between countries: exports, imports, tariffs",
    },
    "tweets": {
        "HillaryClinton": "Written by Hillary Clinton or her team",
        "realDonaldTrump": "Written by Donald Trump or his team",
    },
    "nagtegaal": {
        "relevant": "Studies of nudges that change what healthcare professionals decide",
    },
}
SAID: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "none": {},
    "words": WORDS,
    "descriptions": DESCRIPTIONS,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*WORDS])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--labels", default="0,5,10,20,50")
    parser.add_argument("--said", default=",".join(SAID))
    parser.add_argument("--model", default="newton")
    parser.add_argument("--accuracy", action="store_true", help="in place of macro F1")
    parser.add_argument("--strength", type=float, default=seed_texts.STRENGTH)
    parser.add_argument("--rows", type=float, default=seed_texts.ROWS)
    parser.add_argument("--fades", type=int, default=seed_texts.FADES_OVER)
    parser.set_defaults(strategy="margin", generation=NEWEST, shortlist=0)
    said = parser.parse_args()
    seed_texts.STRENGTH, seed_texts.ROWS = said.strength, said.rows
    seed_texts.FADES_OVER = said.fades
    stops = [int(each) for each in said.labels.split(",")]
    rows = []
    for name in said.sets:
        splits, encoder = open_set(name)
        for kind in said.said.split(","):
            seeds = seeds_of(SAID[kind].get(name, {}), splits, encoder)
            runs = [run(name, splits, seeds, seed, stops, said) for seed in range(said.seeds)]
            told = [_told([each[place] for each in runs]) for place in range(len(stops))]
            rows.append((name if kind == "none" else "", kind, *told))
    put_table(
        f"{'accuracy' if said.accuracy else 'macro F1'} (of one class: share found) after so many "
        f"labels, {said.model}, {said.seeds} seeds (SE)",
        ("set", "begins from", *map(str, stops)),
        rows,
        right=tuple(range(2, 2 + len(stops))),
    )


def open_set(name: str) -> tuple[Splits, Encoder]:
    file, target = FILES[name]
    loaded = prepare(OpenRequest(file=DATA / file, target=target, read_only=True)).load()
    dataset, features = loaded.dataset, loaded.features
    assert features.encoder is not None
    classes, labels = dataset.classes, dataset.known.copy()
    splits = Splits(features.matrix, labels, len(classes), 2, classes, None, features.is_text)
    dataset.table.close()
    return splits, features.encoder


def seeds_of(words: Mapping[str, str], splits: Splits, encoder: Encoder) -> Seeds:
    if not words:
        return None
    matrix = encoder.transform_texts(list(words.values()))
    return matrix, np.array([splits.classes.index(name) for name in words])


def run(
    name: str,
    splits: Splits,
    seeds: Seeds,
    seed: int,
    stops: Sequence[int],
    said: argparse.Namespace,
) -> list[float]:
    """The figure of one seed after each number of labels."""
    split = splits.problem(seed)
    problem = replace(split, unlabeled=split.matrix.shape[0], seeds=seeds)
    wanted = splits.classes.index(next(iter(WORDS[name]))) if len(WORDS[name]) == 1 else None
    learner = make_learner(problem, seed, said, wanted)
    return [
        _share_found(problem, knowledge, wanted)
        if wanted is not None
        else _quality(problem, learner, knowledge, is_accuracy=said.accuracy)
        for knowledge in walk(problem, learner, max(stops))
        if len(knowledge.rows) in stops
    ]


def _share_found(problem: Problem, knowledge: Knowledge, wanted: int) -> float:
    found = np.count_nonzero(knowledge.labels == wanted)
    return float(found / np.count_nonzero(problem.labels == wanted))


def _quality(
    problem: Problem, learner: Learner, knowledge: Knowledge, *, is_accuracy: bool
) -> float:
    from sklearn.metrics import f1_score

    matrix, labels = problem.test
    model = learner.fit(knowledge)
    # Without a model the commonest class so far, or the first, is as good a guess as any.
    commonest = np.bincount(knowledge.labels, minlength=1).argmax()
    predicted: Any = np.full(len(labels), commonest)
    if model is not None:
        predicted = model.predict_proba(matrix).argmax(1)
    if is_accuracy:
        return float((predicted == labels).mean())
    return float(f1_score(labels, predicted, average="macro", zero_division=0))


def _told(values: list[float]) -> str:
    found = mean(100 * np.array(values))
    return f"{found.value:.1f} ({found.error:.1f})"


if __name__ == "__main__":
    main()
