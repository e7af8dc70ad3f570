"""What was found in a file and what it leaves open, in the lines that there are for it.

Questions come before notes. Where a question has to be shortened or a note left out, a line or the
page of a key (`?`) has the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, Tone, line, title_line
from altui.display.text import count_of, displayable, one_line, wrap
from altui.labeling.opening.options.flags import name_flags

if TYPE_CHECKING:
    from altui.data.questions import Question
    from altui.labeling.proposal import Proposal

WHOLE_KEY = "?"


def head_lines(proposal: Proposal, width: int, room: int) -> list[Line]:
    """The name of the file, its rows, the questions, and what is to be known of the file: at most
    `room` lines, the last of them blank where there are two."""
    title = title_line(f"columns of {proposal.name}", width, count_of(proposal.rows, "row"))
    price = _wrapped(proposal.price, width, "warn") if proposal.price else []
    bent = _wrapped(name_flags(proposal.boundary), width, "dim") if proposal.boundary else []
    left = max(room - 2 - len(price) - len(bent), 0)
    # One line is left to say that there are notes.
    questions, is_cut = _questions_in(proposal, width, left - bool(proposal.notes))
    notes = [] if is_cut else _notes_in(proposal.notes, width, left - len(questions))
    return [*[title, *price, *questions, *bent, *notes][: max(room - 1, 1)], ()][: max(room, 0)]


def whole_lines(proposal: Proposal, width: int) -> list[Line]:
    """Every question with its answers, and every note."""
    lines: list[Line] = []
    for number, question in enumerate(proposal.questions, 1):
        lines += [*_at_length(proposal, number, question, width), ()]
    for note in proposal.notes:
        lines += _wrapped(note, width, "text")
    return lines or [line("nothing is open, and nothing is to be said")]


def is_more_to_say(proposal: Proposal) -> bool:
    return bool(proposal.questions or proposal.notes)


def _questions_in(proposal: Proposal, width: int, room: int) -> tuple[list[Line], bool]:
    """The questions in the longest form for which there is room, and whether some are missing."""
    lines: list[Line] = []
    for form in (_at_length, _in_two_lines, _in_one_line):
        lines = [
            each
            for number, question in enumerate(proposal.questions, 1)
            for each in form(proposal, number, question, width)
        ]
        if len(lines) <= max(room, 0):
            return lines, False
    shown = max(room - 1, 0)
    rest = count_of(len(proposal.questions) - shown, "more question" if shown else "question")
    notes = f", {count_of(len(proposal.notes), 'note')}" if proposal.notes else ""
    return [*lines[:shown], _pointer(f"{rest}{notes}", width, "warn")], True


def _notes_in(notes: Sequence[str], width: int, room: int) -> list[Line]:
    """As many whole notes as there is room for, and how many there are more."""
    lines: list[Line] = []
    for place, note in enumerate(notes):
        is_last = place == len(notes) - 1
        wrapped = _wrapped(note, width, "dim")
        if len(lines) + len(wrapped) > room - (0 if is_last else 1):
            more = "more note" if lines else "note"
            return [*lines, _pointer(count_of(len(notes) - place, more), width, "dim")][:room]
        lines += wrapped
    return lines


def _pointer(what: str, width: int, tone: Tone) -> Line:
    text = one_line(f"{what} (", max(width - 12, 1))
    return line(Span(text, tone), Span(WHOLE_KEY, "key"), Span(" shows all)", tone))


def _wrapped(text: str, width: int, tone: Tone) -> list[Line]:
    return [line(Span(each, tone)) for each in wrap(displayable(text), width)]


def _at_length(proposal: Proposal, number: int, question: Question, width: int) -> list[Line]:
    """The answers below the question, the one that is taken marked, and the key of the next."""
    lines = _wrapped(question.text, width, "warn")
    taken = proposal.answer_to(question)
    for answer in question.answers:
        words = one_line(answer.words, max(width - 6, 1))
        if answer is taken:
            lines.append(line(Span("    ▸ ", "key"), Span(words, "strong")))
        else:
            lines.append(line(Span(f"  {number}   ", "key"), Span(words, "dim")))
    return lines


def _in_two_lines(proposal: Proposal, number: int, question: Question, width: int) -> list[Line]:
    """The beginning of the question, and below it the answer that is taken."""
    text = one_line(question.text, width)
    words = one_line(proposal.answer_to(question).words, max(width - 6, 1))
    return [
        line(Span(text, "warn")),
        line(Span(f"  {number} ▸ ", "key"), Span(words, "strong")),
    ]


def _in_one_line(proposal: Proposal, number: int, question: Question, width: int) -> list[Line]:
    words = one_line(proposal.answer_to(question).words, max(width // 2, 1))
    text = one_line(question.text, max(width - len(words) - 7, 1))
    return [
        line(
            Span(f"{number} ", "key"), Span(text, "warn"), Span(" ▸ ", "key"), Span(words, "strong")
        )
    ]
