"""A file that is being looked at: read, its columns guessed, its questions answered one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.inference.column_questions import ask_about_columns
from altui.data.label_questions import LabelJudgement, judge_labels
from altui.data.presentation.pixel_grid import find_grids
from altui.data.schema import check_names
from altui.display.console import say
from altui.labeling.opening.loading import guess_columns, quietly, read_table
from altui.labeling.opening.option import options_of
from altui.labeling.opening.request import OpenRequest
from altui.labeling.proposal import Proposal, cannot_ask

if TYPE_CHECKING:
    from altui.data.questions import Question
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.labeling.opening.loading import Reporter

CHOSEN = "chosen by you"

READ_BY = ("separator", "header_row", "quotes", "encoding", "sheet")
"""Arguments with which the file has to be read again."""

ABOUT_COLUMNS = ("html", "pixels")
"""Arguments that name columns, which the file may not have when it is read in another way."""


@dataclass(frozen=True, eq=False)
class Draft:
    """`request` holds all that was said, answers too; `schema` is as guessed."""

    request: OpenRequest
    table: Table
    schema: Schema
    scratch: Path | None = None

    @classmethod
    def read(cls, request: OpenRequest, report: Reporter, scratch: Path | None = None) -> Draft:
        table = read_table(request, report, scratch=scratch)
        schema = guess_columns(request, table, report)
        check_names(filter(None, request.html), table.columns, str(table.path))
        find_grids(schema, request.pixels)
        return cls(request, table, schema, scratch)

    def about_columns(self, said: Collection[str]) -> tuple[Question, ...]:
        """What the columns leave open; `said` are the arguments that are answered already."""
        return ask_about_columns(self.schema, said, is_shown=not self.request.read_only)

    def labels_in(
        self, table: Table, target: str | None, classes: tuple[str, ...]
    ) -> LabelJudgement | None:
        """What a column of labels leaves open for this request; None without one."""
        if target is None:
            return None
        said = self.request
        return judge_labels(
            table, target, classes=classes, no_label=said.no_label, variants=said.variants
        )

    @cached_property
    def unanswered(self) -> tuple[Question, ...]:
        """What the file leaves open, and nothing that was said answers."""
        said = self.request.of_data
        labels = self.labels_in(self.table, self.schema.target, self.request.classes)
        of_file = (each for each in self.table.questions if each.argument not in said)
        return (*of_file, *self.about_columns(said), *(labels.questions if labels else ()))

    def answer(self, answers: Mapping[str, object]) -> Draft:
        """The draft with these arguments. Raises InputError for a file that cannot be read so."""
        request = replace(self.request, **answers)  # type: ignore[arg-type]
        taken = {each.argument: each.default.value for each in self.unanswered}
        if any(name in READ_BY and value != taken.get(name) for name, value in answers.items()):
            return Draft.read(request, quietly, self.scratch)
        return replace(self, request=request)


class Drafts:
    """The drafts that the answers of a proposal lead to, each read once.

    A question that is answered is asked on, so that the person may change their mind.
    """

    def __init__(self, first: Draft) -> None:
        self.first = first
        self._made: dict[str, Draft] = {}

    def of(self, proposal: Proposal) -> Draft:
        key = repr(sorted(proposal.answers.items()))
        if key not in self._made:
            self._made[key] = self.first.answer(proposal.answers)
        return self._made[key]

    def reread(self, proposal: Proposal) -> Proposal:
        draft = self.of(proposal)
        schema = _as_chosen(draft.schema, proposal.schema)
        labels = self.first.labels_in(draft.table, schema.target, proposal.classes)
        of_file = (each for each in proposal.questions if each.argument in READ_BY)
        of_columns = draft.about_columns(self.first.request.of_data)
        return replace(
            proposal,
            answers=_as_answered(proposal.answers, of_columns),
            schema=schema,
            rows=len(draft.table),
            notes=(*draft.table.notes, *(labels.notes if labels else ())),
            questions=(*of_file, *of_columns, *(labels.questions if labels else ())),
            unlabeled=_count_unlabeled(labels, proposal, len(draft.table)),
            error="",
        )


def _as_answered(
    answers: Mapping[str, object], of_columns: Sequence[Question]
) -> dict[str, object]:
    """The answers, those about columns as they can be given to the file as it is read now."""
    others = {name: value for name, value in answers.items() if name not in ABOUT_COLUMNS}
    now = {each.argument: each.answer_to(answers.get(each.argument)).value for each in of_columns}
    return {**others, **now}


def _count_unlabeled(labels: LabelJudgement | None, proposal: Proposal, rows: int) -> int:
    if labels is None:
        return rows
    answer = proposal.answers.get("no_label")
    return labels.count_unlabeled(answer if isinstance(answer, tuple) else None)


def _as_chosen(guessed: Schema, before: Schema) -> Schema:
    """The columns as they are guessed now, with what the person had chosen for them before."""
    for column in before.columns:
        if column.reason == CHOSEN and column.name in guessed.names():
            guessed = guessed.with_role(column.name, column.role)
    return guessed


def check_answered(draft: Draft) -> None:
    """Where nobody can be asked: raises InputError for a question about rows or classes, and says
    what is taken of the others."""
    flags = options_of(OpenRequest)
    for question in draft.unanswered:
        if not question.changes:
            say(f"{question.text}: {question.default.words} ({flags[question.argument].flag})")
            continue
        raise cannot_ask(question, str(draft.request.data))
