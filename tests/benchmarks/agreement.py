"""How often alpha's interval holds the truth: `python -m tests.benchmarks.agreement [--samples N]`.

Samples of 30, 60 and 100 rows in 84 settings: seven shares of classes, four alphas. People know
the class of a row or else draw one by the shares; `--people 3` and `--missing 0.3` say how many
there are and how much they leave out. With `--together` all of them know a row, or nobody does,
which is the same for two. Samples in which only one class occurs have no alpha and are left out.

Beside the interval that altui tells stand five others: the percentile bootstrap, BCa (B. Efron,
JASA 82, 1987) and the studentised bootstrap, each of 1,000 draws of rows, and the jackknife with
Student's t for alpha and for log(1 - alpha).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import cached_property
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

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
TAILS = (0.025, 0.975)
GOAL = (0.93, 0.97)

Ends = tuple[float, float]


class Setting(NamedTuple):
    shares: tuple[float, ...]
    alpha: float
    rows: int
    people: int = 2
    missing: float = 0.0
    together: bool = False


def sample(setting: Setting, rng: np.random.Generator) -> np.ndarray:
    """The answers (rows, people), -1 for none. Two answers are of one class by knowledge with
    probability alpha: each person knows a row with its square root, or all know it with alpha."""
    size = setting.rows, setting.people
    true = rng.choice(len(setting.shares), setting.rows, p=setting.shares)
    drawn = rng.choice(len(setting.shares), size, p=setting.shares)
    if setting.together:
        knows = rng.random((setting.rows, 1)) < setting.alpha
    else:
        knows = rng.random(size) < setting.alpha**0.5
    answers = np.where(knows, true[:, None], drawn)
    return np.where(rng.random(size) < setting.missing, -1, answers)


class Sample:
    """A sample, and alpha of any other in which its rows come as often as `counts` says."""

    def __init__(self, answers: np.ndarray, rng: np.random.Generator) -> None:
        self.answers, self._rng = answers, rng
        given = answers[(answers >= 0).sum(1) > 1]
        self.table = np.stack([(given == k).sum(1) for k in range(answers.max() + 1)], 1)
        self.sizes = self.table.sum(1)
        pairs = (self.table * (self.table - 1)).sum(1) / (self.sizes * (self.sizes - 1))
        self.differing = 1 - pairs

    def alphas(self, counts: np.ndarray) -> np.ndarray:
        """Alpha (b,) of each of the counts (b, rows); 1 where only one class is left."""
        observed = counts @ (self.sizes * self.differing) / (counts @ self.sizes)
        total = counts @ self.sizes
        shares = counts @ self.table / total[:, None]
        expected = (1 - (shares**2).sum(1)) * total / (total - 1)
        quotient = observed / np.where(expected > 0, expected, 1)
        found: np.ndarray = np.where(expected > 0, 1 - quotient, 1.0)
        return found

    def errors(self, counts: np.ndarray) -> np.ndarray:
        """The standard error (b,) of each alpha by the delta method."""
        total = counts @ self.sizes
        shares = counts @ self.table / total[:, None]
        same = (shares**2).sum(1)[:, None]
        away = (1 - self.alphas(counts))[:, None]
        drift = 1 + same - 2 * shares @ (self.table / self.sizes[:, None]).T
        square = (counts * (self.sizes * (self.differing - away * drift)) ** 2).sum(1)
        errors: np.ndarray = np.sqrt(square) / (total * np.maximum(1 - same[:, 0], 1e-9))
        return errors

    @cached_property
    def all(self) -> np.ndarray:
        return np.ones((1, len(self.sizes)))

    @cached_property
    def value(self) -> float:
        return float(self.alphas(self.all)[0])

    @cached_property
    def draws(self) -> np.ndarray:
        n = len(self.sizes)
        return self._rng.multinomial(n, np.full(n, 1 / n), size=DRAWS)

    @cached_property
    def drawn(self) -> np.ndarray:
        return self.alphas(self.draws)

    @cached_property
    def left_out(self) -> np.ndarray:
        """Alpha without each of the rows."""
        return self.alphas(self.all - np.eye(len(self.sizes)))


def told(of: Sample) -> Ends:
    found = krippendorff_alpha(of.answers)
    return found.low, found.high


def percentile(of: Sample) -> Ends:
    low, high = np.quantile(of.drawn, TAILS)
    return float(low), float(high)


def bca(of: Sample) -> Ends:
    below = float(((of.drawn < of.value) + 0.5 * (of.drawn == of.value)).mean())
    bias = NORMAL.inv_cdf(min(max(below, 1 / DRAWS), 1 - 1 / DRAWS))
    away = of.left_out.mean() - of.left_out
    scale = 6 * float((away**2).sum()) ** 1.5
    skew = float((away**3).sum()) / scale if scale else 0.0
    ends = (bias + NORMAL.inv_cdf(tail) for tail in TAILS)
    levels = [NORMAL.cdf(bias + each / (1 - skew * each)) for each in ends]
    low, high = np.quantile(of.drawn, levels)
    return float(low), float(high)


def studentised(of: Sample) -> Ends:
    errors = of.errors(of.draws)
    by_error = (of.drawn - of.value)[errors > 0] / errors[errors > 0]
    if not len(by_error):
        return of.value, of.value
    low, high = np.quantile(by_error, TAILS)
    error = float(of.errors(of.all)[0])
    return max(of.value - high * error, -1.0), min(of.value - low * error, 1.0)


def jackknife(of: Sample) -> Ends:
    half = _half(of.left_out)
    return max(of.value - half, -1.0), min(of.value + half, 1.0)


def jackknife_of_log(of: Sample) -> Ends:
    if of.value >= 1:
        return of.value, of.value
    centre = np.log(1 - of.value)
    half = _half(np.log(np.maximum(1 - of.left_out, 1e-9)))
    return max(1 - np.exp(centre + half), -1.0), 1 - np.exp(centre - half)


def _half(left_out: np.ndarray) -> float:
    n = len(left_out)
    error = np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    return float(stdtrit(n - 1, TAILS[1]) * error)


INTERVALS: dict[str, Callable[[Sample], Ends]] = {
    "altui": told,
    "percentile": percentile,
    "BCa": bca,
    "studentised": studentised,
    "jackknife": jackknife,
    "log": jackknife_of_log,
}


class Coverage(NamedTuple):
    """The share of samples whose interval holds the truth, and the mean width."""

    held: float
    width: float

    @property
    def is_met(self) -> bool:
        return GOAL[0] <= self.held <= GOAL[1]


def coverage(
    setting: Setting, samples: int, names: tuple[str, ...] = ("altui",), seed: int = 0
) -> dict[str, Coverage]:
    rng = np.random.default_rng(seed)
    ends = np.zeros((len(names), samples, 2))
    done = 0
    while done < samples:
        answers = sample(setting, rng)
        if krippendorff_alpha(answers).value is None:
            continue
        one = Sample(answers, rng)
        ends[:, done] = [INTERVALS[name](one) for name in names]
        done += 1
    held = (ends[..., 0] <= setting.alpha) & (setting.alpha <= ends[..., 1])
    widths = ends[..., 1] - ends[..., 0]
    each = zip(names, held.mean(1).tolist(), widths.mean(1).tolist(), strict=True)
    return {name: Coverage(share, width) for name, share, width in each}


def settings(people: int, missing: float, *, together: bool) -> Iterator[tuple[str, Setting]]:
    for name, shares in SHARES.items():
        for alpha in ALPHAS:
            for rows in ROWS:
                yield name, Setting(shares, alpha, rows, people, missing, together)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--people", type=int, default=2)
    parser.add_argument("--missing", type=float, default=0.0)
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--only", action="store_true", help="only the interval that altui tells")
    said = parser.parse_args()
    names = ("altui",) if said.only else tuple(INTERVALS)
    rows, found = [], []
    for name, setting in settings(said.people, said.missing, together=said.together):
        found.append(coverage(setting, said.samples, names))
        cells = [f"{each.held:.3f} ({each.width:.2f})" for each in found[-1].values()]
        rows.append([name, f"{setting.alpha:.1f}", f"{setting.rows}", *cells])
    by_name = [[each[name] for each in found] for name in names]
    met = [f"{sum(each.is_met for each in one)} of {len(one)}" for one in by_name]
    rows.append(["within .93 to .97", "", "", *met])
    rows.append(["the least", "", "", *(f"{min(one).held:.3f}" for one in by_name)])
    widths = (np.mean([each.width for each in one]) for one in by_name)
    rows.append(["mean width", "", "", *(f"{width:.3f}" for width in widths)])
    put_table(
        f"Alpha's 95 % interval: share that holds the truth (mean width), {said.samples:,} samples",
        ("class shares", "alpha", "rows", *names),
        rows,
        right=range(1, 3 + len(names)),
    )


if __name__ == "__main__":
    main()
