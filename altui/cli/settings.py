"""The values of the settings files, each checked, with the file it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import SCREEN, TABLE, click_option
from altui.config.files import KEYMAP, LAYOUT, FileSettings, read_settings
from altui.errors import InputError
from altui.learning.names import check_model
from altui.learning.strategies import check_strategy, is_own
from altui.suggestions import suggest

if TYPE_CHECKING:
    from altui.config.toml import TomlFile

LABEL, HIDE = "label", "hide"

OF_THE_SCREEN = tuple(name.replace("_", "-") for name in SCREEN)
"""Settings of every command with a screen. All others belong to `altui label`."""


@dataclass(frozen=True)
class Setting:
    """A checked value for a command's parameter, and the file it comes from."""

    value: object
    file: TomlFile


def settings_for(folder: Path | None) -> FileSettings:
    """The settings for data in `folder`. Raises InputError for the first mistake, with its line."""
    settings = read_settings(folder)
    for file in settings.files:
        _check(file)
    return settings


def set_for_label(settings: FileSettings) -> dict[str, Setting]:
    """The settings for `altui label`, by parameter."""
    found = {}
    for name, parameter in settable_options().items():
        keys = (name,) if name in OF_THE_SCREEN else (LABEL, name)
        file = settings.origin(*keys)
        if file is not None:
            found[parameter.name or ""] = Setting(_convert(file, parameter, *keys), file)
    return found


def hidden_columns(settings: FileSettings) -> tuple[str, ...]:
    """Columns that are not shown and not learned from, unless the command line names them."""
    return tuple(
        name for file in settings.files if HIDE in file.values for name in file.texts(HIDE)
    )


def settable_options() -> dict[str, click.Option]:
    """The options that a file may set, by their name in the file."""
    names = (name for name, each in TABLE.items() if each.is_settable)
    return {TABLE[name].key: click_option(name) for name in names}


def _check(file: TomlFile) -> None:
    known = [LAYOUT, KEYMAP, HIDE, LABEL, *OF_THE_SCREEN]
    for key in file.values:
        _check_known(file, known, key)
    if HIDE in file.values:
        file.texts(HIDE)
    table = file.get(LABEL)
    if table is None:
        table = {}
    if not isinstance(table, Mapping):
        raise file.wrong(
            f"'{LABEL}' must be a table", LABEL, hint=f"Write [{LABEL}] on a line by itself."
        )
    options = settable_options()
    for key in table:
        _check_known(file, [name for name in options if name not in OF_THE_SCREEN], LABEL, key)
        _convert(file, options[key], LABEL, key)
    for key in OF_THE_SCREEN:
        if key in file.values:
            _convert(file, options[key], key)


def _check_known(file: TomlFile, known: list[str], *keys: str) -> None:
    if keys[-1] in known:
        return
    if len(keys) == 1 and keys[0] in settable_options():
        hint = f"It belongs below [{LABEL}]."
    elif len(keys) == 2 and keys[1] in OF_THE_SCREEN:
        hint = f"It belongs above [{LABEL}], at the beginning of the file."
    else:
        guess = suggest(keys[-1], known, most=1)
        hint = f"{guess} The settings are: {', '.join(known)}.".lstrip()
    raise file.wrong(f"there is no setting '{keys[-1]}'", *keys, hint=hint)


def _convert(file: TomlFile, option: click.Option, *keys: str) -> object:
    """The value as the command line would give it. A file may not name code from outside altui:
    opening a folder must never run its code."""
    name = keys[-1]
    try:
        value = _convert_type(file, option, *keys)
        if name in ("model", "strategy"):
            if is_own(str(value)):
                raise file.wrong(
                    f"'{value}' is code from outside altui",
                    *keys,
                    hint=f"Name it on the command line each time: --{name} {value}",
                )
            (check_model if name == "model" else check_strategy)(str(value))
    except click.BadParameter as error:
        raise file.wrong(f"'{name}': {error.message}", *keys) from error
    except InputError as error:
        raise error if error.where else file.wrong(error.message, *keys, hint=error.hint) from error
    return value


def _convert_type(file: TomlFile, option: click.Option, *keys: str) -> object:
    value, kind = file.get(*keys), option.type
    if option.multiple:
        return _convert_list(file, TABLE[option.name or ""].is_list, *keys)
    if option.is_flag:
        return _require(file, isinstance(value, bool), "true or false", *keys)
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        is_whole = isinstance(kind, click.types.IntParamType)
        is_number = isinstance(value, int if is_whole else int | float)
        word = "a whole number" if is_whole else "a number"
        _require(file, is_number and not isinstance(value, bool), word, *keys)
    else:
        text = str(_require(file, isinstance(value, str), 'a text in "quotes"', *keys))
        beside = file.path.parent / text
        is_path = isinstance(kind, click.Path) or (keys[-1] == "test" and beside.is_file())
        value = beside if is_path else text
    return kind.convert(value, option, None)


def _convert_list(file: TomlFile, is_list: bool, *keys: str) -> tuple[str, ...]:
    from altui.labeling.proposal import join_classes

    values = file.texts(*keys)
    is_listed = is_list and isinstance(file.get(*keys), list)
    return tuple(join_classes([each]) for each in values) if is_listed else values


def _require(file: TomlFile, is_good: bool, what: str, *keys: str) -> object:
    if not is_good:
        raise file.wrong(f"'{keys[-1]}' must be {what}", *keys)
    return file.get(*keys)
