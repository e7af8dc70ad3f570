"""Which generation of the learner a session has.

A session keeps the one it began with, so that its Rounds stay the same. What differs is asked for
by name here and nowhere by number.
"""

from __future__ import annotations

from dataclasses import dataclass

NEWEST = 2

LEARNS = 1
"""From here on sessions learn as a new one does: what came later is no reason to take another."""


@dataclass(frozen=True)
class Generation:
    """`number` is what a session stores: 0 for sessions that stored none."""

    number: int = 0

    @property
    def weighs_classes(self) -> bool:
        """Whether a class with few labels weighs more, by a fixed rule."""
        return self.number >= 1

    @property
    def names_rare_classes(self) -> bool:
        """Whether predictions name a rare class from a threshold on that the labels give."""
        return self.number >= 1

    @property
    def stops_asking_again(self) -> bool:
        """Whether labels are not asked for again before there is a model, nor once second answers
        have rarely changed anything."""
        return self.number >= 1

    @property
    def settles_rare_classes(self) -> bool:
        """Whether the hint to stop waits for the rows that a rare class is predicted for."""
        return self.number >= 1

    @property
    def asks_empty_rows_last(self) -> bool:
        """Whether a row without a single feature waits until all others are labeled."""
        return self.number >= 1

    @property
    def draws_to_find(self) -> bool:
        """Whether the rows of a class are first read by rank, then drawn at random and tested."""
        return self.number >= 1

    @property
    def compares_models(self) -> bool:
        """Whether it is looked at now and then if another model is plainly ahead."""
        return self.number >= 1

    @property
    def calibrates(self) -> bool:
        """Whether the shown confidence is fitted to the rows that measure the accuracy."""
        return self.number >= 1

    @property
    def clusters_fewer(self) -> bool:
        """Whether the first typical rows are found among fewer rows, in a quarter of the time."""
        return self.number >= 2


OLDEST = Generation()
