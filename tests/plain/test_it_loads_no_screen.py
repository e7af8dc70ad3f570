"""The plain dialogue needs nothing that draws."""

from __future__ import annotations

import subprocess
import sys


def test_a_whole_sitting_loads_no_module_of_textual() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "altui", "demo", "--plain"],
        input="1\nhelp\nhistory\nsearch x1=1\nu\nq\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "sklearn" in loaded, "the times of imports are not told"
    assert "textual" not in loaded
