"""Replacements for characters that a terminal without UTF-8 cannot show."""

from __future__ import annotations

import codecs
from unicodedata import normalize

READABLE = "altui-readable"
"""The name of the codec error handler: the nearest ASCII, or a question mark."""

_CORNERS = "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋"
_DOUBLE_CORNERS = "╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰"
_LOOKALIKES = {
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾‐‑‒–—―−", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿", "|"),
    **dict.fromkeys(_CORNERS + _DOUBLE_CORNERS, "+"),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("•●▪", "*"),
    **dict.fromkeys("○◦", "o"),
    # The forms of curves: no two are alike.
    **dict(zip("◆◇▲△■", "#%A^@", strict=True)),
    **dict.fromkeys("·", "."),
    **dict.fromkeys("▶►▸", ">"),
    **dict.fromkeys("◀◄◂", "<"),
    **dict.fromkeys("\u00a0\u2007\u202f", " "),
    "\u2800": " ",
    "…": "...",
    "→": "->",
    "←": "<-",
    "↑": "^",
    "↓": "v",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
    "±": "+-",
    "✓": "+",
    "✗": "x",
    "⏎": "|",
    "€": "EUR",
    "ß": "ss",
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
    "Ø": "O",
    "ø": "o",
    "Ł": "L",
    "ł": "l",
}


def lookalike(character: str) -> str:
    """A readable stand-in in ASCII; a question mark where there is none."""
    found = _LOOKALIKES.get(character)
    if found is not None:
        return found
    if "\u2580" <= character <= "\u259f":
        return "#"  # blocks, of which plots and bars are made
    if "\u2801" <= character <= "\u28ff":
        return _braille_in_ascii(ord(character) - 0x2800)
    # A letter without its accents is still read.
    return normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"


def _braille_in_ascii(dots: int) -> str:
    """Dots in the upper half of a cell, in the lower half, or in both."""
    is_upper, is_lower = dots & 0b00_011_011, dots & 0b11_100_100
    return ":" if is_upper and is_lower else "'" if is_upper else "."


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(map(lookalike, bad)), error.end


codecs.register_error(READABLE, _replace)
