"""The form that CSV and TSV are written in: that of the source, or what the local Excel opens."""

from __future__ import annotations

import locale
from typing import NamedTuple

from altui.data.layout import Layout

DECIMAL_COMMA = ";"
"""What Excel separates cells by where a comma stands in numbers."""


class TextForm(NamedTuple):
    separator: str
    encoding: str = "utf-8"
    """A name with a byte order mark in it, such as utf-8-sig, writes one."""
    line_end: str = "\n"

    @classmethod
    def of_source(cls, layout: Layout, kind: str, separator: str) -> TextForm:
        """As the file was that the table came from, if that is of the same kind."""
        if kind not in ("csv", "tsv") or not layout.version or layout.separator is None:
            return cls(separator)
        is_usual = (kind == "tsv") == (separator == "\t")
        return cls(
            layout.separator if is_usual else separator,
            layout.encoding or "utf-8",
            layout.line_end or "\n",
        )

    @classmethod
    def for_spreadsheet(cls, separator: str) -> TextForm:
        if separator == "," and _has_decimal_comma():
            separator = DECIMAL_COMMA
        return cls(separator, "utf-8-sig", "\r\n")


def _has_decimal_comma() -> bool:
    """Whether numbers of the person's locale have a comma before the fraction."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return locale.localeconv()["decimal_point"] == ","
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
