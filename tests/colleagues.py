"""People who label the requests of `tests.examples` line by line, with the real program."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.examples import CLASSES, requests

TRUE = {row_id: kind for row_id, _, kind in requests()}


def answer_of(row_id: str, slips: int) -> str:
    """The true class, but for one row in `slips`, by its number."""
    number = CLASSES.index(TRUE[row_id])
    return str((number + (int(row_id[1:]) % slips == 0)) % len(CLASSES))


def label(folder: Path, words: Sequence[str], labels: int, slips: int) -> None:
    """`altui label WORDS --plain` in this folder, until so many labels are given."""
    command = [sys.executable, "-m", "altui", "label", *words, "--plain"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as person:
        assert person.stdin and person.stdout
        row_id, told = "", []
        for line in person.stdout:
            told.append(line)
            if found := re.match(r"(?:query \d+|asked again|the same row).*row (r\d+)", line):
                row_id = found[1]
            elif found := re.match(r"saved, ([\d,]+) labels? (?:given|by you)", line):
                if int(found[1]) >= labels:
                    break
            elif line.startswith("your answer"):
                person.stdin.write(f"{answer_of(row_id, slips)}\n")
                person.stdin.flush()
        person.stdin.close()
        person.stdout.read()
    assert person.returncode == 0, "".join(told)
