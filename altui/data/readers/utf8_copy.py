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
            except UnicodeDecodeError as error:
                copy.close()
                line += error.object[: error.start].decode(encoding, "ignore").count("\n")
                raise InputError(
                    f"the text starts as {encoding} but does not go on so",
                    where=f"{path}, line {line}",
                    hint="Save the file as UTF-8 in the program that wrote it.",
                ) from None
            line += text.count("\n")
            copy.write(text.encode("utf-8"))
        copy.flush()
    return copy
