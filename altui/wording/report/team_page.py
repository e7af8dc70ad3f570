"""A team's answers as one HTML page: who answered how much, and what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.desk.chains import NAME_LENGTH
from altui.display.text import count_of
from altui.learning.agreement.alpha import FEWEST
from altui.session.figures.summary import day_in_words
from altui.session.team.agreement import agreement_of
from altui.session.team.chains import SETTLES
from altui.wording.report.head import head_of
from altui.wording.report.headline import Figure, list_figures
from altui.wording.report.html import PageRows, document, facts, grid, quiet, section
from altui.wording.team.agreement import agreement_rows
from altui.wording.team.summary import figures_of, team_rows

if TYPE_CHECKING:
    from altui.learning.agreement.alpha import Alpha
    from altui.session.team.agreement import TeamAgreement
    from altui.session.team.team_view import TeamView

MEANINGS = {
    "by several": "Alike: all said the same. By majority: most of three or more people did. "
    "Settled: somebody has seen the answers and decided. Open: none of these; an open row is no "
    "label.",
    "random check": "Rows drawn at random before the first label, the same for everybody. Only "
    "there is agreement a fair figure for all rows: the others were chosen by models, mostly the "
    "hard ones. Rows in reserve take the place of those that somebody ignores.",
}

MOST_BESIDE = 6
"""People whose labels of each class are counted: a page of paper is wide enough for so many."""

TOLD = ("by several", "random check", "note")
"""Rows of `altui status` that the page has as they are; the others are tables of their own."""


def team_page(team: TeamView) -> str:
    """The whole page, from the team file alone."""
    told = agreement_of(team)
    first = next(iter(team.people.values()))
    last = max(view.summary().last for view in team.people.values())
    rows = [
        (name, value, MEANINGS.get(name, "")) for name, value in team_rows(team) if name in TOLD
    ]
    people = section("People", _people(team), *_settlers(team))
    parts = [
        list_figures(_figures(team, told)),
        people,
        _held(team),
        section("Agreement", facts([*rows, *agreement_rows(told, NAME_LENGTH)])),
        section("How it was made", facts(_settings(team))),
    ]
    head = head_of(first.settings, [*team.people], last, team.path.name, len(team.classes))
    return document(head, parts)


def _figures(team: TeamView, told: TeamAgreement) -> Iterator[Figure]:
    counts = figures_of(team)
    held = sum(each.verdict.held is not None for each in team.rows.values())
    note = f"rows have one, of {count_of(counts.answered, 'row')} answered"
    yield Figure("Labels that hold", f"{held:,}", note)
    yield _agreement(told.check)
    yield Figure(
        "Answered by several",
        f"{counts.several:,}",
        f"{counts.alike:,} alike, {counts.majority + counts.settled:,} by majority or settled",
    )
    note = "answered differently, no label" if counts.open else "no row waits for a decision"
    yield Figure("Open", f"{counts.open:,}", note)


def _agreement(alpha: Alpha) -> Figure:
    """Krippendorff's alpha on the random check."""
    name = "Agreement (alpha)"
    if alpha.rows < FEWEST or alpha.value is None:
        return Figure(name, "not told", f"{count_of(alpha.rows, 'row')} answered by several")
    interval = f"{alpha.low:.2f} to {alpha.high:.2f}"
    note = f"1 is full, 0 chance; 95 % interval {interval}, {alpha.rows:,} rows drawn at random"
    return Figure(name, f"{alpha.value:.2f}", note)


def _people(team: TeamView) -> str:
    """The table; of labels made elsewhere only where there are some."""
    has_imported = any(view.state.imported for view in team.people.values())
    heads = ["person", "labels", "random check", "time a label", "last activity"]
    if has_imported:
        heads.insert(2, "imported")
    rows = []
    for name, view in team.people.items():
        state, told = view.state, view.summary()
        cells = [
            f"{state.answered:,}",
            f"{state.checked:,} of {view.settings.audit:,}",
            "" if told.pace is None else f"{told.pace:.1f} s",
            day_in_words(told.last),
        ]
        if has_imported:
            cells.insert(1, f"{state.imported:,}")
        rows.append((name, cells))
    return grid(heads, rows)


def _settlers(team: TeamView) -> Iterator[str]:
    rows = Counter(each.settled_by for each in team.rows.values())
    if team.settlers:
        lines = [(f"settled by {name}", count_of(rows[name], "row"), "") for name in team.settlers]
        yield facts(lines)


def _held(team: TeamView) -> str:
    """Labels per class, those that hold and those of each person; of many people some."""
    by_labels = sorted(team.people, key=lambda name: -team.people[name].state.answered)
    shown = [name for name in team.people if name in by_labels[:MOST_BESIDE]]
    whose = f"the {MOST_BESIDE} people with most labels" if len(by_labels) > MOST_BESIDE else "each"
    return section(
        "Labels that hold",
        grid(("class", "that hold", *(f"by {name}" for name in shown)), _classes(team, shown)),
        quiet(
            "Labels that hold are those that an export writes. Beside them: how many rows "
            f"{whose} gave the class."
        ),
    )


def _classes(team: TeamView, shown: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    held = Counter(map(team.held, team.rows.values()))
    given = Counter(
        (each.chain, each.class_name) for row in team.rows.values() for each in row.answers
    )
    for name in team.classes:
        counts = (given[chain, name] for chain in shown)
        yield name, [f"{count:,}" for count in (held[name], *counts)]


def _settings(team: TeamView) -> PageRows:
    yield "project", team.project.digest, "Of the rows' ids, the classes at the start and the seed."
    yield "seed", str(team.project.seed), "The random check is drawn by it."
    for name, count in team.events.items():
        who = f"{name.removesuffix(SETTLES)}, settling" if name.endswith(SETTLES) else name
        yield f"events of {who}", f"{count:,}", "Each is sealed by the SHA-256 of those before."
