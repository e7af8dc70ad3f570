"""`python -m tests.benchmarks.accuracy [--seeds N] [--labels 50,100] [SET ...]`: what the learner
makes of the labels that it asks for.

Every set is opened as `altui simulate FILE` opens it, with the features that altui chooses; an
option of the data may be said for all of them (`--boundary linear`, `--columns ...`). Pools are six
rows in ten, the others the test set; ten first labels at random, then the strategy asks. The
confidence is the largest class probability, as `predict_proba` gives it (ECE), and with `--check N`
also as it is shown when N random rows of the pool, which are neither asked for nor trained on, have
their label (ECE shown). Needs ALTUI_SHARED_DATA for the sets that are files.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.display.console import put_table
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.calibration import calibrate, holds_scores
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.simulation.comparison import mean
from altui.simulation.run import Problem, at_start, reveal
from altui.simulation.scenarios import Splits
from tests.shared import DATA

if TYPE_CHECKING:
    from altui.labeling.opening.loading import Loaded
    from altui.learning.arrays import IntArray
    from altui.learning.classifiers.models import FittedModel

FIRST = 10
CHECK = 99
"""Separates the draw of the check from the seed's other draws."""
BINS = 10
FILES = {
    "zh_reviews": ("zh_reviews.parquet", "label"),
    "reuters": ("reuters_r8_part.parquet", "label"),
    "tweets": ("election_tweets_2016.csv.gz", "label"),
    "bbc": ("bbc_news.parquet", "label"),
    "nagtegaal": ("sr_nagtegaal_2019.csv.gz", "label"),
    "magic": ("magic_part.csv.gz", "label"),
    "spambase": ("spambase.csv.gz", "label"),
    "phishing": ("phishing.csv", "label"),
    "mushroom": ("mushroom.csv.gz", "label"),
    "letter": ("letter_part.csv.gz", "label"),
    "shuttle": ("shuttle_anomaly.csv.gz", "label"),
}
BUNDLED = ("digits", "breast_cancer", "wine")


@dataclass
class Figures:
    """One seed's run. Lists have one entry for each number of labels that was asked for."""

    accuracy: list[float] = field(default_factory=list)
    macro_f1: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    """Average precision of the rarer of two classes; NaN for more classes."""
    calibration: list[float] = field(default_factory=list)
    """Expected calibration error of the model's scores, in points."""
    shown: list[float] = field(default_factory=list)
    """The same of the confidence that is shown; NaN without a check."""
    seconds: float = 0.0
    """Of the processor, for the whole run."""
    every: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Accuracy, macro F1 and average precision of a model trained on all labels of the pool."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*FILES, "digits"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--labels", default="100")
    parser.add_argument("--strategy", default="margin")
    parser.add_argument("--model", default="newton")
    parser.add_argument("--shortlist", type=int, default=0)
    parser.add_argument("--generation", type=int, default=NEWEST)
    parser.add_argument("--columns", default="")
    parser.add_argument("--boundary")
    parser.add_argument("--check", type=int, default=0, help="rows of a random check")
    parser.add_argument("--every", action="store_true", help="train on all labels too")
    said = parser.parse_args()
    stops = [int(each) for each in said.labels.split(",")]
    rows = []
    for name in said.sets:
        splits = open_set(name, said)
        runs = [figures(splits, seed, stops, said) for seed in range(said.seeds)]
        rows += list(_rows(name, stops, runs, every=said.every))
    put_table(
        f"{said.strategy}, {said.model}, generation {said.generation}, {said.seeds} seeds (SE)",
        ("set", "labels", "accuracy", "macro F1", "AP", "ECE", "ECE shown", "processor s"),
        rows,
        right=(1, 2, 3, 4, 5, 6, 7),
    )


def open_set(name: str, said: argparse.Namespace) -> Splits:
    with load_set(name, said) as loaded:
        return splits_of(loaded)


@contextmanager
def load_set(name: str, said: argparse.Namespace) -> Iterator[Loaded]:
    with TemporaryDirectory(prefix="altui-benchmark-") as folder:
        path, target = _path(name, Path(folder))
        options: dict[str, Any] = {"columns": tuple(filter(None, said.columns.split(",")))}
        if said.boundary:
            options["boundary"] = said.boundary
        request = OpenRequest(file=path, target=target, read_only=True, **options)
        loaded = prepare(request).load()
        try:
            yield loaded
        finally:
            loaded.dataset.table.close()


def splits_of(loaded: Loaded) -> Splits:
    return Splits(
        loaded.features.matrix,
        loaded.dataset.known.copy(),
        len(loaded.dataset.classes),
        FIRST,
        loaded.dataset.classes,
        loaded.features.curves,
        loaded.features.is_text,
    )


def _path(name: str, folder: Path) -> tuple[Path, str]:
    if name in FILES:
        file, target = FILES[name]
        return DATA / file, target
    if name not in BUNDLED:
        return Path(name), "label"
    from sklearn import datasets

    values, labels = getattr(datasets, f"load_{name}")(return_X_y=True)
    path = folder / f"{name}.csv"
    with path.open("w") as file:
        print(*(f"v{n}" for n in range(values.shape[1])), "label", sep=",", file=file)
        for row, label in zip(values, labels, strict=True):
            print(*row, f"c{label}", sep=",", file=file)
    return path, "label"


