"""Commands that a document shows with what they print, and what they print now."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shlex import split

from tests.terminal import program


def transcripts_in(text: str) -> list[tuple[str, list[str]]]:
    """Every command that is shown with what it prints, and the lines of that."""
    blocks = re.findall(r"```console\n\$ (.*?)```", text, flags=re.DOTALL)
    shown = [part.splitlines() for block in blocks for part in block.split("\n$ ")]
    return [
        (command, [each.rstrip() for each in lines if each.strip()]) for command, *lines in shown
    ]


def printed(command: str, folder: Path) -> list[str]:
    """The lines that a command prints."""
    words = split(command)
    if words[0] != "altui":
        return lines_of(subprocess.run(words, capture_output=True, text=True, cwd=folder))
    return lines_of(program.run(*words[1:], folder=folder, is_merged=True))


def lines_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 0, done
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]
