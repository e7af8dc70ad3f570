"""The file formats by the endings of their names. Imports nothing: completion and the manual ask
for them at once."""

from __future__ import annotations

from typing import NamedTuple


class FileKind(NamedTuple):
    """`extra` is the name of the extra that the format needs, empty where it needs none."""

    name: str
    endings: tuple[str, ...]
    is_written: bool
    may_be_gzip: bool = False
    extra: str = ""


DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")

FILE_KINDS = (
    FileKind("CSV", (".csv",), is_written=True, may_be_gzip=True),
    FileKind("TSV", (".tsv", ".tab"), is_written=True, may_be_gzip=True),
    FileKind("JSON Lines", (".jsonl", ".ndjson"), is_written=True, may_be_gzip=True),
    FileKind("Parquet", (".parquet",), is_written=True, extra="parquet"),
    FileKind("Arrow, Feather", (".arrow", ".feather"), is_written=True, extra="parquet"),
    FileKind(
        "Excel, OpenDocument", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), True, extra="excel"
    ),
    FileKind("SQLite", DATABASE_ENDINGS, is_written=True),
)
"""The first ending of a format that is written is the one to write it by."""

PICTURE_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
    *(".ppm", ".pgm", ".pbm"),
)
"""What a folder of pictures holds; no file that is opened by itself."""

ENDINGS = tuple(ending for each in FILE_KINDS for ending in each.endings)
"""What is read; text may also be packed, as .csv.gz."""
