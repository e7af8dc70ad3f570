"""The points of a curve that have an evaluation. A plot reads a few of ten thousand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

from altui.learning.evaluation import Evaluation


def places_measured(evaluations: Iterable[Evaluation | None]) -> list[int]:
    return [place for place, found in enumerate(evaluations) if found is not None]


class MeasuredPoints(Sequence[tuple[int, Evaluation]]):
    """The first `own` of the `places`, each with its evaluation."""

    def __init__(
        self,
        start: int,
        places: Sequence[int],
        own: int,
        evaluations: Sequence[Evaluation | None],
    ) -> None:
        self._start, self._places, self._own = start, places, own
        self._evaluations = evaluations

    def __len__(self) -> int:
        return self._own

    @overload
    def __getitem__(self, index: int) -> tuple[int, Evaluation]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, Evaluation]]: ...
    def __getitem__(
        self, index: int | slice
    ) -> tuple[int, Evaluation] | list[tuple[int, Evaluation]]:
        which = range(self._own)[index]
        return self._at(which) if isinstance(which, int) else [*map(self._at, which)]

    def _at(self, which: int) -> tuple[int, Evaluation]:
        place = self._places[which]
        found = self._evaluations[place]
        assert found is not None
        return self._start + place, found
