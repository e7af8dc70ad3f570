"""The separator that fits the rows, not only the header: `2.121,88;1,7` has a comma as well."""

from __future__ import annotations

import re
from typing import NamedTuple

from altui.data.readers.layout.records import Dialect, Record, usual_width

SEPARATORS = {"csv": ",;\t|", "tsv": "\t,;|"}
"""By kind of file, the one to prefer first."""

OTHER_SEPARATORS = ";\t|"

SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""How Excel is told the separator, in a first line that is no row."""

RECORDS = 300
NEARLY_ALL = 0.98
MOST = 0.9
FEW = 0.1
LONE = "\t"
"""Cuts no line where none has it."""

NUMBER = re.compile(r"[^\w,;|]*\d[\d.,' \u00a0\u202f]*[^\w,;|]*(?:[A-Za-z%]{0,4})")

NAMES = {"\t": "a tab", " ": "a blank"}


def name_of(separator: str) -> str:
    return NAMES.get(separator, f"'{separator}'")


def said_separator(sample: str) -> str | None:
    found = SAID.match(sample)
    return found[1] if found else None


class _Fit(NamedTuple):
    separator: str
    width: int
    share: float
    at_top: bool  # the first record that is not blank has the usual width
    clean: float

    @property
    def is_whole(self) -> bool:
        return self.share >= NEARLY_ALL and self.at_top


def find_separator(sample: str, kind: str) -> str:
    """The separator of whole lines; the usual one of the kind where none cuts them in two."""
    marks = SEPARATORS[kind]
    fits = [fit for mark in marks if (fit := _fit(sample, mark)) is not None]
    whole = [fit for fit in fits if fit.is_whole]
    if whole:
        return max(whole, key=lambda fit: (fit.clean, fit.separator == marks[0])).separator
    likeliest = max(fits, key=lambda fit: fit.share).separator if fits else marks[0]
    if _are_sentences(sample, likeliest):
        return LONE
    if not fits:
        return marks[0]
    usual = fits[0]
    # A title above the names keeps every mark from fitting whole, and each price may have a comma.
    is_outdone = any(fit.share > usual.share and fit.width > usual.width for fit in fits)
    if usual.separator == marks[0] and usual.share >= MOST and not is_outdone:
        return usual.separator
    return max(fits, key=lambda fit: (fit.share, fit.width)).separator


def _are_sentences(sample: str, separator: str) -> bool:
    """Lines of text below a lone name: the mark cuts many of them, each as it comes, and some
    among these not at all."""
    records = [record for record in Dialect(separator).cut(sample)[:RECORDS] if record.filled]
    if not records or LONE in sample:
        return False
    if set(SEPARATORS["csv"]) & set(separator.join(records[0].cells)):
        return False
    widths = [len(record.cells) for record in records]
    cut = [place for place, width in enumerate(widths) if width > 1]
    among = widths[cut[0] : cut[-1] + 1] if cut else []
    usual = max(map(among.count, set(among)), default=0)
    return among.count(1) >= max(FEW * len(among), 1) and usual < MOST * len(among)


def _fit(sample: str, separator: str) -> _Fit | None:
    """How well a separator cuts the sample; None where most rows stay in one piece."""
    records = Dialect(separator).cut(sample)[:RECORDS]
    width, share = usual_width(records)
    if width < 2:
        return None
    first = next(record for record in records if record.filled)
    return _Fit(separator, width, share, len(first.cells) == width, _cleanness(records, separator))


def _cleanness(records: list[Record], separator: str) -> float:
    """The share of cells with no other separator in them, but for those of numbers."""
    others = set(SEPARATORS["csv"]) - {separator}
    cells = [cell for record in records for cell in record.cells]
    dirty = sum(1 for cell in cells if others & set(cell) and not NUMBER.fullmatch(cell))
    return 1 - dirty / max(len(cells), 1)


def are_trimmed(lines: list[str], separator: str) -> bool:
    """Whether nearly every cell but the first of a line has a blank before it, as in `a, b`."""
    if separator.isspace():
        return False
    # Text in quotes may run over several lines, and has commas of its own.
    mark = re.escape(separator)
    quoted = re.compile(rf'(^|{mark})( *)"[^"]*(?:""[^"]*)*(?:"|\Z)', re.MULTILINE)
    unquoted = quoted.sub(r"\1\2q", "".join(lines)).splitlines()
    cut = [line.split(separator) for line in unquoted if line.strip()]
    later = [cell for cells in cut for cell in cells[1:] if cell]
    led = sum(1 for cell in later if cell.startswith(" "))
    return len(cut) > 1 and bool(cut[0][1:]) and led >= NEARLY_ALL * len(later) > 0
