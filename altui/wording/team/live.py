"""Who labels with one now, and whether the desk is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line, wrap

if TYPE_CHECKING:
    from altui.labeling.events import AlsoAnswered
    from altui.labeling.team.status import OtherClass, Person, TeamStatus
    from altui.labeling.view import View

NAME_WIDTH = 24


def team_in_short(status: TeamStatus | None) -> str:
    """For the status line: that the desk is out of reach; empty where nothing is to be said."""
    if status is None or status.gone_since is None:
        return ""
    here = f", {count_of(status.unsent, 'label')} here only" if status.unsent else ""
    return f"desk out of reach since {_clock(status.gone_since)}{here}"


def describe_change(status: TeamStatus) -> str:
    """That the desk was lost or found, as a sentence begins."""
    if status.gone_since is None:
        return "the desk is back: all labels are there"
    return f"{team_in_short(status)}: {status.trouble}; labels go on"


def here_only_rows(status: TeamStatus | None) -> Iterator[tuple[str, str]]:
    """For the summary at the end: the labels that the desk has not got."""
    if status is not None and status.unsent:
        labels = count_of(status.unsent, "label")
        yield (
            "here only",
            f"{labels}: the desk gets them when this session is next opened with --team",
        )


def describe_second_opinion(said: AlsoAnswered) -> str:
    names = ", ".join(one_line(name, NAME_WIDTH) for name in said.people)
    return f"{names} answered the last row too: yours is kept as a second opinion"


def describe_class(said: OtherClass, key: str) -> str:
    """That somebody has a class which is not here; `key` changes classes."""
    return f"{_other_class(said)}: its labels wait until you have it; {key} adds or renames one"


def _other_class(said: OtherClass) -> str:
    name = f"'{one_line(said.name, NAME_WIDTH)}'"
    chain = one_line(said.chain, NAME_WIDTH)
    if said.before:
        return f"{chain} calls '{one_line(said.before, NAME_WIDTH)}' {name} now"
    return f"{chain} has a class {name}"


def waiting_in_short(status: TeamStatus | None, key: str) -> str:
    """For the status line: how many labels of others wait for a class that is not here; `key` says
    more."""
    waiting = 0 if status is None else sum(each.labels for each in status.classes)
    if not waiting:
        return ""
    return f"{waiting:,} {'waits' if waiting == 1 else 'wait'} for a class: {key}"


def team_page(view: View, width: int) -> Sequence[str]:
    """The page that a key opens."""
    if view.team is None:
        return (
            "You label alone.",
            "",
            "With others at the same time: altui label FILE --as NAME --team",
        )
    return [line for each in _lines(view, view.team) for line in wrap(each, width)]


def _lines(view: View, status: TeamStatus) -> Iterator[str]:
    yield f"Desk: {_where(status.place)}"
    if gone := team_in_short(status):
        yield _sentence(gone)
        yield f"{_sentence(status.trouble)} Labels go on, and are brought there later."
        if status.remedy:
            yield status.remedy
    yield ""
    for person in status.people:
        yield _line_of(person)
    yield ""
    summary = view.summary
    yield f"Your model learns from {count_of(view.learned_from_others, 'label')} of others."
    if summary.differing:
        yield (
            f"{count_of(summary.differing, 'row')} with answers that differ: not learned from "
            "until they are settled."
        )
    for each in status.classes:
        labels = count_of(each.labels, "label")
        yield f"{_other_class(each)}, which you have not: {labels} of it not learned from."
    if status.classes:
        yield f"{view.keymap.key('edit-classes')} adds a class, or renames yours."
    yield from map(_sentence, status.notes)


def _where(place: str) -> str:
    """A folder lies beside the file, which the person knows; an address is told as it is."""
    return place if "://" in place else f"{PurePath(place).name}, beside the file"


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."


def _line_of(person: Person) -> str:
    name = one_line(person.chain, NAME_WIDTH)
    labels = count_of(person.labels, "label")
    if person.is_self:
        return f"  {name:{NAME_WIDTH}}  {labels}, you"
    return f"  {name:{NAME_WIDTH}}  {labels}, last at {_clock(person.last)}"


def _clock(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%H:%M")
