"""Working copies in UTF-8 of text in other encodings."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import IO

from altui.data.files import reading
from altui.data.spill_file import scratch_file
from altui.errors import InputError


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
            except UnicodeError as error:  # without a byte order mark it has no place
                copy.close()
                if isinstance(error, UnicodeDecodeError):
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
