"""From a team file to its rows, ready to be settled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from altui.display.console import say
from altui.labeling.settling.look import SettleLook
from altui.labeling.settling.team_keys import team_keys
from altui.labeling.settling.team_rows import TeamRows
from altui.session.store.person_names import check_name
from altui.session.team.reading import read_team
from altui.session.team.settler import Settler

if TYPE_CHECKING:
    from pathlib import Path

    from altui.config.keymap import KeyMap
    from altui.labeling.showing.class_keys import ClassKey


@contextmanager
def open_look(
    place: Path, name: str, keymap: KeyMap, *, data: Path | None = None, majority: bool = False
) -> Iterator[tuple[SettleLook, tuple[ClassKey, ...]]]:
    """What `name` is to settle of the team file at `place`, and the classes with their keys. Says
    what is to be known of the file. AltuiError if it, or its data, cannot be read."""
    name = check_name(name)
    team = read_team(place)
    for note in team.notes:
        say(note)
    with ExitStack() as undo:
        rows = TeamRows.load(team, data)
        undo.callback(rows.close)
        begin = next(iter(team.people.values())).events[0]
        settler = Settler.open(place, name, begin)
        undo.callback(settler.close)
        yield SettleLook(rows, settler, majority=majority), team_keys(team, name, keymap)
