"""Checks that a change of the classes makes sense for the session as it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from altui.errors import SessionError
from altui.learning.strategies import wanted_class
from altui.session.classes.class_changes import ClassChange, check_looks_new, slot_of
from altui.session.classes.class_list import ClassList, translate
from altui.session.events import NAMING
from altui.session.settings import TEST_FINGERPRINT, Settings
from altui.session.state.label_state import State
from altui.session.state.pool import Pool
from altui.session.state.row_status import Standing


def check_class_change(value: str | None, state: State, pool: Pool, settings: Settings) -> None:
    """SessionError if it cannot be made now."""
    if settings.certify:
        raise SessionError("the classes of a certificate are frozen, as its model is")
    change, classes = ClassChange.loads(value), state.classes.now
    change.apply(classes, event=0)
    check_looks_new(change, classes)
    if change.change in ("merge", "remove", "split") and change.name == settings.find:
        raise SessionError(
            f"'{change.name}' is the class that this session is to find",
            hint="It can be renamed, and others can be merged into it.",
        )
    if change.change == "remove":
        _check_removable(change, state, pool, settings)
    if change.change == "split" and not any(_labeled_as(change.name, state)):
        raise SessionError(f"'{change.name}' has no labels to split")


def check_other_classes(after: ClassList, state: State, pool: Pool, settings: Settings) -> None:
    """SessionError if an undo or redo must not lead to these classes: labels that are no steps of
    undo, such as those of a file that has changed since, may be of one that would be gone."""
    before = state.classes.now
    held = filter(before.holds, range(len(before.homes)))
    gone = {slot for slot in held if not after.holds(slot)}
    used = {each.number for _, each in _all_labels(state)} | {*np.unique(pool.known).tolist()}
    lost = min(gone & used, default=None)
    if lost is not None:
        raise SessionError(
            f"there are labels of the class '{before.name_now(lost)}': this change stays",
            hint="Merge it into another class: its labels are those of that class then.",
        )
    wanted = wanted_class(settings.strategy)
    if wanted is not None and not translate(wanted, before, after):
        raise _is_asked_for(wanted, settings.strategy)


def _is_asked_for(name: str, strategy: str) -> SessionError:
    return SessionError(
        f"the strategy '{strategy}' asks for '{name}'", hint="Choose another strategy first."
    )


def _check_removable(change: ClassChange, state: State, pool: Pool, settings: Settings) -> None:
    classes = state.classes.now
    home = slot_of(change.name, classes)
    count = len({*_labeled_as(change.name, state)})
    if count:
        raise SessionError(
            f"'{change.name}' has {count:,} label{'s' if count > 1 else ''}",
            hint="Merge it into another class, or give its rows other labels first.",
        )
    slots = [slot for slot, each in enumerate(classes.homes) if each == home]
    is_tested = TEST_FINGERPRINT in settings.options and min(slots) < classes.begun
    if is_tested or np.isin(pool.known, slots).any():
        raise SessionError(
            f"'{change.name}' is a class of the file{' of test rows' if is_tested else ''}",
            hint="Merge it into another class: its labels are those of that class then.",
        )
    if wanted_class(settings.strategy) == change.name:
        raise _is_asked_for(change.name, settings.strategy)


def _labeled_as(name: str, state: State) -> Iterator[int]:
    """The rows with a label of this class, also with one that does not hold."""
    homes = state.classes.now.homes
    home = slot_of(name, state.classes.now)
    for row, standing in _all_labels(state):
        if homes[standing.number] == home:
            yield row


def _all_labels(state: State) -> Iterator[tuple[int, Standing]]:
    kept = {**state.kept, **state.unmatched}
    for row, facts in kept.items():
        for each in (facts.standing, facts.second, facts.imported):
            if each is not None and each.kind in NAMING and each.number >= 0:
                yield row, each
