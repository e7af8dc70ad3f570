"""`altui config`: the settings in force, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.completion import AFile

if TYPE_CHECKING:
    from altui.config.files import FileSettings

DEFAULT = "default"

SettingRow = tuple[str, str, str]
"""Name, value, and where the value comes from."""


@click.command()
@click.argument("file", type=AFile(), required=False)
@click.option("--path", is_flag=True, help="Print the paths of the two settings files.")
def command(file: Path | None, path: bool) -> None:
    """Print the settings in force, and where each one comes from.

    altui reads altui.toml in your configuration folder, then altui.toml in the folder of FILE (a
    data file or a folder; without FILE the current folder). The second overrides the first, and
    the command line overrides both. A session keeps the settings it was started with.
    """
    from rich.cells import cell_len

    from altui.cli.settings import settings_for
    from altui.config.files import NAME, user_file
    from altui.display.console import put, put_rows
    from altui.display.text import one_line, pad

    folder = Path() if file is None else file if file.is_dir() else file.parent
    if path:
        put_rows(_places({"yours": user_file(), "beside the data": folder.resolve() / NAME}))
        return
    settings = settings_for(folder)
    rows = [*_screen_and_label(settings), *_columns(settings), *_keys(settings)]
    widths = [min(max(cell_len(one_line(row[column])) for row in rows), 40) for column in (0, 1)]
    for name, value, origin in rows:
        put(f"{pad(name, widths[0])}  {pad(value, widths[1])}  {one_line(origin)}")


def _places(places: dict[str, Path]) -> list[tuple[str, str]]:
    return [
        (name, str(place) if place.is_file() else f"{place} (does not exist)")
        for name, place in places.items()
    ]


def _screen_and_label(settings: FileSettings) -> Iterator[SettingRow]:
    """The options of the screen, then those of labeling that have a value."""
    from altui.cli.settings import LABEL, OF_THE_SCREEN, set_for_label, settable_options
    from altui.labeling.opening.options.request import AUDIT, RECHECK
    from altui.session.options import SessionDefaults
    from altui.session.store.lock import user_name

    usual = asdict(SessionDefaults(annotator=user_name(), audit=AUDIT, recheck=RECHECK))
    found, options = set_for_label(settings), settable_options()
    for name in sorted(options, key=lambda name: name not in OF_THE_SCREEN):
        option = options[name]
        key = option.name or ""
        shown = name if name in OF_THE_SCREEN else f"{LABEL}.{name}"
        if key in found:
            where = found[key].file.where(*shown.split("."))
            yield shown, _told(found[key].value), where
        elif name in OF_THE_SCREEN:
            yield shown, _told(option.default), DEFAULT
        elif usual.get(key) is not None:
            yield shown, _told(usual[key]), DEFAULT


def _columns(settings: FileSettings) -> Iterator[SettingRow]:
    from altui.cli.settings import HIDE

    for file in settings.files:
        if HIDE in file.values:
            yield HIDE, ", ".join(file.texts(HIDE)), file.where(HIDE)


def _keys(settings: FileSettings) -> Iterator[SettingRow]:
    from altui.config.files import KEYMAP, LAYOUT
    from altui.config.key_actions import CLASSES, LAYOUTS, STANDARD_LAYOUT

    keymap = settings.keymap()
    layout = settings.origin(LAYOUT)
    name = str(layout.get(LAYOUT)) if layout else STANDARD_LAYOUT
    yield LAYOUT, name, layout.where(LAYOUT) if layout else DEFAULT
    for id_, keys in {CLASSES: keymap.classes, **keymap.keys}.items():
        file = settings.origin(KEYMAP, id_)
        of_layout = f"{LAYOUT} = {name}" if id_ in LAYOUTS[name] else DEFAULT
        origin = file.where(KEYMAP, id_) if file else of_layout
        yield f"{KEYMAP}.{id_}", " ".join(keys) or "none", origin


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
