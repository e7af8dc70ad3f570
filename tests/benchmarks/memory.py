"""`python -m tests.benchmarks.memory [--rows N] [--limit GB]`: a large file under a memory limit.

Made-up numbers as Parquet are labeled by `altui label --plain` in a control group of Linux of its
own, for which it must be run as root. Two figures are printed: the private memory at its peak, and
the most that the group held, in which what the system caches of files counts too. A process that
needs more than the limit is killed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from altui.display.console import put_table
from tests.benchmarks.made_up import FIRST_LABELS, SEED, columns_of

GROUP_ROWS = 1 << 20
LABELS = 6
PAUSE = 0.2


class ControlGroup:
    """Of version 2, or of version 1 where the system has that."""

    def __init__(self, limit: int) -> None:
        root = Path("/sys/fs/cgroup")
        self._is_old = (root / "memory" / "memory.limit_in_bytes").exists()
        self.folder = (root / "memory" if self._is_old else root) / f"altui-{os.getpid()}"
        self.folder.mkdir()
        name = "memory.limit_in_bytes" if self._is_old else "memory.max"
        (self.folder / name).write_text(str(limit))

    def enter(self) -> None:
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def private(self) -> int:
        wanted = "rss" if self._is_old else "anon"
        lines = (self.folder / "memory.stat").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.split()[0] == wanted)

    def most(self) -> int:
        name = "memory.max_usage_in_bytes" if self._is_old else "memory.peak"
        return int((self.folder / name).read_text())


def make(path: Path, rows: int, width: int) -> Path:
    """Row group by row group, so that it never is in memory itself."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(SEED)
    names = [f"x{place}" for place in range(width)]
    schema = pa.schema([*((name, pa.float32()) for name in names), ("y", pa.string())])
    with pq.ParquetWriter(path, schema, use_dictionary=False, compression="none") as writer:
        for start in range(0, rows, GROUP_ROWS):
            size = min(GROUP_ROWS, rows - start)
            values = [rng.standard_normal(size, np.float32) for _ in names]
            known = FIRST_LABELS if start == 0 else 0
            labels = [*map(str, (values[0][:known] > 0).astype(int)), *[None] * (size - known)]
            columns = [*map(pa.array, values), pa.array(labels, pa.string())]
            writer.write_table(pa.table(columns, schema=schema), row_group_size=GROUP_ROWS)
    return path


@contextmanager
def watched(group: ControlGroup) -> Iterator[list[int]]:
    """The private memory that was seen, every so often."""
    seen, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(PAUSE):
            seen.append(group.private())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def label(path: Path, width: int, group: ControlGroup) -> tuple[float, float]:
    """Seconds to the first row, and of a label after it."""
    columns = columns_of([f"x{place}" for place in range(width)])
    command = [sys.executable, "-m", "altui", "label", str(path), *columns, "--plain"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=group.enter
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        moments, started = [], time.perf_counter()
        for line in process.stdout:
            if line.lower().startswith(b"query "):
                moments.append(time.perf_counter())
                answer = b"%d\n" % (len(moments) % 2) if len(moments) <= LABELS else b"q\n"
                process.stdin.write(answer)
                process.stdin.flush()
        if process.wait() == -signal.SIGKILL:
            raise SystemExit("the limit was not enough: the process was killed")
    return moments[0] - started, (moments[LABELS] - moments[0]) / LABELS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--width", type=int, default=100)
    parser.add_argument("--limit", type=float, default=16, help="GB")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        path = make(Path(folder) / "numbers.parquet", given.rows, given.width)
        group = ControlGroup(int(given.limit * 1e9))
        try:
            with watched(group) as seen:
                first, each = label(path, given.width, group)
            most = group.most()
        finally:
            group.folder.rmdir()
    matrix = given.rows * given.width * 4
    rows = [
        ("matrix in float32", f"{matrix / 1e9:.1f} GB"),
        ("private memory at its peak", f"{max(seen) / 1e9:.1f} GB"),
        ("the same with cached files", f"{most / 1e9:.1f} GB"),
        ("seconds to the first row", f"{first:.0f} s"),
        ("seconds a label", f"{each:.1f} s"),
    ]
    title = f"{given.rows:,} x {given.width}, Parquet, limit {given.limit:g} GB"
    put_table(title, ["", ""], rows, right={1})


if __name__ == "__main__":
    main()
