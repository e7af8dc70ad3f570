"""Checks that data can be labeled, and that they are the data that a session started with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.data.labels.seed_words import SAID_AS
from altui.errors import InputError, SessionError
from altui.labeling.opening.guidelines import DESCRIPTIONS
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.session.validation.options import stored_answers

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.session.settings import Settings

MOST_CLASSES = 5_000
"""More are hardly classes: rather texts, or ids."""


def check_to_label(dataset: Dataset, file: Path) -> None:
    """Raises InputError if there are too many classes, or if every row has a label."""
    check_classes(dataset, file)
    if not (dataset.part == Part.UNLABELED).any():
        raise InputError(
            f"every row has a label in '{dataset.schema.target}': there is nothing to label",
            where=str(file),
            hint="`hide_labels` (p on the columns screen) treats them as unknown, to practise "
            "or to label again; altui simulate measures what active learning gains here.",
        )


def check_classes(dataset: Dataset, file: Path) -> None:
    """Raises InputError if there are more classes than anybody can tell apart."""
    if len(dataset.classes) > MOST_CLASSES:
        raise InputError(
            f"{len(dataset.classes):,} classes are more than the {MOST_CLASSES:,} that altui takes",
            where=str(file),
            hint="Name the right column with `target` COLUMN, or the classes with `classes` a,b.",
        )


def check_suggested(dataset: Dataset, file: Path) -> None:
    """Raises InputError if a column was named for its suggestions, and has none."""
    found = dataset.suggestions
    if found is not None and not (found.classes >= 0).any():
        raise InputError(
            f"no row has a suggestion in '{found.columns.label}' that is a class",
            where=str(file),
            hint=f"The classes are {', '.join(dataset.classes[:20])}. Name another column with "
            "`suggested`, or leave it out.",
        )


def check_seed_texts(request: OpenRequest, dataset: Dataset, features: Features) -> None:
    """Raises InputError for a class of whose words no row has any. Of descriptions, which are whole
    sentences, some may be like that, but not all."""
    used = [] if features.seeds is None else [dataset.classes[k] for k in features.seeds[1]]
    lost = [name for name in dataset.seed_words if name not in used]
    if lost and not (used and DESCRIPTIONS in request.seed_text):
        raise InputError(
            f"no row has any of the words for '{lost[0]}': {dataset.seed_words[lost[0]]}",
            where=str(request.data),
            hint=f"Write {SAID_AS} with words that stand in the text; in a file of a thousand rows "
            "and more, in two rows or more.",
        )


def check_same(request: OpenRequest, dataset: Dataset, settings: Settings, place: Path) -> None:
    """Raises SessionError for a data option that differs from the session's start and from its
    data now."""
    table, before = options_of(OpenRequest), stored_answers(settings)
    for name, wanted in request.of_data.items():
        option = table[name]
        now = option.holds(dataset) if option.holds else None
        if wanted in (now, before.get(option.stored_as)):
            continue
        if name == "columns" and _have_same_columns(request, dataset):
            continue
        if name not in ("test", "vectors") or not _is_one_file(wanted, now):
            raise SessionError(
                f"this session was started with another `{name}`",
                where=str(place),
                hint=f"Leave `{name}` out to continue it, or start another with `session` PATH.",
            )


def _have_same_columns(request: OpenRequest, dataset: Dataset) -> bool:
    """Whether the columns named now are those that were confirmed on the columns screen."""
    from altui.data.inference.columns import agree

    elsewhere = {*request.text_columns, request.image or ""}
    return agree(request.columns, dataset.schema, dataset.table, elsewhere)


def _is_one_file(wanted: object, now: object) -> bool:
    """Whether two paths lead to the same file."""
    return now is not None and Path(str(wanted)).resolve() == Path(str(now)).resolve()
