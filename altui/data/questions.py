"""What a file does not say for itself, and the person may: each question is an option too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Changed = Literal["rows", "classes", ""]


@dataclass(frozen=True)
class Answer:
    """`value` is what the argument of the question is set to."""

    words: str
    value: object


@dataclass(frozen=True)
class Question:
    """`argument` is a field of OpenRequest, so that an option answers the question too.

    The first answer is taken where a person just goes on. What it `changes` decides what happens
    where nobody can be asked: rows and classes are never changed by a guess.
    """

    argument: str
    text: str
    answers: tuple[Answer, ...]
    changes: Changed = ""
    topic: str = ""
    """What it is about, where several questions are answered by one argument."""

    @property
    def key(self) -> str:
        """What tells it from the other questions about a file."""
        return self.topic or self.argument

    @property
    def default(self) -> Answer:
        return self.answers[0]

    def answer_to(self, value: object) -> Answer:
        """The answer with this value; the default where none has it."""
        return next((each for each in self.answers if each.value == value), self.default)

    def answer_after(self, value: object) -> Answer:
        """The answer that follows the one with this value; after the last comes the first."""
        place = self.answers.index(self.answer_to(value))
        return self.answers[(place + 1) % len(self.answers)]
