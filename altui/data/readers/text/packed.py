"""Packed text: which packings there are, told by their first bytes, and their working copies.

Every packing is unpacked in the same way, under the same limits. To add one is one entry.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile

from altui.data.files import reading
from altui.data.readers.text.zip_member import open_member
from altui.data.spill_file import scratch_file
from altui.errors import InputError

BLOCK = 1 << 20
MOST_UNPACKED = 8 << 30
SUSPICIOUS_SIZE = 256 << 20
SUSPICIOUS_RATIO = 500
DAMAGE = (EOFError, OSError, RuntimeError, ValueError, zlib.error, lzma.LZMAError, BadZipFile)

Progress = Callable[[float], None] | None


class Packing(NamedTuple):
    """`open` gives the unpacked stream of a file; `test` is the command that checks one."""

    name: str
    ending: str
    magic: bytes
    open: Callable[[IO[bytes], Path, str], IO[bytes]]
    test: str
    unpack: str


def _open_zstd(packed: IO[bytes], path: Path, _member: str) -> IO[bytes]:
    stream: Any
    try:
        from compression.zstd import ZstdFile  # type: ignore[import-not-found]  # Python 3.14

        stream = ZstdFile(packed)
    except ImportError:
        try:
            from pyarrow import CompressedInputStream

            stream = CompressedInputStream(packed, "zstd")
        except ImportError:
            raise InputError(
                "a file packed with zstd needs an extra package",
                where=str(path),
                hint="Install it: pip install 'altui[parquet]', or unpack the file with unzstd.",
            ) from None
    found: IO[bytes] = stream
    return found


def _open_gzip(packed: IO[bytes], _path: Path, _member: str) -> IO[bytes]:
    return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]


def _open_bzip2(packed: IO[bytes], _path: Path, _member: str) -> IO[bytes]:
    return bz2.BZ2File(packed)


def _open_xz(packed: IO[bytes], _path: Path, _member: str) -> IO[bytes]:
    return lzma.LZMAFile(packed)


PACKINGS = (
    Packing("gzip", ".gz", b"\x1f\x8b", _open_gzip, "gzip -t", "gunzip"),
    Packing("bzip2", ".bz2", b"BZh", _open_bzip2, "bzip2 -t", "bunzip2"),
    Packing("xz", ".xz", b"\xfd7zXZ\0", _open_xz, "xz -t", "unxz"),
    Packing("zstd", ".zst", b"\x28\xb5\x2f\xfd", _open_zstd, "zstd -t", "unzstd"),
    Packing("zip", ".zip", b"PK\x03\x04", open_member, "unzip -t", "unzip"),
)


def packing_of(head: bytes) -> Packing | None:
    """The packing that a file's first bytes tell of."""
    found = next((each for each in PACKINGS if head.startswith(each.magic)), None)
    # A text may begin with BZh; after its level bzip2 has six bytes of its own.
    if found is not None and found.name == "bzip2" and head[4:7] not in (b"1AY", b"\x17rE"):
        return None
    return found


def check_packed(path: Path) -> None:
    """Raises InputError for a file that is named like a packed one and is none."""
    named = next((each for each in PACKINGS if path.suffix.lower() == each.ending), None)
    if named is not None:
        raise InputError(
            f"this is not {'an' if named.name == 'xz' else 'a'} {named.name} file",
            where=str(path),
            hint=f"If it is plain text, take the {named.ending} off its name; "
            "else download it again.",
        )


def unpacked(
    path: Path,
    packed: IO[bytes],
    packing: Packing,
    scratch: Path | None = None,
    on_progress: Progress = None,
    *,
    member: str = "",
) -> IO[bytes]:
    """The content of a packed file; InputError when it is damaged or unpacks to absurd lengths."""
    size = os.fstat(packed.fileno()).st_size
    packed.seek(0)
    # Some streams close what they read from; the file itself is still needed.
    with reading(path), os.fdopen(os.dup(packed.fileno()), "rb", buffering=0) as twin:
        copy = scratch_file(scratch)  # closed with its Source
        try:
            for total in _unpack(path, twin, packing, member, copy):
                done = packed.tell()
                if total > MOST_UNPACKED or _is_bomb(total, done):
                    raise _too_long(path, total, packing)
                if on_progress is not None:
                    on_progress(min(done / size, 1.0))
        except BaseException:
            copy.close()
            raise
    return copy


def _unpack(
    path: Path, packed: IO[bytes], packing: Packing, member: str, copy: IO[bytes]
) -> Iterable[int]:
    """Yields the length unpacked so far."""
    total = 0
    stream = packing.open(packed, path, member)
    while block := _read(path, stream, packing):
        copy.write(block)
        total += len(block)
        yield total
    copy.flush()
    if not total:
        raise InputError(
            f"there is nothing in the {packing.name} file",
            where=str(path),
            hint="It needs a header line with column names and at least one row.",
        )


def _read(path: Path, stream: IO[bytes], packing: Packing) -> bytes:
    try:
        return stream.read(BLOCK)
    except Exception as error:
        # The error of Python's own zstd belongs to no other.
        if not isinstance(error, DAMAGE) and type(error).__name__ != "ZstdError":
            raise
        is_cut = isinstance(error, EOFError) or "truncated" in str(error).lower()
        what = "ends too early" if is_cut else f"is damaged: {error}"
        raise InputError(
            f"the {packing.name} file {what}",
            where=str(path),
            hint=f"Copy or download it again; {packing.test} tells whether it is whole.",
        ) from None


def _is_bomb(total: int, packed: int) -> bool:
    return total > SUSPICIOUS_SIZE and total > SUSPICIOUS_RATIO * max(packed, 1)


def _too_long(path: Path, total: int, packing: Packing) -> InputError:
    return InputError(
        f"unpacking was stopped after {total / 1e9:.1f} GB, far more than the file's size suggests",
        where=str(path),
        hint="If it is meant to be so long, unpack it yourself with "
        f"{packing.unpack} and name that file.",
    )
