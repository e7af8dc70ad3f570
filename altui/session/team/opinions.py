"""What each person says of each row, and what holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from altui.session.events import Event, Kind
from altui.session.opinions.verdict import Verdict, judge
from altui.session.reading import SessionView


class Answer(NamedTuple):
    """What the chain of a person says of a row now: the name of a class, and the event that says
    so. `is_check`: that person's random check drew the row. Only such answers are a fair sample."""

    chain: str
    class_name: str
    event: Event
    is_check: bool = False


class RowOpinions(NamedTuple):
    """All answers for one row, in the order of the people. The classes of the `verdict` are
    numbered as the team's are. `is_check`: a random check drew it. `row` is its number in the data
    file, below zero if it has left everybody's."""

    row_id: str
    answers: tuple[Answer, ...]
    settled: Answer | None
    verdict: Verdict
    is_check: bool
    row: int

    @property
    def settled_by(self) -> str:
        return "" if self.settled is None else self.settled.chain


def judge_answers(
    answers: Iterable[Answer], settled: Answer | None, numbers: Mapping[str, int]
) -> Verdict:
    """The verdict on the answers to one row, at least one; `numbers` are those of the classes."""
    return judge(
        (numbers[each.class_name] for each in answers),
        None if settled is None else numbers[settled.class_name],
    )


class Said(NamedTuple):
    """An answer, with the id of its row and the number of the row in that person's file."""

    row_id: str
    row: int
    answer: Answer


def answers_in(chain: str, view: SessionView, others: Collection[str]) -> Iterator[Said]:
    """The labels that stand in a person's chain.

    A label that was imported from one of the `others`, by name, is that person's and no second
    opinion.
    """
    by_number = not view.settings.id_column
    for row, event, number in _labels(view):
        if event.kind is Kind.IMPORTED and event.annotator in others:
            continue
        row_id = _numbered(row, event) if by_number else event.row_id or ""
        is_check = row in view.state.drawn
        yield Said(row_id, row, Answer(chain, view.settings.classes[number], event, is_check))


def _labels(view: SessionView) -> Iterator[tuple[int, Event, int]]:
    """(row, event, class index) of each label that stands, rows that left the file at the end."""
    state = view.state
    answers, classes = state.answers, state.answered_classes
    listed = answers.rows.tolist(), answers.events.tolist(), classes.tolist()
    for row, sequence, number in zip(*listed, strict=True):
        if row >= 0:
            yield row, view.event(sequence), number
    for row, kept in state.unmatched.items():
        number = state.label_of(row)
        if kept.standing is not None and number >= 0:
            yield row, view.event(kept.standing.event), number


def ids_of(view: SessionView) -> dict[int, str]:
    """The ids of all rows that a person's events speak of, by their numbers now."""
    by_number = not view.settings.id_column
    ids = {}
    for event in view.events:
        if event.row_id is not None and event.row is not None:
            row = view.moves.row(event)
            ids[row] = _numbered(row, event) if by_number else event.row_id
    return ids


def drawn_ids(view: SessionView) -> dict[str, bool]:
    """The ids of the rows of a person's random check that are still in the file, in drawn order,
    and whether each is in reserve."""
    ids = ids_of(view)
    return {ids[row]: item is None for row, item in view.state.drawn.items() if row in ids}


def _numbered(row: int, event: Event) -> str:
    """The id of a row that has none but its number; of one that is gone, what it held."""
    return str(row + 1) if row >= 0 else f"gone {event.content or event.row_id}"
