"""Whether a session fits its data file, and what a changed file means for its decisions.

Labels follow their rows by id or, in a file without ids, by content. Decisions that cannot be
matched are listed, kept in the log and exported. Nothing is guessed. A label that served identical
rows goes to one of them when its own row is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.data.dataset import Part
from altui.data.row_hashes import Contents
from altui.errors import SessionError
from altui.session.events import STANDINGS, UNDOABLE, Kind
from altui.session.project.allotment import allot
from altui.session.row_mapping import source_of
from altui.session.source.copies_left import CopiesLeft
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.reading import SessionView
    from altui.session.refill import Refill
    from altui.session.settings import Settings

NO_ID = "is no longer in the file"
NO_CONTENT = "was removed or edited"
NO_MARK = "has no id, and its content was not stored"
KNOWN = "now has a label in the file"
TEST = "is now a test row"

_SPEAKING = UNDOABLE | {Kind.DRAW, Kind.OPINION}
_ASKING = STANDINGS | {Kind.DRAW, Kind.OPINION}


class Spoken(NamedTuple):
    """A row in the log. `asked`: it was answered, skipped or set aside, or drawn for the random
    check. `told`: a person has decided about it."""

    row_id: str
    content: str | None
    asked: bool = False
    told: bool = False


@dataclass(frozen=True)
class Changes:
    """What a changed file means for a session whose last event was `event`.

    `moved` and `edited` are row numbers in the new file. `gone` are the rows without a match, and
    why, but for `heirs`: each of those has its decision on an identical row. `bare` identical rows
    have no label any more. `value` is stored in the log once the person agrees.
    """

    event: int
    rows_before: int
    rows_now: int
    by_id: bool
    same: int
    moved: tuple[int, ...]
    edited: tuple[int, ...]
    gone: Mapping[int, tuple[Spoken, str]]
    value: str
    heirs: Mapping[int, int]
    bare: int


def check_source(settings: Settings, path: Path, *, rows: int, fingerprint: str) -> None:
    if fingerprint != settings.fingerprint or rows != settings.rows:
        counted = f"it has {rows:,} rows"
        if rows != settings.rows:
            counted = f"it had {settings.rows:,} rows and has {rows:,} now"
        raise SessionError(
            f"{settings.source} has changed since the session last read it: {counted}; "
            f"fingerprint {settings.fingerprint[:12]}, now {fingerprint[:12]}",
            where=str(path),
            hint="altui label shows what this means for the labels, and continues if you agree; "
            "altui export --labels-only writes them without the file.",
        )


def spoken_rows(view: SessionView) -> dict[int, Spoken]:
    """Every row with a decision, by its current number."""
    rows: dict[int, Spoken] = {}
    for event in view.events:
        if event.kind is Kind.SOURCE:
            for before, mark in source_of(event.value).get("contents", ()):
                row = view.moves.now(before, event.sequence)
                rows[row] = rows[row]._replace(content=mark or rows[row].content)
        elif event.kind in _SPEAKING:
            row = view.moves.row(event)
            old = rows.get(row, Spoken("", None))
            asked = old.asked or event.kind in _ASKING
            told = old.told or event.kind in UNDOABLE
            rows[row] = Spoken(event.row_id or "", event.content or old.content, asked, told)
    return rows


def find_changes(view: SessionView, dataset: Dataset, refills: Sequence[Refill] = ()) -> Changes:
    """What the file as it is now means for each row with a decision. `refills` is what was added
    to a sample in the dataset."""
    spoken, contents = spoken_rows(view), Contents(dataset)
    by_id = dataset.schema.id is not None
    found = _by_id(spoken, dataset) if by_id else _by_content(spoken, contents)
    gone = {
        row: (each, _reason(each, found.get(row), dataset, by_id))
        for row, each in spoken.items()
        if _reason(each, found.get(row), dataset, by_id)
    }
    kept = {row: now for row, now in found.items() if row not in gone}
    told = {row: now for row, now in kept.items() if spoken[row].told}
    edited = {row: now for row, now in told.items() if _is_edited(spoken[row], contents, now)}
    moved = [now for row, now in told.items() if row != now]
    left = {row: spoken[row].content for row in (*edited, *gone)}
    copies = CopiesLeft(view, dataset, left, kept, contents)
    heirs = copies.find_heirs([row for row, (_, why) in gone.items() if why == NO_ID])
    bare = copies.count_bare([row for row in left if row not in heirs])
    lost = (row for row in gone if row >= 0 and row not in heirs)
    fresh = enumerate(lost, start=1)
    places = {**kept, **heirs, **{row: view.moves.lowest - count for count, row in fresh}}
    return Changes(
        view.events[-1].sequence,
        view.settings.population or view.settings.rows,
        dataset.table.population or dataset.n,
        by_id,
        len(told) - len({*moved, *edited.values()}),
        tuple(sorted(moved)),
        tuple(sorted(edited.values())),
        {row: why for row, why in gone.items() if why[0].told and row not in heirs},
        _logged(view, dataset, places, refills),
        heirs,
        bare,
    )


def _by_id(spoken: Mapping[int, Spoken], dataset: Dataset) -> dict[int, int]:
    wanted = {each.row_id: row for row, each in spoken.items()}
    return {wanted[name]: now for now, name in enumerate(dataset.ids) if name in wanted}


def _by_content(spoken: Mapping[int, Spoken], contents: Contents) -> dict[int, int]:
    """Rows with the same content are matched by their place, or else by their order."""
    alike: dict[str, list[int]] = {}
    for row, each in spoken.items():
        if each.content is not None:
            alike.setdefault(each.content, []).append(row)
    found: dict[int, int] = {}
    for mark, places in contents.find(alike.keys()).items():
        stay = set(places).intersection(alike[mark])
        found.update((row, row) for row in stay)
        free = (place for place in places if place not in stay)
        left = (row for row in sorted(alike[mark], key=_gone_last) if row not in stay)
        found.update(zip(left, free, strict=False))
    return found


def _gone_last(row: int) -> tuple[bool, int]:
    return row < 0, row


def _reason(each: Spoken, now: int | None, dataset: Dataset, by_id: bool) -> str:
    """Why a row's decisions cannot be used any more; empty if they can."""
    if now is None:
        return NO_ID if by_id else NO_MARK if each.content is None else NO_CONTENT
    if each.asked and dataset.part[now] != Part.UNLABELED:
        return TEST if dataset.part[now] == Part.TEST else KNOWN
    return ""


