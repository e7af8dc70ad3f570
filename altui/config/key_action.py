"""One action of a key, with all that is told of it on the screen, in `--plain` and in the help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyAction:
    """What a person can do with a key of the label screen or a word of the plain dialogue."""

    id: str
    """Its name in settings files, and the first of its words in `--plain`."""

    keys: tuple[str, ...]
    """The default keys; another layout may have others, see `LAYOUTS`."""

    meaning: str
    """What it does, in a few words: a line of the help."""

    screen: str
    """The action of the app, as Textual writes it: `decide('skip')` calls `action_decide`."""

    details: str = ""
    """What it does, for the table of the manual, where that is more than `meaning`."""

    also: tuple[str, ...] = ()
    """Further words in `--plain`, where they are no keys of something else."""

    no_word: str = ""
    """Why `--plain` has no word for it; empty for an action that has one."""

    argument: str = ""
    """What follows the word in `--plain`, such as a text."""

    typed: str = ""
    """What it does in `--plain`, where that is another thing than `meaning`."""

    listed_with: str = ""
    """The id of another action that the help names in the same line."""

    listed_as: str = ""
    """What that line says of both."""

    is_move: bool = False
    """Whether it changes nothing but the part of the text in view, so that an arrow may do it."""

    @property
    def words(self) -> tuple[str, ...]:
        """What it is called in `--plain`, beside its keys; none where it says why."""
        return () if self.no_word else (self.id, *self.also)
