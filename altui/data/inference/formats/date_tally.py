"""What one pass over a column leaves behind for its dates to be judged by: how many cells are none
in each order of day and month. All of it are sums and first places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from altui.data.inference.formats.number_tally import MOST_STRAYS, Place
from altui.data.values.dates.date_forms import date_form
from altui.data.values.dates.date_parser import parse_dates
from altui.data.values.markers import is_missing
from altui.data.values.number_parser import Parsed

TIME = "time"
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
JUDGED = (DAY_FIRST, MONTH_FIRST, TIME)


@dataclass
class DateTally:
    fits: Counter[str] = field(default_factory=Counter)
    misfits: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, Place] = field(default_factory=dict)
    """The first misfit in each order."""
    ordered: int = 0
    """Dates whose day and month are two short numbers."""
    differing: int = 0
    """Those that are another date in the other order."""
    slashes: int = 0
    halves: int = 0
    """Those with am or pm."""
    is_alive: bool = True

    def put_plain(self, count: int, first: Place) -> None:
        """A chunk in which there are only numbers."""
        self._miss(JUDGED, count, first)
        self._check()

    def put(self, cells: Sequence[str], lines: Sequence[int], written: Sequence[str]) -> None:
        """A piece of a chunk, with the shapes of its cells."""
        kinds: dict[str, str] = {}
        for shape, count in Counter(written).items():
            form = date_form(shape)
            if form is None:
                kinds[shape] = ""
                if not is_missing(shape):
                    place = written.index(shape)
                    self._miss(JUDGED, count, Place(lines[place], cells[place]))
                continue
            kinds[shape] = TIME if form.is_time else "ordered" if form.needs_order else "date"
            if form.needs_order:
                self.ordered += count
                self.slashes += count if "/" in shape else 0
                self.halves += count if form.half else 0
        for kind in (TIME, "date", "ordered"):
            places = [place for place, shape in enumerate(written) if kinds[shape] == kind]
            if places:
                self._put_kind(
                    kind,
                    [cells[place] for place in places],
                    [lines[place] for place in places],
                    [written[place] for place in places],
                )
        self._check()

    def _put_kind(self, kind: str, cells: list[str], lines: list[int], written: list[str]) -> None:
        first = Place(lines[0], cells[0])
        if kind == TIME:
            self._miss((DAY_FIRST, MONTH_FIRST), len(cells), first)
            self._take((TIME,), parse_dates(cells, TIME, written), cells, lines)
            return
        self._miss((TIME,), len(cells), first)
        found = parse_dates(cells, DAY_FIRST, written)
        if kind == "date":
            self._take((DAY_FIRST, MONTH_FIRST), found, cells, lines)
            return
        other = parse_dates(cells, MONTH_FIRST, written)
        self._take((DAY_FIRST,), found, cells, lines)
        self._take((MONTH_FIRST,), other, cells, lines)
        self.differing += int(np.count_nonzero(np.abs(found.values - other.values) > 0))

    def _take(
        self, orders: Sequence[str], found: Parsed, cells: Sequence[str], lines: Sequence[int]
    ) -> None:
        strays = len(found.strays)
        for order in orders:
            self.fits[order] += int(np.count_nonzero(~np.isnan(found.values)))
        if strays:
            first = int(found.strays[0])
            self._miss(orders, strays, Place(lines[first], cells[first]))

    def _miss(self, orders: Sequence[str], count: int, first: Place) -> None:
        for order in orders:
            self.misfits[order] += count
            self.firsts[order] = min(self.firsts.get(order, first), first)

    def _check(self) -> None:
        self.is_alive = any(self.misfits[order] <= MOST_STRAYS for order in JUDGED)
