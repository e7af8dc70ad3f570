"""Styles as the terminal is told them: SGR codes, and the fewest from one style to the next."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

RESET = "\x1b[m"


class CellStyle(NamedTuple):
    """A style as the parameters of one SGR sequence: all of them, and those a space shows."""

    full: str
    on_blank: str


PLAIN = CellStyle("", "")


@lru_cache(4096)
def look_of(style: Style | None, system: ColorSystem | None) -> CellStyle:
    if style is None or not style:
        return PLAIN
    # A line through a space, or its reversed ground, has the colour of the letters.
    is_seen = style.reverse or style.underline or style.strike
    blank = style if is_seen else Style(bgcolor=style.bgcolor)
    return CellStyle(_parameters(style, system), _parameters(blank, system))


def _parameters(style: Style, system: ColorSystem | None) -> str:
    codes = style.without_color._make_ansi_codes(ColorSystem.STANDARD).split(";")
    for colour, is_front in ((style.color, True), (style.bgcolor, False)):
        if system is not None and colour is not None and not colour.is_default:
            codes += colour.downgrade(system).get_ansi_codes(foreground=is_front)
    return ";".join(filter(None, codes))


@lru_cache(4096)
def turn(before: str, after: str) -> str:
    """The sequence that turns one look's parameters into another's; empty where they are equal."""
    if before == after:
        return ""
    if not after:
        return RESET
    old, new = _slots(before), _slots(after)
    added = ";".join(code for slot, code in new.items() if old.get(slot) != code)
    # What is there and not wanted can only be reset; an empty parameter is 0, the reset.
    return f"\x1b[{added}m" if old.keys() <= new.keys() else f"\x1b[;{after}m"


def _slots(parameters: str) -> dict[str, str]:
    """What each parameter sets: an attribute itself, or the colour of the letters or the ground."""
    found: dict[str, str] = {}
    codes = iter(filter(None, parameters.split(";")))
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes)
            values = [next(codes) for _ in range(1 if kind == "5" else 3)]
            found[code] = ";".join([code, kind, *values])
        elif len(code) > 1:
            found["48" if code[-2] in "40" else "38"] = code
        else:
            found[code] = code
    return found
