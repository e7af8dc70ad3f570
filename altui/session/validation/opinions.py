"""What others say, before it is written: their texts come from other machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from altui.desk.chains import NAME_LENGTH, Head
from altui.errors import SessionError
from altui.session.events import Decision, Kind
from altui.session.state.others import CHAINS, CHECK, TWICE
from altui.session.state.pool import Pool

CLASS_LENGTH = 1000
"""Characters of a class name that are taken from another person."""


def check_opinions(opinions: Iterable[Decision], pool: Pool) -> list[Decision]:
    """Those about rows that a person may be asked for; the others make no difference here.
    SessionError for what is none."""
    found: dict[tuple[int, str | None], Decision] = {}
    for each in opinions:
        if each.kind is not Kind.OPINION or each.row is None or not each.annotator:
            raise SessionError(f"{each.kind} is not what another person says")
        if len(each.annotator) > NAME_LENGTH or len(each.value or "") > CLASS_LENGTH:
            raise SessionError("the name of another person, or of a class of theirs, is too long")
        if pool.holds(each.row):
            found[each.row, each.annotator] = each
    return [*found.values()]


def seen_to_json(heads: Mapping[str, Head], pool: Pool, opinions: Sequence[Decision]) -> str:
    """The value of the SEEN event before these opinions."""
    value: dict[str, object] = {CHAINS: {chain: [*head] for chain, head in heads.items()}}
    rows = sorted({each.row for each in opinions if each.row is not None})
    check = [row for row in rows if pool.is_checked(row)]
    twice = [row for row in rows if pool.is_twice(row)]
    value |= {key: found for key, found in ((CHECK, check), (TWICE, twice)) if found}
    return json.dumps(value)
