"""Limits of the system that a program runs into: which one it was, and what to do."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Iterator
from pathlib import Path

from altui.errors import AltuiError

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

MEGABYTE = 2**20
LEAST_MEMORY = 160
"""Megabytes of address space without which numpy cannot be imported."""

MEMORY_TO_FIT = 640
"""The same for fits. With less, OpenBLAS may ask for memory for ever, and nothing can stop it."""

FEW_PROCESSES = 256
FILES_AT_ONCE = 8
PAGES = 1 << 16

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
    "cannot join thread before it is started": THREADS,
    "resource temporarily unavailable": THREADS,
    "too many open files": FILES,
    "file too large": FILE_SIZE,
}


def limit_behind(error: BaseException) -> Limit | None:
    """The limit that an error, or what led to it, comes from; None where it is something else."""
    found = (_limit_of(each) for each in _chain(error))
    return next((limit for limit in found if limit is not None), None)


def heed_limits(*, fits: bool) -> None:
    """Raises AltuiError where there is too little memory to begin with.

    Where memory or processes are limited OpenBLAS starts no threads: each takes memory of its
    own, and where one cannot be had it ends the process.
    """
    memory, least = _allowed(resource.RLIMIT_AS), MEMORY_TO_FIT if fits else LEAST_MEMORY
    if memory is not None and memory < least * MEGABYTE:
        raise AltuiError(
            f"the limit on memory is {memory // MEGABYTE} MB, and this needs {least} MB",
            hint=f"Raise it, for example: ulimit -v {2 * least * 1024}",
        )
    processes = _allowed(resource.RLIMIT_NPROC)
    if memory is not None or (processes is not None and processes < FEW_PROCESSES):
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def is_out_of_files() -> bool:
    """Whether next to no file can be opened, which SQLite does not tell by its errors."""
    try:
        is_open = sum(1 for _ in Path("/dev/fd").iterdir())
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    allowed = _allowed(resource.RLIMIT_NOFILE)
    return allowed is not None and is_open + FILES_AT_ONCE > allowed


def is_file_at_limit(path: Path) -> bool:
    """Whether a file is about as large as it may be, which SQLite does not tell either."""
    allowed = _allowed(resource.RLIMIT_FSIZE)
    try:
        return allowed is not None and path.stat().st_size + PAGES > allowed
    except OSError:
        return False


def _allowed(limit: int) -> int | None:
    """The limit that holds for this process; None where there is none."""
    soft = resource.getrlimit(limit)[0]
    return None if soft == resource.RLIM_INFINITY else soft


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