def figures(splits: Splits, seed: int, stops: list[int], said: argparse.Namespace) -> Figures:
    problem = splits.problem(seed)
    learner = make_learner(problem, seed, said)
    check = draw_check(problem, seed, said.check)
    found, began = Figures(), time.process_time()
    for knowledge in walk(problem, learner, max(stops), check):
        if len(knowledge.rows) in stops:
            model = learner.fit(knowledge)
            assert model is not None
            _measure(found, problem, model.predict_proba)
            found.shown.append(_shown_error(problem, model, check))
    found.seconds = time.process_time() - began
    if said.every:
        rows = np.arange(problem.matrix.shape[0])
        known = Knowledge(0, rows, problem.labels, np.zeros(len(rows), bool), 0)
        every = Figures()
        _measure(every, problem, learner.fit(known).predict_proba)  # type: ignore[union-attr]
        found.every = (every.accuracy[0], every.macro_f1[0], every.precision[0])
    return found


def make_learner(
    problem: Problem, seed: int, said: argparse.Namespace, wanted: int | None = None
) -> Learner:
    sparse = not isinstance(problem.matrix, np.ndarray)
    return Learner(
        problem.matrix,
        np.arange(problem.matrix.shape[0]) < problem.unlabeled,
        problem.n_classes,
        model=model_factory(said.model, seed=seed, sparse=sparse, curves=problem.curves),
        curves=problem.curves,
        strategy=said.strategy,
        seed=seed,
        classes=problem.classes,
        reasons=False,
        generation=Generation(said.generation),
        is_text=problem.is_text,
        seeds=problem.seeds,
        wanted=wanted,
        shortlist=said.shortlist,
    )


def draw_check(problem: Problem, seed: int, rows: int) -> IntArray:
    return np.random.default_rng([seed, CHECK]).choice(problem.unlabeled, rows, replace=False)


def walk(
    problem: Problem, learner: Learner, labels: int, check: IntArray | None = None
) -> Iterator[Knowledge]:
    """What is known after each answer, from the first labels on. Rows of the check are not asked
    for."""
    knowledge = at_start(problem)
    if check is not None:
        available = knowledge.available.copy()
        available[check] = False
        knowledge = replace(knowledge, available=available)
    while True:
        yield knowledge
        query = learner.round(knowledge).query
        if query is None or len(knowledge.rows) >= labels:
            return
        knowledge = reveal(knowledge, query.row, int(problem.labels[query.row]))


def _measure(found: Figures, problem: Problem, predict: Callable[[Any], Any]) -> None:
    from sklearn.metrics import average_precision_score, f1_score

    matrix, labels = problem.test
    probabilities = predict(matrix)
    predicted = probabilities.argmax(1)
    found.accuracy.append(float((predicted == labels).mean()))
    found.macro_f1.append(float(f1_score(labels, predicted, average="macro", zero_division=0)))
    rare = int(np.bincount(labels, minlength=problem.n_classes).argmin())
    is_binary = problem.n_classes == 2
    found.precision.append(
        float(average_precision_score(labels == rare, probabilities[:, rare]))
        if is_binary
        else np.nan
    )
    found.calibration.append(calibration_error(probabilities.max(1), predicted == labels))


def _shown_error(problem: Problem, model: FittedModel, check: IntArray) -> float:
    if not len(check):
        return np.nan
    matrix, labels = problem.test
    scores = model.predict_proba(problem.matrix[check])
    holds = holds_scores(problem.matrix)
    fitted = calibrate(scores, problem.labels[check], model.seen, holds=holds)
    tested = model.predict_proba(matrix)
    shown = fitted.confidence(tested, model.seen).max(1)
    return calibration_error(shown, tested.argmax(1) == labels)


def calibration_error(confidence: Any, right: Any) -> float:
    """The mean gap of confidence and share right over ten bins of equal width, weighted by their
    rows, in points (Naeini et al. 2015)."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = (
        abs(confidence[places == each].sum() - right[places == each].sum()) for each in range(BINS)
    )
    return 100 * float(sum(gaps)) / len(right)


def _rows(
    name: str, stops: list[int], runs: list[Figures], *, every: bool
) -> Iterator[tuple[str, ...]]:
    for place, labels in enumerate(stops):
        yield (
            name if not place else "",
            str(labels),
            *(
                _told([getattr(run, figure)[place] for run in runs], scale)
                for figure, scale in (
                    ("accuracy", 100),
                    ("macro_f1", 100),
                    ("precision", 100),
                    ("calibration", 1),
                    ("shown", 1),
                )
            ),
            f"{np.mean([run.seconds for run in runs]):.2f}" if labels == max(stops) else "",
        )
    if every:
        told = [_told([run.every[place] for run in runs], 100) for place in range(3)]
        yield ("", "all", *told, "", "", "")


def _told(values: list[float], scale: float) -> str:
    if any(np.isnan(values)):
        return ""
    found = mean(scale * np.array(values))
    return f"{found.value:.1f} ({found.error:.1f})"


if __name__ == "__main__":
    main()
