"""Numbers written as ten locales, with units, signs and markers of missing values, and what they
are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan, nan

from hypothesis import strategies as st

from altui.data.values.markers import MISSING

LOCALES = {
    "en": (".", ","),
    "de": (",", "."),
    "fr": (",", "\u202f"),
    "fr-old": (",", "\u00a0"),
    "pl": (",", " "),
    "ch": (".", "'"),
    "ch-typeset": (".", "’"),
    "es": (",", "."),
    "si": (".", "\u2009"),
    "program": (".", ""),
    "comma": (",", ""),
}
"""The decimal mark and that of the thousands."""

UNITS: tuple[Callable[[str], str], ...] = (
    lambda number: number,
    lambda number: f"${number}",
    lambda number: f"{number} €",
    lambda number: f"{number}\u00a0€",
    lambda number: f"£ {number}",
    lambda number: f"CHF {number}",
    lambda number: f"{number} kr",
    lambda number: f"{number} zł",
    lambda number: f"{number}%",
    lambda number: f"{number} %",
    lambda number: f"{number} kg",
    lambda number: f"{number}d",
    lambda number: f"{number} km/h",
    lambda number: f"US${number}",
    lambda number: f"{number} EUR",
)

NEGATIVE: tuple[Callable[[str], str], ...] = (
    lambda number: f"-{number}",
    lambda number: f"−{number}",
    lambda number: f"({number})",
)
MARKERS = [*sorted(MISSING - {""}), "NA", "N/A", "NaN", "NULL", "None", "#DIV/0!", "k.A.", ""]


@dataclass(frozen=True)
class Written:
    """A column's cells, what they are worth (NaN for gaps), and how they are written."""

    cells: list[str]
    values: list[float]
    decimal: str


def write(value: float, digits: int, decimal: str, grouping: str) -> str:
    text = f"{abs(value):,.{digits}f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", grouping)


@st.composite
def columns(draw: st.DrawFn) -> Written:
    """Of at least thirty numbers, one of which shows its decimal mark beyond doubt."""
    decimal, grouping = LOCALES[draw(st.sampled_from(sorted(LOCALES)))]
    unit, negative = draw(st.sampled_from(UNITS)), draw(st.sampled_from(NEGATIVE))
    digits = draw(st.integers(1, 4))
    drawn = draw(st.lists(st.floats(-9e6, 9e6), min_size=29, max_size=60))
    gaps = draw(st.lists(st.sampled_from(MARKERS), max_size=20))
    cells, values = list(gaps), [nan] * len(gaps)
    for value in [0.1234, *drawn]:
        written = write(value, digits, decimal, grouping)
        is_negative = value < 0 and any(each in "123456789" for each in written)
        whole = unit(written)
        cells.append(negative(whole) if is_negative else whole)
        exact = float(f"{abs(value):.{digits}f}")
        values.append(-exact if is_negative else exact)
    order = draw(st.permutations(range(len(cells))))
    return Written([cells[at] for at in order], [values[at] for at in order], decimal)


def same(found: list[float], wanted: list[float]) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(one == other or (isnan(one) and isnan(other)) for one, other in pairs)