def _is_edited(each: Spoken, contents: Contents, now: int) -> bool:
    return each.content is not None and contents(now) != each.content


def _logged(
    view: SessionView, dataset: Dataset, places: Mapping[int, int], refills: Sequence[Refill]
) -> str:
    labeled = dataset.known_slots[dataset.part == Part.LABELED]
    slots = len(dataset.classes) if dataset.filed is None else int(dataset.filed.slots.max()) + 1
    test = dataset.test_known
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    drawn = (places.get(row, row) for row in view.state.drawn)
    still_drawn = [row for row in drawn if 0 <= row < dataset.n]
    pool.allot(allot(view.settings, dataset.ids, dataset.units, still_drawn))
    of_sample: dict[str, object] = {}
    if dataset.table.population:
        of_sample["population"] = dataset.table.population
        of_sample["refills"] = [each.to_json() for each in refills]
    return json.dumps(
        {
            **of_sample,
            "fingerprint": dataset.fingerprint,
            "rows": dataset.n,
            "initial": np.bincount(labeled, minlength=slots).tolist(),
            "test_rows": int((dataset.part == Part.TEST).sum()) if test is None else len(test),
            "pool": pool.size,
            "places": [[row, now] for row, now in places.items() if row != now],
        }
    )


def sentences(changes: Changes, source: str) -> Iterator[str]:
    """The changes in sentences, for the person who must agree to them."""
    before, now = changes.rows_before, changes.rows_now
    more = f", {abs(now - before):,} {'more' if now > before else 'fewer'} than before"
    yield f"{source} has changed: it has {now:,} rows{more if now != before else ', as before'}."
    decided = changes.same + len({*changes.moved, *changes.edited})
    decided += len(changes.gone) + len(changes.heirs)
    by = "id" if changes.by_id else "content"
    yield f"Of the {decided:,} rows with your decisions, matched by {by}:"
    yield f"  {changes.same:,} are where they were"
    if changes.moved:
        yield f"  {len(changes.moved):,} have moved; their labels move with them"
    if changes.edited:
        rows = _list_rows(changes.edited)
        yield f"  {len(changes.edited):,} were edited and keep their labels: row {rows}"
    if changes.heirs:
        rows = _list_rows(sorted(changes.heirs.values()))
        yield f"  {len(changes.heirs):,} are gone; an identical row has their label now: row {rows}"
    reasons = [reason for _, reason in changes.gone.values()]
    for reason in dict.fromkeys(reasons):
        names = [each.row_id for each, why in changes.gone.values() if why == reason]
        yield f"  {len(names):,} cannot be used, because each {reason}: {_list_some(names)}"
    if changes.bare:
        was = "row that was" if changes.bare == 1 else "rows that were"
        yield f"{changes.bare:,} more {was} identical to one of them: without a label from here on."
    if changes.gone:
        yield "Those decisions are kept: altui export --labels-only writes them,"
        yield "and they come back if the rows do."


def _list_rows(rows: Sequence[int]) -> str:
    return _list_some([str(row + 1) for row in rows])


def _list_some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
