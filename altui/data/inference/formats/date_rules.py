"""Whether a column is one of dates or times, and in which order day and month stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from altui.data.inference.formats.date_tally import DAY_FIRST, MONTH_FIRST, TIME, DateTally
from altui.data.inference.formats.number_rules import strays_allowed
from altui.data.inference.formats.number_tally import Place
from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_parts import varying_parts
from altui.data.values.dates.date_reading import DateReading

OF_DATES = re.compile(r"(?:^|[_\W])(?:date|datum|fecha|dato)(?:$|[_\W])|[a-z]Date$|_dt$", re.I)
OF_CLOCKS = re.compile(r"(?:^|[_\W])(?:unix|epoch|timestamp|utc|ts)(?:$|[_\W])", re.I)
YEARS = (1971, 2100)
"""In which a number under the name of a date is taken for one."""


@dataclass(frozen=True)
class DatesFound:
    reading: DateReading
    fitting: int
    filled: int
    first_stray: Place | None
    is_sure: bool
    evidence: str = ""
    """The order of day and month that the cells speak for."""


def find_dates(
    tally: DateTally,
    sample: Sequence[str],
    *,
    hint: str | None = None,
    order: str | None = None,
) -> DatesFound | None:
    """`hint` is the order in the other columns, `order` what the person says it is; `sample` says
    which parts of the dates vary."""
    if not tally.is_alive or not tally.fits:
        return None
    best = min((DAY_FIRST, MONTH_FIRST, TIME), key=lambda each: tally.misfits[each])
    is_ambiguous, evidence = False, ""
    if best != TIME and not tally.ordered:
        best, judged = "ymd", DAY_FIRST
    elif best != TIME and tally.misfits[DAY_FIRST] == tally.misfits[MONTH_FIRST]:
        best = judged = hint or _usual(tally)
        is_ambiguous = bool(tally.differing) and hint is None and bool(tally.slashes)
    else:
        judged = evidence = best
    if order in (DAY_FIRST, MONTH_FIRST, "ymd") and tally.ordered:
        best = judged = order if order != "ymd" else judged
        is_ambiguous = False
    fitting, strays = tally.fits[judged], tally.misfits[judged]
    filled = fitting + strays
    reading = DateReading(best, (), strays, is_ambiguous, is_chosen=order is not None)
    reading = replace(reading, parts=_parts(reading, sample))
    is_sure = bool(fitting) and strays <= strays_allowed(filled)
    return DatesFound(reading, fitting, filled, tally.firsts.get(judged), is_sure, evidence)


def _usual(tally: DateTally) -> str:
    """7/2/2025 is how Americans write it; with points or dashes the day comes first."""
    return MONTH_FIRST if tally.slashes and (tally.halves or tally.differing) else DAY_FIRST


def numbers_as_dates(name: str, sample: Sequence[str]) -> DateReading | None:
    """20250702 in a column named like a date, or the seconds of a clock in one named like it."""
    orders: tuple[str, ...] = ("compact",) if OF_DATES.search(name.strip()) else ()
    orders += ("unix", "unix-ms") if OF_CLOCKS.search(name.strip()) else ()
    for order in orders:
        reading = DateReading(order)
        found = DateParser(reading).parse(sample)
        years = found.values / 365.2425 + 1970
        if sample and not len(found.strays) and ((years > YEARS[0]) & (years < YEARS[1])).all():
            return replace(reading, parts=_parts(reading, sample))
    return None


def _parts(reading: DateReading, sample: Sequence[str]) -> tuple[str, ...]:
    days = DateParser(reading).parse(sample).values
    return varying_parts(days, has_date=reading.order != TIME)
