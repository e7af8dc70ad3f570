"""The numeric and the categorical columns of the feature matrix, filled chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import BLOCK_ROWS, Floats

LIMIT = 1e150  # larger numbers are cut to this: their squares must still be finite
SCALED_LIMIT = 1e30
GAPS_AT_ONCE = 8  # columns whose medians are taken together


class Scaling(NamedTuple):
    """The mean and deviation (d,) of each column, float64, as StandardScaler finds them."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]

    def apply(self, rows: Floats) -> None:
        """In place, to the bits of StandardScaler.transform in scikit-learn 1.9 whatever version
        there is, and without importing it."""
        rows -= self.mean.astype(rows.dtype)
        rows /= self.deviation.astype(rows.dtype)


class Moments:
    """Means and variances (d,) of rows that come part by part, to the bits of StandardScaler's
    `partial_fit`: the corrected algorithm of Chan, Golub and LeVeque (1983), in float64."""

    def __init__(self, width: int) -> None:
        self._rows = 0.0
        self._mean, self._variance = np.zeros(width), np.zeros(width)

    def add(self, rows: Floats) -> None:
        """`rows` (n, d) without gaps."""
        before, new = self._rows, float(len(rows))
        total, last = rows.sum(axis=0, dtype=np.float64), self._mean * before
        apart = rows - total / new
        correction = apart.sum(axis=0)
        apart **= 2
        squares = apart.sum(axis=0)
        squares -= correction**2 / new
        self._rows = before + new
        if before:
            ratio = before / new
            moved = ratio / self._rows * (last / ratio - total) ** 2
            squares = self._variance * before + squares + moved
        self._mean = (last + total) / self._rows
        self._variance = squares / self._rows

    def scaling(self) -> Scaling:
        """A column that is constant, up to the rounding of its variance, keeps its size."""
        rows, eps = self._rows, np.finfo(np.float64).eps
        bound = rows * eps * self._variance + (rows * self._mean * eps) ** 2
        deviation = np.sqrt(self._variance)
        deviation[self._variance <= bound] = 1.0
        return Scaling(self._mean, deviation)


