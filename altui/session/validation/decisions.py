"""Checks that a decision makes sense now, before anything is written."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from shlex import quote

from altui.errors import SessionError
from altui.learning.names import check_model
from altui.learning.strategies import (
    check_has_suggestions,
    check_strategy,
    check_wanted_class,
    is_own,
)
from altui.session.events import IMPORTS, SECOND, STANDINGS, UNDOABLE, Decision, Kind
from altui.session.settings import Settings
from altui.session.state.batches import split_alike
from altui.session.state.label_state import State
from altui.session.state.pool import Pool
from altui.session.state.undo_stack import ClassesChange, ModelChange
from altui.session.validation.class_changes import check_class_change, check_other_classes
from altui.suggestions import list_some


def check_decision(
    decision: Decision,
    state: State,
    pool: Pool,
    settings: Settings,
    named: Collection[str] = (),
) -> Decision:
    """The decision with its missing fields filled in. SessionError if it cannot be made.

    `named` are the models that the person has named in this run."""
    kind = decision.kind
    if kind in SECOND:
        _check_second(decision, state, settings)
    if kind in UNDOABLE - IMPORTS:
        return _about_row(decision, pool, settings)
    if kind in (Kind.UNDO, Kind.REDO):
        change = state.next_undo if kind is Kind.UNDO else state.next_redo
        if change is None:
            raise SessionError(f"nothing to {kind}")
        if isinstance(change, ModelChange):
            _check_named(change.before if kind is Kind.UNDO else change.after, named)
        if isinstance(change, ClassesChange):
            after = change.before if kind is Kind.UNDO else change.after
            check_other_classes(after, state, pool, settings)
        return replace(decision, row=change.row, value=str(change.event))
    if kind is Kind.SETTING:
        changed = settings.with_changes(decision.value)
        check_wanted_class(check_strategy(changed.strategy), changed.classes)
        check_has_suggestions(changed.strategy, has_suggestions=bool(changed.suggested))
        if changed.narrow != settings.narrow:
            _check_narrowing(changed.narrow, state, pool, settings)
        return decision
    if kind is Kind.MODEL:
        return _with_model_before(decision, settings)
    if kind is Kind.CLASSES:
        check_class_change(decision.value, state, pool, settings)
        return decision
    raise SessionError(f"{kind} is not a decision")


def _check_narrowing(text: str, state: State, pool: Pool, settings: Settings) -> None:
    """What speaks of all rows needs all rows."""
    if settings.certify:
        raise SessionError("a certificate is of the whole file: its pool is not narrowed")
    if settings.find:
        raise SessionError(
            f"whether enough {settings.find} are found is tested on all rows: the pool is not "
            "narrowed",
            hint="Search without must: and not: to list rows and label them.",
        )
    if text and not pool.listable(state, text).any():
        raise SessionError(f"no row without a label fits {text}: the pool stays as it was")


def _with_model_before(decision: Decision, settings: Settings) -> Decision:
    if settings.certify:
        raise SessionError("the model of a certificate is frozen")
    name = check_model(str(json.loads(decision.value or "{}").get("model", "")))
    if name == settings.model:
        raise SessionError(f"the model is '{name}' already")
    return replace(decision, value=json.dumps({"model": name, "before": settings.model}))


def _check_named(model: str, named: Collection[str]) -> None:
    """Code from outside altui runs only if the person named it, whatever the log says."""
    if is_own(model) and model not in named:
        raise SessionError(
            f"this would learn with '{model}', code from outside altui",
            hint=f"Name it if you trust it: `model` {quote(model)}",
        )


def check_import(labels: Iterable[Decision], pool: Pool, settings: Settings) -> list[Decision]:
    """The labels of an import; those for rows of the random check are told apart from here on."""
    if settings.certify:
        raise SessionError(
            "this session certifies a model", hint="It counts only what is answered in it."
        )
    found: dict[int, Decision] = {}
    for each in labels:
        label = _about_row(each, pool, settings)
        assert label.row is not None
        if label.row in found:
            raise SessionError(f"row {label.row + 1} is imported twice")
        is_check = pool.is_checked(label.row)
        found[label.row] = replace(label, kind=Kind.IMPORTED_CHECK) if is_check else label
    if not found:
        raise SessionError("there is no label to import")
    return [*found.values()]


def check_alike(decision: Decision, state: State, pool: Pool, settings: Settings) -> list[Decision]:
    """The events that give a row and its look-alikes their label. A row of the random check gets
    its label alone: rows chosen for being like it would train on what it is to measure."""
    if settings.certify:
        raise SessionError(
            "this session certifies a model", hint="It counts only what is answered in it."
        )
    header, *labels = split_alike(decision)
    first, *others = (_about_row(each, pool, settings) for each in labels)
    assert first.row is not None
    if state.label_of(first.row) >= 0:
        raise SessionError(f"row {first.row + 1} has its label already")
    if first.row in state.drawn:
        return [first]
    listable, seen = pool.listable(state), {first.row}
    for each in others:
        if each.row in seen or not listable[each.row]:
            raise SessionError(f"row {(each.row or 0) + 1} cannot be labeled beside another")
        seen.add(each.row or 0)
    return [replace(header, row=first.row), first, *others]


def _check_second(decision: Decision, state: State, settings: Settings) -> None:
    row = decision.row
    is_open = row is not None and (
        row == state.disputed
        if decision.kind is Kind.SETTLE
        else state.label_of(row) >= 0 and row not in state.second
    )
    if not is_open:
        raise SessionError("altui is not asking for this label again now")
    if decision.value is not None and decision.value not in settings.classes:
        raise _no_class(decision.value, settings)


def _no_class(name: str | None, settings: Settings) -> SessionError:
    return SessionError(
        f"there is no class {name!r}",
        hint=f"The classes are {list_some(settings.classes)}.",
    )


def _about_row(decision: Decision, pool: Pool, settings: Settings) -> Decision:
    row = decision.row
    if row is None or not 0 <= row < len(pool):
        raise SessionError(f"there is no row {row}", hint=f"The data has {len(pool):,} rows.")
    if decision.kind in STANDINGS and not pool.holds(row):
        raise SessionError(f"row {row + 1} cannot be labeled", hint="It already has its label.")
    if decision.kind in (Kind.LABEL, Kind.IMPORTED) and decision.value not in settings.classes:
        raise _no_class(decision.value, settings)
    if decision.kind is Kind.REVEAL:
        return replace(decision, row=int(row), value=_known(row, pool, settings))
    return replace(decision, row=int(row))


def _known(row: int, pool: Pool, settings: Settings) -> str:
    slot = int(pool.known[row])
    if slot < 0:
        raise SessionError(f"row {row + 1} has no label in the file to reveal")
    return settings.class_list.name_now(slot)
