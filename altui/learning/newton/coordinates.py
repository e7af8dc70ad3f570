"""From a space's unknowns to coefficients and back.

Coefficients are one array `flat`, (m + 1,) for two classes or (m + 1, k) for more, of the columns
that occur in sparse rows, else of all; the last row is the intercept. Rows are shifted towards 0
and scaled by sqrt(C), so that the spaces need neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.coefficients import only_columns

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.newton.duals import DualSpace
    from altui.learning.newton.growing_texts import GrowingTexts
    from altui.learning.newton.labeled_rows import GrowingRows
    from altui.learning.newton.losses import Loss
    from altui.learning.newton.spaces import SpanSpace
    from altui.learning.newton.steps import Space


@dataclass(frozen=True, eq=False)
class ByColumns:
    """Unknowns are the coefficients; for sparse rows, only those of the occurring columns.

    `shift` (m,) was subtracted from the columns.
    """

    space: Space
    shift: FloatArray
    d: int
    scale: float
    occurring: IntArray | None
    growing: GrowingRows | None = None
    kept: int = 0

    @property
    def width(self) -> int:
        return len(self.shift)

    def is_like(self, d: int, scale: float) -> bool:
        """Whether its shift fits other dense rows of this width."""
        return self.d == d and self.scale == scale and self.occurring is None

    def unknowns(self, flat: FloatArray, loss: Loss) -> FloatArray:  # noqa: ARG002
        unknowns = flat / self.scale
        unknowns[-1] = flat[-1] + self.shift @ flat[:-1]
        return unknowns

    @property
    def columns(self) -> IntArray | None:
        """Those that `flat` is of; None for all."""
        return self.occurring

    def coefficients(self, unknowns: FloatArray) -> tuple[FloatArray, IntArray | None]:
        """`flat` of only some columns, and which; None for all."""
        flat = self.scale * unknowns
        flat[-1] = unknowns[-1] - self.shift @ flat[:-1]
        return flat, self.occurring


@dataclass(frozen=True, eq=False)
class BySpan:
    """Unknowns are weights of the rows. `rows` are as given; `centred` (n, d) are shifted.

    The first `kept` rows are those of the earlier fit, in its order.
    """

    space: SpanSpace
    rows: Any
    centred: Any
    shift: FloatArray | None
    d: int
    scale: float
    kept: int
    is_narrow: bool
    """Whether coefficients are of the columns that occur."""

    @property
    def width(self) -> int:
        return len(self.space.gram)

    def unknowns(self, flat: FloatArray, loss: Loss) -> FloatArray:
        """The weights of the optimum, if it had these scores."""
        intercept = flat[-1] + (0.0 if self.shift is None else self.shift @ flat[:-1])
        # Where the gradient is 0, coefficients are -X^T residual: each row weighs -residual.
        scores = np.asarray(self._narrow @ (flat[:-1] / self.scale) + intercept)
        return np.concatenate((-loss.slope(scores).residual, intercept[None]))

    def coefficients(self, unknowns: FloatArray) -> tuple[FloatArray, IntArray | None]:
        """`flat` of only some columns, and which; None for all."""
        rows = self._narrow
        flat = np.empty((rows.shape[1] + 1, *unknowns.shape[1:]))
        flat[:-1] = rows.T @ unknowns[:-1]
        flat[:-1] *= self.scale
        flat[-1] = unknowns[-1] - (0.0 if self.shift is None else self.shift @ flat[:-1])
        return flat, self.columns

    @cached_property
    def columns(self) -> IntArray | None:
        """Those that `flat` is of; None for all."""
        return np.unique(self.centred.indices) if self.is_narrow else None

    @cached_property
    def _narrow(self) -> Any:
        return self.centred if self.columns is None else only_columns(self.centred, self.columns)


@dataclass(frozen=True, eq=False)
class ByDual:
    """Unknowns are weights of the rows, as in `BySpan`. The first `kept` rows are those of the
    earlier fit."""

    space: DualSpace
    growing: GrowingTexts
    d: int
    scale: float
    kept: int

    columns = None

    @property
    def width(self) -> int:
        return len(self.space.squares)

    def unknowns(self, flat: FloatArray, loss: Loss) -> FloatArray:
        """The weights of the optimum, if it had these scores."""
        scores = np.asarray(self.space.rows @ (flat[:-1] / self.scale) + flat[-1])
        return np.concatenate((-loss.slope(scores).residual, flat[-1:]))

    def coefficients(self, unknowns: FloatArray) -> tuple[FloatArray, IntArray | None]:
        flat = np.empty((self.d + 1, *unknowns.shape[1:]))
        flat[:-1] = self.space.rows.T @ unknowns[:-1]
        flat[:-1] *= self.scale
        flat[-1] = unknowns[-1]
        return flat, None


Layout = ByColumns | BySpan | ByDual
