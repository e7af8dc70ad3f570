"""Whether a model may bend its boundary: by a fixed rule on columns and rows, or as was said.

A bent boundary is learned from random features of the numbers (`features.curves`), beside the
columns themselves. What the rule was measured on is in `altui manual models`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.data.schema import FEATURES, Role

if TYPE_CHECKING:
    from altui.data.schema import Schema

CURVED, LINEAR = "curved", "linear"
BOUNDARIES = (CURVED, LINEAR)

FEWEST_ROWS = 500
"""In 200 to 300 rows of four tables, one gained and the others lost up to a point; 178 wines lost
0.8 points."""

MOST_ROWS = 50_000
MOST_COLUMNS = 64
"""In many columns all rows are about as far from each other, and the features tell little: 61
columns of digits gained 1.2 points, 784 lost 1.1."""

LARGE = 200_000_000
"""Bytes that are worth a word."""

CURVES = 300
"""How many features a bent boundary adds."""


MOST_CLASSES = 10
"""With more, each has too few labels to bend its boundary by, and the training takes long: 26
letters lost 2.5 points at 100 labels."""


def choose_boundary(schema: Schema, rows: int, classes: int, *, has_vectors: bool = False) -> str:
    """Curved for tables of numbers alone that are neither tiny, wide nor long, with few classes.

    Beside categories, words and vectors it gains too little, or loses, on some tables.
    """
    numbers = schema.names(Role.NUMERIC)
    is_alone = not has_vectors and len(numbers) == len(schema.names(*FEATURES))
    is_in_reach = FEWEST_ROWS <= rows <= MOST_ROWS and 1 < len(numbers) <= MOST_COLUMNS
    return CURVED if is_alone and is_in_reach and classes <= MOST_CLASSES else LINEAR


def describe_boundary(boundary: str, rows: int) -> str:
    """The sentence for the person; empty for a linear boundary, as there always was. Names
    arguments in backticks."""
    if boundary != CURVED:
        return ""
    size = 4 * CURVES * rows
    takes = f", for {size / 1e9:.1f} GB more" if size >= LARGE else ""
    return f"Learns what numbers mean together{takes} (`boundary` linear: each by itself)"
