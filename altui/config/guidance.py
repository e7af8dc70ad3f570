"""How one is to label: the guidelines of the work, and what each class means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import ascii_letters

from altui.config.keymap import STANDARD, KeyMap, is_digit
from altui.config.reading import LARGEST, read_small_file
from altui.config.toml import TomlFile
from altui.errors import InputError

TABLE = "class"
KNOWN = ("name", "key", "description")


@dataclass(frozen=True)
class ClassEntry:
    name: str
    key: str = ""
    description: str = ""


@dataclass(frozen=True)
class Guidance:
    """`text` is Markdown; `is_new` when the person has not read it for this session yet."""

    text: str = ""
    entries: tuple[ClassEntry, ...] = ()
    is_new: bool = False

    @property
    def descriptions(self) -> Mapping[str, str]:
        return {each.name: each.description for each in self.entries}

    @property
    def own_keys(self) -> Mapping[str, str]:
        return {each.name: each.key for each in self.entries if each.key}

    def __bool__(self) -> bool:
        return bool(self.text or self.entries)


def read_guidelines(path: Path) -> str:
    content = read_small_file(path)
    if b"\0" in content or len(content) > LARGEST:
        raise InputError(
            "these are no guidelines", where=str(path), hint=f"A text of up to {LARGEST} bytes is."
        )
    return content.decode("utf-8-sig", errors="replace")


def read_classes(path: Path, keymap: KeyMap = STANDARD) -> tuple[ClassEntry, ...]:
    """The classes in the order of the file, an array of tables `[[class]]`."""
    file = TomlFile.read(path)
    for key in file.values:
        if key != TABLE:
            raise file.wrong(
                f"'{key}' is not known here", key, hint=f"Each class is a table [[{TABLE}]]."
            )
    tables = file.get(TABLE)
    if not isinstance(tables, list) or len(tables) < 2:
        raise InputError(
            "there are no two classes here", where=str(path), hint=f"Each is a table [[{TABLE}]]."
        )
    entries = tuple(_entry(file, index) for index in range(len(tables)))
    for index, entry in enumerate(entries):
        _check(file, index, entry, entries, keymap)
    return entries


def fingerprint(path: Path) -> str:
    """What the file holds now, in short; empty for one that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _entry(file: TomlFile, index: int) -> ClassEntry:
    table = file.get(TABLE, index)
    if not isinstance(table, Mapping):
        raise file.wrong(f"'{TABLE}' is a table", TABLE, hint=f"[[{TABLE}]] begins each.")
    for key, value in table.items():
        if key not in KNOWN:
            hint = f"Known are: {', '.join(KNOWN)}."
            raise file.wrong(f"'{key}' is not known here", TABLE, index, key, hint=hint)
        if not isinstance(value, str):
            raise file.wrong(
                f"'{key}' is a text", TABLE, index, key, hint=f'Write {key} = "{value}".'
            )
    if not str(table.get("name", "")).strip():
        raise file.wrong("this class has no name", TABLE, index, hint='Write name = "...".')
    return ClassEntry(table["name"].strip(), table.get("key", ""), table.get("description", ""))


def _check(
    file: TomlFile, index: int, entry: ClassEntry, all_: Sequence[ClassEntry], keymap: KeyMap
) -> None:
    """Raises InputError for a name that came before, and for a key that cannot be the class's."""
    before = all_[:index]
    if entry.name in [each.name for each in before]:
        raise file.wrong(f"the class '{entry.name}' stands here twice", TABLE, index, "name")
    if not entry.key:
        return
    problem = ""
    if not is_digit(entry.key) and not (len(entry.key) == 1 and entry.key in ascii_letters):
        problem = f"'{entry.key}' is no digit and no letter"
    elif (action := keymap.action_of(entry.key)) is not None:
        problem = f"the key '{entry.key}' is altui's own: {action}"
    elif entry.key in [each.key for each in before]:
        problem = f"the key '{entry.key}' is that of another class already"
    elif entry.key != entry.name and any(e.name == entry.key and not e.key for e in all_):
        problem = f"'{entry.key}' is the name of another class, which has that key"
    if problem:
        raise file.wrong(
            problem, TABLE, index, "key", hint=f"Free are digits and: {keymap.free_letters()}"
        )
