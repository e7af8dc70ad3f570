"""What makes features: the versions of the packages and of this code, as one text."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("altui", "numpy", "scipy", "scikit-learn", "wordllama", "pyarrow")
ROOMS = ("data", "display", "learning")


@cache
def code_mark() -> str:
    """Other text where any of it is another. A checkout changes without its version, so the files
    of the code are told by their sizes and times too."""
    # What a letter is depends on Python's own tables.
    told = [sys.version]
    for name in PACKAGES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    folder = Path(__file__).parents[2]
    made_by = (each for room in ROOMS for each in (folder / room).rglob("*.py"))
    for path in sorted(made_by):
        state = path.stat()
        told.append(f"{path.relative_to(folder)} {state.st_size} {state.st_mtime_ns}")
    return blake2b("\n".join(told).encode(), digest_size=16).hexdigest()
