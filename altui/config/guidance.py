"""How to label: the guidelines, and the meaning of each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from altui.config.class_keys import ClassEntry, find_problem
from altui.config.keymap import STANDARD, KeyMap
from altui.config.reading import LARGEST, read_small_file
from altui.config.toml import TomlFile
from altui.errors import InputError

TABLE = "class"
KNOWN = ("name", "key", "description")


@dataclass(frozen=True)
class Guidance:
    """`text` is Markdown. `is_new`: the person has not read it in this session yet."""

    text: str = ""
    entries: tuple[ClassEntry, ...] = ()
    is_new: bool = False

    @property
    def descriptions(self) -> Mapping[str, str]:
        return {each.name: each.description for each in self.entries}

    @property
    def own_keys(self) -> Mapping[str, str]:
        return {each.name: each.key for each in self.entries if each.key and not each.code}

    def __bool__(self) -> bool:
        return bool(self.text or self.entries)


def read_guidelines(path: Path) -> str:
    content = read_small_file(path)
    if b"\0" in content or len(content) > LARGEST:
        raise InputError(
            "this is not a guidelines file",
            where=str(path),
            hint=f"It must be a text of at most {LARGEST} bytes.",
        )
    return content.decode("utf-8-sig", errors="replace")


def read_classes(path: Path, keymap: KeyMap = STANDARD) -> tuple[ClassEntry, ...]:
    """The classes in the order of the file, which is an array of tables `[[class]]`."""
    file = TomlFile.read(path)
    for key in file.values:
        if key != TABLE:
            raise file.wrong(
                f"there is no setting '{key}' here", key, hint=f"Each class is a table [[{TABLE}]]."
            )
    tables = file.get(TABLE)
    if not isinstance(tables, list) or len(tables) < 2:
        raise InputError(
            "this file has fewer than two classes",
            where=str(path),
            hint=f"Each class is a table [[{TABLE}]].",
        )
    entries = tuple(_entry(file, index) for index in range(len(tables)))
    for index, entry in enumerate(entries):
        _check(file, index, entry, entries, keymap)
    return entries


def fingerprint(path: Path) -> str:
    """A hash of the file's content; empty if it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _entry(file: TomlFile, index: int) -> ClassEntry:
    table = file.get(TABLE, index)
    if not isinstance(table, Mapping):
        raise file.wrong(
            f"'{TABLE}' must be a table", TABLE, hint=f"Start each class with [[{TABLE}]]."
        )
    for key, value in table.items():
        if key not in KNOWN:
            hint = f"The settings are: {', '.join(KNOWN)}."
            raise file.wrong(f"there is no setting '{key}' here", TABLE, index, key, hint=hint)
        if not isinstance(value, str):
            raise file.wrong(
                f"'{key}' must be a text", TABLE, index, key, hint=f'Write {key} = "{value}".'
            )
    if not str(table.get("name", "")).strip():
        raise file.wrong("this class has no name", TABLE, index, hint='Write name = "...".')
    return ClassEntry(table["name"].strip(), table.get("key", ""), table.get("description", ""))


def _check(
    file: TomlFile, index: int, entry: ClassEntry, all_: Sequence[ClassEntry], keymap: KeyMap
) -> None:
    """Raises InputError for a repeated name, and for a key that the class cannot have."""
    before = all_[:index]
    if entry.name in [each.name for each in before]:
        raise file.wrong(f"the class '{entry.name}' is here twice", TABLE, index, "name")
    problem, hint = find_problem(entry, before, all_, keymap)
    if problem:
        raise file.wrong(problem, TABLE, index, "key", hint=hint)
