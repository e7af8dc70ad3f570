"""Where a matrix lies: in memory, or in a mapped scratch file when it would fill memory."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from altui.data.spill_file import scratch_file
from altui.errors import InputError

MOST_OF_MEMORY = 0.5
"""A matrix that takes a larger share of the memory available is mapped."""

MEMORY = "ALTUI_MEMORY_MB"
"""The environment variable that says how much memory may be counted on."""

BLOCK_ROWS = 8192

SMALL = 8 << 20
"""Bytes that there always are."""

Floats = NDArray[np.float32]


def new_matrix(rows: int, columns: int, folder: Path | None) -> Floats:
    """An uninitialised matrix (rows, columns), mapped from a file in the folder if need be."""
    size = rows * columns * np.dtype(np.float32).itemsize
    if _fits(size):
        return np.empty((rows, columns), np.float32)
    with scratch_file(folder) as file:
        try:
            # A hole in the file would kill the program when the disk is full.
            reserve = getattr(os, "posix_fallocate", None)
            if reserve is not None:
                reserve(file.fileno(), 0, size)
            else:
                file.truncate(size)
            mapped = mmap.mmap(file.fileno(), size)
        except OSError:
            raise InputError(
                f"{rows:,} rows of {columns:,} features need {size / 1e9:.1f} GB, which neither "
                "memory nor the disk has",
                hint="Free some space, or learn from fewer columns: `columns` a,b,c.",
            ) from None
    return np.frombuffer(mapped, np.float32).reshape(rows, columns)


def widened(matrix: Floats, columns: int, folder: Path | None) -> Floats:
    """The matrix with further columns, not yet filled; one in memory is moved and not copied."""
    rows, width = matrix.shape
    if not (matrix.flags.owndata and _fits(rows * columns * matrix.itemsize)):
        wide = new_matrix(rows, columns, folder)
        for start in range(0, rows, BLOCK_ROWS):
            wide[start : start + BLOCK_ROWS, :width] = matrix[start : start + BLOCK_ROWS]
        return wide
    matrix.resize((rows, columns), refcheck=False)
    flat = matrix.reshape(-1)
    for start in reversed(range(0, rows, BLOCK_ROWS)):
        stop = min(start + BLOCK_ROWS, rows)
        moved = flat[start * width : stop * width].copy()
        matrix[start:stop, :width] = moved.reshape(stop - start, width)
    return matrix


def _fits(size: int) -> bool:
    # To ask takes a millisecond, which is as long as to fill such a matrix.
    if size <= SMALL and MEMORY not in os.environ:
        return True
    return size <= MOST_OF_MEMORY * available_memory()


def available_memory() -> int:
    """Bytes that can be taken without swapping, as far as the system tells."""
    told = os.environ.get(MEMORY, "")
    if told.isdecimal():
        return int(told) << 20
    limits = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    free = [line.split()[1] for line in _lines(Path("/proc/meminfo")) if "MemAvailable:" in line]
    limits.extend(int(kilobytes) << 10 for kilobytes in free)
    limits.extend(left_in_groups(Path("/sys/fs/cgroup"), _lines(Path("/proc/self/cgroup"))))
    return max(min(limits), 0)


def left_in_groups(root: Path, told: Sequence[str]) -> Iterator[int]:
    """Bytes that are left in each control group that this process is `told` to be in, of either
    version: in its own and in those around it."""
    for line in told:
        number, names, place = line.split(":", 2)
        if number == "0":
            folder, limit, used, prefix = root, "memory.max", "memory.current", ""
        elif "memory" in names.split(","):
            folder, prefix = root / "memory", "total_"
            limit, used = "memory.limit_in_bytes", "memory.usage_in_bytes"
        else:
            continue
        inner = Path(place.lstrip("/"))
        # In a container the group is named from outside, and its own folder is the root.
        for group in (folder / inner, *(folder / each for each in inner.parents)):
            most, taken = (_lines(group / name) for name in (limit, used))
            if most and taken and most[0].isdecimal() and taken[0].isdecimal():
                yield int(most[0]) - int(taken[0]) + _cached_files(group, prefix)


def _cached_files(group: Path, prefix: str) -> int:
    """What makes room when it is needed."""
    names = (f"{prefix}active_file ", f"{prefix}inactive_file ")
    rows = [row for row in _lines(group / "memory.stat") if row.startswith(names)]
    return sum(int(row.split()[1]) for row in rows)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
