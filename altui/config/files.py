"""The two settings files: the user's own, and one beside the data, which overrides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from altui.config.key_actions import CLASSES, LAYOUTS, STANDARD_LAYOUT
from altui.config.key_registry import all_actions, clashes, layout_keys
from altui.config.keymap import KeyMap, is_digit, is_key
from altui.config.toml import TomlFile
from altui.suggestions import suggest

NAME = "altui.toml"
LAYOUT, KEYMAP = "keys", "keymap"


@dataclass(frozen=True)
class FileSettings:
    """The files that exist. Each overrides those to its left."""

    files: tuple[TomlFile, ...] = ()

    def origin(self, *keys: str) -> TomlFile | None:
        """The file whose value for a setting is used; None if no file has one."""
        return next((each for each in reversed(self.files) if each.get(*keys) is not None), None)

    def keymap(self) -> KeyMap:
        """Raises InputError for an unknown action or key, and for a key given twice."""
        keys = layout_keys(self._layout())
        origins: dict[str, TomlFile] = {}
        for file in self.files:
            for id_ in _keymap_of(file):
                keys[id_] = _check_keys(file, id_)
                origins[id_] = file
        self._check_clashes(keys, origins)
        return KeyMap({id_: keys[id_] for id_ in all_actions()}, keys[CLASSES])

    def _layout(self) -> str:
        file = self.origin(LAYOUT)
        if file is None:
            return STANDARD_LAYOUT
        name = file.get(LAYOUT)
        if not isinstance(name, str) or name not in LAYOUTS:
            raise file.wrong(
                f"there is no key layout '{name}'",
                LAYOUT,
                hint=f"The layouts are: {', '.join(LAYOUTS)}.",
            )
        return name

    def _check_clashes(
        self, keys: Mapping[str, tuple[str, ...]], origins: Mapping[str, TomlFile]
    ) -> None:
        # Blame the setting that came last.
        settled = {id_: self.files.index(file) + 1 for id_, file in origins.items()}
        order = sorted(keys, key=lambda id_: settled.get(id_, 0))
        for key, first, second in clashes({id_: keys[id_] for id_ in order}):
            raise origins[second].wrong(
                f"the key '{key}' of '{second}' already belongs to '{first}'",
                KEYMAP,
                second,
                hint=f"Give '{first}' another key in [{KEYMAP}], or none: {first} = []",
            )


def user_file() -> Path:
    import platformdirs

    return platformdirs.user_config_path("altui") / NAME


def read_settings(folder: Path | None) -> FileSettings:
    """The settings files that exist. `folder` is the folder of the data, if there is any."""
    places = [user_file(), *([folder / NAME] if folder is not None else [])]
    return FileSettings(tuple(TomlFile.read(place) for place in places if place.is_file()))


def _keymap_of(file: TomlFile) -> Mapping[str, object]:
    found = file.get(KEYMAP)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise file.wrong(
            f"'{KEYMAP}' must be a table", KEYMAP, hint=f"Write [{KEYMAP}] on a line by itself."
        )
    return found


def _check_keys(file: TomlFile, id_: str) -> tuple[str, ...]:
    """The keys that `file` gives to `id_`."""
    if id_ not in all_actions() and id_ != CLASSES:
        guess = suggest(id_, [*all_actions(), CLASSES], most=1)
        raise file.wrong(
            f"there is no action '{id_}'",
            KEYMAP,
            id_,
            hint=f"{guess} altui config lists them all.".lstrip(),
        )
    keys = file.texts(KEYMAP, id_)
    for key in keys:
        if id_ == CLASSES:
            is_good = is_digit(key) or (len(key) == 1 and key.isascii() and key.isalpha())
        else:
            is_good = is_key(key, id_)
        if not is_good:
            raise file.wrong(
                f"'{key}' cannot be a key of '{id_}'", KEYMAP, id_, hint=_allowed_keys(id_)
            )
    return keys


def _allowed_keys(id_: str) -> str:
    if id_ == CLASSES:
        return "The keys of classes are digits and letters."
    return (
        "Write one character (no digit: those are for classes), space, enter, tab, backspace or "
        "ctrl+ and a letter; terminals do not send other keys reliably."
    )
