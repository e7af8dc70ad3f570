"""Chains from several files: two of one beginning are one, which the longer of the two tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from altui.desk.chains import NO_HEAD, Link, continues
from altui.errors import InputError
from altui.session.team.chains import SETTLES, ReadChain, read_chain


class Chain(NamedTuple):
    """The links of a chain as far as they are whole, and what they say. `rest` is what stands after
    them in the file, the first of it damaged."""

    read: ReadChain
    links: list[Link]
    rest: list[Link]
    where: Path

    @property
    def name(self) -> str:
        return self.read.name


def chain_of(name: str, links: Sequence[Link], where: Path) -> Chain:
    read = read_chain(name, links)
    whole = len(read.events)
    return Chain(read, [*links[:whole]], [*links[whole:]], where)


def join_chain(chains: list[Chain], new: Chain, renamed: list[tuple[str, Path]]) -> None:
    """Put a chain among the others, or in the place of what it goes on from.

    InputError where two of one beginning go on in two ways.
    """
    for place, old in enumerate(chains):
        if _is_one(old, new):
            chains[place] = _longer(old, new)
            return
    name = _free_name(new.name, {chain.name for chain in chains})
    if name != new.name:
        renamed.append((name, new.where))
    chains.append(_named(new, name))


def _named(chain: Chain, name: str) -> Chain:
    if chain.name == name:
        return chain
    links, rest = (
        [link._replace(chain=name) for link in some] for some in (chain.links, chain.rest)
    )
    return chain._replace(read=chain.read._replace(name=name), links=links, rest=rest)


def _is_one(one: Chain, other: Chain) -> bool:
    """Whether they have one beginning. Where the beginning of one is damaged, what comes after it
    says so."""
    if one.links and other.links:
        return one.links[0].hash == other.links[0].hash
    hashes = [
        {each for link in (*chain.links, *chain.rest) for each in (link.hash, link.previous)}
        for chain in (one, other)
    ]
    return bool((hashes[0] & hashes[1]) - {""})


def _longer(old: Chain, new: Chain) -> Chain:
    """The one that goes on from the other, under the name of the old one. Where one is damaged and
    the other is whole there, what was whole after the damage goes on from it."""
    if old.links and new.links:
        _check_one_goes_on(old, new)
    longer, other = (new, old) if len(new.links) > len(old.links) else (old, new)
    if longer.rest or other.rest:
        links = [*longer.links]
        for link in other.rest:
            if continues(link, (links[-1].sequence, links[-1].hash) if links else NO_HEAD):
                links.append(link)
        longer = chain_of(longer.name, [*links, *longer.rest], longer.where)
    return _named(longer, old.name)


def _check_one_goes_on(one: Chain, other: Chain) -> None:
    both = min(len(one.links), len(other.links))
    if one.links[both - 1].hash == other.links[both - 1].hash:
        return
    pairs = enumerate(zip(one.links, other.links, strict=False), start=1)
    event = next(place for place, (mine, theirs) in pairs if mine.hash != theirs.hash)
    raise InputError(
        f"the answers of {one.name} go on in two ways: event {event:,} is another one than in "
        f"{one.where}",
        where=str(other.where),
        hint="The session was copied, and both copies were labeled in, or one was recovered. "
        "Leave one of them out: altui import takes its labels from an export.",
    )


def _free_name(name: str, taken: set[str]) -> str:
    person, settles = name.removesuffix(SETTLES), SETTLES if name.endswith(SETTLES) else ""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{person}#{number}{settles}"
    return free
