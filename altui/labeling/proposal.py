"""The guessed use of a file's columns, which the person confirms or changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from shlex import quote

from altui.data.boundary import choose_boundary, describe_boundary
from altui.data.questions import Answer, Question
from altui.data.schema import FEATURES, Column, Role, Schema
from altui.data.values.text_reading import FORMS
from altui.display.text import one_line
from altui.errors import InputError
from altui.learning.honesty.random_check import price, size_for

ROLE_KEYS = {
    "n": Role.NUMERIC,
    "d": Role.DATE,
    "c": Role.CATEGORICAL,
    "t": Role.TEXT,
    "i": Role.ID,
    "l": Role.TARGET,
    "s": Role.SHOWN,
    "h": Role.HIDDEN,
}

ROLE_WORDS = {
    Role.NUMERIC: "number",
    Role.DATE: "date",
    Role.CATEGORICAL: "category",
    Role.TEXT: "text",
    Role.VECTOR: "vector",
    Role.IMAGE: "picture",
    Role.ID: "row id",
    Role.TARGET: "label",
    Role.SHOWN: "shown only",
    Role.HIDDEN: "hidden",
}

WIDEST_TARGET = 28


@dataclass(frozen=True)
class Proposal:
    """What altui guessed about a file, with the person's changes."""

    name: str
    schema: Schema
    rows: int
    classes: tuple[str, ...] = ()
    hide_labels: bool = False
    notes: tuple[str, ...] = ()
    error: str = ""
    audit: int = 0
    """How many rows the random check should have."""
    has_vectors: bool = False
    said_boundary: str | None = None
    """The boundary that was asked for; None where the columns decide."""
    unlabeled: int = 0
    """Rows without a label in the file."""
    classes_in_file: int = 0
    questions: tuple[Question, ...] = ()
    """What the file leaves open; each has an answer that is taken unless another is given."""
    answers: Mapping[str, object] = field(default_factory=dict)
    """By the key of the question, what was answered."""
    chosen: Mapping[str, Role] = field(default_factory=dict)
    """The columns that the person gave a role."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Of columns of texts, what the person wants to be counted."""
    reread: Callable[[Proposal], Proposal] = field(default=lambda same: same, compare=False)
    """Makes the proposal anew once an answer, or the column of the labels, is another."""

    def answer(self, question: Question, value: object) -> Proposal:
        """The proposal once a question has this answer. InputError if the file cannot be so."""
        return self.reread(replace(self, answers={**self.answers, question.key: value}))

    def answer_to(self, question: Question) -> Answer:
        return question.answer_to(self.answers.get(question.key, question.default.value))

    def with_role(self, name: str, role: Role) -> Proposal:
        return self.with_roles([name], role)

    def with_roles(self, names: Sequence[str], role: Role) -> Proposal:
        """InputError for several columns where only one can have the role. Texts that are made
        texts again are read in the next form."""
        if len(names) > 1 and role in (Role.ID, Role.TARGET):
            raise InputError(f"only one column can be the {ROLE_WORDS[role]}")
        now = [self.schema.column(name) for name in names]
        if role is Role.TEXT and all(each.role is role for each in now):
            return self._with_next_form(now)
        schema = self.schema.with_roles(names, role)
        chosen = {**self.chosen, **dict.fromkeys(names, role)}
        changed = replace(self, schema=schema, chosen=chosen)
        is_about_labels = self.schema.target != changed.schema.target
        is_in_doubt = any(each.ways for each in schema.columns if each.name in chosen)
        return self.reread(changed) if is_about_labels or is_in_doubt else changed

    def _with_next_form(self, columns: Sequence[Column]) -> Proposal:
        reading, names = columns[0].reading, [each.name for each in columns]
        if reading is None:
            return self
        form = FORMS[(FORMS.index(reading.word) + 1) % len(FORMS)]
        schema = self.schema.with_text_form(names, form)
        return replace(self, schema=schema, forms={**self.forms, **dict.fromkeys(names, form)})

    @property
    def price(self) -> str:
        """The cost of the random check, in a sentence; empty without one."""
        is_open = self.hide_labels or self.schema.target is None
        pool = self.rows if is_open else self.unlabeled
        size = size_for(self.audit, pool)
        return price(size) if size else ""

    @property
    def boundary(self) -> str:
        """What a curved boundary learns, in a sentence; empty for a linear one."""
        classes = len(self.classes) or self.classes_in_file
        found = choose_boundary(self.schema, self.rows, classes, has_vectors=self.has_vectors)
        return describe_boundary(self.said_boundary or found, self.rows)

    @property
    def missing(self) -> str:
        """What is missing before the work can start, and how to fix it; empty if nothing is."""
        if not self.has_vectors and not self.schema.names(*FEATURES):
            return "nothing to learn from: make a column number, category or text"
        if self.needs_classes:
            return "name at least two classes: press e"
        if len(set(self.classes)) < len(self.classes):
            return "a class is listed twice: press e"
        return ""

    @property
    def has_labels(self) -> bool:
        return self.schema.target is not None and self.unlabeled < self.rows

    @property
    def needs_classes(self) -> bool:
        return not self.has_labels and len(self.classes) < 2

    @property
    def use_of_labels(self) -> str:
        """How the labels in the file are used; empty if it has none."""
        if self.schema.target is None or not self.has_labels:
            return ""
        name = one_line(self.schema.target, WIDEST_TARGET)
        use = "hidden from you, r reveals one" if self.hide_labels else "used for training"
        return f"Labels in '{name}' are {use}"

    def with_classes(self, text: str) -> Proposal:
        """With the classes that a person typed, separated by commas."""
        names = next(csv.reader([text]), [])
        classes = tuple(name.strip() for name in names if name.strip())
        return self.reread(replace(self, classes=classes))


def cannot_ask(question: Question, where: str) -> InputError:
    """The error where a question about rows or classes meets nobody who could answer it."""
    ways = [
        f"`{question.argument}` {_typed(each.value)} ({each.words})" for each in question.answers
    ]
    return InputError(question.text, where=where, hint=f"Say which: {', or '.join(ways)}.")


def _typed(value: object) -> str:
    return quote("" if value is None else str(value))


def join_classes(classes: Sequence[str]) -> str:
    """The names separated by commas, as a person types them."""
    text = io.StringIO()
    csv.writer(text).writerow(classes)  # by default it quotes no line ends but its own
    return text.getvalue().removesuffix("\r\n")
