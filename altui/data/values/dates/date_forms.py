"""Which shapes are dates or times, and where in the bytes of such a cell its fields stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from altui.data.values.dates.months import month_named

_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,? +)?"
_CLOCK = (
    r"(?P<hour>00?):(?P<minute>00)(?::(?P<second>00)(?:[.,]0{1,9})?)?"
    r"(?: *(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r"(?: *(?:Z|UTC|GMT|(?P<zone>[+-])(?P<zone_hour>00):?(?P<zone_minute>00)?|[A-Z]{3,4}))?"
_TIME = rf"(?:(?:T|,? +){_CLOCK}{_ZONE})?"
_MONTH = r"(?P<name>[^\W\d_]{3,10})\.?"
_TH = r"(?:st|nd|rd|th|\.|er|º)?"

FORMS = (
    rf"(?P<year>0000)(?P<mark>[-/.])(?P<month>00?)(?P=mark)(?P<day>00?){_TIME}",
    rf"(?P<year>0000)年 ?(?P<month>00?)月 ?(?P<day>00?)日{_TIME}",
    rf"{_WEEKDAY}(?P<one>00?)(?P<mark>[-/.] ?)(?P<two>00?)(?P=mark)(?P<year>0000|00){_TIME}",
    rf"{_WEEKDAY}(?P<day>00?){_TH}[ -]*(?:de |of )?{_MONTH},?[ -]*(?:de )?"
    rf"(?P<year>0000|00){_TIME}",
    rf"{_WEEKDAY}{_MONTH} *(?P<day>00?){_TH},? +(?P<year>0000){_TIME}",
    rf"{_WEEKDAY}{_MONTH} +(?P<day>00?) +{_CLOCK}{_ZONE} +(?P<year>0000)",
    rf"{_CLOCK}",
)
COMPACT = (
    r"(?P<year>0000)(?P<month>00)(?P<day>00)"
    r"(?:[T_ ](?P<hour>00)(?P<minute>00)(?P<second>00)?Z?)?",
)
"""20250702 is a number too: it is read so only where something else says that it is a date."""

FIELDS = ("year", "month", "day", "one", "two", "hour", "minute", "second", "zone_hour",
          "zone_minute")  # fmt: skip


@dataclass(frozen=True)
class DateForm:
    """`places` are slices of the bytes of a cell; `one` and `two` are day and month, in the order
    of the column. Without a year it is a time of day."""

    places: Mapping[str, slice]
    width: int
    month: int | None = None
    half: str = ""
    """`a` or `p`, for am and pm."""
    zone: int = 0
    """1 for zones ahead of UTC, -1 for those behind."""

    @property
    def is_time(self) -> bool:
        return "year" not in self.places

    @property
    def needs_order(self) -> bool:
        return "one" in self.places


@lru_cache(maxsize=4096)
def date_form(shape: str, *, compact: bool = False) -> DateForm | None:
    """None for a shape that is no date."""
    for pattern in _patterns(COMPACT if compact else FORMS):
        found = pattern.fullmatch(shape)
        if found is not None and (form := _form(shape, found.groupdict(), found)) is not None:
            return form
    return None


@cache
def _patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compiled when the first column is looked at: it takes as long as a small file."""
    return tuple(re.compile(rf"\s*{form}\s*") for form in forms)


def _form(shape: str, parts: Mapping[str, str | None], found: re.Match[str]) -> DateForm | None:
    month = None
    if name := parts.get("name"):
        month = month_named(name)
        if month is None:
            return None

    def in_bytes(end: int) -> int:
        return len(shape[:end].encode("utf-8", "surrogatepass"))

    places = {
        part: slice(in_bytes(found.start(part)), in_bytes(found.end(part)))
        for part in FIELDS
        if parts.get(part)
    }
    return DateForm(
        places,
        in_bytes(len(shape)),
        month,
        (parts.get("half") or "").casefold(),
        {"+": 1, "-": -1}.get(parts.get("zone") or "", 0),
    )
