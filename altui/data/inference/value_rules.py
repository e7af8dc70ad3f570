"""What the columns of a file say together of how its numbers and dates are written, and in words
what was found in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from altui.data.inference.column_profile import Profile
from altui.data.inference.formats.date_rules import DatesFound, find_dates, numbers_as_dates
from altui.data.inference.formats.date_tally import DAY_FIRST, MONTH_FIRST
from altui.data.inference.formats.number_rules import NumbersFound, find_numbers
from altui.data.inference.formats.number_tally import Place
from altui.data.table import Table
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.markers import is_missing
from altui.data.values.number_reading import NAMES, NumberReading
from altui.data.values.reading import ValueReading, chosen_reading, decimal_named

TEXT_KINDS = ("csv", "tsv")
"""Files whose numbers are text; elsewhere 1.234 is what it seems to be."""

ORDERS_IN_WORDS = {
    "dmy": ", day first",
    "mdy": ", month first",
    "compact": " written as numbers",
    "unix": " in seconds since 1970",
    "unix-ms": " in milliseconds since 1970",
}
LONGEST = 40


@dataclass(frozen=True)
class Found:
    """What a column may be read as, surely or only if the person says so."""

    numbers: NumbersFound | None = None
    dates: DatesFound | None = None
    named: DateReading | None = None
    """Plain numbers that the name of the column calls dates."""

    def readings(self) -> tuple[ValueReading, ...]:
        dates = self.named or (self.dates.reading if self.dates else None)
        numbers = self.numbers.reading if self.numbers else None
        return tuple(each for each in (numbers, dates) if each is not None)

    def first_stray(self, role: str) -> Place | None:
        found = self.numbers if role == NumberReading.role else self.dates
        return None if found is None else found.first_stray


def find_values(
    profiles: Sequence[Profile], table: Table, words: Mapping[str, str]
) -> dict[str, Found]:
    """What each column may be read as; `words` are what the person says of some, as in `comma`."""
    alone = {profile.name: find_value(profile) for profile in profiles}
    decimal = _decimal_of(alone.values(), table)
    order = _order_of(alone.values(), decimal)
    found = {}
    for profile in profiles:
        is_text = table.kind in TEXT_KINDS or not profile.numeric
        hints = (decimal if is_text else ".", order)
        found[profile.name] = find_value(profile, *hints, words.get(profile.name))
    return found


def find_value(
    profile: Profile, decimal: str | None = None, order: str | None = None, word: str | None = None
) -> Found:
    tally = profile.values
    chosen = decimal_named(word) if word and word in NAMES.values() else None
    numbers = find_numbers(tally.numbers, hint=decimal, decimal=chosen)
    dates = find_dates(tally.dates, profile.sample, hint=order, order=word)
    if numbers is None and tally.numbers.has_codes:
        numbers = NumbersFound(NumberReading(), 0, 0, 0, None, False)
    named = numbers_as_dates(profile.name, profile.sample) if profile.numeric else None
    return Found(numbers, dates, named)


def with_word(found: Found, role: str, word: str) -> Found:
    """With a reading for that role, whatever the cells hold."""
    if any(each.role == role and each.word == word for each in found.readings()):
        return found
    reading = chosen_reading(role, word)
    if isinstance(reading, DateReading):
        return replace(found, named=reading)
    return replace(found, numbers=NumbersFound(reading, 0, 0, 0, None, False))


def _decimal_of(found: Iterable[Found], table: Table) -> str | None:
    """The decimal mark of the columns in which it is beyond doubt; else what the separator says."""
    spoken = Counter(
        each.numbers.evidence
        for each in found
        if each.numbers and each.numbers.is_sure and each.numbers.evidence
    )
    if spoken:
        return max(sorted(spoken), key=lambda mark: spoken[mark])
    return "," if table.layout.separator == ";" else None


def _order_of(found: Iterable[Found], decimal: str | None) -> str | None:
    spoken = Counter(
        each.dates.evidence
        for each in found
        if each.dates and each.dates.is_sure and each.dates.evidence in (DAY_FIRST, MONTH_FIRST)
    )
    if spoken:
        return max(sorted(spoken), key=lambda order: spoken[order])
    return DAY_FIRST if decimal == "," else None


def are_numbers(profile: Profile, found: Found) -> bool:
    """Beyond the format: at least two values, for one beside gaps says less than the gaps do."""
    if profile.numeric:
        return True
    if found.numbers is None or not found.numbers.is_sure:
        return False
    return sum(not is_missing(value) for value in profile.distinct_values) > 1


def numbers_reason(profile: Profile, found: Found, table: Table) -> str:
    numbers = found.numbers
    assert numbers is not None
    whole = numbers.filled - numbers.gaps
    how = _format_in_words(numbers)
    empty = f", {profile.empty:,} empty" if profile.empty else ""
    gaps = f", {numbers.gaps:,} marked as missing" if numbers.gaps else ""
    if not numbers.strays:
        all_are = "the one value is a number" if whole == 1 else f"all {whole:,} values are numbers"
        return f"{all_are}{how}{gaps}{empty}"
    told = stray_in_words(numbers.first_stray, numbers.strays, table)
    return f"{numbers.fitting:,} of {whole:,} are numbers{how}{gaps}{empty}; {told}"


def dates_reason(found: Found, table: Table) -> str:
    reading = found.named or (found.dates.reading if found.dates else DateReading())
    how = ORDERS_IN_WORDS.get(reading.order, "")
    kind = "times of day" if reading.order == "time" else "dates"
    if found.named or found.dates is None:
        return f"{kind}{how}"
    if not reading.strays:
        return f"all {found.dates.filled:,} values are {kind}{how}"
    told = stray_in_words(found.dates.first_stray, reading.strays, table)
    return f"{found.dates.fitting:,} of {found.dates.filled:,} are {kind}{how}; {told}"


def stray_in_words(first: Place | None, count: int, table: Table) -> str:
    """`line 79: '1,204.5x' counts as missing`, and how many more do."""
    more = f" and {count - 1:,} more count" if count > 1 else " counts"
    if first is None:
        return f"{count:,} count as missing"
    text = first.text if len(first.text) <= LONGEST else first.text[: LONGEST - 1] + "…"
    return f"{table.unit} {first.line}: '{text}'{more} as missing"


def _format_in_words(numbers: NumbersFound) -> str:
    reading, parts = numbers.reading, []
    if reading.decimal == ",":
        parts.append(" with a decimal comma")
    elif numbers.has_thousands:
        mark = "blanks" if reading.grouping == " " else f"'{reading.grouping}'"
        parts.append(f" with {mark} for thousands")
    main = [unit for unit, worth in reading.units.items() if unit and worth == 1.0]
    if main:
        parts.append(f" in {main[0]}")
    return "".join(parts)
