"""Whether data can be labeled, and whether they are those that a session began with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.errors import InputError, SessionError
from altui.labeling.opening.option import options_of
from altui.labeling.opening.request import OpenRequest
from altui.session.opening import stored_answers

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.settings import Settings

MOST_CLASSES = 10


def check_to_label(dataset: Dataset, file: Path) -> None:
    """Raises InputError where there are more classes than keys, or no row without a label."""
    if len(dataset.classes) > MOST_CLASSES:
        raise InputError(
            f"{len(dataset.classes)} classes are more than there are digit keys",
            where=str(file),
            hint=f"altui label takes at most {MOST_CLASSES}; altui simulate takes any number.",
        )
    if not (dataset.part == Part.UNLABELED).any():
        raise InputError(
            f"every row has a label in '{dataset.schema.target}': there is nothing to label",
            where=str(file),
            hint="`hide_labels` (p on the columns screen) treats them as unknown, to practise "
            "or to label again; altui simulate shows what active learning is worth here.",
        )


def check_same(request: OpenRequest, dataset: Dataset, settings: Settings, place: Path) -> None:
    """Raises SessionError for an option of the data that is neither as it was when the session
    began nor as it is now."""
    table, before = options_of(OpenRequest), stored_answers(settings)
    for name, wanted in request.of_data.items():
        option = table[name]
        now = option.holds(dataset) if option.holds else None
        if wanted in (now, before.get(option.stored_as)):
            continue
        if name not in ("test", "vectors") or not _is_one_file(wanted, now):
            raise SessionError(
                f"this session was begun with another `{name}`",
                where=str(place),
                hint=f"Leave `{name}` out to go on with it, or begin another with `session` PATH.",
            )


def _is_one_file(wanted: object, now: object) -> bool:
    """Whether two paths, spelled in two ways, are of one file."""
    return now is not None and Path(str(wanted)).resolve() == Path(str(now)).resolve()
