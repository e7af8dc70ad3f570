"""`python -m tests.terminal.wheel ALTUI`: an installed altui, far from its source, demos itself and
has its manual."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal.terminal import Terminal


def main(program: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = ("demo", "--auto", "--queries", "20")
        with Terminal(*demo, program=(program,), folder=Path(folder)) as terminal:
            terminal.wait_for("0.9100 (91/100")
            assert terminal.end() == 0
            assert "accuracy after   0.9100" in terminal.printed(), terminal.printed()
        lines = subprocess.run(
            [program, "simulate", "tutorial", "--json"],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
        ).stdout.splitlines()
        assert json.loads(lines[-1])["accuracy"] == 0.91
        manual = subprocess.run([program, "manual", "start"], capture_output=True, text=True)
        assert manual.stdout.startswith("# The first five minutes"), manual.stderr
        assert not list(Path(folder).iterdir())
    sys.stdout.write("the installed demo ends at 0.9100\n")


if __name__ == "__main__":
    main(sys.argv[1])
