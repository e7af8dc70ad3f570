"""Where a session is: beside its data, or in the user's folder if that place is read-only.

FILE.altui is the session of whoever gave no name. A person with one has FILE.NAME.altui, or
FILE.altui if it was begun under that name.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shlex import quote

from altui.data.paths.endings import DATABASE_ENDINGS
from altui.data.paths.places import home, is_there, session_stem
from altui.desk.chain_file import is_chain_file
from altui.errors import AltuiError, SessionError
from altui.session.events import Kind
from altui.session.store.companion import companion_folder
from altui.session.store.log import EventLog
from altui.session.store.person_names import CERTIFY, in_file_name
from altui.session.store.schema import APPLICATION_ID, read_header
from altui.session.store.team_file import check_no_team

SUFFIX = ".altui"


def session_path(
    data_file: Path, explicit: Path | None = None, annotator: str | None = None
) -> Path:
    """The path of a data file's session, whether or not it exists: that of the `annotator`, where
    a name was given. SessionError if there are several and no name says which is meant."""
    if explicit is not None:
        return explicit
    found = sessions_of(data_file, annotator)
    if len(found) > 1:
        raise SessionError(
            "several people have a session on this file",
            where=str(data_file),
            hint=f"Say who you are: {_by_names(found)}",
        )
    return found[0] if found else usual_path(data_file, annotator)


def usual_path(data_file: Path, annotator: str | None = None) -> Path:
    """The path of the session of whoever gave no name, or of the `annotator` with their name in
    it."""
    beside, away = _beside(data_file, annotator), _away(data_file, annotator)
    for place in (beside, away):
        if place.exists():
            return place
    if os.access(beside.parent, os.W_OK | os.X_OK):
        return beside
    away.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return away


def sessions_of(data_file: Path, annotator: str | None = None) -> list[Path]:
    """The sessions on this file that may be meant: at most one where there is a name, or one of
    whoever gave none."""
    for place in (_beside(data_file), _away(data_file)):
        if place.exists() and annotator in (None, begun_by(place)):
            return [place]
    if annotator is None:
        return [*_of_people(_beside(data_file)), *_of_people(_away(data_file))]
    named = (_beside(data_file, annotator), _away(data_file, annotator))
    return [place for place in named if place.exists()][:1]


def begun_by(session: Path) -> str | None:
    """The name that a session was begun under; None if it cannot be read."""
    try:
        with EventLog.open(session, readonly=True) as log:
            return log.newest((Kind.BEGIN,), 1)[0].annotator
    except (AltuiError, IndexError):
        return None


def certificate_path(session: Path, of: str = "") -> Path:
    """The usual path of a certificate of the model of `session`, or of something else beside it."""
    return session.with_name(f"{session.name.removesuffix(SUFFIX)}{of}.{CERTIFY}{SUFFIX}")


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
    found = sessions_of(path) or _of_tables(path)
    if len(found) > 1:
        raise SessionError(
            "several people have a session on this file",
            where=str(path),
            hint=f"Name one of them: {', '.join(quote(str(each)) for each in found)}",
        )
    if found:
        return found[0]
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
    people = [place for usual in (_beside(path), _away(path)) for place, _ in _named_like(usual)]
    if len(people) > 1:
        raise SessionError(
            "several people have a session on this file",
            where=str(path),
            hint=f"Name one of them: {', '.join(quote(str(each)) for each in people)}",
        )
    if people:
        return people[0]
    raise SessionError("there is no session here and no copy of one", where=str(path))


def is_away(session: Path, data_file: Path) -> bool:
    """Whether the session is in the user's folder, because its data's folder is read-only."""
    if session.parent.name != "altui":
        return False
    usual = _away(data_file)
    stem = usual.name.removesuffix(SUFFIX)
    return session.parent == usual.parent and session.name.startswith(f"{stem}.")


def is_session(path: Path) -> bool:
    try:
        header = read_header(path)
    except OSError:
        return False
    return header is not None and header.application_id == APPLICATION_ID


def _beside(data_file: Path, annotator: str | None = None) -> Path:
    return home(data_file) / f"{session_stem(data_file)}{_ending(annotator)}"


def _ending(annotator: str | None) -> str:
    return SUFFIX if annotator is None else f".{in_file_name(annotator)}{SUFFIX}"


def _of_people(usual: Path) -> list[Path]:
    """The sessions with a name beside the `usual` place, by their names."""
    return [
        place
        for place, name in _named_like(usual)
        if is_session(place) and in_file_name(begun_by(place) or name) == name
    ]


def _named_like(usual: Path) -> Iterator[tuple[Path, str]]:
    """The files that may be sessions of people, each with the name within its own. None that is the
    session of a data file which is called so, and no certificate."""
    stem = usual.name.removesuffix(SUFFIX)
    for place in sorted(usual.parent.glob(f"{glob.escape(stem)}.*{SUFFIX}")):
        name = place.name.removeprefix(f"{stem}.").removesuffix(SUFFIX)
        if not is_certificate(place) and not is_there(usual.with_name(f"{stem}.{name}")):
            yield place, name


def is_certificate(place: Path) -> bool:
    """Whether it is called like one."""
    return place.name.lower().endswith(f".{CERTIFY}{SUFFIX}")


def _by_names(sessions: list[Path]) -> str:
    names = [begun_by(each) for each in sessions]
    return " or ".join(f"`annotator` {quote(name)}" for name in names if name) + "."


def _of_tables(database: Path) -> list[Path]:
    """The session of a table in this database, where only one of them has any."""
    if database.suffix.lower() not in DATABASE_ENDINGS:
        return []
    stem = glob.escape(database.name)
    beside = sorted(database.parent.glob(f"{stem}.*{SUFFIX}"))
    found = [each for each in beside if is_session(each) and not is_certificate(each)]
    if len(found) > 1:
        raise SessionError(
            "several tables or people have a session on this database",
            where=str(database),
            hint=f"Name one of them: {', '.join(quote(str(each)) for each in found)}",
        )
    return found


def _away(data_file: Path, annotator: str | None = None) -> Path:
    import platformdirs

    whole = os.fsencode(data_file.resolve())
    stem = f"{session_stem(data_file)}-{sha256(whole).hexdigest()[:8]}"
    return platformdirs.user_data_path("altui") / f"{stem}{_ending(annotator)}"
