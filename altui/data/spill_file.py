"""Nameless files for what is too large to be kept in memory: gone when closed, or with the program.

They lie in the folder beside the session, so that they fill no temporary folder that is memory
itself; without a session, where large temporary files belong.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

LARGE_TEMPORARY = Path("/var/tmp")


def scratch_file(folder: Path | None) -> IO[bytes]:
    """Mode 0600. A folder (0700) that has nothing else in it is not left behind."""
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by who asked for it
            with suppress(OSError):
                folder.rmdir()
            return file
    if "TMPDIR" not in os.environ and os.access(LARGE_TEMPORARY, os.W_OK | os.X_OK):
        return tempfile.TemporaryFile(dir=LARGE_TEMPORARY)
    return tempfile.TemporaryFile()
