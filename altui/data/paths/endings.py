"""The file formats by the endings of their names. Imports nothing: completion and the manual ask
for them at once."""

from __future__ import annotations

from typing import NamedTuple


class FileKind(NamedTuple):
    """`extra` is the name of the extra that the format needs, empty where it needs none.
    `holds_rows`: a file with such an ending is hardly ever anything but rows."""

    name: str
    endings: tuple[str, ...]
    is_written: bool
    may_be_packed: bool = False
    extra: str = ""
    holds_rows: bool = True


DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")

FILE_KINDS = (
    FileKind("CSV", (".csv",), is_written=True, may_be_packed=True),
    FileKind("TSV", (".tsv", ".tab"), is_written=True, may_be_packed=True),
    FileKind("JSON Lines, Prodigy", (".jsonl", ".ndjson"), is_written=True, may_be_packed=True),
    FileKind(
        "JSON, Label Studio", (".json",), is_written=True, may_be_packed=True, holds_rows=False
    ),
    FileKind("references (RIS)", (".ris",), is_written=True, may_be_packed=True),
    FileKind("references (PubMed)", (".nbib",), is_written=False, may_be_packed=True),
    FileKind(
        "text by what it holds: cells, or a row a line",
        (".txt", ".dat", ".data", ".asc", ".prn"),
        is_written=False,
        may_be_packed=True,
        holds_rows=False,
    ),
    FileKind("Parquet", (".parquet",), is_written=True, extra="parquet"),
    FileKind("Arrow, Feather", (".arrow", ".feather"), is_written=True, extra="parquet"),
    FileKind(
        "Excel, OpenDocument", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), True, extra="excel"
    ),
    FileKind("SQLite", DATABASE_ENDINGS, is_written=True, holds_rows=False),
)
"""The first ending of a format that is written is the one to write it by."""

PICTURE_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
    *(".ppm", ".pgm", ".pbm"),
)
"""What a folder of pictures holds; no file that is opened by itself."""
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
"""Endings behind the one that says the format: text may be packed, as .csv.gz."""

ENDINGS = tuple(ending for each in FILE_KINDS for ending in each.endings)
"""What is read."""


def stem_of(name: str) -> str:
    """A file's name without the ending of its packing and of its format."""
    parts = name.split(".")
    if len(parts) > 2 and f".{parts[-1].lower()}" in PACKED:
        parts.pop()
    return ".".join(parts[:-1]) or name
