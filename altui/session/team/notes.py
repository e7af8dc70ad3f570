"""What a person should know of a team before they trust its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from altui.session.reading import SessionView
from altui.session.team.contents import unlike_rows
from altui.session.team.settling import Settlements
from altui.suggestions import list_some


def notes_on(
    people: Mapping[str, SessionView],
    drawn: Mapping[str, Collection[str]],
    settling: Mapping[str, Settlements],
    unknown: Sequence[str],
) -> Iterator[str]:
    """`drawn` are the ids of each person's random check, `unknown` the chains with events that this
    altui does not know."""
    yield from _unknown_kinds(unknown)
    yield from _other_classes(people)
    yield from _other_checks(drawn)
    yield from _other_contents(people)
    yield from _settled_twice(settling)


def _unknown_kinds(chains: Sequence[str]) -> Iterator[str]:
    if chains:
        yield (
            f"A newer altui wrote some events of {list_some(chains)}: they are kept, and do "
            "nothing here. Update altui: pip install --upgrade altui"
        )


def _other_classes(people: Mapping[str, SessionView]) -> Iterator[str]:
    every = dict.fromkeys(name for view in people.values() for name in view.settings.classes)
    for name in every:
        without = [who for who, view in people.items() if name not in view.settings.classes]
        if without:
            who = f"{list_some(without)} {'has' if len(without) == 1 else 'have'}"
            yield f"{who} no class '{name}'. Classes of the same name are one class."


def _other_checks(drawn: Mapping[str, Collection[str]]) -> Iterator[str]:
    for one, other in combinations(drawn, 2):
        mine, theirs = {*drawn[one]}, {*drawn[other]}
        if mine != theirs:
            common = f"{len(mine & theirs):,} rows" if mine & theirs else "no row"
            yield (
                f"The random checks of {one} ({len(mine):,} rows) and {other} ({len(theirs):,}) "
                f"have {common} in common."
            )


def _other_contents(people: Mapping[str, SessionView]) -> Iterator[str]:
    for each in unlike_rows(people):
        rows = "1 row holds" if len(each.ids) == 1 else f"{len(each.ids):,} rows hold"
        yield (
            f"{rows} something else for {each.other} than for {each.one} under the same id: "
            f"{list_some(each.ids)}."
        )


def _settled_twice(settling: Mapping[str, Settlements]) -> Iterator[str]:
    given: dict[str, set[str | None]] = {}
    for each in settling.values():
        for row_id, event in each.held.items():
            given.setdefault(row_id, set()).add(event.value)
    several = sum(len(names) > 1 for names in given.values())
    if several:
        rows = "1 row was" if several == 1 else f"{several:,} rows were"
        yield f"{rows} settled differently by several people: the last holds."
