"""A team in words and figures: who labeled how much, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from altui.display.text import count_of
from altui.session.figures.summary import iso_time, minute_in_words
from altui.session.opinions.verdict import Ground
from altui.suggestions import list_some
from altui.wording.team.agreement import why_no_check

if TYPE_CHECKING:
    from altui.session.team.team_view import TeamView


class TeamFigures(NamedTuple):
    """Counts of rows. `alike` to `open` are of the rows that `several` people answered; `settled`
    rows are in none of the others. `check` is the random check with those rows of its reserve that
    several answered, `reserve` the others of that. `checked` rows of it were answered by several,
    `checked_alike` of them alike."""

    answered: int
    several: int
    alike: int
    majority: int
    settled: int
    open: int
    check: int
    reserve: int
    checked: int
    checked_alike: int


def figures_of(team: TeamView) -> TeamFigures:
    several, checks = team.shared, team.shared_checks
    grounds = Counter(each.verdict.ground for each in several)
    said = ({one.class_name for one in each.answers if one.is_check} for each in checks)
    used = sum(each.row_id in team.reserve_rows for each in checks)
    return TeamFigures(
        answered=len(team.rows),
        several=len(several),
        alike=grounds[Ground.ALIKE],
        majority=grounds[Ground.MAJORITY],
        settled=sum(each.verdict.ground is Ground.SETTLED for each in team.rows.values()),
        open=len(team.open),
        check=len(team.check_rows) + used,
        reserve=len(team.reserve_rows) - used,
        checked=len(checks),
        checked_alike=sum(len(names) == 1 for names in said),
    )


def merge_lines(
    team: TeamView, gained: Mapping[str, int], mended: Mapping[str, int]
) -> Iterator[str]:
    """What a merge says: people, what they have in common, and what to do next."""
    for name, count in mended.items():
        yield f"{name}: {count_of(count, 'damaged event')} in the team file put right"
    for name, view in team.people.items():
        more = gained.get(name, 0)
        new = "" if more == len(view.events) else f" ({count_of(more, 'event')} new)"
        yield f"{name}: {_labels(team, name)}{new}"
    told = figures_of(team)
    yield f"answered by several: {_rows_of_several(told)}"
    yield f"random check: {_check(team, told)}"
    yield from team.notes
    yield from _next(team, told)


def team_rows(team: TeamView) -> Iterator[tuple[str, str]]:
    """The names and values of `altui status`."""
    told = figures_of(team)
    yield "team file", str(team.path)
    yield "data", f"{_source(team)}, {team.project.rows:,} rows"
    yield "classes", list_some(team.classes)
    for name, view in team.people.items():
        last = minute_in_words(view.summary().last)
        yield f"by {name}", f"{labels_and_pace(team, name)}; last activity {last}"
    for name in team.settlers:
        rows = sum(each.settled_by == name for each in team.rows.values())
        yield f"settled by {name}", count_of(rows, "row")
    yield "answered", count_of(told.answered, "row")
    yield "by several", _rows_of_several(told)
    yield "random check", _check(team, told)
    held = Counter(filter(None, map(team.held, team.rows.values())))
    yield "labels that hold", list_some([f"{name}: {held[name]:,}" for name in team.classes])
    for note in team.notes:
        yield "note", note
    for line in _next(team, told):
        yield "next", line.removeprefix("Next: ")


def team_record(team: TeamView) -> dict[str, object]:
    """The same as one JSON object."""
    told = figures_of(team)
    held = Counter(filter(None, map(team.held, team.rows.values())))
    return {
        "team": str(team.path),
        "source": _source(team),
        "rows": team.project.rows,
        "seed": team.project.seed,
        "classes": list(team.classes),
        "people": people_record(team),
        "settled_by": {
            name: sum(each.settled_by == name for each in team.rows.values())
            for name in team.settlers
        },
        "answered": told.answered,
        "by_several": {
            "rows": told.several,
            "alike": told.alike,
            "majority": told.majority,
        },
        "settled": told.settled,
        "open": told.open,
        "random_check": {
            "rows": told.check,
            "in_reserve": told.reserve,
            "by_several": told.checked,
            "alike": told.checked_alike,
        },
        "per_class": {name: held[name] for name in team.classes},
        "notes": list(team.notes),
    }


def people_record(team: TeamView) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "labels": view.state.answered,
            "imported": view.state.imported,
            "random_check": {"size": view.settings.audit, "answered": view.state.checked},
            "events": len(view.events),
            "last": iso_time(view.summary().last),
        }
        for name, view in team.people.items()
    ]


def _source(team: TeamView) -> str:
    first = next(iter(team.people.values()))
    return first.settings.source.rpartition("/")[2]


def labels_and_pace(team: TeamView, name: str) -> str:
    pace = team.people[name].summary().pace
    return _labels(team, name) + ("" if pace is None else f", {pace:.1f} s a label")


def _labels(team: TeamView, name: str) -> str:
    state = team.people[name].state
    imported = f" and {state.imported:,} imported" if state.imported else ""
    return f"{count_of(state.answered, 'label')}{imported}"


def _rows_of_several(told: TeamFigures) -> str:
    parts = [f"{told.alike:,} alike"]
    if told.majority:
        parts.append(f"{told.majority:,} by majority")
    if told.settled:
        parts.append(f"{told.settled:,} settled")
    return f"{count_of(told.several, 'row')}: {', '.join(parts)}, {told.open:,} open"


def _check(team: TeamView, told: TeamFigures) -> str:
    if not told.check:
        return f"none was drawn{why_no_check(team)}"
    reserve = f"; {told.reserve:,} more in reserve" if told.reserve else ""
    return (
        f"{told.checked:,} of {count_of(told.check, 'row')} answered by several, "
        f"{told.checked_alike:,} alike{reserve}"
    )


def _next(team: TeamView, told: TeamFigures) -> Iterator[str]:
    place = quote(str(team.path))
    if told.open:
        rows = "1 row is" if told.open == 1 else f"{told.open:,} rows are"
        yield f"Next: {rows} open: altui settle {place} --as NAME"
    else:
        yield f"Next: no row is open: altui export {place} -o labels.csv"
