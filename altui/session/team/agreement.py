"""How far the people of a team agree, with each other, with what holds, and with themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.data.units.units import ALONE
from altui.learning.agreement.alpha import Alpha, krippendorff_alpha
from altui.learning.agreement.kappa import Kappa, cohen_kappa, confusion
from altui.learning.evaluation import Proportion
from altui.session.events import Kind
from altui.session.project.allotment import find_overlap

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.session.reading import SessionView
    from altui.session.team.opinions import RowOpinions
    from altui.session.team.team_view import TeamView


class Pair(NamedTuple):
    """Two people on the rows of the random check that both answered. `differences` are (class of
    the one, class of the other, rows), the most frequent first, `same` the classes that both gave
    and their rows: together the whole confusion."""

    one: str
    other: str
    kappa: Kappa
    differences: tuple[tuple[str, str, int], ...]
    same: tuple[tuple[str, int], ...]


class AgainstHeld(NamedTuple):
    """A person's answers on rows of the random check that others answered too, where a label holds.
    `by_others` are those that this person has not settled, `by_themselves` the others. On `open`
    rows none holds yet; they are the ones on which somebody is wrong."""

    name: str
    by_others: Proportion
    by_themselves: Proportion
    open: int


class WithOneself(NamedTuple):
    """Second answers of a person that are the class of the first, and all."""

    name: str
    alike: Proportion


class TeamAgreement(NamedTuple):
    """`check` is of rows drawn at random, `common` of rows that overlap, which come to all in one
    order that no model has chosen, `asked` of rows that a model chose, mostly the hard ones.
    `open` are rows of the check on which no label holds. `team` is whose agreement it is."""

    team: TeamView
    check: Alpha
    common: Alpha
    asked: Alpha
    pairs: tuple[Pair, ...]
    against_held: tuple[AgainstHeld, ...]
    with_oneself: tuple[WithOneself, ...]
    open: int


def agreement_of(team: TeamView) -> TeamAgreement:
    answers, is_check, is_common = _answers(team)
    check, common = np.where(is_check, answers, -1), np.where(is_common, answers, -1)
    rows = team.shared_checks
    return TeamAgreement(
        team=team,
        check=krippendorff_alpha(check),
        common=krippendorff_alpha(common),
        asked=krippendorff_alpha(np.where(is_check | is_common, -1, answers)),
        pairs=tuple(_pairs(team, check)),
        against_held=tuple(_against_held(team, name, rows) for name in team.people),
        with_oneself=tuple(with_oneself(name, view) for name, view in team.people.items()),
        open=sum(row.verdict.held is None for row in rows),
    )


def with_oneself(name: str, view: SessionView) -> WithOneself:
    """How often a person's second answer was the first. One that differed stays so, whichever of
    the two was chosen then."""
    state, alike, total = view.state, 0, 0
    for row, second in state.second.items():
        standing = state.standings.get(row)
        if standing is None or (second.kind is Kind.RECHECK and second.number < 0):
            continue  # passed over
        is_same = state.number_of(second.number) == state.number_of(standing.number)
        alike += second.kind is Kind.RECHECK and is_same
        total += 1
    return WithOneself(name, Proportion(alike, total))


def _answers(team: TeamView) -> tuple[IntArray, BoolArray, BoolArray]:
    """The class (rows, people) that each person gave each row, -1 for none; and whether the row is
    of that person's random check, or else overlaps with what others are asked."""
    places = {name: place for place, name in enumerate(team.people)}
    found = np.full((len(team.rows), len(places)), -1, np.int64)
    is_check = np.zeros(found.shape, bool)
    for k, row in enumerate(team.rows.values()):
        for each in row.answers:
            found[k, places[each.chain]] = team.numbers[each.class_name]
            is_check[k, places[each.chain]] = each.is_check
    is_common = np.zeros(found.shape, bool)
    for place, view in enumerate(team.people.values()):
        # Of identical rows the first is asked, and its id says whether they overlap.
        if view.settings.overlap:
            is_common[:, place] = find_overlap(view.settings, [*team.rows], ALONE)
    return found, is_check, is_common & ~is_check


def _pairs(team: TeamView, answers: IntArray) -> Iterator[Pair]:
    for (k, one), (j, other) in combinations(enumerate(team.people), 2):
        both = (answers[:, k] >= 0) & (answers[:, j] >= 0)
        left, right = answers[both, k], answers[both, j]
        met = confusion(left, right)
        same = tuple((team.classes[a], rows) for a, b, rows in met if a == b)
        apart = [(team.classes[a], team.classes[b], rows) for a, b, rows in met if a != b]
        apart.sort(key=lambda each: -each[2])
        yield Pair(one, other, cohen_kappa(left, right), tuple(apart), same)


def _against_held(team: TeamView, name: str, rows: list[RowOpinions]) -> AgainstHeld:
    right, total, still_open = [0, 0], [0, 0], 0
    for row in rows:
        said = next((one for one in row.answers if one.chain == name and one.is_check), None)
        if said is None:
            continue
        if row.verdict.held is None:
            still_open += 1
            continue
        own = row.settled_by == name
        right[own] += said.class_name == team.held(row)
        total[own] += 1
    by_others, by_themselves = map(Proportion, right, total)
    return AgainstHeld(name, by_others, by_themselves, still_open)
