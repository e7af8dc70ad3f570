"""What the settings files say for a command: its options as given, else as set, else by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from altui.config.files import KEYMAP, LAYOUT, Settings, read_settings
from altui.config.toml import likeliest
from altui.errors import InputError
from altui.learning.names import check_model
from altui.learning.strategies import check_strategy, is_own
from altui.session.wishes import Defaults, Wishes

if TYPE_CHECKING:
    from altui.config.toml import TomlFile

LABEL, HIDE = "label", "hide"

OF_THE_SCREEN = ("theme", "dwell", "no-wait", "plain")
"""Options of every command that has a screen; all others are those of `altui label`."""

OF_ONE_WORK = ("session", "accept-changes", "goal", "class")
"""Options of `altui label` that no file can settle for all work to come."""

ONE_OF = ("classes", "classes_file")
"""Two ways to say the same: one on the command line goes before the other in a file."""

LISTED = ("columns", "classes")
"""Options whose values are written with commas between them."""


@dataclass(frozen=True)
class Setting:
    """A value fit for the command's parameter, and the file it comes from."""

    value: object
    file: TomlFile


def settings_for(folder: Path | None) -> Settings:
    """What holds for data in `folder`. Raises InputError for the first mistake, with its line."""
    settings = read_settings(folder)
    for file in settings.files:
        _check(file)
    return settings


def screen_options(context: click.Context, settings: Settings) -> dict[str, Any]:
    """The options of the screen, by parameter: as given, else as set, else by default."""
    return _in_force(context, settings, is_new=False)


def begun_with(context: click.Context, settings: Settings) -> dict[str, Any]:
    """All options for a session that is to begin; one that goes on has its own."""
    chosen = {**context.params, **_in_force(context, settings, is_new=True)}
    for given, other in (ONE_OF, ONE_OF[::-1]):
        if context.params[given]:
            chosen[other] = context.params[other]
    return chosen


def defaults_for(settings: Settings, defaults: Defaults) -> Defaults:
    """What a new session has where the command line says nothing."""
    known = {each.name for each in fields(Wishes)}
    found: dict[str, Any] = {
        name: each.value for name, each in set_for_label(settings).items() if name in known
    }
    return replace(defaults, **found)


def set_for_label(settings: Settings) -> dict[str, Setting]:
    """What the files say for `altui label`, by parameter."""
    found = {}
    for name, parameter in settable().items():
        keys = (name,) if name in OF_THE_SCREEN else (LABEL, name)
        file = settings.origin(*keys)
        if file is not None:
            found[parameter.name or ""] = Setting(_converted(file, parameter, *keys), file)
    return found


def hidden_columns(settings: Settings) -> tuple[str, ...]:
    """Columns that are neither shown nor learned from, unless the command line says otherwise."""
    return tuple(
        name for file in settings.files if HIDE in file.values for name in file.texts(HIDE)
    )


def settable() -> dict[str, click.Option]:
    """The options that a file may settle, by the name they have there."""
    from altui.cli.label import command

    options = (each for each in command.params if isinstance(each, click.Option))
    named = {each.opts[0].removeprefix("--"): each for each in options}
    return {name: each for name, each in named.items() if name not in OF_ONE_WORK}


def _in_force(context: click.Context, settings: Settings, *, is_new: bool) -> dict[str, Any]:
    """Of the options of the screen and, for what `is_new`, of those of labeling."""
    found: dict[str, Any] = {}
    set_ = set_for_label(settings)
    own = {parameter.name for parameter in context.command.params}
    for name, option in settable().items():
        key = option.name or ""
        if key not in own or not (is_new or name in OF_THE_SCREEN):
            continue
        is_given = context.get_parameter_source(key) is not ParameterSource.DEFAULT
        is_set = key in set_ and not is_given
        found[key] = set_[key].value if is_set else context.params[key]
    return found


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
        raise file.wrong(f"'{LABEL}' is a table", LABEL, hint=f"[{LABEL}] on a line of its own.")
    options = settable()
    for key in table:
        _check_known(file, [name for name in options if name not in OF_THE_SCREEN], LABEL, key)
        _converted(file, options[key], LABEL, key)
    for key in OF_THE_SCREEN:
        if key in file.values:
            _converted(file, options[key], key)


def _check_known(file: TomlFile, known: list[str], *keys: str) -> None:
    if keys[-1] in known:
        return
    if len(keys) == 1 and keys[0] in settable():
        hint = f"It belongs below [{LABEL}]."
    elif len(keys) == 2 and keys[1] in OF_THE_SCREEN:
        hint = f"It belongs above [{LABEL}], at the beginning of the file."
    else:
        hint = f"{likeliest(keys[-1], known)}Known are: {', '.join(known)}."
    raise file.wrong(f"there is no setting '{keys[-1]}'", *keys, hint=hint)


def _converted(file: TomlFile, option: click.Option, *keys: str) -> object:
    """The value as the command line would have given it. Code from outside is never named by a
    file: whoever opens a folder must not run what lies there."""
    name = keys[-1]
    try:
        value = _of_type(file, option, *keys)
        if name in ("model", "strategy"):
            if is_own(str(value)):
                raise file.wrong(
                    f"'{value}' is code from outside altui",
                    *keys,
                    hint=f"It is named on the command line each time: --{name} {value}",
                )
            (check_model if name == "model" else check_strategy)(str(value))
    except click.BadParameter as error:
        raise file.wrong(f"'{name}': {error.message}", *keys) from error
    except InputError as error:
        raise error if error.where else file.wrong(error.message, *keys, hint=error.hint) from error
    return value


def _of_type(file: TomlFile, option: click.Option, *keys: str) -> object:
    value, kind = file.get(*keys), option.type
    if option.multiple:
        return _several(file, *keys)
    if option.is_flag:
        return _must_be(file, isinstance(value, bool), "true or false", *keys)
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        is_whole = isinstance(kind, click.types.IntParamType)
        is_number = isinstance(value, int if is_whole else int | float)
        word = "a whole number" if is_whole else "a number"
        _must_be(file, is_number and not isinstance(value, bool), word, *keys)
    else:
        text = str(_must_be(file, isinstance(value, str), 'a text in "quotes"', *keys))
        beside = file.path.parent / text
        is_path = isinstance(kind, click.Path) or (keys[-1] == "test" and beside.is_file())
        value = beside if is_path else text
    return kind.convert(value, option, None)


def _several(file: TomlFile, *keys: str) -> tuple[str, ...]:
    from altui.labeling.proposal import quoted

    values = file.texts(*keys)
    is_listed = keys[-1] in LISTED and isinstance(file.get(*keys), list)
    return tuple(quoted([each]) for each in values) if is_listed else values


def _must_be(file: TomlFile, is_good: bool, what: str, *keys: str) -> object:
    if not is_good:
        raise file.wrong(f"'{keys[-1]}' is {what}", *keys)
    return file.get(*keys)
