"""The bytes of a text file as UTF-8, readable at any place by any thread.

A plain UTF-8 file is read where it stands. A packed file or one in another encoding is turned
into a nameless working copy first, which is gone when the program ends.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from altui.data.files import check_regular, reading, refuse_binary
from altui.data.members import split_member
from altui.data.readers.charset import Utf8Check, guess_encoding, looks_binary, marked_encoding
from altui.data.readers.packed import check_packed, packing_of, unpacked
from altui.data.readers.utf8_copy import recoded
from altui.errors import InputError

BLOCK = 1 << 20
SAMPLE = 256 << 10

Progress = Callable[[float], None] | None


@dataclass
class Source:
    """`start` is the place after a byte order mark; `fingerprint` is of the person's own file;
    `scratch` is the folder for working copies.
    """

    path: Path
    file: IO[bytes]
    start: int = 0
    fingerprint: str = ""
    notes: list[str] = field(default_factory=list)
    scratch: Path | None = None

    def __post_init__(self) -> None:
        self._state = self._now()
        self.size = self._state[0]

    def read(self, offset: int, length: int) -> bytes:
        with reading(self.path):
            block = os.pread(self.file.fileno(), length, offset)
        if len(block) < min(length, self.size - offset):
            raise self._changed()  # it has shrunk meanwhile
        return block

    def blocks(self, offset: int, length: int = BLOCK) -> Iterator[bytes]:
        while block := self.read(offset, length):
            yield block
            offset += len(block)

    def check_unchanged(self) -> None:
        if self._now() != self._state:
            raise self._changed()

    def _changed(self) -> InputError:
        return InputError(
            "the file has changed since it was opened",
            where=str(self.path),
            hint="Start altui again to read it anew.",
        )

    def _now(self) -> tuple[int, int]:
        status = os.fstat(self.file.fileno())
        return status.st_size, status.st_mtime_ns

    def close(self) -> None:
        self.file.close()


def open_source(path: Path, scratch: Path | None = None, on_progress: Progress = None) -> Source:
    """Raises InputError for what is no text: not there, unreadable, binary, badly encoded."""
    file, member = split_member(path)
    check_regular(file)
    with reading(file):
        source = Source(path, file.open("rb", buffering=0), scratch=scratch)
    try:
        return _as_utf8(_unpack(source, member, on_progress), on_progress)
    except BaseException:
        source.close()
        raise


def _unpack(source: Source, member: str, on_progress: Progress) -> Source:
    packing = packing_of(source.read(0, 16))
    if packing is None or (member and packing.name != "zip"):
        check_packed(split_member(source.path)[0])
        return source
    path = split_member(source.path)[0]
    copy = unpacked(path, source.file, packing, source.scratch, on_progress, member=member)
    return replace_source(source, copy)


def _as_utf8(source: Source, on_progress: Progress) -> Source:
    head = source.read(0, 4096)
    refuse_binary(source.path, head)
    marked = marked_encoding(head)
    check = _scan(source, on_progress)
    encoding = marked or (_guess(source, check) if check.bad_line else None)
    if encoding is not None:
        if marked:
            source.notes.append(f"the file is in {encoding}")
        return replace_source(
            source, recoded(source.path, source.blocks(0), encoding, source.scratch)
        )
    source.start = 3 if head.startswith(codecs.BOM_UTF8) else 0
    return source


def replace_source(source: Source, copy: IO[bytes]) -> Source:
    """The working copy in place of the file, under the same name and fingerprint."""
    with source.file:
        fingerprint = source.fingerprint or _digest(source)
    return Source(source.path, copy, 0, fingerprint, source.notes, source.scratch)


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    for block in source.blocks(0):
        digest.update(block)
    return digest.hexdigest()


def _scan(source: Source, on_progress: Progress) -> Utf8Check:
    """One pass for the encoding and, unless it is known, the fingerprint."""
    check, digest, done = Utf8Check(), hashlib.sha256(), 0
    for block in source.blocks(0):
        check.feed(block)
        digest.update(block)
        done += len(block)
        if on_progress is not None:
            on_progress(min(done / source.size, 1.0))
    check.feed(b"", final=True)
    source.fingerprint = source.fingerprint or digest.hexdigest()
    return check


def _guess(source: Source, check: Utf8Check) -> str:
    where = f"{source.path}, line {check.bad_line}"
    if check.mostly_utf8:
        raise InputError(
            f"the text is UTF-8, but {check.bad:,} of its bytes are not",
            where=where,
            hint="Mend that line, or drop such bytes: iconv -f utf-8 -t utf-8 -c IN > OUT",
        )
    start = max(check.bad_offset - SAMPLE // 4, 0)
    sample = source.read(start, SAMPLE)
    encoding = None if looks_binary(sample) else guess_encoding(sample.splitlines())
    if encoding is None:
        raise InputError(
            "this is not text: the bytes fit no encoding",
            where=where,
            hint="Is the ending of its name right? altui manual formats lists what is read.",
        )
    source.notes.append(
        f"read as {encoding}, which is a guess; if letters look wrong, convert the file to "
        "UTF-8 with iconv"
    )
    return encoding
