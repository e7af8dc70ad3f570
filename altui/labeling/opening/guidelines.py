"""The guidelines and the classes file: read for a new session, found again later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from altui.config.class_keys import ClassEntry
from altui.config.guidance import Guidance, fingerprint, read_classes, read_guidelines
from altui.data.labels.seed_words import SAID_AS, join_seed_words
from altui.errors import InputError
from altui.session.source.remembered import companion
from altui.session.validation.options import stored_answers
from altui.suggestions import list_some

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.opening.options.request import OpenRequest
    from altui.session.settings import Settings

GUIDELINES, CLASSES_FILE = "--guidelines", "--classes-file"
"""Keys in a session file."""

DESCRIPTIONS = "descriptions"

Read = TypeVar("Read")


def read_guidance(request: OpenRequest) -> tuple[Guidance, OpenRequest]:
    """The guidance of a new session, and the request with the classes of the classes file."""
    text = read_guidelines(request.guidelines) if request.guidelines else ""
    if request.classes_file is None:
        return Guidance(text, is_new=bool(text)), request
    entries = read_classes(request.classes_file, request.keymap)
    classes = tuple(each.name for each in entries)
    return Guidance(text, entries, is_new=bool(text)), replace(request, classes=classes)


def find_seed_texts(request: OpenRequest, guidance: Guidance) -> tuple[str, ...]:
    """The words that classes begin from, each as CLASS=WORDS: those said, and the descriptions of
    the classes if they were asked for."""
    said = tuple(each for each in request.seed_text if each != DESCRIPTIONS)
    if len(said) == len(request.seed_text):
        return said
    described = {name: text for name, text in guidance.descriptions.items() if text.strip()}
    if not described:
        raise InputError(
            "no class has a description to begin from",
            where=str(request.classes_file or request.data),
            hint=f"`seed_text` descriptions takes those of `classes_file`; or write {SAID_AS}.",
        )
    return (*said, *join_seed_words(described))


def guidance_to_keep(request: OpenRequest, guidance: Guidance) -> dict[str, object]:
    """The paths and hashes of the files, for the session to store, and all of the classes: with
    other keys the person would give wrong labels by habit."""
    kept: dict[str, object] = {}
    if request.guidelines is not None:
        kept[GUIDELINES] = _place(request.guidelines)
    if request.classes_file is not None:
        entries = [list(astuple(each)) for each in guidance.entries]
        kept[CLASSES_FILE] = [*_place(request.classes_file), entries]
    return kept


def reread_guidance(request: OpenRequest, settings: Settings) -> tuple[Guidance, list[str]]:
    """The guidance of a continued session: from the files named now, or else at its start.

    Labels do not depend on these files, so a changed or missing file is only reported.
    """
    keymap = request.keymap
    notes: list[str] = []
    kept, kept_classes = _kept(GUIDELINES, settings), _kept(CLASSES_FILE, settings)
    guidelines = request.guidelines or _path(kept, settings, request.data)
    classes_file = request.classes_file or _path(kept_classes, settings, request.data)
    text = _read(read_guidelines, guidelines, kept, notes)
    entries = _read(lambda path: read_classes(path, keymap), classes_file, kept_classes, notes)
    if entries is None:
        entries = stored_entries(settings, keymap)
    # The file may still use names from before they were changed.
    classes = {*settings.class_list.first, *settings.class_list.names}
    unknown = [each.name for each in entries if each.name not in classes]
    if unknown and classes_file is not None:
        told = list_some(unknown)
        notes.append(f"{classes_file.name} has classes that are not in this session: {told}.")
    known = tuple(each for each in entries if each.name in classes)
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
    """The file's content; None if there is no file, or if it cannot be used any more. Adds a
    sentence to `notes` if the file has changed."""
    if path is None:
        return None
    try:
        found = read(path)
    except InputError as error:
        notes.append(f"{error.where.rpartition('/')[2]}: {error.message}.")
        return None
    # By its name: in a copied folder its path differs, and it may have changed there.
    if kept and Path(str(kept[0])).name == path.name and kept[1] != fingerprint(path):
        notes.append(f"{path.name} has changed since the session started.")
    return found


def stored_entries(settings: Settings, keymap: KeyMap) -> tuple[ClassEntry, ...]:
    """The stored classes. A key that altui itself uses by now is dropped."""
    kept = _kept(CLASSES_FILE, settings)
    stored = kept[2] if len(kept) > 2 and isinstance(kept[2], list) else []
    entries = (ClassEntry(*map(str, each)) for each in stored)
    return tuple(
        replace(each, key="" if not each.code and keymap.action_of(each.key) else each.key)
        for each in entries
    )
