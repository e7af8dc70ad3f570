"""Commands that take the defaults of their options from the settings files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from altui.cli.options import LABELING, SCREEN
from altui.cli.screen_options import ScreenOptions
from altui.cli.settings import set_for_label, settings_for
from altui.config.files import FileSettings
from altui.session.options import SessionOptions

ONE_OF = ("classes", "classes_file")
"""Two options for the same thing: one on the command line overrides the other in a file."""

TypedValues = Mapping[str, Any]
"""The text on the command line, by argument."""


class CommandWithSettings(click.Command):
    """A command that gets click's `default_map` from the settings files.

    `folder` gives the folder of the data. `is_new` says whether the labeling options apply: an
    existing session has its own. The context's `obj` is the FileSettings.
    """

    def __init__(
        self,
        *args: Any,
        folder: Callable[[TypedValues], Path | None],
        is_new: Callable[[TypedValues], bool] = lambda _: False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._folder, self._is_new = folder, is_new

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.obj = FileSettings()
        typed = None if ctx.resilient_parsing else self._typed(ctx, args)
        if typed is not None:
            ctx.obj = settings_for(self._folder(typed))
            ctx.default_map = self._defaults(ctx.obj, typed)
        return super().parse_args(ctx, args)

    def _typed(self, ctx: click.Context, args: Sequence[str]) -> TypedValues | None:
        """None for --help, and when an argument is missing."""
        found, _, _ = self.make_parser(ctx).parse_args(list(args))
        typed = {name: value for name, value in found.items() if isinstance(value, str | list)}
        needed = (each.name for each in self.params if isinstance(each, click.Argument))
        is_help = found.get("help") is True
        return None if is_help or not all(name in typed for name in needed) else typed

    def _defaults(self, settings: FileSettings, typed: TypedValues) -> dict[str, Any]:
        names = {*SCREEN, *LABELING} if self._is_new(typed) else {*SCREEN}
        for given, other in (ONE_OF, ONE_OF[::-1]):
            if typed.get(given):
                names.discard(other)
        found = set_for_label(settings)
        return {name: each.value for name, each in found.items() if name in names}


def screen_of(context: click.Context) -> ScreenOptions:
    """The screen options that the command has."""
    given = {name: context.params[name] for name in SCREEN if name in context.params}
    return ScreenOptions(**given)


def file_options_of(context: click.Context) -> SessionOptions:
    """The session options that come from a settings file. Explicit options override them."""
    return SessionOptions(**_from_file(context))


def typed_options_of(context: click.Context) -> dict[str, Any]:
    """The parameters, without the values of `file_options_of`."""
    return {**context.params, **dict.fromkeys(_from_file(context))}


def _from_file(context: click.Context) -> dict[str, Any]:
    names = [name for name in SessionOptions.__dataclass_fields__ if name in context.params]
    source, file = context.get_parameter_source, ParameterSource.DEFAULT_MAP
    return {name: context.params[name] for name in names if source(name) is file}
