"""The options of `altui label` as arguments of Python: of the same names, with the same meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from math import inf
from numbers import Real
from os import PathLike
from pathlib import Path
from typing import Any, TypedDict

from altui.data.paths.places import named_place
from altui.errors import AltuiError, InputError
from altui.labeling.opening.options.option import Option, options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.proposal import join_classes
from altui.suggestions import list_some, suggest

FilePath = str | PathLike[str]
Names = str | Iterable[str]

RENAMED = {"text": "text_columns", "id": "id_column"}
"""Arguments that are called as their options are."""


class LabelOptions(TypedDict, total=False):
    """What `altui label` takes as options; `altui manual options` says what each does.

    A list may be one string where it has one member. What is not given is as on the command line.
    """

    target: str | None
    text: Names
    id: str | None
    columns: Names
    image: str | None
    vectors: FilePath | None
    embed: bool
    classes: Names
    test: str | float | FilePath | None
    hide_labels: bool
    group: str | None
    no_merge_identical: bool
    pool: int | None
    sheet: str | None
    separator: str | None
    header_row: int | None
    first_row: int | None
    quotes: str | None
    encoding: str | None
    no_label: Names
    variants: str | None
    suggested: str | None
    html: Names
    pixels: str | None
    boundary: str | None
    seed_text: Names | Mapping[str, str]
    classes_file: FilePath | None
    guidelines: FilePath | None
    audit: int | None
    blind: bool | None
    show_suggested: bool | None
    goal: str | None
    wanted: str | None
    recheck: int | None
    budget: int | None
    strategy: str | None
    model: str | None
    shortlist: int | None
    session: FilePath | None
    annotator: str | None
    share: str | None
    team: str | bool | None
    overlap: float | None
    scheduler: str | None
    scheduler_file: FilePath | None
    insecure: bool
    accept_changes: bool
    no_cache: bool
    retake: bool
    seed: int | None


def request_for(file: FilePath, options: Mapping[str, Any]) -> OpenRequest:
    """The request to open a file with these options. Raises InputError for a value that an option
    cannot have."""
    table = options_of(OpenRequest)
    defaults = {each.name: each.default for each in fields(OpenRequest)}
    values: dict[str, Any] = {}
    for said, value in options.items():
        name = RENAMED.get(said, said)
        if name not in table:
            meant = suggest(said, LabelOptions.__annotations__)
            raise TypeError(f"there is no argument '{said}'. {meant}".rstrip(". "))
        if value is not None:
            is_list = defaults[name] == ()
            values[name] = _as_list(value) if is_list else _as_option(said, value, table[name])
    return OpenRequest(file=named_place(str(file)), **values)


def _as_list(value: Any) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        value = [f"{key}={words}" for key, words in value.items()]
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _as_option(name: str, value: Any, option: Option) -> Any:
    """The value as the command line would have read it."""
    if value is True and option.bare is not None:
        return option.bare
    if option.kind == "flag":
        return bool(value)
    if option.kind in ("file", "input", "session"):
        return Path(value)
    if option.kind in ("count", "share"):
        return _as_number(name, value, option)
    if option.choices and value not in option.choices:
        raise InputError(
            f"`{name}` is {value!r}", hint=f"Choose one of: {list_some(option.choices)}."
        )
    return str(value)


def _as_number(name: str, value: Any, option: Option) -> int | float:
    most = inf if option.most is None else option.most
    is_share, is_number = option.kind == "share", isinstance(value, Real) and value is not True
    if is_number and option.least <= value <= most and (is_share or float(value).is_integer()):
        return float(value) if is_share else int(value)
    kind = "a number" if is_share else "a whole number"
    up_to = "or more" if most == inf else f"to {most:g}"
    raise InputError(f"`{name}` is {value!r}, and has to be {kind}, {option.least:g} {up_to}")


def words_for(request: OpenRequest) -> list[str]:
    """The options of a command line that makes the same request of the same file."""
    defaults = {each.name: each.default for each in fields(OpenRequest)}
    words = []
    for name, option in options_of(OpenRequest).items():
        value = getattr(request, name)
        if value == defaults[name]:
            continue
        if option.kind == "flag":
            on, _, off = option.flags[0].partition("/")
            words.append(on if value else off)
        elif option.is_list:
            words.append(f"{option.flag}={join_classes(value)}")
        else:
            each = value if isinstance(value, tuple) else (value,)
            words += [f"{option.flag}={one}" for one in each]
    return words


@contextmanager
def naming_arguments() -> Iterator[None]:
    """Errors name arguments as Python has them."""
    try:
        yield
    except AltuiError as error:
        for name, inside in RENAMED.items():
            error.message = error.message.replace(f"`{inside}`", f"`{name}`")
            error.hint = error.hint.replace(f"`{inside}`", f"`{name}`")
        raise
