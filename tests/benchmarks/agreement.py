"""`python -m tests.benchmarks.agreement [--samples N]`: how often alpha's interval holds the truth.

Two people, who each know the class of a row or else draw one by the classes' shares; samples of 30,
60 and 100 rows, 84 settings. Beside the interval that altui tells stand the percentile bootstrap
and BCa, each of 1,000 draws. Samples in which only one class occurs have no alpha and are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from altui.display.console import put_table
from altui.learning.agreement.alpha import krippendorff_alpha

SHARES = {
    "half and half": (0.5, 0.5),
    "80, 20": (0.8, 0.2),
    "90, 10": (0.9, 0.1),
    "three equal": (1 / 3,) * 3,
    "70, 20, 10": (0.7, 0.2, 0.1),
    "five equal": (0.2,) * 5,
    "60, 20, 10, 5, 5": (0.6, 0.2, 0.1, 0.05, 0.05),
}
ALPHAS = (0.3, 0.6, 0.8, 0.9)
ROWS = (30, 60, 100)
DRAWS = 1000
NORMAL = NormalDist()

Interval = Callable[[np.ndarray, np.random.Generator], tuple[float, float]]


class Setting(NamedTuple):
    shares: tuple[float, ...]
    alpha: float
    rows: int


def sample(setting: Setting, rng: np.random.Generator, people: int = 2) -> np.ndarray:
    """The answers (rows, people). Two answers are of one class by knowledge with probability
    alpha: each person knows a row with its square root."""
    classes = len(setting.shares)
    size = setting.rows, people
    true = rng.choice(classes, setting.rows, p=setting.shares)
    drawn = rng.choice(classes, size, p=setting.shares)
    return np.where(rng.random(size) < setting.alpha**0.5, true[:, None], drawn)


def told(answers: np.ndarray, _: np.random.Generator) -> tuple[float, float]:
    found = krippendorff_alpha(answers)
    return found.low, found.high


def drawn_alphas(answers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Alpha of DRAWS samples of the rows, for two people."""
    classes = int(answers.max()) + 1
    pairs = np.bincount(answers[:, 0] * classes + answers[:, 1], minlength=classes**2)
    counts = rng.multinomial(len(answers), pairs / len(answers), size=DRAWS)
    tables = counts.reshape(-1, classes, classes)
    total = 2 * len(answers)
    marginal = tables.sum(1) + tables.sum(2)
    observed = 1 - 2 * np.trace(tables, axis1=1, axis2=2) / total
    expected = (total**2 - (marginal**2).sum(1)) / (total * (total - 1))
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), 1.0)


def percentile(answers: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    low, high = np.quantile(drawn_alphas(answers, rng), (0.025, 0.975))
    return float(low), float(high)


def bca(answers: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    """B. Efron, Better bootstrap confidence intervals, JASA 82 (1987)."""
    alphas = drawn_alphas(answers, rng)
    value = krippendorff_alpha(answers).value or 0.0
    below = float(((alphas < value) + 0.5 * (alphas == value)).mean())
    bias = NORMAL.inv_cdf(min(max(below, 1 / DRAWS), 1 - 1 / DRAWS))
    left_out = np.array(
        [krippendorff_alpha(np.delete(answers, k, 0)).value or 1.0 for k in range(len(answers))]
    )
    away = left_out.mean() - left_out
    scale = 6 * float((away**2).sum()) ** 1.5
    skew = float((away**3).sum()) / scale if scale else 0.0
    ends = (bias + z for z in (NORMAL.inv_cdf(0.025), NORMAL.inv_cdf(0.975)))
    levels = [NORMAL.cdf(bias + each / (1 - skew * each)) for each in ends]
    low, high = np.quantile(alphas, levels)
    return float(low), float(high)


INTERVALS: dict[str, Interval] = {"altui": told, "percentile": percentile, "BCa": bca}


def settings() -> Iterator[tuple[str, Setting]]:
    for name, shares in SHARES.items():
        for alpha in ALPHAS:
            for rows in ROWS:
                yield name, Setting(shares, alpha, rows)


def coverage(
    setting: Setting, samples: int, intervals: dict[str, Interval], seed: int = 0
) -> dict[str, tuple[float, float]]:
    """The share of samples whose interval holds the truth, and the mean width."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in intervals}
    while len(next(iter(found.values()))) < samples:
        answers = sample(setting, rng)
        if len(np.unique(answers)) > 1:
            for name, interval in intervals.items():
                found[name].append(interval(answers, rng))
    ends = {name: np.array(each) for name, each in found.items()}
    return {
        name: (
            float(((each[:, 0] <= setting.alpha) & (setting.alpha <= each[:, 1])).mean()),
            float((each[:, 1] - each[:, 0]).mean()),
        )
        for name, each in ends.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=200)
    samples = parser.parse_args().samples
    rows, held = [], {name: [0, 0] for name in INTERVALS}
    for name, setting in settings():
        covered = coverage(setting, samples, INTERVALS)
        for each, (share, _) in covered.items():
            held[each][0] += 0.93 <= share <= 0.97
            held[each][1] += 1
        cells = [f"{share:.3f} ({width:.2f})" for share, width in covered.values()]
        rows.append([name, f"{setting.alpha:.1f}", f"{setting.rows}", *cells])
    rows.append(["within .93 to .97", "", "", *(f"{k} of {n}" for k, n in held.values())])
    put_table(
        f"Alpha's 95 % interval: share that holds the truth (mean width), {samples:,} samples",
        ("class shares", "alpha", "rows", *INTERVALS),
        rows,
        right=(1, 2, 3, 4, 5),
    )


if __name__ == "__main__":
    main()
