"""A team as it is when it is read: people, their answers row by row, and what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from altui.desk.chains import Project
from altui.session.opinions.verdict import Ground
from altui.session.reading import SessionView
from altui.session.team.opinions import RowOpinions


@dataclass(frozen=True)
class TeamView:
    """`people` are the sessions by the names of their chains, in the order in which they came;
    `settlers` the names of those who settled rows. `classes` are all that anybody has now. `rows`
    are those with an answer, by their ids, in the order of the data file. `drawn` are the ids of
    each person's random check, in drawn order, and whether they are in reserve. `notes` say what
    was left out, and where people differ. `events` counts the whole events of each chain, settlers'
    too."""

    path: Path
    project: Project
    people: Mapping[str, SessionView]
    settlers: tuple[str, ...]
    classes: tuple[str, ...]
    rows: Mapping[str, RowOpinions] = field(repr=False)
    drawn: Mapping[str, Mapping[str, bool]] = field(repr=False)
    notes: tuple[str, ...]
    events: Mapping[str, int]
    broken: Mapping[str, str]
    """Why the chain of this name is left out from some event on."""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each class by its name."""
        return {name: k for k, name in enumerate(self.classes)}

    @cached_property
    def check_rows(self) -> Counter[str]:
        """The ids of the random check without its reserve, and how many people have drawn each."""
        return Counter(
            row_id
            for rows in self.drawn.values()
            for row_id, is_reserve in rows.items()
            if not is_reserve
        )

    @property
    def most_checked(self) -> int:
        """How many rows of the random check several people may come to answer; of one person
        alone, all that theirs has."""
        fewest = min(2, len(self.people))
        return sum(count >= fewest for count in self.check_rows.values())

    @cached_property
    def reserve_rows(self) -> frozenset[str]:
        """The ids of rows that take the place of others of the random check, where one is put
        aside."""
        return frozenset(each for rows in self.drawn.values() for each in rows) - {*self.check_rows}

    @property
    def open(self) -> list[RowOpinions]:
        """The rows that were answered differently, without a majority, and that nobody settled."""
        return [each for each in self.rows.values() if each.verdict.ground is Ground.OPEN]

    @property
    def shared(self) -> list[RowOpinions]:
        """The rows that several people answered."""
        return [each for each in self.rows.values() if len(each.answers) > 1]

    @property
    def shared_checks(self) -> list[RowOpinions]:
        """The rows of the random check that several people answered, each as one of their own."""
        return [
            each for each in self.rows.values() if sum(one.is_check for one in each.answers) > 1
        ]

    def held(self, row: RowOpinions) -> str:
        """The name of the class that holds; empty where the row is open."""
        number = row.verdict.held
        return "" if number is None else self.classes[number]
