"""The dates of a column by its reading: the digits of all cells of one form are taken at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altui.data.values.dates.date_forms import DateForm, date_form
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.markers import is_missing
from altui.data.values.number_parser import GAP, MOST_SHAPES, STRAY, Parsed
from altui.data.values.numbers import plain_numbers
from altui.data.values.shapes import joined, shapes

Ints = NDArray[np.int64]

SECONDS = 86_400
FIRST_OF_CENTURY = 69
"""Two digits of a year from here on are of the last century, as POSIX has it."""

SECONDS_OF = {"unix": 1.0, "unix-ms": 1e-3}


class DateParser:
    def __init__(self, reading: DateReading) -> None:
        self.reading = reading

    def parse(self, cells: Sequence[str]) -> Parsed:
        """Days since 1970, with their fractions; NaN for gaps and strays."""
        order = self.reading.order
        if order in SECONDS_OF:
            values = plain_numbers(cells)
            if values is None:
                values = np.array([_number(cell) for cell in cells])
            values = values * (SECONDS_OF[order] / SECONDS)
            gaps = np.array([is_missing(cell) for cell in cells], bool)
            return Parsed(values, np.flatnonzero(np.isnan(values) & ~gaps))
        return parse_dates(cells, order)


def parse_dates(cells: Sequence[str], order: str, written: Sequence[str] | None = None) -> Parsed:
    """`written` are the shapes of the cells, where they are known."""
    cells = list(cells)
    written = shapes(joined(cells)) if written is None else written
    forms = _Forms(order)
    plans = np.fromiter(map(forms.__getitem__, written), np.intp, len(cells))
    values = np.full(len(cells), np.nan)
    strays = plans == STRAY
    for plan, form in enumerate(forms.forms):
        rows = np.flatnonzero(plans == plan)
        text = "".join([cells[row] for row in rows]).encode("utf-8", "surrogatepass")
        found, is_bad = _days(np.frombuffer(text, np.uint8).reshape(len(rows), -1), form, order)
        values[rows] = found
        strays[rows] = is_bad
    return Parsed(values, np.flatnonzero(strays))


class _Forms(dict[str, int]):
    """The place of each shape's form in `forms`, or why it has none."""

    def __init__(self, order: str) -> None:
        self.forms: list[DateForm] = []
        self._order = order

    def __missing__(self, shape: str) -> int:
        form = date_form(shape, compact=self._order == "compact")
        if form is None or form.is_time != (self._order == "time"):
            plan = GAP if is_missing(shape) else STRAY
        else:
            plan = len(self.forms)
            self.forms.append(form)
        if len(self) < MOST_SHAPES or plan >= 0:
            self[shape] = plan
        return plan


def _days(
    text: NDArray[np.uint8], form: DateForm, order: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The days of cells (rows, bytes) of one form, and which of them are none. A date of zeros
    only, as databases write it, is a gap."""
    fields = {name: _number_in(text[:, place]) for name, place in form.places.items()}
    zero = np.zeros(len(text), np.int64)
    hour = fields.get("hour", zero)
    minute, second = fields.get("minute", zero), fields.get("second", zero)
    bad = (hour > 23) | (minute > 59) | (second > 60)
    if form.half:
        bad |= (hour > 12) | (hour < 1)
        hour = hour % 12 + (12 if form.half == "p" else 0)
    moved = form.zone * (fields.get("zone_hour", zero) * 60 + fields.get("zone_minute", zero))
    seconds = hour * 3600 + (minute - moved) * 60 + second
    if form.is_time:
        return np.where(bad, np.nan, seconds / SECONDS), bad
    day, month = fields.get("day", zero), fields.get("month", zero + (form.month or 0))
    if form.needs_order:
        one, two = fields["one"], fields["two"]
        day, month = (two, one) if order == "mdy" else (one, two)
    year = fields["year"]
    if form.places["year"].stop - form.places["year"].start == 2:
        year = year + np.where(year < FIRST_OF_CENTURY, 2000, 1900)
    days, is_day = _calendar(year, month, day)
    is_gap = (year == 0) & (month == 0) & (day == 0)
    bad |= ~is_day
    return np.where(bad, np.nan, days + seconds / SECONDS), bad & ~is_gap


def _calendar(year: Ints, month: Ints, day: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    is_month = (month >= 1) & (month <= 12) & (year >= 1)
    months = np.where(is_month, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    following = (months + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64)
    return first + day - 1, is_month & (day >= 1) & (day <= following - first)


def _number_in(digits: NDArray[np.uint8]) -> Ints:
    """Of (rows, digits) the number in each row."""
    powers = 10 ** np.arange(digits.shape[1] - 1, -1, -1, dtype=np.int64)
    found: Ints = (digits.astype(np.int64) - ord("0")) @ powers
    return found


def _number(cell: str) -> float:
    found = plain_numbers([cell])
    return float("nan") if found is None else float(found[0])
