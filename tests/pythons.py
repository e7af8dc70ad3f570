"""Prints a program for each further Python that pyproject.toml names and this machine has.

They are looked for in PATH, and among those of pyenv, whose own `python3.12` is often a stub.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import which

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
NAMED = re.compile(r"Programming Language :: Python :: (\d+\.\d+)")
ITSELF = "import sys, venv; print('{}.{}'.format(*sys.version_info))"


def named(classifiers: list[str]) -> list[str]:
    """The versions that the classifiers name, such as 3.12."""
    return [each[1] for each in map(NAMED.fullmatch, classifiers) if each]


def find(version: str) -> str | None:
    """A program of that version which runs, and can make environments."""
    programs = [which(f"python{version}")]
    if pyenv := which("pyenv"):
        prefix = _output(pyenv, "prefix", version)
        programs.append(f"{prefix}/bin/python" if prefix else None)
    return next(
        (each for each in programs if each and _output(each, "-c", ITSELF) == version), None
    )


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> None:
    with PROJECT.open("rb") as file:
        versions = named(tomllib.load(file)["project"]["classifiers"])
    here = "{}.{}".format(*sys.version_info)
    for version in versions:
        if version != here and (found := find(version)):
            sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
