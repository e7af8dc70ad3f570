"""A key action, with its texts for the screen, `--plain` and the help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyAction:
    """What a key of the label screen, or a word of the plain dialogue, does."""

    id: str
    """Its name in settings files, and the first of its words in `--plain`."""

    keys: tuple[str, ...]
    """The default keys. Other layouts may differ, see `LAYOUTS`."""

    meaning: str
    """What it does, in a few words: a line of the help."""

    screen: str
    """The action of the app, as Textual writes it: `decide('skip')` calls `action_decide`."""

    details: str = ""
    """A longer meaning for the manual's table, if there is one."""

    also: tuple[str, ...] = ()
    """More words for it in `--plain`, if they are not keys of other actions."""

    no_word: str = ""
    """Why `--plain` has no word for it; empty if it has one."""

    argument: str = ""
    """What follows the word in `--plain`, such as a text."""

    typed: str = ""
    """What it does in `--plain`, if that differs from `meaning`."""

    listed_with: str = ""
    """The id of another action that shares its line of the help."""

    listed_as: str = ""
    """The meaning in that shared line."""

    is_move: bool = False
    """Whether it only scrolls. Only such actions may be on an arrow key."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in `--plain`, besides its keys; none if `no_word` says why."""
        return () if self.no_word else (self.id, *self.also)
