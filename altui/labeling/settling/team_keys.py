"""The keys of a team's classes, as the person who settles knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.config.guidance import Guidance
from altui.labeling.opening.guidelines import stored_entries
from altui.labeling.showing.class_keys import ClassKey, keys_of_classes

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.session.team.team_view import TeamView


def team_keys(team: TeamView, name: str, keymap: KeyMap) -> tuple[ClassKey, ...]:
    """All classes of the team: with the keys that they have in the session of `name`, or else in
    that of the first person; classes that are not there get the keys that are left."""
    first = next(iter(team.people.values()))
    settings = team.people.get(name, first).settings
    guidance = Guidance("", stored_entries(settings, keymap))
    known = keys_of_classes(settings.class_list, keymap, guidance)
    free = iter(keymap.left([each.key for each in known]))
    others = (each for each in team.classes if each not in settings.classes)
    return (*known, *(ClassKey(next(free, ""), each) for each in others))
