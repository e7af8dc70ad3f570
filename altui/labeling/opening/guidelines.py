"""The guidelines and the file of the classes: read for a new session, found again later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from altui.config.guidance import (
    ClassEntry,
    Guidance,
    fingerprint,
    read_classes,
    read_guidelines,
)
from altui.errors import InputError
from altui.session.opening import stored_answers
from altui.session.source.remembered import companion

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.opening.request import OpenRequest
    from altui.session.settings import Settings

GUIDELINES, CLASSES_FILE = "--guidelines", "--classes-file"
"""Keys in a session file."""

Read = TypeVar("Read")


def read_guidance(request: OpenRequest) -> tuple[Guidance, OpenRequest]:
    """What to read for a new session, and the request with the classes of their file."""
    text = read_guidelines(request.guidelines) if request.guidelines else ""
    if request.classes_file is None:
        return Guidance(text, is_new=bool(text)), request
    entries = read_classes(request.classes_file, request.keymap)
    classes = tuple(each.name for each in entries)
    return Guidance(text, entries, is_new=bool(text)), replace(request, classes=classes)


def guidance_to_keep(request: OpenRequest, guidance: Guidance) -> dict[str, object]:
    """Where the files lie and what they hold, for the session to keep: of the classes all, since
    with other keys the hand would give wrong labels."""
    kept: dict[str, object] = {}
    if request.guidelines is not None:
        kept[GUIDELINES] = _place(request.guidelines)
    if request.classes_file is not None:
        entries = [list(astuple(each)) for each in guidance.entries]
        kept[CLASSES_FILE] = [*_place(request.classes_file), entries]
    return kept


def reread_guidance(request: OpenRequest, settings: Settings) -> tuple[Guidance, list[str]]:
    """What to read for a session that goes on: of the files named now, or else at its beginning.

    The labels do not depend on them, so a file that has changed or is gone is only reported.
    """
    keymap = request.keymap
    notes: list[str] = []
    kept, kept_classes = _kept(GUIDELINES, settings), _kept(CLASSES_FILE, settings)
    guidelines = request.guidelines or _path(kept, settings, request.data)
    classes_file = request.classes_file or _path(kept_classes, settings, request.data)
    text = _read(read_guidelines, guidelines, kept, notes)
    entries = _read(lambda path: read_classes(path, keymap), classes_file, kept_classes, notes)
    if entries is None:
        entries = _entries_of(kept_classes, keymap)
    unknown = [each.name for each in entries if each.name not in settings.classes]
    if unknown and classes_file is not None:
        told = ", ".join(unknown)
        notes.append(f"{classes_file.name} has classes that this session has not: {told}.")
    known = tuple(each for each in entries if each.name in settings.classes)
    return Guidance(text or "", known), notes


def _place(path: Path) -> list[str]:
    return [str(path.resolve()), fingerprint(path)]


def _kept(key: str, settings: Settings) -> list[object]:
    kept = stored_answers(settings).get(key)
    return kept if isinstance(kept, list) else []


def _path(kept: list[object], settings: Settings, data: Path) -> Path | None:
    return companion(str(kept[0]), settings, data) if kept else None


def _read(
    read: Callable[[Path], Read], path: Path | None, kept: list[object], notes: list[str]
) -> Read | None:
    """What the file holds; None where there is none, or where it cannot be used any more. `notes`
    gets a sentence where it is not what it was."""
    if path is None:
        return None
    try:
        found = read(path)
    except InputError as error:
        notes.append(f"{error.where.rpartition('/')[2]}: {error.message}.")
        return None
    # By its name: in a copied folder it has another path, and may have changed there.
    if kept and Path(str(kept[0])).name == path.name and kept[1] != fingerprint(path):
        notes.append(f"{path.name} has changed since the session began.")
    return found


def _entries_of(kept: list[object], keymap: KeyMap) -> tuple[ClassEntry, ...]:
    """The classes as they were; a key that is altui's own by now is not kept."""
    stored = kept[2] if len(kept) > 2 and isinstance(kept[2], list) else []
    entries = (ClassEntry(*map(str, each)) for each in stored)
    return tuple(
        replace(each, key="" if keymap.action_of(each.key) else each.key) for each in entries
    )
