"""Finds a session's files where the session is now.

A session stores where its files were when it started. A person who copies or moves a folder means
the files in that folder: a file beside the session is used before the stored path.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.paths.places import is_there, name_at_home, session_stem
from altui.data.paths.remote import is_remote
from altui.session.store.location import SUFFIX, is_away
from altui.session.store.person_names import in_file_name

if TYPE_CHECKING:
    from altui.session.reading import SessionView
    from altui.session.settings import Settings

TUTORIAL = "tutorial"
"""The `source` of a session on the reference scenario, which is no file."""


def locate_data(view: SessionView, data: Path | None = None) -> SessionView:
    """The session with its data file where it is now: at `data`, or where it is found. Prints a
    sentence if there is no file beside the session and the stored path is used."""
    settings = view.settings
    if settings.source == TUTORIAL:
        return view
    if settings.certify:
        certify = {**settings.certify, "path": session_of(settings, view.path)}
        settings = replace(settings, certify=certify)
    return replace(view, settings=with_paths_for(settings, data or find_data(settings, view.path)))


def session_of(settings: Settings, place: Path) -> str:
    """The path of the session that the certificate at `place` tests: the file of that name beside
    it, or the stored path."""
    named = Path(str(settings.certify["path"]))
    beside = place.absolute().with_name(named.name)
    return str(beside if beside.is_file() else named)


def with_paths_for(settings: Settings, data: Path) -> Settings:
    """The settings for the data file `data`, with the paths of its test file and vectors."""
    options = dict(settings.options)
    for name, what in (("test", "test file"), ("vectors", "file of vectors")):
        named = options.get(name)
        # Only an absolute path is a test file; otherwise it is a column or a share.
        if isinstance(named, str) and (name == "vectors" or Path(named).is_absolute()):
            found = companion(named, settings, data)
            if not _is_home(settings, data) and str(found) == named and is_there(found):
                _say(f"There is no {what} beside {data.name}: using {named}, as at the start.")
            options[name] = str(found)
    source = data if is_remote(data) else data.absolute()
    return replace(settings, source=str(source), options=options)


def find_data(settings: Settings, session: Path) -> Path:
    """The data file: X beside a session X.altui or X.NAME.altui, or the stored name beside it, or
    the stored path.
    Prints a sentence if the stored path is used and the session should be beside its data."""
    if is_remote(Path(settings.source)):
        return Path(settings.source)
    # A relative path starts at the session's folder.
    remembered = session.parent / settings.source
    folders = dict.fromkeys((session.parent, session.resolve().parent))
    own = _name_in(session, remembered, settings.annotator)
    names: list[str | Path] = [*own, name_at_home(remembered)]
    beside = [folder / name for folder in folders for name in names]
    found = _first(beside)
    if found is not None:
        return found
    if not is_away(session, remembered) and is_there(remembered):
        _say(f"There is no data file beside {session}: using {remembered}, as at the start.")
    return remembered


def _name_in(session: Path, remembered: Path, annotator: str) -> list[str]:
    """X for a session X.altui or, of a person with a name, X.NAME.altui; empty if the session has a
    name of its own, because X has no ending and the data file had one."""
    name = session.name.removesuffix(SUFFIX)
    of_person = f".{in_file_name(annotator)}"
    if name.endswith(of_person) and name != remembered.name:
        name = name.removesuffix(of_person)
    if session_stem(remembered) != remembered.name:
        return []  # the session has another name than its data, and finds them by theirs
    is_name = name != session.name and bool(Path(name).suffix or not remembered.suffix)
    return [name] if is_name else []


def companion(remembered: str, settings: Settings, data: Path) -> Path:
    """Where another file of these settings is now, given that the data file is at `data`. The
    stored path is tried last."""
    named, beside = Path(remembered), data.with_name(Path(remembered).name)
    if not named.is_absolute():
        return _first([data.parent / named, beside], unlike=data) or named
    if _is_home(settings, data):
        return _first([named, beside], unlike=data) or named
    # Try the same relative path from the data, but first what was copied or moved with them.
    way = os.path.relpath(named, Path(settings.source).parent)
    apart = Path(os.path.normpath(data.absolute().parent / way))
    places = [beside, apart] if way.startswith(os.pardir) else [apart, beside]
    return _first(places, unlike=data) or named


def _is_home(settings: Settings, data: Path) -> bool:
    """Whether the data file is where it was when the session began."""
    return Path(os.path.realpath(data.parent)) / data.name == Path(settings.source)


def _first(places: Iterable[Path], *, unlike: Path | None = None) -> Path | None:
    return next((place for place in places if place != unlike and is_there(place)), None)


def _say(text: str) -> None:
    from altui.display.console import say

    say(text)
