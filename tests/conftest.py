"""No test reads the settings of whoever runs it; what a test counted is told at the end.

Two test processes share two cores: more threads of BLAS than one each would only wait for another.
Each test leaves a whole app behind, in circles: the collector is called less often, or it would go
through all that the process holds every few tests.
Files of tests lie in memory where there is room: a kill loses nothing there that it would on disk.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

IN_MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""Bytes that must be free there: a container often has 64 MB."""

if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM:
    os.environ.setdefault("TMPDIR", str(IN_MEMORY))
    tempfile.tempdir = None  # it is read when it is next asked for

gc.set_threshold(20_000)

CONFIGURATION = tempfile.TemporaryDirectory(prefix="altui-no-settings-")
os.environ["XDG_CONFIG_HOME"] = CONFIGURATION.name
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")  # read when numpy is imported

COUNTED = "counted"

settings.register_profile(
    "altui",
    deadline=None,  # how fast an example runs is no law
    max_examples=60,
    # In CI a commit has the same examples each time, also with versions that do not see to it.
    derandomize="CI" in os.environ,
)
settings.load_profile("altui")

Tell = Callable[[str], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Have a line told at the end of the run, whichever process the test ran in."""
    return lambda line: record_property(COUNTED, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [each for some in terminalreporter.stats.values() for each in some]
    lines = [
        f"{each.nodeid.rpartition('/')[2]}: {value}"
        for each in reports
        if isinstance(each, pytest.TestReport) and each.when == "call"
        for name, value in each.user_properties
        if name == COUNTED
    ]
    if lines:
        terminalreporter.section("counted")
        for line in lines:
            terminalreporter.write_line(line)
