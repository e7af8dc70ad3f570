"""What is said where a team's rows are settled: the same on both faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.display.lines import Line, Span, length
from altui.display.text import count_of, displayable, one_line, pad, wrap
from altui.session.events import Decision, Kind
from altui.session.opinions.verdict import Ground
from altui.wording.classes.keys import FEW_CLASSES, shorten_keys
from altui.wording.classes.looks import with_class_tone

if TYPE_CHECKING:
    from pathlib import Path

    from altui.config.keymap import KeyMap
    from altui.labeling.settling.look import Case, SettleLook
    from altui.labeling.showing.class_keys import ClassKey

YOU = "you"
WIDEST_NAME = 24
WIDEST_CLASS = 30
LEAST_NOTE = 16
"""Cells that a note needs to stand beside its class, and not below."""

NO_UNDO, NO_REDO = "you have settled nothing to take back", "nothing was taken back"
UNDONE, REDONE, PASSED = "taken back", "settled again", "left for later"
GONE = "that row is not in the data any more"


def question_of(case: Case) -> str:
    """Nothing of it says what anybody has answered."""
    people = len(case.opinions.answers)
    if case.opinions.verdict.ground is Ground.MAJORITY:
        return f"{people} people have answered this row, most of them alike: which class is it?"
    return f"{people} people have answered this row, not alike: which class is it?"


def changed_line(look: SettleLook, case: Case) -> str:
    """That the row is not what was answered, where it is not; nobody is named."""
    changed = len(look.rows.changed_for(case.opinions))
    if not changed:
        return ""
    who = "all" if changed == len(case.opinions.answers) else f"{changed} of them"
    return f"The row has changed since {who} answered it."


class Said(NamedTuple):
    """What somebody says of a row, and their note on it."""

    who: str
    class_name: str
    note: str


def all_said(look: SettleLook, case: Case) -> list[Said]:
    """Who said what, the person first; only once their own answer is saved."""
    assert not case.is_blind
    opinions = case.opinions
    others = [
        Said(each.chain, each.class_name, look.rows.note_of(opinions, each.chain))
        for each in opinions.answers
    ]
    return [Said(YOU, case.own, ""), *others]


def opinion_lines(
    look: SettleLook, case: Case, classes: Sequence[ClassKey], width: int
) -> Iterator[Line]:
    """The same as lines, each class in its colour."""
    said = all_said(look, case)
    names = [one_line(each.who, WIDEST_NAME) for each in said]
    answers = [one_line(each.class_name, WIDEST_CLASS) for each in said]
    name_width, class_width = (max(map(cell_len, some)) for some in (names, answers))
    for name, answer, each in zip(names, answers, said, strict=True):
        named = (
            Span(f"{pad(name, name_width)}  ", "dim"),
            Span(pad(answer, class_width), "strong"),
        )
        head = with_class_tone(named, each.class_name, classes)
        yield from _with_note(head, each.note, width)


def _with_note(head: Line, note: str, width: int) -> Iterator[Line]:
    indent = length(head) + 2
    is_beside = width - indent >= LEAST_NOTE
    if not note or not is_beside:
        yield head
    if not note:
        return
    indent = indent if is_beside else 2
    for number, each in enumerate(wrap(displayable(note), max(width - indent, 1))):
        first = (*head, Span("  ")) if is_beside and not number else (Span(" " * indent),)
        yield (*first, Span(each))


def what_now(case: Case, keep: str) -> str:
    """What may be done once the others' answers are shown; `keep` is the key that goes on."""
    own = one_line(case.own, WIDEST_CLASS)
    return f"{own} is saved: {keep} keeps it, another class changes it, skip takes it back"


def ending(look: SettleLook) -> str:
    """What is said after the last row."""
    told = f"{count_of(look.settled, 'row')} settled." if look.settled else ""
    left = f"{rows_are(look.open)} open." if look.open else "No row is open."
    return " ".join(filter(None, (told, left, _gone(look.rows.missing))))


def closing_lines(look: SettleLook, file: Path) -> Iterator[tuple[str, str]]:
    """What is printed at the end, and what to do next."""
    place = quote(str(file))
    yield "settled", count_of(look.settled, "row")
    gone = look.rows.missing
    more = f", {gone:,} more not in the data" if gone else ""
    yield "open", f"{count_of(look.open, 'row')}{more}"
    if look.open:
        yield "go on", f"altui settle {place} --as {quote(look.name)}"
    yield "agreement", f"altui agreement {place}"
    yield "export", f"altui export {place} -o labels.csv"


def rows_are(count: int) -> str:
    return f"{count_of(count, 'row')} {'is' if count == 1 else 'are'}"


def _gone(count: int) -> str:
    if not count:
        return ""
    return f"{count_of(count, 'open row')} {'is' if count == 1 else 'are'} not in the data."


def moved(look: SettleLook, decision: Decision) -> str:
    """What an undo or redo that was followed has done; empty for an answer."""
    told = {Kind.UNDO: UNDONE, Kind.REDO: REDONE}.get(decision.kind, "")
    return f"{told}: {GONE}" if told and look.has_moved_gone else told


def help_rows(classes: Sequence[ClassKey], keymap: KeyMap) -> list[tuple[str, str]]:
    """(key, what it does) of the screen."""
    keyed = [each for each in classes if each.key]
    labels = [(each.key, f"label: {each.name}") for each in keyed]
    if len(keyed) > FEW_CLASSES:
        labels = [(shorten_keys(each.key for each in keyed), "label with a class")]
    return [
        *labels,
        *keymap.list_keys(("name-class", "name any class"), ("accept", "keep your answer")),
        *keymap.list_keys(("skip", "leave it for later")),
        *keymap.list_keys(("undo", "take back your last row"), ("redo", "settle it again")),
        *keymap.list_keys(("page-down", "next page"), ("page-up", "page back")),
        *keymap.list_keys(("line-down", "line down"), ("line-up", "line up")),
        *keymap.list_keys(("help", "this help"), ("quit", "quit: all is saved")),
    ]
