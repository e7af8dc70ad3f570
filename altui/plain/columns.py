"""Asks about the columns of a file, line by line; an empty line takes them as guessed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.opening.unasked import take_defaults
from altui.labeling.proposal import ROLE_KEYS
from altui.plain import rendering
from altui.plain.output import put_lines

if TYPE_CHECKING:
    from altui.labeling.proposal import Proposal

QUESTION = re.compile(r"\?\s*(\d+)")
NUMBERS = re.compile(r"(\d+)(?:-(\d+))?")


def confirm_columns(proposal: Proposal, read: Callable[[], str | None]) -> Proposal | None:
    """What the person makes of the proposal; None where they leave.

    Through a pipe nobody reads: what is guessed is taken and printed. InputError where something
    has no guess.
    """
    put_lines(rendering.columns(proposal))
    if not sys.stdin.isatty():
        return _accept_guess(proposal)
    put(rendering.columns_help())
    is_accepted = False
    if proposal.error:
        say(proposal.error)
    while not is_accepted:
        if proposal.needs_classes:
            put("the classes, with commas between them, such as yes,no:")
        line = read()
        if line is None or line.strip() == "q":
            return None
        try:
            changed = _change(proposal, line.strip())
        except InputError as error:
            say(str(error))
            continue
        is_accepted = changed is proposal
        proposal = changed or proposal
    return proposal


def _accept_guess(proposal: Proposal) -> Proposal:
    if proposal.missing:
        raise InputError(
            f"through a pipe nobody is asked about columns: {proposal.missing.partition(':')[0]}",
            where=proposal.name,
            hint="Name the classes with `classes` A,B and the columns with `columns` A,B=ROLE.",
        )
    take_defaults(proposal.questions, proposal.schema, proposal.name)
    say("The columns are taken as guessed; --target, --classes and --columns say it beforehand.")
    return proposal


def _change(proposal: Proposal, text: str) -> Proposal | None:
    """What a line makes of the proposal: the same object where it accepts, None where it only
    looks."""
    first, _, rest = text.partition(" ")
    if not text:
        if proposal.missing:
            raise InputError(proposal.missing)
        return proposal
    if (match := QUESTION.fullmatch(text)) is not None:
        return _print_columns(_answer_next(proposal, int(match[1])))
    if first == "e" and rest:
        return _print_columns(proposal.with_classes(rest))
    if text == "p" and proposal.has_labels:
        return _print_columns(replace(proposal, hide_labels=not proposal.hide_labels))
    if (numbers := NUMBERS.fullmatch(first)) is not None and rest.strip() in ROLE_KEYS:
        return _print_columns(_with_role(proposal, numbers, rest.strip()))
    if text.startswith("/"):
        put_lines(rendering.found_columns(proposal, text[1:].strip()))
        return None
    if proposal.needs_classes:
        return _print_columns(proposal.with_classes(text))
    raise InputError(f"'{one_line(text, 40)}' means nothing here. {rendering.columns_help()}")


def _answer_next(proposal: Proposal, number: int) -> Proposal:
    """With the next answer to a question."""
    if not 1 <= number <= len(proposal.questions):
        raise InputError(f"there is no question {number}")
    question = proposal.questions[number - 1]
    value = question.answer_after(proposal.answer_to(question).value).value
    return proposal.answer(question, value)


def _with_role(proposal: Proposal, numbers: re.Match[str], key: str) -> Proposal:
    """With the role of the columns from one number to another changed."""
    names: Sequence[str] = proposal.schema.names()
    first, last = int(numbers[1]), int(numbers[2] or numbers[1])
    if not 1 <= first <= last <= len(names):
        raise InputError(f"there is no column {numbers[0]}; the last is {len(names)}")
    return proposal.with_roles(names[first - 1 : last], ROLE_KEYS[key])


def _print_columns(proposal: Proposal) -> Proposal:
    put_lines((*rendering.columns(proposal), "an empty line starts"))
    return proposal
