"""`python -m tests.terminal.installed ALTUI`: an installed altui, far from its source, demos itself
and has its manual, its man page, its licence and its version."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.terminal.terminal import Terminal

LICENCE = """
from importlib.metadata import distribution
found = distribution("altui")
print(found.version, found.read_text("licenses/altui/LICENSE").splitlines()[0])
"""


def main(program: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = ("demo", "--auto", "--queries", "20")
        with Terminal(*demo, program=(program,), folder=Path(folder)) as terminal:
            terminal.wait_for("0.9100 (91/100")
            assert terminal.end() == 0
            assert "accuracy after   0.9100" in terminal.printed(), terminal.printed()
        lines = printed(folder, program, "simulate", "tutorial", "--json").splitlines()
        assert json.loads(lines[-1])["accuracy"] == 0.91
        assert printed(folder, program, "manual", "start").startswith("# The first five minutes")
        python = str(Path(program).with_name("python"))
        version, licence = printed(folder, python, "-c", LICENCE).split(maxsplit=1)
        assert licence == "MIT License\n"
        for command in ([program], [python, "-m", "altui"]):
            assert printed(folder, *command, "--version") == f"altui {version}\n"
            assert f'version = "{version}"' in printed(folder, *command, "--citation")
        page = Path(program).parents[1] / "share" / "man" / "man1" / "altui.1"
        assert page.read_text() == printed(folder, program, "manual", "--man")
        assert not list(Path(folder).iterdir())
    sys.stdout.write("the installed demo ends at 0.9100\n")


def printed(folder: str, *command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    assert not done.stderr, done.stderr
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1])
