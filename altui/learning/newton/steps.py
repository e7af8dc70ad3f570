"""Damped Newton steps to the optimum of a convex loss with an L2 penalty.

A `Space` maps unknowns to scores; the losses map scores to their cost. Unknowns are (m + 1,) for
two classes, (m + 1, k) for more; the last row is the intercept. Vectors are in the coordinates of
their Space, so inner products go through `Space.inner`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isfinite, log10, sqrt
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from altui.learning.newton.duals import INTERCEPT, DualSpace
from altui.learning.newton.losses import Loss, TwoClasses

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.newton.losses import Slope

MOST_STEPS = 200
ENOUGH = 1e-13
"""The Newton decrement at the end (Boyd & Vandenberghe 2004, section 9.5): the length of the step
in the norm of the Hessian, and near the end the distance to the optimum. The penalty makes this
norm at least the length of the coefficients."""

SHORT = 0.3
"""A new Newton step that moves no score by more than this always decreases the objective.

If no score moves by more than r, the curvature of two classes changes by a factor of at most
exp(r), because the third derivative is at most the second (Bach 2010, "Self-concordant analysis for
logistic regression"). For a softmax the factor is exp(2 r). The full step then changes the
objective by at most (-1 + (exp(q) - 1 - q) / q^2) times the squared decrement, with q = r or 2 r:
by -0.45 and -0.38 of it for r = 0.3."""

LEAP = 100.0
"""No step moves a score by more than this."""

KEEP = 0.1
"""After a step that moves no score by more than this, the factor of the Hessian is kept, where it
alone gives the step."""

ROUGH, BEST = 0.05, 1e-8
"""Conjugate gradients stop at the first fraction of their first residual: more would be lost by the
next Newton step. Near the optimum those lose less, and it is as small as the second: one long run
is shorter than several."""

MOST_INNER = 1000

FEW_INNER, MANY_INNER = 3, 20
"""Iterations for each decimal digit. With more than the first a new factor of the Hessian saves
time, with more than the second a finer one."""

FEW_DUAL = 100
"""Iterations by rows, whose factor costs more and gives more, after which it is made anew."""

DRIFT = 1e-9
"""Scores are added up step by step. Further than this from those of the unknowns, steps that were
long have left rounding errors in them, and the optimum found is not theirs."""

DOUBTFUL, INDEFINITE = 1e-9, 1e-6
"""A squared length can come out below 0 only by rounding. Further below than the square of the
first the steps may end beside the optimum; than that of the second the step is none."""


class Space(Protocol):
    """How unknowns relate to the labeled rows (n of them)."""

    exact: bool
    """Whether `solve` gives the exact Newton step for two classes."""

    hard: bool
    """Set after slow conjugate gradients: `factor` may then spend more time."""

    def scores(self, unknowns: FloatArray) -> FloatArray:
        """Decision values (n,) or (n, k)."""

    def back(self, residual: FloatArray) -> FloatArray:
        """The adjoint of `scores`, in coordinates."""

    def inner(self, one: FloatArray, other: FloatArray, scores: FloatArray) -> float:
        """The product of two vectors; `scores` are those of the second."""

    def factor(self, slope: Slope) -> None:
        """Prepare `solve` for the Hessian at this slope, or for an approximation."""

    def count_more(self, slope: Slope) -> None:
        """Bring the factor of an earlier fit up to date."""

    def solve(self, right: FloatArray) -> FloatArray: ...


@dataclass(frozen=True, eq=False)
class Step:
    move: FloatArray
    scores: FloatArray
    decrement: float
    furthest: float
    inner: int = 1
    negative: float = 0.0
    """How far below 0 rounding has taken the squared length of the step or of its residual."""


class End(NamedTuple):
    """`is_settled`: the steps converged. Rounding has ended them beside the optimum by `left`, a
    decrement; infinite where nobody can say."""

    unknowns: FloatArray
    is_settled: bool
    left: float
    scores: FloatArray


def minimise(
    loss: Loss,
    space: Space,
    unknowns: FloatArray,
    scores: FloatArray | None = None,
    *,
    kept: bool = False,
) -> End:
    """The unknowns at the optimum. The start changes only the time, not the result.

    `scores` are those of the start, where they are known. `kept`: the space has a factor already,
    from a Hessian near this one.
    """
    if scores is None:
        scores = space.scores(unknowns)
    chord = space.exact and isinstance(loss, TwoClasses)
    before, may_keep, lost = inf, True, 0.0
    solved = ROUGH
    is_adopted = kept and chord
    if kept:
        space.count_more(loss.slope(scores))
    for _ in range(MOST_STEPS):
        slope = loss.slope(scores)
        gradient = space.back(slope.residual)
        gradient[:-1] += unknowns[:-1]
        while True:
            if not kept:
                space.factor(slope)
            step = _chord(space, gradient) if chord else _conjugate(space, slope, gradient, solved)
            if not (chord and kept) or step.decrement < 0.1 * before:
                break
            # The old factor is too far off: the same step is taken again with a new one. One that
            # was made on the way here is as good as can be: what is left needs one for each step.
            kept, may_keep, is_adopted = False, is_adopted, False
        if step.negative > DOUBTFUL**2:
            lost = inf
        if step.negative > INDEFINITE**2:
            return End(unknowns, False, inf, scores)
        size = 1.0
        if step.furthest > SHORT:
            size = _damping(loss, space, (unknowns, scores), step)
        unknowns = unknowns + size * step.move
        scores = scores + size * step.scores
        undone = None if chord else solved
        if isinstance(space, DualSpace):
            undone = max(solved, 1 / INTERCEPT)
        if size == 1.0 and _is_there(step, before, kept, undone):
            fresh = space.scores(unknowns)
            if float(np.abs(fresh - scores).max()) <= DRIFT:
                left = step.decrement if _is_stuck(step, before) else 0.0
                return End(unknowns, True, max(left, lost), fresh)
            scores, before, kept = fresh, inf, False
            continue
        digits = -log10(solved)
        if chord:
            is_near = step.furthest < KEEP or (kept and size == 1.0)
        elif isinstance(space, DualSpace):
            is_near = step.inner <= FEW_DUAL
        else:
            is_near = step.inner <= FEW_INNER * digits or (kept and step.furthest < KEEP)
        kept = may_keep and is_near
        space.hard = space.hard or step.inner > MANY_INNER * digits
        if not chord:
            solved = _next_solved(step, size, solved)
        before = step.decrement
    return End(unknowns, False, inf, scores)


def _next_solved(step: Step, size: float, solved: float) -> float:
    """How far to solve for the next step: about as far as that is Newton's, not beyond the end."""
    if size < 1.0:
        return ROUGH
    # What is left after a step is a fraction of it, as large as what it moves or leaves unsolved.
    left = max(step.furthest, solved)
    own = 0.2 * left * step.furthest
    enough = 0.01 * ENOUGH / max(left * step.decrement, ENOUGH)
    return min(max(own, enough, BEST), ROUGH)


def _is_there(step: Step, before: float, kept: bool, solved: float | None) -> bool:
    """Whether nothing is left after the step except rounding error. `solved` is how far conjugate
    gradients went, None where the step was solved for at once."""
    # What one more step would leave is this decrement times a rate: with an old factor the last
    # rate goes on; with a new one it is as small as the change of the curvature.
    rate = step.furthest
    if kept:
        rate = step.decrement / before if before < inf else 1.0
    if solved is not None:
        # Conjugate gradients leave that much of the step undone, ten times that to be safe.
        rate = max(10 * solved, step.furthest)
    return step.decrement * rate <= ENOUGH or _is_stuck(step, before)


def _is_stuck(step: Step, before: float) -> bool:
    return step.decrement < 1e-6 and step.decrement > 0.5 * before


def _chord(space: Space, gradient: FloatArray) -> Step:
    """The step with the last factored Hessian."""
    move = space.solve(-gradient)
    return _step(space, gradient, move, space.scores(move))


def _step(space: Space, gradient: FloatArray, move: FloatArray, scores: FloatArray) -> Step:
    # Gradient times step: the squared Newton decrement, where the step is Newton's.
    squared = -space.inner(gradient, move, scores)
    furthest = float(np.maximum.reduce(np.abs(scores), axis=None))
    if not isfinite(squared) or not isfinite(furthest):
        raise ValueError("the rows hold values that are not finite, or too large to square")
    negative = max(-squared, 0.0)
    return Step(move, scores, sqrt(max(squared, 0.0)), furthest, negative=negative)


def _conjugate(space: Space, slope: Slope, gradient: FloatArray, solved: float) -> Step:
    """The Newton step by conjugate gradients, preconditioned by `space.solve`, up to `solved` of
    their first residual."""
    if isinstance(space, DualSpace):
        before = space.spent
        move, scores = space.step(slope, gradient, solved)
        return replace(_step(space, gradient, move, scores), inner=space.spent - before)
    left = _balance(-gradient)
    near = _balance(space.solve(left))
    near_scores = space.scores(near)
    size = first = space.inner(left, near, near_scores)
    move, scores = np.zeros_like(near), np.zeros_like(near_scores)
    along, along_scores = near, near_scores
    inner, lost = 0, 0.0
    while size > solved**2 * first and inner < MOST_INNER:
        bent = space.back(slope.curve(along_scores))
        bent[:-1] += along[:-1]
        # Keep the scores of each direction, so that no product with the rows is repeated.
        curvature = space.inner(bent, along, along_scores)
        if curvature <= 0.0:
            # Rounding alone bends it so. Without anything done of it there is no step.
            lost = inf if not inner and first > ENOUGH**2 else 0.0
            break
        inner += 1
        length = size / curvature
        move += length * along
        scores += length * along_scores
        left -= length * bent
        near = _balance(space.solve(left))
        near_scores = space.scores(near)
        smaller = space.inner(left, near, near_scores)
        along = near + (smaller / size) * along
        along_scores = near_scores + (smaller / size) * along_scores
        size = smaller
    step = _step(space, gradient, move, scores)
    # Below 0 later on, what was done of the step is still good: the next goes on from there.
    negative = step.negative if inner else max(-first, lost)
    return replace(step, inner=inner, negative=negative)


def _balance(vector: FloatArray) -> FloatArray:
    """Remove the part that moves all classes alike: it changes no probability."""
    if vector.ndim == 1:
        return vector
    # Half the time of `mean`, which counts in steps this small.
    common = np.add.reduce(vector, axis=1, keepdims=True)
    common /= vector.shape[1]
    return np.asarray(vector - common)


def _damping(loss: Loss, space: Space, at: tuple[FloatArray, FloatArray], step: Step) -> float:
    """The fraction of the step to take, halved until the objective falls enough (Armijo)."""
    unknowns, scores = at
    here = loss.value(scores)
    linear = space.inner(_penalise(unknowns), step.move, step.scores)
    square = space.inner(_penalise(step.move), step.move, step.scores)
    size = min(1.0, LEAP / step.furthest)
    for _ in range(60):
        change = loss.value(scores + size * step.scores) - here
        change += size * linear + 0.5 * size**2 * square
        if change <= -1e-4 * size * step.decrement**2:
            return size
        size /= 2
    # This near, rounding hides the gain of a step. The decrement decides.
    return 1.0


def _penalise(unknowns: FloatArray) -> FloatArray:
    weights = unknowns.copy()
    weights[-1] = 0.0
    return weights
