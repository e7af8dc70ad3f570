"""Where nobody can be asked: what rows and classes hang on is an error, of the rest is said what is
taken and which option changes it."""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote
from typing import TYPE_CHECKING

from altui.data.inference.doubts import choose_readings
from altui.display.console import say
from altui.labeling.opening.confirmed import name_columns
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.proposal import cannot_ask

if TYPE_CHECKING:
    from pathlib import Path

    from altui.data.questions import Question
    from altui.data.schema import Schema


def take_defaults(questions: Iterable[Question], schema: Schema, where: Path | str) -> None:
    """Raises InputError for a question about rows or classes."""
    for question in questions:
        if question.changes:
            raise cannot_ask(question, str(where))
        say(f"{question.text}: {question.default.words} ({_option(question, schema)})")


def _option(question: Question, schema: Schema) -> str:
    """The option that answers; of a reading as it has to be typed, for all columns are named."""
    flag = options_of(OpenRequest)[question.argument].flag
    if not question.topic:
        return flag
    other = choose_readings(schema, {question.key: question.answers[1].value})
    return f"else {flag} {quote(name_columns(other, other))}"
