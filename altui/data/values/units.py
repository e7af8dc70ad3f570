"""Currencies and units: which spellings mean the same, and which convert into one another."""

from __future__ import annotations

import re
from collections.abc import Mapping

SYMBOLS = "$€£¥₹₽₩₺₪฿₫₦₱₴₸₡₲"
CODES = re.findall(
    "[A-Z]+",
    "USD EUR GBP JPY CHF AUD CAD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN HRK RSD TRY RUB UAH CNY "
    "RMB HKD TWD SGD KRW INR IDR MYR THB PHP VND ILS AED SAR ZAR NGN EGP KES BRL MXN ARS CLP COP",
)
WORDS = ("kr", "zł", "zl", "Kč", "Ft", "lei", "Fr", "SFr", "Rs", "Rp", "RM", "S/")
"""Words for a currency that may stand before the number too."""

SAME = {
    **dict.fromkeys(("US$", "USD", "dollar"), "$"),
    **dict.fromkeys(("EUR", "euro"), "€"),
    **dict.fromkeys(("GBP",), "£"),
    **dict.fromkeys(("JPY", "円", "元", "CNY", "RMB"), "¥"),
    **dict.fromkeys(("Fr", "SFr", "franken"), "CHF"),
    **dict.fromkeys(("PLN", "zl"), "zł"),
    **dict.fromkeys(("CZK",), "Kč"),
    **dict.fromkeys(("Rs", "INR"), "₹"),
    **dict.fromkeys(("percent", "pct", "prozent"), "%"),
    **dict.fromkeys(("Kg", "KG", "kgs", "kilo"), "kg"),
    **dict.fromkeys(("lbs", "pound"), "lb"),
    **dict.fromkeys(("hr", "hrs", "hour", "std", "stunde", "stunden", "Std"), "h"),
    **dict.fromkeys(("day", "tag", "tage", "jour"), "d"),
    **dict.fromkeys(("sec", "secs", "second", "sek", "Sek"), "s"),
    **dict.fromkeys(("mins", "minute", "minuten", "Min"), "min"),
    **dict.fromkeys(("Tsd", "tsd", "thousand", "tausend", "K"), "k"),
    **dict.fromkeys(("Mio", "mio", "mln", "million", "millionen", "MM"), "M"),
    **dict.fromkeys(("Mrd", "mrd", "bn", "billion", "milliarden", "B"), "G"),
}

FAMILIES: tuple[Mapping[str, float], ...] = (
    {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9},
    {"mg": 1e-3, "g": 1.0, "kg": 1e3, "t": 1e6},
    {"mm": 1e-3, "cm": 1e-2, "m": 1.0, "km": 1e3},
    {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0},
    {"ml": 1e-3, "cl": 1e-2, "dl": 1e-1, "l": 1.0},
    {"KB": 1e3, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12},
)
LONG_WORD = 3


_KNOWN = {*SYMBOLS, *CODES, *WORDS, *SAME.values(), "‰", "°", "°C", "°F", "m²", "m³", "km/h", "mph"}
_KNOWN |= {unit for family in FAMILIES for unit in family}


def is_known(unit: str) -> bool:
    """Whether it is more than some letters behind a number."""
    return set(unit.split(" ")) <= _KNOWN


def normal_unit(before: str, after: str) -> str:
    """One spelling for what stands before and after a number: `USD` and `$` are the same."""
    parts = [_normal(part.strip()) for part in (before, after)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _normal(text: str) -> str:
    text = text.rstrip(".") if len(text) > 1 else text
    if text in SAME:
        return SAME[text]
    if len(text) > LONG_WORD and text.isalpha():
        text = text.casefold()
        singular = text.removesuffix("s")
        return SAME.get(text) or SAME.get(singular, singular)
    return text


def conversions(counts: Mapping[str, int]) -> dict[str, float]:
    """What one of each unit is worth in the commonest one, for all units that convert into it."""
    named = {unit: count for unit, count in counts.items() if unit}
    if not named:
        return {"": 1.0}
    # The first of equals in the order of their spelling, not of the rows.
    main = min(named, key=lambda unit: (-named[unit], unit))
    currency, _, last = main.rpartition(" ")
    if any(f"{main} {size}" in named for size in FAMILIES[0]):
        currency, last = main, ""
    head = f"{currency} " if currency else ""
    found = {main: 1.0}
    for family in FAMILIES if last or head else ():
        if last in family:
            units = {f"{head}{unit}".strip(): size / family[last] for unit, size in family.items()}
            found = max(found, units, key=lambda each: sum(named.get(unit, 0) for unit in each))
    return {"": found.get(currency, 1.0), **found}
