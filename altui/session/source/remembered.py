"""Files that a session knows by their paths, found where the session is now.

A path is where a file was when the session began. Whoever copies or moves a folder means the
files in it from then on: the file beside the session goes before the one that is remembered.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from altui.session.store.location import SUFFIX, is_away

if TYPE_CHECKING:
    from altui.session.replay import SessionView
    from altui.session.settings import Settings

TUTORIAL = "tutorial"
"""The `source` of a session on the reference scenario, which is no file."""


def locate_data(view: SessionView) -> SessionView:
    """The session with its data file where that is now; a person is told where no file lies
    beside the session and the remembered one takes its place."""
    settings = view.settings
    if settings.source == TUTORIAL:
        return view
    if settings.certify:
        certify = {**settings.certify, "path": session_of(settings, view.path)}
        settings = replace(settings, certify=certify)
    return replace(view, settings=with_paths_for(settings, find_data(settings, view.path)))


def session_of(settings: Settings, place: Path) -> str:
    """The session that the certificate at `place` is about: the one of that name beside it, or
    the one that is remembered."""
    named = Path(str(settings.certify["path"]))
    beside = place.absolute().with_name(named.name)
    return str(beside if beside.is_file() else named)


def with_paths_for(settings: Settings, data: Path) -> Settings:
    """The same settings for the data file `data`, with the paths of its test file and vectors."""
    options = dict(settings.options)
    for name, what in (("test", "test file"), ("vectors", "file of vectors")):
        named = options.get(name)
        # A test file is kept by its whole path; a column or a share is none.
        if isinstance(named, str) and (name == "vectors" or Path(named).is_absolute()):
            found = companion(named, settings, data)
            if not _is_home(settings, data) and str(found) == named and found.is_file():
                _say(f"No {what} is beside {data.name}: {named} is used, as when it began.")
            options[name] = str(found)
    return replace(settings, source=str(data.absolute()), options=options)


def find_data(settings: Settings, session: Path) -> Path:
    """The data file: X beside a session that is called X.altui, or the remembered name beside
    it, or the remembered path. That is told, unless it is where it belongs."""
    # A relative path is one from the session's folder: what a program's folder was, nobody knows.
    remembered = session.parent / settings.source
    folders = dict.fromkeys((session.parent, session.resolve().parent))
    names = (*_name_in(session, remembered), remembered.name)
    beside = [folder / name for folder in folders for name in names]
    found = _first(beside)
    if found is not None:
        return found
    if not is_away(session, remembered) and remembered.is_file():
        _say(f"No data file is beside {session}: {remembered} is used, as when it began.")
    return remembered


def _name_in(session: Path, remembered: Path) -> list[str]:
    """X of a session X.altui. Where X has no ending and the data had one, the session was given
    a name of its own."""
    name = session.name.removesuffix(SUFFIX)
    is_name = name != session.name and bool(Path(name).suffix or not remembered.suffix)
    return [name] if is_name else []


def companion(remembered: str, settings: Settings, data: Path) -> Path:
    """Where a file is now that lay somewhere about the data file of these settings; `data` is
    where that is. The remembered place is the last one that is looked at."""
    named, beside = Path(remembered), data.with_name(Path(remembered).name)
    if not named.is_absolute():
        return _first([data.parent / named, beside], unlike=data) or named
    if _is_home(settings, data):
        return _first([named, beside], unlike=data) or named
    # As far from the data as it was then; but first what was copied or moved with them.
    way = os.path.relpath(named, Path(settings.source).parent)
    apart = Path(os.path.normpath(data.absolute().parent / way))
    places = [beside, apart] if way.startswith(os.pardir) else [apart, beside]
    return _first(places, unlike=data) or named


def _is_home(settings: Settings, data: Path) -> bool:
    """Whether the data file is where it was when the session began."""
    return Path(os.path.realpath(data.parent)) / data.name == Path(settings.source)


def _first(places: Iterable[Path], *, unlike: Path | None = None) -> Path | None:
    return next((place for place in places if place != unlike and place.is_file()), None)


def _say(text: str) -> None:
    from altui.display.console import say

    say(text)
