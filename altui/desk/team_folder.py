"""The folder of a desk beside the data, which the people of one group write to.

Modes are set one by one: what the umask takes from them would shut the others out.
"""

from __future__ import annotations

import contextlib
import errno
import grp
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from altui.desk.chains import DeskError
from altui.filesystem import network_kind

FOLDER_MODE = 0o2770  # what is made in it belongs to the folder's group
FILE_MODE = 0o660
SUFFIX = ".altui.team"


def team_folder(data: Path) -> Path:
    """Where the desk of a data file is."""
    return data.with_name(data.name + SUFFIX)


def make_folder(folder: Path, like: Path) -> None:
    """Make the folder, unless it is there, for the group of `like`. DeskError where it cannot be,
    or is on a network file system."""
    kind = network_kind(folder.parent if not folder.exists() else folder)
    if kind:
        raise DeskError(
            f"a desk in a file cannot be on a network file system ({kind}), where locks are "
            "unreliable",
            where=str(folder),
            hint="Keep data and desk on a local disk, or use a server: altui team --help",
        )
    if folder.is_symlink():
        raise DeskError("the desk's folder is a link to another place", where=str(folder))
    try:
        if not folder.is_dir():
            _make(folder, like)
    except OSError as error:
        raise no_access(folder, error) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise no_access(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def make_file(path: Path, fill: Callable[[Path], None]) -> None:
    """Make a file under its name once it is whole. Where another person was faster, theirs stays.

    `fill` makes it at the path that it is given.
    """
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as place:
        unnamed = Path(place) / path.name
        fill(unnamed)
        unnamed.chmod(FILE_MODE)
        with contextlib.suppress(PermissionError):
            os.chown(unnamed, -1, path.parent.stat().st_gid)
        with contextlib.suppress(FileExistsError):
            os.link(unnamed, path)


def no_access(path: Path, error: OSError) -> DeskError:
    if not isinstance(error, PermissionError):
        return DeskError(f"the desk cannot be made: {error.strerror}", where=str(path))
    return DeskError(
        "you may not write to the desk",
        where=str(path),
        hint=f"It is for the people of its group{_group(path)}: whoever made it can give it to "
        "another one by chgrp -R.",
    )


def _make(folder: Path, like: Path) -> None:
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        # Whoever may read the data by its group may take part.
        with contextlib.suppress(PermissionError):
            os.chown(place, -1, like.stat().st_gid)
        place.chmod(FOLDER_MODE)
        place.rename(folder)
    except OSError as error:
        place.rmdir()
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def _group(path: Path) -> str:
    try:
        return f", {grp.getgrgid(path.stat().st_gid).gr_name}"
    except (OSError, KeyError):
        return ""
