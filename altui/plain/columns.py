"""Asks about the columns of a file, line by line; an empty line takes them as guessed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import InputError
from altui.labeling.proposal import ROLE_KEYS
from altui.plain import rendering
from altui.plain.output import put_lines

if TYPE_CHECKING:
    from altui.labeling.proposal import Proposal


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
        proposal = changed
    return proposal


def _accept_guess(proposal: Proposal) -> Proposal:
    if proposal.missing:
        raise InputError(
            f"through a pipe nobody is asked about columns: {proposal.missing.partition(':')[0]}",
            where=proposal.name,
            hint="Name the classes with `classes` A,B and the columns with `columns` A,B=ROLE.",
        )
    say("The columns are taken as guessed; --target, --classes and --columns say it beforehand.")
    return proposal


def _change(proposal: Proposal, text: str) -> Proposal:
    """What a line makes of the proposal: the same object where it accepts."""
    first, _, rest = text.partition(" ")
    if not text:
        if proposal.missing:
            raise InputError(proposal.missing)
        return proposal
    if first == "e" and rest:
        return _print_columns(proposal.with_classes(rest))
    if text == "p" and proposal.has_labels:
        return _print_columns(replace(proposal, hide_labels=not proposal.hide_labels))
    if first.isdecimal() and rest.strip() in ROLE_KEYS:
        return _print_columns(_with_role(proposal, int(first), rest.strip()))
    if proposal.needs_classes:
        return _print_columns(proposal.with_classes(text))
    raise InputError(f"'{one_line(text, 40)}' means nothing here. {rendering.columns_help()}")


def _with_role(proposal: Proposal, number: int, key: str) -> Proposal:
    names: Sequence[str] = proposal.schema.names()
    if not 1 <= number <= len(names):
        raise InputError(f"there is no column {number}; the last is {len(names)}")
    schema = proposal.schema.with_role(names[number - 1], ROLE_KEYS[key])
    return replace(proposal, schema=schema)


def _print_columns(proposal: Proposal) -> Proposal:
    put_lines((*rendering.columns(proposal), "an empty line starts"))
    return proposal
