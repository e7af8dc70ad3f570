"""A file that is being looked at: read, its columns guessed, its questions answered one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.inference.answers import set_answers_aside
from altui.data.inference.column_questions import ask_for_target, ask_for_test
from altui.data.inference.doubts import TOPICS, choose_readings
from altui.data.inference.form_questions import ask_about_columns
from altui.data.inference.reading_questions import ask_about_readings
from altui.data.labels.earlier_export import is_measured
from altui.data.labels.label_questions import LabelJudgement, judge_labels
from altui.data.labels.label_reading import LabelReading
from altui.data.labels.suggested_column import find_suggested, suggested_classes
from altui.data.presentation.pixel_grid import find_grids
from altui.data.schema import check_names
from altui.labeling.opening.loading import guess_columns, quietly, read_table
from altui.labeling.opening.options.data_request import CUT_BY
from altui.labeling.opening.options.flags import name_flags
from altui.labeling.opening.options.request import AUDIT, OpenRequest
from altui.labeling.proposal import Proposal
from altui.session.options import SessionDefaults

if TYPE_CHECKING:
    from altui.data.questions import Question
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.labeling.opening.loading import Reporter

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
        return cls.guess(request, read_table(request, report, scratch=scratch), report, scratch)

    def about_columns(self, said: Collection[str]) -> tuple[Question, ...]:
        """What the columns leave open; `said` are the arguments that are answered already."""
        return ask_about_columns(self.schema, said, is_shown=not self.request.read_only)

    @classmethod
    def guess(
        cls, request: OpenRequest, table: Table, report: Reporter, scratch: Path | None
    ) -> Draft:
        schema = guess_columns(request, table, report)
        check_names(filter(None, request.html), table.columns, str(table.path))
        find_grids(schema, request.pixels)
        draft = cls(request, table, schema, scratch)
        labels = draft.judge(table, schema, request.classes)
        if request.suggested and not (request.classes or labels.names):
            suggested = find_suggested(request.suggested, table)
            request = replace(request, classes=suggested_classes(table, suggested.label))
            draft = replace(draft, request=request)
        classes = request.classes
        return replace(draft, schema=set_answers_aside(table, schema, classes, labels.reading))

    def judge(self, table: Table, schema: Schema, classes: tuple[str, ...]) -> LabelJudgement:
        """What the columns leave open for this request; `questions` are those it answers not."""
        said = self.request
        labels = LabelJudgement(LabelReading())
        if schema.target is not None:
            labels = judge_labels(
                table,
                schema.target,
                classes=classes,
                no_label=said.no_label,
                variants=said.variants,
            )
        asked = list(labels.questions)
        if said.target is None:
            asked += ask_for_target(table, schema)
        if not (said.test or said.read_only):
            asked += ask_for_test(table, schema, labels.reading)
        return replace(labels, questions=tuple(asked))

    @cached_property
    def unanswered(self) -> tuple[Question, ...]:
        """What the file leaves open, and nothing that was said answers."""
        said = self.request.of_data
        judgement = self.judge(self.table, self.schema, self.request.classes)
        of_file = (each for each in self.table.questions if each.argument not in said)
        readings = ask_about_readings(self.schema)
        return (*of_file, *self.about_columns(said), *readings, *judgement.questions)

    def answer(self, answers: Mapping[str, object]) -> Draft:
        """The draft with these arguments. Raises InputError for a file that cannot be read so."""
        # A reading is chosen in the schema: it needs neither the file nor another request.
        said = {name: value for name, value in answers.items() if name not in TOPICS.values()}
        request = replace(self.request, **said)  # type: ignore[arg-type]
        taken = {each.key: each.default.value for each in self.unanswered}
        if any(name in CUT_BY and value != taken.get(name) for name, value in answers.items()):
            return Draft.read(request, quietly, self.scratch)
        if answers.get("target") or request.test != self.request.test:
            return Draft.guess(request, self.table, quietly, self.scratch)
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
        schema = _as_chosen(draft.schema, proposal)
        judgement = self.first.judge(draft.table, schema, proposal.classes)
        schema = set_answers_aside(draft.table, schema, proposal.classes, judgement.reading)
        asked_before = {"target", *CUT_BY}
        kept = [each for each in proposal.questions if each.argument in asked_before]
        of_columns = draft.about_columns(self.first.request.of_data)
        readings = ask_about_readings(schema)
        new = [each for each in judgement.questions if each not in kept]
        return replace(
            proposal,
            answers=_as_answered(proposal.answers, of_columns),
            schema=choose_readings(schema, proposal.answers),
            rows=len(draft.table),
            notes=tuple(dict.fromkeys(map(name_flags, (*draft.table.notes, *judgement.notes)))),
            questions=(*kept, *of_columns, *readings, *new),
            unlabeled=_count_unlabeled(judgement, proposal, schema, len(draft.table)),
            classes_in_file=judgement.count_classes(),
            audit=_audit(draft, schema),
            error="",
        )


def _audit(draft: Draft, schema: Schema) -> int:
    """How many rows a random check would have if the file were large enough."""
    request, options = draft.request, draft.request.options
    if request.test or is_measured(draft.table, schema.target):
        return 0
    if options.audit is not None:
        return options.audit
    return 0 if options.find else SessionDefaults(audit=AUDIT).update(request.usual).audit


def _as_answered(
    answers: Mapping[str, object], of_columns: Sequence[Question]
) -> dict[str, object]:
    """The answers, those about columns as they can be given to the file as it is read now."""
    others = {name: value for name, value in answers.items() if name not in ABOUT_COLUMNS}
    now = {each.argument: each.answer_to(answers.get(each.argument)).value for each in of_columns}
    return {**others, **now}


def _count_unlabeled(labels: LabelJudgement, proposal: Proposal, schema: Schema, rows: int) -> int:
    if schema.target is None:
        return rows
    answer = proposal.answers.get("no_label")
    return labels.count_unlabeled(answer if isinstance(answer, tuple) else None)


def _as_chosen(guessed: Schema, proposal: Proposal) -> Schema:
    """The columns as they are guessed, with what the person has chosen for them."""
    for name, role in proposal.chosen.items():
        if name in guessed.names():
            guessed = guessed.with_role(name, role)
    for name, form in proposal.forms.items():
        guessed = guessed.with_text_form([name], form)
    return guessed
