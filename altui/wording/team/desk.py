"""What is at a desk: as of a team file, and how far behind each person is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING

from altui.display.text import count_of, passed
from altui.session.team.agreement import agreement_of
from altui.wording.team.agreement import check_in_words
from altui.wording.team.summary import labels_and_pace, people_record, team_rows

if TYPE_CHECKING:
    from altui.session.team.team_view import TeamView


def desk_rows(
    team: TeamView,
    desk: str,
    data: str,
    unsent: Mapping[str, int],
    *,
    is_server: bool,
    now: float,
) -> Iterator[tuple[str, str]]:
    """The names and values of `altui status --team`. `desk` is its place, without a password, and
    `unsent` how many labels of those whose session is on this machine are only there."""
    people = {f"by {name}": name for name in team.people}
    for name, value in team_rows(team):
        if name == "team file":
            yield "desk", desk
        elif name in people:
            yield name, _of_person(team, people[name], unsent, now)
        elif name != "next":
            yield name, value
        if name == "random check":
            yield "alpha", check_in_words(agreement_of(team))
    url = f" {quote(desk)}" if is_server else ""
    yield "next", f"altui merge {quote(data)} --team{url} -o team.altui"


def desk_people(team: TeamView, unsent: Mapping[str, int]) -> list[dict[str, object]]:
    """The same of people, for JSON: null of whom this machine knows no more than the desk."""
    return [{**each, "unsent": unsent.get(str(each["name"]))} for each in people_record(team)]


def _of_person(team: TeamView, name: str, unsent: Mapping[str, int], now: float) -> str:
    seen = passed(max(now - team.people[name].summary().last, 0.0))
    here = f"; {count_of(unsent[name], 'label')} not there yet" if unsent.get(name) else ""
    return f"{labels_and_pace(team, name)}; last seen {seen} ago{here}"
