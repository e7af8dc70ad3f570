"""The bytes of a text file as UTF-8, readable at any place by any thread.

A plain UTF-8 file is read where it stands. A packed file or one in another encoding is turned
into a nameless working copy first, which is gone when the program ends.
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from altui.data.files import check_regular, reading, refuse_binary
from altui.data.paths.members import split_member
from altui.data.readers.encodings.as_before import guess_encoding_as_before
from altui.data.readers.encodings.guess import guess_encoding
from altui.data.readers.encodings.names import canonical_name
from altui.data.readers.encodings.pieces import trim_to_whole
from altui.data.readers.encodings.sample_line import describe_guess
from altui.data.readers.text.charset import Utf8Check, looks_binary, marked_encoding
from altui.data.readers.text.packed import check_packed, packing_of, unpacked
from altui.data.readers.text.utf8_copy import not_in, recoded
from altui.errors import InputError

BLOCK = 1 << 20
SAMPLE = 256 << 10
UTF8 = ("utf-8", "utf-8-sig")  # read where it stands

Progress = Callable[[float], None] | None


@dataclass
class Source:
    """`start` is the place after a byte order mark; `fingerprint` is of the person's own file;
    `scratch` is the folder for working copies; `encoding` is what the person's own file is in, by
    Python's name ("utf-8-sig" with a byte order mark).
    """

    path: Path
    file: IO[bytes]
    start: int = 0
    fingerprint: str = ""
    notes: list[str] = field(default_factory=list)
    scratch: Path | None = None
    has_quotes: bool = True
    """Whether a double quote may be in it; False only where it was looked for."""
    encoding: str = "utf-8"

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


def open_source(
    path: Path,
    scratch: Path | None = None,
    on_progress: Progress = None,
    encoding: str | None = None,
    *,
    as_before: bool = False,
) -> Source:
    """`encoding` is a name that a person gave or a session stored; None finds it out, and
    `as_before` guesses it as sessions did that stored no name.

    Raises InputError for what is no text: not there, unreadable, binary, badly encoded.
    """
    file, member = split_member(path)
    check_regular(file)
    named = None if encoding is None else canonical_name(encoding)
    with reading(file):
        source = Source(path, file.open("rb", buffering=0), scratch=scratch)
    try:
        source = _unpack(source, member, on_progress)
        return _as_utf8(source, named, on_progress, as_before=as_before)
    except BaseException:
        source.close()
        raise


def _unpack(source: Source, member: str, on_progress: Progress) -> Source:
    file = split_member(source.path)[0]
    packing = packing_of(source.read(0, 16))
    if packing is None or (member and packing.name != "zip"):
        check_packed(file)
        return source
    copy = unpacked(file, source.file, packing, source.scratch, on_progress, member=member)
    return replace_source(source, copy)


def _as_utf8(
    source: Source, named: str | None, on_progress: Progress, *, as_before: bool
) -> Source:
    head = source.read(0, 4096)
    refuse_binary(source.path, head)
    check = _scan(source, on_progress)
    source.encoding = named or _find_encoding(source, head, check, as_before=as_before)
    is_copied = source.encoding not in UTF8
    if is_copied:
        copy = recoded(source.path, source.blocks(0), source.encoding, source.scratch)
        source = replace_source(source, copy)
    elif check.bad_line:
        raise not_in(source.path, check.bad_line, source.encoding)
    # Python takes the mark of these away; a second one belongs to the first column's name. So did
    # sessions of before with any mark in a copy.
    keeps_mark = is_copied and (as_before or source.encoding in ("utf-16", "utf-32"))
    if source.read(0, 3) == codecs.BOM_UTF8 and not keeps_mark:
        source.start = 3
        source.encoding = source.encoding if is_copied else "utf-8-sig"
    return source


def _find_encoding(source: Source, head: bytes, check: Utf8Check, *, as_before: bool) -> str:
    if marked := marked_encoding(head):
        source.notes.append(f"the file is in {marked}")
        return marked
    return _guess(source, check, as_before=as_before) if check.bad_line else "utf-8"


def replace_source(source: Source, copy: IO[bytes]) -> Source:
    """The working copy in place of the file, under the same name and fingerprint."""
    with source.file:
        fingerprint = source.fingerprint or _digest(source)
    return replace(source, file=copy, start=0, fingerprint=fingerprint)


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    for block in source.blocks(0):
        digest.update(block)
    return digest.hexdigest()


def _scan(source: Source, on_progress: Progress) -> Utf8Check:
    """One pass for the encoding and, unless it is known, the fingerprint."""
    check, digest, done = Utf8Check(), hashlib.sha256(), 0
    source.has_quotes = False
    for block in source.blocks(0):
        check.feed(block)
        source.has_quotes = source.has_quotes or b'"' in block
        digest.update(block)
        done += len(block)
        if on_progress is not None:
            on_progress(min(done / source.size, 1.0))
    check.feed(b"", final=True)
    source.fingerprint = source.fingerprint or digest.hexdigest()
    return check


def _guess(source: Source, check: Utf8Check, *, as_before: bool) -> str:
    where = f"{source.path}, line {check.bad_line}"
    if check.mostly_utf8:
        raise InputError(
            f"the text is UTF-8, but {check.bad:,} of its bytes are not",
            where=where,
            hint="Mend that line, or drop such bytes: iconv -f utf-8 -t utf-8 -c IN > OUT",
        )
    start = max(check.bad_offset - SAMPLE // 4, 0)
    sample = source.read(start, SAMPLE)
    encoding = None
    if as_before and not looks_binary(sample):
        encoding = guess_encoding_as_before(sample.splitlines())
    elif not looks_binary(sample):
        encoding = guess_encoding(trim_to_whole(sample, start, source.size))
    if encoding is None:
        raise InputError(
            "this is not text: the bytes fit no encoding",
            where=where,
            hint="Is the ending of its name right? altui manual formats lists what is read. "
            "If it is text, name its encoding by `encoding`.",
        )
    offset = check.bad_offset - start
    source.notes.append(describe_guess(sample, offset, check.bad_line, encoding))
    return encoding
