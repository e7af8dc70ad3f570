"""An option as a person may give it: the metadata of a dataclass field.

The fields of OpenRequest are the one table of these. The command line, the settings files, the
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
"""What the value is. A `file` is read by altui and has a path, an `input` is one that a shell
completes by its ending; a `share` is a number that need not be whole."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """What is said of one option beside its argument name and default, which are its field's.

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
    """One value may hold several names with commas between them."""
    is_of_data: bool = False
    """It says which data these are, so a resumed session refuses another value."""
    is_simulated: bool = False
    """`altui simulate` reads its file with it too."""
    is_settable: bool = True
    """A settings file may give it; not so what belongs to one piece of work only."""
    is_answer: bool = False
    """It answers a question that the file may raise; the printed command names it then."""
    show_default: bool = False
    holds: Callable[[Dataset], object] | None = None
    """What loaded data say of it: a value that agrees with it is no change either."""
    confirmed: Callable[[Any], object] | None = None
    """Its value after the columns screen (a Confirmed), for the command that skips this screen."""

    @property
    def flag(self) -> str:
        return self.flags[0].partition("/")[0]

    @property
    def stored_as(self) -> str:
        """Its key in a session file: older sessions are read by it, so it must not change."""
        return self.flag


def option(default: Any, *flags: str, help: str, **more: Any) -> Any:  # noqa: A002
    """A dataclass field that is an option."""
    return field(default=default, metadata={OPTION: Option(flags=flags, help=help, **more)})


def options_of(table: type) -> dict[str, Option]:
    """The options of a dataclass by argument name, in its order."""
    return dict(_options(table))


def _options(table: type) -> Iterator[tuple[str, Option]]:
    for each in fields(table):
        if OPTION in each.metadata:
            yield each.name, each.metadata[OPTION]
