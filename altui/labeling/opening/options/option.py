"""An option of the user: the metadata of a dataclass field.

The fields of OpenRequest are the table of options. The command line, the settings files, the
check of a resumed session and the printed command are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from altui.data.dataset import Dataset

OPTION = "option"

ValueKind = Literal[
    "text", "flag", "count", "share", "file", "input", "session", "model", "strategy"
]
"""The type of the value. A `file` is a path, an `input` is a path that the shell completes by its
ending, a `share` is a number that need not be whole."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option, except its argument name and default, which its field has.

    `flags` and `metavar` are as on the command line. `least` and `most` bound a number.
    """

    flags: tuple[str, ...]
    help: str
    metavar: str | None = None
    kind: ValueKind = "text"
    least: float = 0
    most: float | None = None
    choices: tuple[str, ...] = ()
    is_list: bool = False
    """One value may contain several names, separated by commas."""
    is_of_data: bool = False
    """It decides what the data are, so a resumed session refuses another value."""
    is_simulated: bool = False
    """`altui simulate` has it too."""
    is_settable: bool = True
    """A settings file may set it. Options of a single piece of work are not settable."""
    set_as: str = ""
    """Its name in a settings file, where that is not its flag's."""
    is_answer: bool = False
    """It answers a question that the file may raise; the printed command names it then."""
    bare: int | str | None = None
    """Its value where it is given without one; None: it needs a value."""
    show_default: bool = False
    holds: Callable[[Dataset], object] | None = None
    """Its value in loaded data. A resumed session accepts this value too."""
    confirmed: Callable[[Any], object] | None = None
    """Its value after the columns screen, for the command that skips that screen."""

    @property
    def flag(self) -> str:
        return self.flags[0].partition("/")[0]

    @property
    def key(self) -> str:
        """Its name in a settings file."""
        return self.set_as or self.flag.removeprefix("--")

    @property
    def stored_as(self) -> str:
        """Its key in session files. It must not change, or older sessions cannot be read."""
        return self.flag


def option(default: Any, *flags: str, help: str, **more: Any) -> Any:  # noqa: A002
    """A dataclass field that is an option."""
    return field(default=default, metadata={OPTION: Option(flags=flags, help=help, **more)})


def options_of(table: type) -> dict[str, Option]:
    """The options of a dataclass by argument name, in field order."""
    return dict(_options(table))


def _options(table: type) -> Iterator[tuple[str, Option]]:
    for each in fields(table):
        if OPTION in each.metadata:
            yield each.name, each.metadata[OPTION]
