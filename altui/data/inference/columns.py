"""Guess what each column is for, in one pass; every guess is shown and can be overridden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from altui.data.inference.column_profile import Profile
from altui.data.inference.doubts import find_ways
from altui.data.inference.no_property import COUNTS, set_aside
from altui.data.inference.role_rules import (
    ID_NAMES,
    TARGET_NAMES,
    Judged,
    find_id,
    find_target,
    judge,
    like_id,
    plain_name,
)
from altui.data.inference.text_rules import find_texts, profile_texts, warn_of_empty_rows
from altui.data.inference.value_rules import Found, find_values, stray_in_words, with_word
from altui.data.labels.suggested_column import REASON, SuggestedColumns, check_unused
from altui.data.presentation.column_groups import expand_range
from altui.data.schema import (
    CHOSEN,
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
from altui.data.values.reading import WORDS
from altui.data.values.text_reading import TextReading
from altui.errors import InputError

LONGEST_WORD = 10_000
"""Characters. A longer cell of hardly any blanks is no word but packed data, such as a picture."""

MOST_VALUES = 50
"""Different values that a column keeps, to be compared with the classes."""

MOST_TOLD = 3
"""Columns named in a note; the columns screen has them all."""

__all__ = [
    "Column",
    "Role",
    "Schema",
    "agree",
    "find_text_readings",
    "infer_schema",
    "restore_schema",
]


def infer_schema(
    table: Table,
    *,
    target: str | None = None,
    id: str | None = None,  # noqa: A002
    text: Sequence[str] = (),
    image: str | None = None,
    columns: Sequence[str] = (),
    has_vectors: bool = False,
    suggested: SuggestedColumns | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Schema:
    """Roles for the columns of a table; who `has_vectors` elsewhere needs none to learn from. The
    `suggested` columns are hidden.

    A `target` of "" says that there is none. `columns` holds "name", "name=role" or
    "name=role:reading", as in `price=numeric:comma`, with a range such as "p0..p783" in place of
    a name; when given, all others are hidden. Raises InputError for a column that is not there,
    and where nothing is left to learn from.
    """
    named = [name for name in (target, id, image, *text) if name]
    check_names(named, table.columns, str(table.path))
    choices = [each for choice in columns for each in _split_choice(choice, table)]
    chosen = {name: role for name, role, _ in choices}
    if suggested is not None:
        shown = [name for name, role in chosen.items() if role is not Role.HIDDEN]
        check_unused(suggested, [*named, *shown], str(table.path))
    words = {name: word for name, role, word in choices if word and role is not Role.TEXT}
    forms = {name: word for name, role, word in choices if word and role is Role.TEXT}
    profiles = _profile(table, [name for name in (target, id) if name], on_progress)
    found = find_values(profiles, table, words)
    roles = {p.name: judge(p, table, found[p.name]) for p in profiles}
    find_id(profiles, roles, id)
    _apply_given(table, roles, id)
    aside = suggested.names if suggested else ()
    find_target([each for each in profiles if each.name not in aside], roles, target)
    roles.update(dict.fromkeys(aside, (Role.HIDDEN, REASON)))
    set_aside(profiles, roles, table)
    for name in text:
        roles[name] = (Role.TEXT, CHOSEN)
    if image is not None:
        roles[image] = (Role.IMAGE, CHOSEN)
    _apply_choices(chosen, roles, named)
    if not has_vectors and not any(role in FEATURES for role, _ in roles.values()):
        _promote_words(profiles, roles, table)
    for name, word in words.items():
        found[name] = with_word(found[name], roles[name][0], word)
    text_profiles = profile_texts(profiles)
    texts = find_texts(profiles, text_profiles, roles, forms)
    schema = Schema(
        tuple(_column(p, *roles[p.name], found[p.name], texts[p.name], table) for p in profiles)
    )
    table.notes.extend(_notes(schema, found, table))
    table.notes.extend(warn_of_empty_rows(profiles, text_profiles, schema))
    return schema


def find_text_readings(
    table: Table,
    schema: Schema,
    columns: Sequence[str] = (),
    on_progress: Callable[[float], None] | None = None,
) -> dict[str, TextReading]:
    """What is to be counted of the texts of a schema: what the `columns` of `infer_schema` say,
    else by its rules. Takes a pass over the table."""
    choices = [each for choice in columns for each in _split_choice(choice, table)]
    forms = {name: word for name, role, word in choices if word and role is Role.TEXT}
    profiles = _profile(table, [], on_progress)
    roles: Judged = {column.name: (column.role, column.reason) for column in schema.columns}
    readings = find_texts(profiles, profile_texts(profiles), roles, forms)
    return {name: readings[name] for name in schema.names(Role.TEXT)}


def _notes(schema: Schema, found: dict[str, Found], table: Table) -> list[str]:
    """One sentence for all cells that do not fit."""
    used = [(column.name, column.reading) for column in schema.columns if column.reading]
    strays = [
        f"'{name}' {stray_in_words(found[name].first_stray(reading.role), reading.strays, table)}"
        for name, reading in used
        if reading.strays and schema.column(name).reason != CHOSEN
    ]
    return ["; ".join(strays[:MOST_TOLD])] if strays else []


def _column(
    profile: Profile, role: Role, reason: str, found: Found, text: TextReading, table: Table
) -> Column:
    few = profile.distinct <= MOST_VALUES
    may_be_html = role in (Role.TEXT, Role.SHOWN) and not profile.numeric
    return Column(
        profile.name,
        role,
        reason,
        tuple(profile.examples),
        profile.distinct,
        profile.empty,
        tuple(sorted(profile.distinct_values)) if few else (),
        (*found.readings(), text),
        markup=profile.markup() if may_be_html else 0.0,
        highest_byte=profile.highest_byte() if profile.numeric else None,
        ways=find_ways(profile, found, table),
    )


def _profile(
    table: Table, named: Sequence[str], on_progress: Callable[[float], None] | None
) -> list[Profile]:
    profiles = [Profile(name, id_like=like_id(name)) for name in table.columns]
    # Kept on the way, so that labels and ids need no pass of their own.
    likely = {*named, *(name for name in table.columns if plain_name(name) in TARGET_NAMES)}
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


def agree(
    columns: Sequence[str], schema: Schema, table: Table, others: Collection[str] = ()
) -> bool:
    """Whether the `columns` of `infer_schema` say of a table what its schema has: each one named,
    with its role and reading where they are said, and beside them and `others` no column learned
    from or shown."""
    choices = [each for choice in columns for each in _split_choice(choice, table)]
    said = {name: (role, word) for name, role, word in choices}
    return all(
        _agrees(column, said.get(column.name))
        for column in schema.columns
        if column.name in said or column.name not in others
    )


def _agrees(column: Column, said: tuple[Role | None, str] | None) -> bool:
    if said is None:
        return column.role in (Role.HIDDEN, Role.ID, Role.TARGET)
    role, word = said
    if word and (column.reading is None or column.reading.word != word):
        return False
    return column.role is role if role is not None else column.role is not Role.HIDDEN


def _split_choice(choice: str, table: Table) -> list[tuple[str, Role | None, str]]:
    """Each column that a choice names, its role and the word for its reading, where they are
    said."""
    if (whole := _names_in(choice, table)) is not None:
        return [(name, None, "") for name in whole]
    text, equals, said = choice.rpartition("=")
    names = _names_in(text, table) if equals else None
    if names is None:
        check_names([text if equals else choice], table.columns, str(table.path))
    role, _, word = said.strip().casefold().partition(":")
    return [(name, *_role_and_word(role, word, name)) for name in names or ()]


def _role_and_word(role: str, word: str, name: str) -> tuple[Role, str]:
    chosen = role_named(role, name)
    if word and word not in WORDS.get(chosen, ()):
        known = ", ".join(f"{role}:{each}" for role, words in WORDS.items() for each in words)
        raise InputError(
            f"'{word}' says nothing of how column '{name}' is read", hint=f"There are {known}."
        )
    return chosen, word


def _names_in(text: str, table: Table) -> list[str] | None:
    """The columns that a name or a range stands for; None where it is neither."""
    if text in table.columns:
        return [text]
    names = expand_range(text)
    if names is not None:
        check_names(names, table.columns, str(table.path))
    return names


def _apply_given(table: Table, roles: Judged, id: str | None) -> None:  # noqa: A002
    """What the source itself says goes before what its cells look like."""
    for name, role in table.given_roles.items():
        if role != Role.ID:
            roles[name] = (Role(role), "each file is a row")
        elif id is None:
            for other, (found, _) in roles.items():
                if found is Role.ID:
                    roles[other] = (Role.SHOWN, "every value differs")
            roles[name] = (Role.ID, "names the rows in their source")


def _apply_choices(chosen: dict[str, Role | None], roles: Judged, named: Sequence[str]) -> None:
    if not chosen:
        return
    for name, (role, _) in roles.items():
        wanted = chosen.get(name)
        if wanted is not None:
            _give_up(roles, wanted)
            roles[name] = (wanted, CHOSEN)
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
        is_word = all(len(cell) <= LONGEST_WORD for cell in profile.sample)
        if (
            role is Role.SHOWN
            and profile.distinct > 1
            and reason not in (CHOSEN, COUNTS)
            and is_word
        ):
            roles[profile.name] = (Role.TEXT, "the only column to learn from")
            return
    raise InputError(
        "no column is left to learn from",
        where=str(table.path),
        hint="Name one with `text_columns` COLUMN, or give a role: `columns` COLUMN=numeric "
        f"(or =categorical).{_for_labels_alone(roles)}",
    )


def _for_labels_alone(roles: Judged) -> str:
    if {Role.ID, Role.TARGET} <= {role for role, _ in roles.values()}:
        return " If these are labels for the rows of another file: altui import SESSION FILE."
    return ""
