"""Guess what each column is for, in one pass; every guess is shown and can be overridden."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from altui.data.inference.column_profile import Profile
from altui.data.inference.role_rules import (
    ID_NAMES,
    TARGET_NAMES,
    Judged,
    find_id,
    find_target,
    judge,
    like_id,
)
from altui.data.presentation.column_groups import expand_range
from altui.data.schema import (
    FEATURES,
    Column,
    Role,
    Schema,
    check_names,
    restore_schema,
    role_named,
)
from altui.data.strings import Strings
from altui.data.table import Table
from altui.errors import InputError

__all__ = ["Column", "Role", "Schema", "infer_schema", "restore_schema"]


def infer_schema(
    table: Table,
    *,
    target: str | None = None,
    id: str | None = None,  # noqa: A002
    text: Sequence[str] = (),
    image: str | None = None,
    columns: Sequence[str] = (),
    has_vectors: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Schema:
    """Roles for the columns of a table; who `has_vectors` elsewhere needs none to learn from.

    `columns` holds "name", "name=role" or a range in place of a name, such as "p0..p783=numeric";
    when given, all others are hidden. Raises InputError for a column that is not there and when
    nothing is left to learn from.
    """
    named = [name for name in (target, id, image, *text) if name is not None]
    check_names(named, table.columns, str(table.path))
    chosen = dict(each for choice in columns for each in _split_choice(choice, table))
    profiles = _profile(table, [name for name in (target, id) if name is not None], on_progress)
    roles = {p.name: judge(p, table) for p in profiles}
    find_id(profiles, roles, id)
    find_target(profiles, roles, target)
    for name in text:
        roles[name] = (Role.TEXT, "chosen by you")
    if image is not None:
        roles[image] = (Role.IMAGE, "chosen by you")
    _apply_choices(chosen, roles, named)
    if not has_vectors and not any(role in FEATURES for role, _ in roles.values()):
        _promote_words(profiles, roles, table)
    return Schema(tuple(_column(profile, *roles[profile.name]) for profile in profiles))


def _column(profile: Profile, role: Role, reason: str) -> Column:
    examples = tuple(profile.examples)
    may_be_html = role in (Role.TEXT, Role.SHOWN) and not profile.numeric
    return Column(
        profile.name,
        role,
        reason,
        examples,
        profile.distinct,
        profile.empty,
        markup=profile.markup() if may_be_html else 0.0,
        highest_byte=profile.highest_byte() if profile.numeric else None,
    )


def _profile(
    table: Table, named: Sequence[str], on_progress: Callable[[float], None] | None
) -> list[Profile]:
    profiles = [Profile(name, id_like=like_id(name)) for name in table.columns]
    # Kept on the way, so that labels and ids need no pass of their own.
    likely = {*named, *(name for name in table.columns if name.casefold() in TARGET_NAMES)}
    likely |= {name for name in table.columns if name.casefold() in ID_NAMES}
    kept = {name: Strings() for name in likely}
    for chunk in table.chunks():
        for profile, cells in zip(profiles, chunk.columns, strict=True):
            profile.update(cells, chunk.lines)
            if profile.name in kept:
                kept[profile.name].extend(cells)
        if on_progress is not None:
            on_progress(table.fraction)
    table.keep(kept)
    return profiles


def _split_choice(choice: str, table: Table) -> list[tuple[str, Role | None]]:
    """Each column that a choice names, with the role that it gives."""
    if (whole := _names_in(choice, table)) is not None:
        return [(name, None) for name in whole]
    text, equals, role = choice.rpartition("=")
    names = _names_in(text, table) if equals else None
    if names is None:
        check_names([text if equals else choice], table.columns, str(table.path))
    return [(name, role_named(role.strip().casefold(), name)) for name in names or ()]


def _names_in(text: str, table: Table) -> list[str] | None:
    """The columns that a name or a range stands for; None where it is neither."""
    if text in table.columns:
        return [text]
    names = expand_range(text)
    if names is not None:
        check_names(names, table.columns, str(table.path))
    return names


def _apply_choices(chosen: dict[str, Role | None], roles: Judged, named: Sequence[str]) -> None:
    if not chosen:
        return
    for name, (role, _) in roles.items():
        wanted = chosen.get(name)
        if wanted is not None:
            _give_up(roles, wanted)
            roles[name] = (wanted, "chosen by you")
        elif name not in chosen and name not in named and role not in (Role.ID, Role.TARGET):
            roles[name] = (Role.HIDDEN, "not among the chosen columns")


def _give_up(roles: Judged, wanted: Role) -> None:
    if wanted in (Role.ID, Role.TARGET):
        for name, (role, _) in roles.items():
            if role is wanted:
                roles[name] = (Role.HIDDEN, f"another column is the {wanted}")


def _promote_words(profiles: Sequence[Profile], roles: Judged, table: Table) -> None:
    """A file whose only column is one word a row is still text to learn from."""
    for profile in profiles:
        role, reason = roles[profile.name]
        if role is Role.SHOWN and profile.distinct > 1 and reason != "chosen by you":
            roles[profile.name] = (Role.TEXT, "the only column to learn from")
            return
    raise InputError(
        "no column is left to learn from",
        where=str(table.path),
        hint="Name one with `text_columns` COLUMN, or give a role: `columns` COLUMN=numeric "
        "(or =categorical).",
    )
