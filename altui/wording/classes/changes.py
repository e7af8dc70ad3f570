"""The classes and their changes, in words: the same on both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line
from altui.errors import InputError
from altui.session.classes.class_changes import ClassChange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from altui.labeling.naming.class_table import ClassTable

WIDEST_CLASS = 40

FORMS = (
    "add NAME",
    "rename NAME to NEW",
    "merge NAME into OTHER",
    "split NAME",
    "remove NAME",
)

TAKES_ANOTHER = {"rename": " to ", "merge": " into "}

ALL_SPLIT = "all of its labels have been asked for again"


def describe_change(change: ClassChange) -> str:
    """What an event has changed, in a few words."""
    name, other = (one_line(each, WIDEST_CLASS) for each in (change.name, change.other))
    return {
        "add": f"class {name} added",
        "rename": f"class {name} is called {other}",
        "merge": f"class {name} merged into {other}",
        "remove": f"class {name} removed",
        "split": f"class {name} is split",
    }[change.change]


def read_change(text: str, classes: Collection[str]) -> ClassChange:
    """A change as it is typed; InputError with the forms there are for anything else."""
    word, _, rest = text.strip().partition(" ")
    rest = rest.strip()
    if rest and word in ("add", "remove", "split"):
        return ClassChange(word, rest)  # type: ignore[arg-type]
    for name, other in _pairs(rest, TAKES_ANOTHER.get(word, "")):
        if name in classes:
            return ClassChange(word, name, other)  # type: ignore[arg-type]
    if rest and word in TAKES_ANOTHER:
        raise InputError(f"'{one_line(rest, 80)}' begins with no class; {_forms()}")
    raise InputError(f"classes lists them; {_forms()}")


def _pairs(text: str, between: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the text in two at these words: a name may hold them too."""
    at = text.find(between) if between else -1
    while at >= 0:
        yield text[:at].strip(), text[at + len(between) :].strip()
        at = text.find(between, at + 1)


def _forms() -> str:
    return "; ".join(f"classes {form}" for form in FORMS)


def class_lines(table: ClassTable) -> Iterator[str]:
    """One line for each class: its key, name and labels."""
    for each in table.rows:
        key = f"{each.key} " if each.key else ""
        waiting = f", {each.to_split:,} to split" if each.to_split else ""
        name = one_line(each.shown, WIDEST_CLASS)
        yield f"{key}{name}: {count_of(each.labels, 'label')}{waiting}"
