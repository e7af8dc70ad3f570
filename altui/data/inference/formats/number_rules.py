"""Whether a column is one of numbers, and in which format: by what fits most of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from altui.data.inference.formats.number_tally import (
    MOST_STRAYS,
    NumberTally,
    Place,
    first_of,
    is_in_doubt,
)
from altui.data.values.markers import is_missing
from altui.data.values.number_reading import NumberReading
from altui.data.values.spelling import Spelling, spell
from altui.data.values.units import conversions, is_known

FEW_ROWS = 20
SHARE_OF_STRAYS = 0.02
USUAL_GROUPING = {".": ",", ",": "."}
TELEPHONE = 3
"""Parts, and digits of the first: 612 345 678 in every cell is no count of anything."""


@dataclass(frozen=True)
class NumbersFound:
    """`filled` cells hold something, `fitting` of them numbers in the format of the `reading`, and
    `gaps` a marker of a missing value."""

    reading: NumberReading
    fitting: int
    gaps: int
    filled: int
    first_stray: Place | None
    is_sure: bool
    """Enough fit for the column to be one of numbers."""
    has_thousands: bool = False
    evidence: str = ""
    """The decimal mark that its cells speak for."""

    @property
    def strays(self) -> int:
        return self.filled - self.fitting - self.gaps


def strays_allowed(filled: int) -> int:
    return min(max(int(filled * SHARE_OF_STRAYS), int(filled >= FEW_ROWS)), MOST_STRAYS)


def find_numbers(
    tally: NumberTally, *, hint: str | None = None, decimal: str | None = None
) -> NumbersFound | None:
    """`hint` is the decimal mark of the other columns, `decimal` what the person says it is. None
    where there is nothing but words, or codes."""
    if not tally.is_alive:
        return None
    found = {mark: _judged(tally, mark) for mark in (".", ",")}
    if decimal is not None:
        return replace(found[decimal], reading=replace(found[decimal].reading, is_chosen=True))
    point, comma = found["."], found[","]
    if point.fitting != comma.fitting:
        best = max(point, comma, key=lambda each: each.fitting)
        has_mark = _has_mark(tally)
        return replace(best, evidence=best.reading.decimal if has_mark else "")
    has_other_doubts = any(is_in_doubt(each) for each, _ in _spellings(tally))
    if not tally.in_doubt and not has_other_doubts:
        return point
    best = found[hint or "."]
    # Where 12345 stands without a mark of the thousands, 1.234 has none either.
    is_ambiguous = hint is None and (has_other_doubts or not tally.long)
    return replace(best, reading=replace(best.reading, is_ambiguous=is_ambiguous))


def _judged(tally: NumberTally, decimal: str) -> NumbersFound:
    grouping, has_thousands = _grouping(tally, decimal)
    plain = tally.plain
    if decimal == ",":
        plain -= tally.with_point + (tally.in_doubt if grouping != "." else 0)
    units = Counter({"": plain})
    for spelling, count in _spellings(tally):
        if spelling.ways.get(decimal) in ("", grouping):
            units[spelling.unit] += count
    filled = tally.plain + tally.shapes.total()
    reading = NumberReading(decimal, grouping, _units(units, filled))
    fitting, gaps, strays = max(plain, 0), 0, [tally.first_point if decimal == "," else None]
    for shape, count in tally.shapes.items():
        spelling_of = spell(shape)
        if spelling_of is not None and reading.fits(spelling_of.ways, spelling_of.unit):
            fitting += count
        elif spelling_of is None and is_missing(shape):
            gaps += count
        else:
            strays.append(tally.firsts[shape])
    reading = replace(reading, strays=filled - fitting - gaps)
    is_sure = bool(fitting) and reading.strays <= strays_allowed(filled) and not _telephones(tally)
    return NumbersFound(
        reading, fitting, gaps, filled, first_of(strays), is_sure, has_thousands=has_thousands
    )


def _units(counts: Mapping[str, int], filled: int) -> dict[str, float]:
    """A unit that is rare, or that nobody knows and most do without, is none: 14a is no number."""
    found = conversions(counts)
    named = sum(count for unit, count in counts.items() if unit in found and unit)
    few = (
        filled / 2 if not any(is_known(unit) for unit in found if unit) else strays_allowed(filled)
    )
    return {"": 1.0} if counts[""] > named and named <= few else found


def _grouping(tally: NumberTally, decimal: str) -> tuple[str, bool]:
    """The commonest mark of the thousands, unless nearly all large numbers do without; and whether
    it was seen. Where no number is large, a later one may have the usual mark."""
    counts: Counter[str] = Counter()
    long = tally.long
    for spelling, count in _spellings(tally):
        way = spelling.ways.get(decimal)
        if way:
            counts[way] += count
        elif way is not None and spelling.is_long:
            long += count
    if decimal == "," and tally.in_doubt:
        counts["."] += tally.in_doubt
    if not counts:
        return ("" if long else USUAL_GROUPING[decimal]), False
    best = min(counts, key=lambda mark: (-counts[mark], mark))
    is_rare = counts[best] <= strays_allowed(tally.plain + tally.shapes.total())
    return ("", False) if is_rare and long > counts[best] else (best, True)


def _spellings(tally: NumberTally) -> Iterator[tuple[Spelling, int]]:
    for shape, count in tally.shapes.items():
        spelling = spell(shape)
        if spelling is not None:
            yield spelling, count


def _has_mark(tally: NumberTally) -> bool:
    is_pointed = bool(tally.with_point or tally.in_doubt)
    return is_pointed or any(spelling.has_mark for spelling, _ in _spellings(tally))


def _telephones(tally: NumberTally) -> bool:
    numbers = [spelling for spelling, _ in _spellings(tally)]
    return bool(numbers) and not tally.plain and all(map(_is_telephone, numbers))


def _is_telephone(spelling: Spelling) -> bool:
    groupings = [(decimal, mark) for decimal, mark in spelling.ways.items() if mark]
    if len(groupings) != len(spelling.ways):
        return False
    parts = spelling.thousands(groupings[0][0])
    return len(parts) >= TELEPHONE and len(parts[0]) == TELEPHONE
