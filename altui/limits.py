"""Limits of the system that a program runs into: which one it was, and what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

Limit = tuple[str, str]
"""The cause, and what to do."""

MEMORY: Limit = (
    "the memory is full",
    "Close other programs, or raise the limit on memory (ulimit -v), then try again.",
)
THREADS: Limit = (
    "the system starts no more threads or processes",
    "End other programs, or raise the limits on processes and memory (ulimit -u, ulimit -v), "
    "then try again.",
)
FILES: Limit = (
    "too many files are open",
    "Raise the limit on open files, for example: ulimit -n 1024. Then try again.",
)
FILE_SIZE: Limit = (
    "the limit on the size of a file is reached",
    "Raise it (ulimit -f unlimited), then try again.",
)

_BY_ERRNO = {
    errno.ENOMEM: MEMORY,
    errno.EAGAIN: THREADS,
    errno.EMFILE: FILES,
    errno.ENFILE: FILES,
    errno.EFBIG: FILE_SIZE,
}
# A library that cannot be loaded comes as an ImportError, whose text alone says why.
_BY_TEXT = {
    "failed to map segment": MEMORY,
    "cannot allocate memory": MEMORY,
    "cannot create shared object descriptor": MEMORY,
    "unable to allocate": MEMORY,
    "out of memory": MEMORY,
    "can't start new thread": THREADS,
    "resource temporarily unavailable": THREADS,
    "too many open files": FILES,
    "file too large": FILE_SIZE,
}


def limit_behind(error: BaseException) -> Limit | None:
    """The limit that an error, or what led to it, comes from; None where it is something else."""
    found = (_limit_of(each) for each in _chain(error))
    return next((limit for limit in found if limit is not None), None)


def is_out_of_files() -> bool:
    """Whether no further file can be opened now, which SQLite does not tell by its errors."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return False


def _limit_of(error: BaseException) -> Limit | None:
    if isinstance(error, MemoryError):
        return MEMORY
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    if isinstance(error, (OSError, ImportError, RuntimeError)):
        text = str(error).lower()
        return next((limit for part, limit in _BY_TEXT.items() if part in text), None)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__
