"""Chains as somebody else's altui, or no altui, may have written them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import Link, seal
from altui.session.events import Decision, Event, Kind, chain
from altui.session.store.links import links_of


def settling(name: str, decisions: Iterable[tuple[Decision, str | None]], at: float) -> list[Link]:
    """What somebody settled, in a chain of its own."""
    begin = Decision(Kind.BEGIN, value=json.dumps({"settles": name}))
    events = chain((0, ""), [(begin, None), *decisions], name, at)
    return [*links_of(events, f"{name}#settles")]


def settle(row: int, class_name: str) -> tuple[Decision, str | None]:
    return Decision(Kind.SETTLE, row, class_name), f"id{row}"


def take_back(sequence: int, kind: Kind = Kind.UNDO) -> tuple[Decision, str | None]:
    return Decision(kind, value=str(sequence)), None


def append(team: Path, links: Iterable[Link]) -> None:
    with closing(ChainFile.open(team)) as file, in_transaction(file.connection):
        file.append(links)


def rewritten(links: Iterable[Link], **changed: dict[int, object]) -> Iterator[Link]:
    """The links with the bodies of some sequences replaced, sealed as if they were genuine."""
    bodies: dict[int, str] = {
        int(key.removeprefix("e")): str(body) for key, body in changed.items()
    }
    previous = ""
    for link in links:
        body = bodies.get(link.sequence, link.body)
        hash_ = seal(previous, body)
        yield Link(link.chain, link.sequence, previous, hash_, body)
        previous = hash_


def of_kind(event: Event, kind: str) -> str:
    """The text of an event of a kind that is not known yet."""
    (link,) = links_of([event], "any")
    lines = link.body.split("\n")
    lines[2] = json.dumps(kind)
    return "\n".join(lines)