class NumericBlock:
    """Standardised numbers: gaps filled with the column's median, then zero mean, unit variance.

    Scaled in place, in one float32 matrix and without copies of it, by the mean and deviation that
    scikit-learn's StandardScaler finds. Values are first shifted and scaled by the mean and
    deviation of the first rows in float64, since float32 would lose what tells timestamps apart.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._shift = np.zeros(width)
        self._scale = np.ones(width)
        self._fill = np.zeros(width, np.float32)
        self._scaling = Scaling(np.zeros(width), np.ones(width))

    def start(self, matrix: Floats, first: Sequence[NDArray[np.float64]]) -> None:
        """`matrix` (rows, width) is filled in place; `first` are the values of the first rows."""
        self.matrix = matrix
        for place, values in enumerate(first):
            present = np.clip(values[~np.isnan(values)], -LIMIT, LIMIT)
            if len(present):
                self._shift[place] = present.mean()
                self._scale[place] = present.std() or 1.0

    def put(self, start: int, columns: Sequence[NDArray[np.float64]]) -> None:
        for place, values in enumerate(columns):
            self.matrix[start : start + len(values), place], _ = self._provisional(place, values)

    def finish(self, on_progress: Callable[[float], None]) -> Floats:
        moments = Moments(self.width)
        if self.width:
            self._fill_gaps()
            rows = max(len(self.matrix), 1)
            for start, part in self._parts():
                moments.add(part)
                on_progress(start / rows * 0.7)
            self._scaling = moments.scaling()
            for start, part in self._parts():
                self._scaling.apply(part)
                on_progress(0.7 + start / rows * 0.3)
        on_progress(1.0)
        matrix = self.matrix
        del self.matrix  # it may be replaced by a wider one
        return matrix

    def transform(self, columns: Sequence[NDArray[np.float64]], out: Floats) -> None:
        """`out` (rows, width) is filled."""
        # A column at a time: each step then runs through numbers that lie side by side.
        mean, deviation = (each.astype(np.float32) for each in self._scaling)
        for place, values in enumerate(columns):
            made, has_gaps = self._provisional(place, values)
            if has_gaps:
                np.copyto(made, self._fill[place], where=np.isnan(made))
            made -= mean[place]
            made /= deviation[place]
            out[:, place] = made

    def to_json(self) -> dict[str, Any]:
        found = {"shift": self._shift.tolist(), "scale": self._scale.tolist()}
        found["fill"] = self._fill.tolist()
        if self.width:
            found["mean"] = self._scaling.mean.tolist()
            found["deviation"] = self._scaling.deviation.tolist()
        return found

    def restore(self, stored: Mapping[str, Any]) -> None:
        self._shift, self._scale = np.array(stored["shift"]), np.array(stored["scale"])
        self._fill = np.array(stored["fill"], np.float32)
        if self.width:
            self._scaling = Scaling(np.array(stored["mean"]), np.array(stored["deviation"]))

    def _parts(self) -> Iterator[tuple[int, Floats]]:
        for start in range(0, len(self.matrix), BLOCK_ROWS):
            yield start, self.matrix[start : start + BLOCK_ROWS]

    def _provisional(self, place: int, values: NDArray[np.float64]) -> tuple[Floats, bool]:
        """The values (n,) shifted and scaled, NaN where there is none, and whether there is any."""
        shift, scale = self._shift[place], self._scale[place]
        with np.errstate(over="ignore"):
            scaled = values - shift
            scaled /= scale
            made = scaled.astype(np.float32)
        least, most = made.min(initial=0.0), made.max(initial=0.0)
        has_gaps = bool(np.isnan(least))
        if has_gaps:
            least, most = np.fmin.reduce(made, initial=0.0), np.fmax.reduce(made, initial=0.0)
        # Results this near say that no value was beyond its limit either.
        is_near = SCALED_LIMIT * scale + abs(shift) <= LIMIT
        if is_near and least >= -SCALED_LIMIT and most <= SCALED_LIMIT:
            return made, has_gaps
        scaled = np.clip(values, -LIMIT, LIMIT)
        scaled -= shift
        scaled /= scale
        np.clip(scaled, -SCALED_LIMIT, SCALED_LIMIT, out=scaled)
        return scaled.astype(np.float32), has_gaps

    def _fill_gaps(self) -> None:
        gaps = np.zeros(self.width, bool)
        for _, part in self._parts():
            gaps |= np.isnan(part).any(0)
        places = np.flatnonzero(gaps)
        for first in range(0, len(places), GAPS_AT_ONCE):
            self._fill_columns(places[first : first + GAPS_AT_ONCE])

    def _fill_columns(self, places: NDArray[np.intp]) -> None:
        """Several at once, since a pass over the rows reads all that lies between them too."""
        columns = self.matrix.T[places]
        for place, column in zip(places, columns, strict=True):
            present = column[~np.isnan(column)]
            self._fill[place] = np.median(present) if len(present) else 0.0
            np.copyto(column, self._fill[place], where=np.isnan(column))
        self.matrix[:, places] = columns.T


class CategoryBlock:
    """One column of 0 and 1 for each value of each categorical column; unknown values are 0."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.values: list[list[str]] = [[] for _ in range(width)]
        self._codes: list[dict[str, int]] = [{} for _ in range(width)]

    def start(self, rows: int) -> None:
        self._matrix = np.empty((rows, self.width), np.int32)

    def put(self, start: int, columns: Sequence[Sequence[str]]) -> None:
        for place, cells in enumerate(columns):
            codes = self._codes[place]
            for cell in cells:
                codes.setdefault(cell, len(codes))
            self._matrix[start : start + len(cells), place] = [codes[cell] for cell in cells]

    def finish(self) -> NDArray[np.int32]:
        """Codes in the order of the sorted values, so that the order of the rows plays no part."""
        found = self._codes
        self.restore([sorted(codes) for codes in found])
        for place, codes in enumerate(found):
            moved = np.array([self._codes[place][value] for value in codes], np.int32)
            self._matrix[:, place] = moved[self._matrix[:, place]]
        matrix = self._matrix
        del self._matrix
        return matrix

    def transform(self, rows: int, columns: Sequence[Sequence[str]]) -> NDArray[np.int32]:
        made = np.empty((rows, self.width), np.int32)
        for place, (codes, cells) in enumerate(zip(self._codes, columns, strict=True)):
            made[:, place] = [codes.get(cell, -1) for cell in cells]
        return made

    def restore(self, values: Sequence[list[str]]) -> None:
        self.values = list(values)
        self._codes = [{value: code for code, value in enumerate(each)} for each in values]

    @property
    def total(self) -> int:
        return sum(map(len, self.values))

    def one_hot(self, codes: NDArray[np.int32]) -> Any:
        """CSR (rows, total) of float32 ones; the code -1, a value not seen before, gives none."""
        from scipy.sparse import csr_matrix

        is_known = codes >= 0
        columns = (codes + self._firsts)[is_known]
        ends = np.append(0, is_known.sum(axis=1).cumsum())
        parts = (np.ones(len(columns), np.float32), columns, ends)
        return csr_matrix(parts, shape=(len(codes), self.total))

    def fill_one_hot(self, codes: NDArray[np.int32], out: Floats) -> None:
        """The same, dense (rows, total), without importing scipy."""
        out[:] = 0.0
        rows, places = np.nonzero(codes >= 0)
        out[rows, (codes + self._firsts)[rows, places]] = 1.0

    @property
    def _firsts(self) -> NDArray[np.int32]:
        """The first of the columns (width,) of each categorical column."""
        return np.cumsum([0, *map(len, self.values)], dtype=np.int32)[:-1]
