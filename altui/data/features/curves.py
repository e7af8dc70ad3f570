"""Random Fourier features: cosines of the numbers along random directions, with which a linear
model bends its boundary as a Gaussian kernel would (Rahimi & Recht 2007).

They depend on the number of columns alone, neither on the rows nor on a session's seed: a row has
the same features in every session, in a test file and after the file has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.boundary import CURVES
from altui.data.features.allocation import BLOCK_ROWS, Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

SEED = 0
SCALE = 4.0
"""How long a row's features are together. The penalty presses short ones down: at 1 most of the
gain is gone."""


@dataclass(frozen=True, eq=False)
class Curves:
    """The last columns of a matrix, from `first` on. They are made from its columns `inputs`,
    standardised numbers and the 0 and 1 of categories, along `directions` (inputs, CURVES)."""

    inputs: range
    first: int
    directions: Values
    phases: Values

    @classmethod
    def of(cls, inputs: range, first: int) -> Curves:
        # The stream of this older generator stays the same in every version of NumPy.
        random = np.random.RandomState(SEED)
        # The kernel exp(-gamma |x - y|^2) has directions of variance 2 gamma; gamma is 1/columns.
        directions = random.standard_normal((len(inputs), CURVES)) * sqrt(2 / len(inputs))
        return cls(inputs, first, directions, random.uniform(0, 2 * pi, CURVES))

    def transform(self, values: Values | Floats) -> Values:
        """The features (n, CURVES) of rows of the inputs (n, inputs)."""
        # In float64, so that float32 has the same of equal rows, wherever they stand.
        waves = values.astype(np.float64) @ self.directions
        waves += self.phases
        np.cos(waves, out=waves)
        waves *= SCALE * sqrt(2 / CURVES)
        return waves

    def of_rows(self, matrix: Any) -> Floats:
        """The features (n, CURVES) of the rows of a matrix, dense or CSR, which has the inputs."""
        made = np.empty((matrix.shape[0], CURVES), np.float32)
        for start in range(0, len(made), BLOCK_ROWS):
            rows = slice(start, start + BLOCK_ROWS)
            part = matrix[rows, self.inputs.start : self.inputs.stop]
            made[rows] = self.transform(part if isinstance(part, np.ndarray) else part.toarray())
        return made

    def names(self) -> list[str]:
        return [f"curve {number}" for number in range(1, CURVES + 1)]
