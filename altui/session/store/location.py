"""Where a session is: beside its data, or in the user's folder if that place is read-only."""

from __future__ import annotations

import glob
import os
from hashlib import sha256
from pathlib import Path
from shlex import quote

from altui.data.paths.endings import DATABASE_ENDINGS
from altui.data.paths.places import home, is_there, session_stem
from altui.desk.chain_file import is_chain_file
from altui.errors import SessionError
from altui.session.store.companion import companion_folder
from altui.session.store.schema import APPLICATION_ID, read_header
from altui.session.store.team_file import check_no_team

SUFFIX = ".altui"


def session_path(data_file: Path, explicit: Path | None = None) -> Path:
    """The path of a data file's session, whether or not it exists."""
    if explicit is not None:
        return explicit
    beside, away = _beside(data_file), _away(data_file)
    for place in (beside, away):
        if place.exists():
            return place
    if os.access(beside.parent, os.W_OK | os.X_OK):
        return beside
    away.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return away


def certificate_path(session: Path, of: str = "") -> Path:
    """The usual path of a certificate of the model of `session`, or of something else beside it."""
    return session.with_name(f"{session.name.removesuffix(SUFFIX)}{of}.certify{SUFFIX}")


def find_session(path: Path) -> Path:
    """The session at `path`, or the session of the data file `path`. SessionError for a team
    file."""
    place = find_answers(path)
    check_no_team(place)
    return place


def find_answers(path: Path) -> Path:
    """The session or team file at `path`, or the session of the data file `path`."""
    if is_session(path) or is_chain_file(path):
        return path
    for place in (_beside(path), _away(path), *_of_tables(path)):
        if place.exists():
            return place
    if path.name.endswith(SUFFIX) or not is_there(path):
        problem = "this is not an altui session" if is_there(path) else "no such file"
        raise SessionError(problem, where=str(path))
    raise SessionError(
        "this file has no session yet",
        where=str(path),
        hint=f"Start one with: altui label {quote(str(path))}",
    )


def damaged_session(path: Path) -> Path:
    """The path of the session at `path`, or of the data file `path`, even if it is not readable any
    more."""
    check_no_team(path)
    for place in (path, _beside(path), _away(path)):
        if is_session(place) or companion_folder(place).is_dir():
            return place
    if path.name.endswith(SUFFIX) and path.exists():
        return path
    raise SessionError("there is no session here and no copy of one", where=str(path))


def is_away(session: Path, data_file: Path) -> bool:
    """Whether the session is in the user's folder, because its data's folder is read-only."""
    return session.parent.name == "altui" and session == _away(data_file)


def is_session(path: Path) -> bool:
    try:
        header = read_header(path)
    except OSError:
        return False
    return header is not None and header.application_id == APPLICATION_ID


def _beside(data_file: Path) -> Path:
    return home(data_file) / f"{session_stem(data_file)}{SUFFIX}"


def _of_tables(database: Path) -> list[Path]:
    """The session of a table in this database, where only one of them has any."""
    if database.suffix.lower() not in DATABASE_ENDINGS:
        return []
    stem = glob.escape(database.name)
    found = sorted(filter(is_session, database.parent.glob(f"{stem}.*{SUFFIX}")))
    if len(found) > 1:
        raise SessionError(
            "several tables of this database have a session",
            where=str(database),
            hint=f"Name one of them: {', '.join(quote(str(each)) for each in found)}",
        )
    return found


def _away(data_file: Path) -> Path:
    import platformdirs

    whole = os.fsencode(data_file.resolve())
    name = f"{session_stem(data_file)}-{sha256(whole).hexdigest()[:8]}{SUFFIX}"
    return platformdirs.user_data_path("altui") / name
