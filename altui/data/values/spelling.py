"""How one number is written, told from its shape: its sign, its unit, and what its points and
commas can mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from altui.data.values.shapes import LEAD
from altui.data.values.units import CODES, SYMBOLS, WORDS, normal_unit

SAME_SIGNS = str.maketrans(
    {
        **dict.fromkeys("−–‒﹣－", "-"),
        **dict.fromkeys(
            "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "
        ),
        **dict.fromkeys("’ʼ´", "'"),
    }
)
_SYMBOL = f"[{SYMBOLS}]"
_BEFORE = (
    rf"(?:[A-Z]{{1,3}}{_SYMBOL}|{_SYMBOL}|(?:{'|'.join([*CODES, *map(re.escape, WORDS)])})\.?)"
)
_AFTER = rf"(?:[^\W\d_](?:[^\W\d_]|[²³/°µ·]){{0,11}}\.?|[%‰°](?:[CFcf])?|{_SYMBOL}|[µ°²³][^\W\d_]+)"
_DIGIT = f"[0{LEAD}]"
_CORE = rf"(?:{_DIGIT}|[.,](?={_DIGIT}))(?:[.,' ]?{_DIGIT})*\.?"
NUMBER = (
    rf"(?P<sign>[-+])? ?(?P<first>{_BEFORE})? ?(?P<open>\()? ?(?P<inner>[-+])?"
    rf"(?P<second>{_BEFORE})? ?(?P<core>{_CORE})(?P<power>[eE][-+]?{_DIGIT}+)?"
    rf" ?(?P<after>{_AFTER})? ?(?P<late>-)?(?P<close>\))?"
)
INTEGER = re.compile(f"{_DIGIT}+")
GROUPS = {
    mark: re.compile(rf"0{{1,3}}(?:{re.escape(mark)}[0]{{3}})+") for mark in (",", ".", "'", " ")
}
INDIAN = re.compile(r"0{1,2}(?:,00)+,000")
LONGEST = 200
"""Characters of a cell: a number fills a float long before, and a match takes memory for each."""

LONG = 4
"""Digits from which on thousands are set off where they are at all."""


@dataclass(frozen=True)
class Spelling:
    """`ways` has the mark of the thousands (or none) for each decimal mark it can be read with."""

    ways: Mapping[str, str]
    core: str
    is_negative: bool
    unit: str
    is_code: bool = False
    """A 0 stands before another digit, as in 007."""
    is_long: bool = False
    has_mark: bool = False
    """A point or comma stands in it, so that the decimal mark matters."""
    has_power: bool = False
    needs_care: bool = False
    """What is left when all but digits and the decimal mark is taken away is not the number."""

    def thousands(self, decimal: str) -> tuple[str, ...]:
        """The parts of the whole number, as the marks of the thousands set them off."""
        head = self.core.rpartition(decimal)[0] if decimal in self.core else self.core
        grouping = self.ways[decimal]
        return tuple(head.split(grouping)) if grouping else (head,)


def spell(shape: str) -> Spelling | None:
    """None for what is no number in any format, or longer than anybody writes one."""
    return _spell(shape) if len(shape) <= LONGEST else None


@lru_cache(maxsize=4096)
def _spell(shape: str) -> Spelling | None:
    found = _match(shape)
    if found is None:
        return None
    core = found["core"]
    ways = {mark: way for mark in ".," if (way := _grouping(core, mark)) is not None}
    if not ways:
        return None
    before, after = found["first"] or found["second"] or "", found["after"] or ""
    head = re.split("[.,]", core)[0]
    return Spelling(
        ways,
        core,
        any(found[sign] in ("-", "(") for sign in ("sign", "inner", "late", "open")),
        normal_unit(before, after),
        is_code=core.startswith(LEAD) and core[1:2].isdigit(),
        is_long=len(head) >= LONG and bool(INTEGER.fullmatch(head)),
        has_mark="." in core or "," in core,
        has_power=bool(found["power"]),
        needs_care=bool(found["power"]) or bool({".", ","} & set(before + after)),
    )


def number_text(cell: str, shape: str, decimal: str, grouping: str) -> str:
    """The digits of a cell of that shape, as `float` reads them, without sign and unit."""
    found = _match(shape)
    assert found is not None
    text = cell.strip().translate(SAME_SIGNS)
    core, power = (text[slice(*found.span(part))] for part in ("core", "power"))
    return core.replace(grouping, "").replace(decimal, ".") + power


@cache
def _number() -> re.Pattern[str]:
    return re.compile(NUMBER)


def _match(shape: str) -> re.Match[str] | None:
    found = _number().fullmatch(shape.strip().translate(SAME_SIGNS))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    core, signs = found["core"], [found[name] for name in ("sign", "inner", "late", "open")]
    # 12- is a grade or half a range as often as a number, and +49 30 is how a telephone begins.
    is_odd = (found["late"] and not {".", ","} & set(core)) or ("+" in signs and " " in core)
    is_twice = sum(map(bool, signs)) > 1 or (found["first"] and found["second"])
    return None if is_odd or is_twice else found


def _grouping(core: str, decimal: str) -> str | None:
    """The mark of the thousands, empty where there is none; None where it cannot be read so."""
    head, mark, fraction = core.rpartition(decimal) if decimal in core else (core, "", "")
    if fraction and not INTEGER.fullmatch(fraction):
        return None
    if mark and not fraction and (decimal == "," or not INTEGER.fullmatch(head)):
        return None
    if not head or INTEGER.fullmatch(head):
        return ""
    for grouping, pattern in GROUPS.items():
        if grouping != decimal and pattern.fullmatch(head):
            return grouping
    return "," if decimal == "." and INDIAN.fullmatch(head) else None
