"""A team's answers as one HTML page: who answered how much, and what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from altui.desk.chains import NAME_LENGTH
from altui.session.figures.summary import iso_time
from altui.session.team.agreement import agreement_of
from altui.wording.report.html import PageRows, document, grid, table
from altui.wording.team.agreement import agreement_rows
from altui.wording.team.summary import team_rows

if TYPE_CHECKING:
    from altui.session.team.team_view import TeamView

MEANINGS = {
    "by several": "Alike: all said the same. By majority: most of three or more people did. "
    "Settled: somebody has seen the answers and decided. Open: none of these; an open row is no "
    "label.",
    "random check": "Rows drawn at random before the first label, the same for everybody. Only "
    "there is agreement a fair figure for all rows: the others were chosen by models, mostly the "
    "hard ones.",
    "labels that hold": "The labels that an export writes.",
}


def team_page(team: TeamView) -> str:
    """The whole page, from the team file alone."""
    name = team.path.name
    rows = [
        (name, value, MEANINGS.get(name, "")) for name, value in team_rows(team) if name != "next"
    ]
    return document(
        f"altui: {name}",
        [
            table(rows),
            "<h2>People</h2>",
            grid(
                ("", "labels", "imported", "random check", "begun", "last activity"), _people(team)
            ),
            "<h2>Agreement</h2>",
            table(agreement_rows(agreement_of(team), NAME_LENGTH)),
            "<h2>Labels that hold</h2>",
            grid(("", "labels", *team.people), _classes(team)),
            '<p class="meaning">The labels that hold, and how many rows each person gave the '
            "class.</p>",
            "<h2>Settings</h2>",
            table(_settings(team)),
        ],
    )


def _people(team: TeamView) -> Iterator[tuple[str, ...]]:
    for name, view in team.people.items():
        state, told = view.state, view.summary()
        yield (
            name,
            f"{state.answered:,}",
            f"{state.imported:,}",
            f"{state.checked:,} of {view.settings.audit:,}",
            iso_time(told.started),
            iso_time(told.last),
        )


def _classes(team: TeamView) -> Iterator[tuple[str, ...]]:
    held = Counter(map(team.held, team.rows.values()))
    given = Counter(
        (each.chain, each.class_name) for row in team.rows.values() for each in row.answers
    )
    for name in team.classes:
        counts = (given[chain, name] for chain in team.people)
        yield (name, f"{held[name]:,}", *(f"{count:,}" for count in counts))


def _settings(team: TeamView) -> PageRows:
    yield "project", team.project.digest, "Of the rows' ids, the classes at the start and the seed."
    yield "seed", str(team.project.seed), "The random check is drawn by it."
    for name, count in team.events.items():
        yield f"events of {name}", f"{count:,}", "Each is sealed by the SHA-256 of those before."
