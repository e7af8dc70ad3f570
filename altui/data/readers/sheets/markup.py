"""What a sheet's XML says and python-calamine does not: hidden rows, error cells, and formulas
that were never calculated. Streamed; only .xlsx, .xlsm and .ods are XML.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

BLOCK = 4 << 20
LARGEST_INDEX = 16 << 20  # bytes of the small files that say where a sheet lies
BROKEN = (OSError, EOFError, KeyError, ValueError, zlib.error, zipfile.BadZipFile, RuntimeError,
          NotImplementedError, ElementTree.ParseError)  # fmt: skip

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_UNCALCULATED = re.compile(
    rb"""<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
_ODS_TAG = re.compile(rb"<table:table(-row)?\b([^>]*)>")
_ODS_NAME = re.compile(rb"""\btable:name=["']([^"']*)["']""")
_ODS_TIMES = re.compile(rb"""\btable:number-rows-repeated=["'](\d+)["']""")
_ODS_HIDDEN = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""")
MOST_ROWS = 1_048_576


@dataclass
class Markup:
    """`hidden` holds row numbers from 1; `errors` the text of a cell by its row and column from 0;
    `uncalculated` counts formulas without a value."""

    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: int = 0


def read_markup(path: Path, sheet: str) -> Markup:
    """Nothing is found in what is no XML or cannot be followed: the cells are read elsewhere."""
    found = Markup()
    try:
        with zipfile.ZipFile(path) as book:
            if "content.xml" in book.namelist():
                _read_ods(book, sheet, found)
            else:
                _read_xlsx(book, _member(book, sheet), found)
    except BROKEN:
        return Markup()
    return found


def _member(book: zipfile.ZipFile, sheet: str) -> str:
    """The file of a sheet in the archive."""
    for each in _tree(book, "xl/workbook.xml").iter():
        if each.tag.endswith("}sheet") and each.get("name") == sheet:
            mark = next(value for key, value in each.attrib.items() if key.endswith("}id"))
            break
    else:
        raise KeyError(sheet)
    for each in _tree(book, "xl/_rels/workbook.xml.rels"):
        if each.get("Id") == mark:
            target = each.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(mark)


def _tree(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if book.getinfo(name).file_size > LARGEST_INDEX:
        raise ValueError(name)
    return ElementTree.fromstring(book.read(name))


def _read_xlsx(book: zipfile.ZipFile, name: str, found: Markup) -> None:
    with book.open(name) as stream:
        for text in _pieces(stream, b"row>"):
            # Nearly all sheets have none of these: one search each, and no pattern runs.
            if b"hidden=" in text:
                found.hidden.update(_hidden_rows(text))
            if b't="e"' in text or b"t='e'" in text:
                found.errors.update(_errors(text))
            if b"f>" in text or b"<f" in text:
                found.uncalculated += len(_UNCALCULATED.findall(text))


def _pieces(stream: IO[bytes], end: bytes) -> Iterator[bytes]:
    """The text in pieces that are cut only behind `end`."""
    rest = b""
    while block := stream.read(BLOCK):
        text = rest + block
        cut = text.rfind(end) + len(end)
        if cut < len(end):
            rest = text
            continue
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _hidden_rows(text: bytes) -> Iterator[int]:
    for row in _ROW.finditer(text):
        number = _NUMBER.search(row[1])
        if number is not None and _HIDDEN.search(row[1]) is not None:
            yield int(number[1])


def _errors(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _ERROR.finditer(text):
        place = _PLACE.search(cell[1])
        if place is not None:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield (int(place[2]) - 1, column - 1), cell[2].decode("utf-8", "replace")


def _read_ods(book: zipfile.ZipFile, sheet: str, found: Markup) -> None:
    number, is_wanted = 0, False
    with book.open("content.xml") as stream:
        for text in _pieces(stream, b">"):
            for tag in _ODS_TAG.finditer(text):
                if tag[1] is None:
                    name = _ODS_NAME.search(tag[2])
                    is_wanted = name is not None and _unescaped(name[1]) == sheet
                    number = 0
                    continue
                times = _ODS_TIMES.search(tag[2])
                last = min(number + (int(times[1]) if times else 1), MOST_ROWS)
                if is_wanted and _ODS_HIDDEN.search(tag[2]) is not None:
                    found.hidden.update(range(number + 1, last + 1))
                number = last


def _unescaped(text: bytes) -> str:
    from xml.sax.saxutils import unescape

    return unescape(text.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})
