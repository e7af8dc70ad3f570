"""Working copies in UTF-8 of files that cannot be read where they stand."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import IO

from altui.data.files import reading
from altui.data.spill_file import scratch_file
from altui.errors import InputError

BLOCK = 1 << 20
MOST_UNPACKED = 8 << 30
SUSPICIOUS_SIZE = 256 << 20
SUSPICIOUS_RATIO = 500


def unpacked(
    path: Path,
    packed: IO[bytes],
    scratch: Path | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> IO[bytes]:
    """The content of a gzip file; InputError when it is damaged or unpacks to absurd lengths."""
    size = path.stat().st_size
    packed.seek(0)
    with reading(path):
        copy = scratch_file(scratch)  # closed with its Source
        try:
            for total in _unpack(path, packed, copy):
                if total > MOST_UNPACKED or _is_bomb(total, packed.tell()):
                    raise _too_long(path, total)
                if on_progress is not None:
                    on_progress(min(packed.tell() / size, 1.0))
        except BaseException:
            copy.close()
            raise
    return copy


def _unpack(path: Path, packed: IO[bytes], copy: IO[bytes]) -> Iterable[int]:
    """Yields the length unpacked so far."""
    total = 0
    unpacking = gzip.GzipFile(fileobj=packed)
    while True:
        try:
            block = unpacking.read(BLOCK)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            cut = isinstance(error, EOFError)
            raise InputError(
                "the gzip file ends too early" if cut else f"the gzip file is damaged: {error}",
                where=str(path),
                hint="Copy or download it again; gzip -t tells whether it is whole.",
            ) from None
        if not block:
            break
        copy.write(block)
        total += len(block)
        yield total
    copy.flush()
    if not total:
        raise InputError(
            "there is nothing in the gzip file",
            where=str(path),
            hint="It needs a header line with column names and at least one row.",
        )


def _is_bomb(total: int, packed: int) -> bool:
    return total > SUSPICIOUS_SIZE and total > SUSPICIOUS_RATIO * max(packed, 1)


def _too_long(path: Path, total: int) -> InputError:
    return InputError(
        f"unpacking was stopped after {total / 1e9:.1f} GB, far more than the file's size suggests",
        where=str(path),
        hint="If it is meant to be so long, unpack it yourself with gunzip and name that file.",
    )


def recoded(
    path: Path, blocks: Iterable[bytes], encoding: str, scratch: Path | None = None
) -> IO[bytes]:
    """The same text in UTF-8; InputError with the line where the encoding does not hold."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    with reading(path):
        copy = scratch_file(scratch)  # closed with its Source
        for block in chain(blocks, [b""]):
            try:
                text = decoder.decode(block, not block)
            except UnicodeDecodeError as error:
                copy.close()
                line += error.object[: error.start].decode(encoding, "ignore").count("\n")
                raise not_in(path, line, encoding) from None
            line += text.count("\n")
            copy.write(text.encode("utf-8"))
        copy.flush()
    return copy


def not_in(path: Path, line: int, encoding: str) -> InputError:
    return InputError(
        f"this line is not in {encoding}",
        where=f"{path}, line {line}",
        hint="Name another encoding by `encoding`, or save the file as UTF-8 in the program that "
        "wrote it.",
    )
