"""Label Studio's tasks: `data` are the columns, the choice of an annotation is the label.

Annotations that were cancelled, and predictions, are no labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from altui.data.readers.json_document import JsonDocumentTable, Progress, Rows
from altui.data.readers.jsonl import raw_values
from altui.errors import InputError

ANNOTATIONS = ("annotations", "completions")  # the second is what old versions wrote
OF_A_TASK = {"id", "data", "meta", *ANNOTATIONS, "predictions"}
LABEL, LABEL_ELSE, ID = "label", "annotated_label", "id"

Pairs = tuple[tuple[str, Any], ...]


class Control(NamedTuple):
    """The part of a labeling configuration that asks, and the one that shows what it is about."""

    from_name: str
    to_name: str


def is_task(pairs: Pairs) -> bool:
    task = dict(pairs)
    if not isinstance(task.get("data"), tuple):
        return False
    return (
        not OF_A_TASK.isdisjoint(task.keys() - {"id", "data", "meta"}) or task.keys() <= OF_A_TASK
    )


class LabelStudioTable(JsonDocumentTable):
    """Where several things were asked of a row, each is a column of the name it has there."""

    is_flat = False

    def __init__(self, rows: Rows, on_progress: Progress = None) -> None:
        self.controls: dict[Control, None] = {}
        self._cancelled = self._others = 0
        super().__init__(rows, on_progress, kind="labelstudio")
        for count, what in (
            (self._cancelled, "annotations were cancelled: no label"),
            (self._others, "results that are no choice are left aside"),
        ):
            if count:
                self.notes.append(f"{count:,} {what}")

    def _header(self, keys: Sequence[str]) -> list[str]:
        asked = list(dict.fromkeys(each.from_name for each in self.controls))
        if len(asked) == 1:
            self._columns = {asked[0]: LABEL if LABEL not in keys else LABEL_ELSE}
        else:
            self._columns = {
                name: name if name not in keys else f"annotated_{name}" for name in asked
            }
        return [*keys, *self._columns.values()]

    def _names(self, line: int, text: str) -> Iterable[str]:
        task = dict(self._pairs(line, text))
        for annotation in _annotations(task):
            self._cancelled += annotation.get("was_cancelled") is True
            results = _objects(annotation.get("result"))
            self._others += sum(1 for each in results if _chosen(each) is None)
        for control, found in _choices(task).items():
            self.controls[control] = None
            if len(found) > 1:
                raise self._several(line, found)
        data = [key for key, _ in self._pairs(line, self._data_text(line, text))]
        return data if ID in data or ID not in task else [ID, *data]

    def _fields(self, line: int, text: str) -> dict[str, Any]:
        task = dict(self._pairs(line, text))
        fields = {ID: task[ID]} if isinstance(task.get(ID), str) else {}
        fields |= raw_values(self._data_text(line, text))
        for control, found in _choices(task).items():
            if found:
                fields[self._columns[control.from_name]] = found[0]
        return fields

    def choices(self, row: int) -> list[str]:
        """What is chosen in the task of a row."""
        task = dict(self._pairs(self.line(row), self.object_text(row)))
        return [name for found in _choices(task).values() for name in found]

    def _data_text(self, line: int, text: str) -> str:
        found = raw_values(text).get("data")
        if not isinstance(found, str) or not found.startswith("{"):
            raise InputError(
                "this task has no object 'data'",
                where=self.place(line),
                hint='A task of Label Studio is {"data": {"text": "..."}, "annotations": []}.',
            )
        return found

    def _several(self, line: int, found: list[str]) -> InputError:
        named = " and ".join(f"'{name[:40]}'" for name in found[:3])
        return InputError(
            f"this task has {len(found)} choices, {named}: a row takes one label",
            where=self.place(line),
            hint="Settle it in Label Studio, or leave one choice in the file.",
        )


def _annotations(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ANNOTATIONS:
        yield from _objects(task.get(key))


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; what else is there has no say."""
    found = value if isinstance(value, list) else []
    return [dict(each) for each in found if isinstance(each, tuple)]


def _choices(task: dict[str, Any]) -> dict[Control, list[str]]:
    """What was chosen, each choice once, by what was asked."""
    found: dict[Control, list[str]] = {}
    for annotation in _annotations(task):
        if annotation.get("was_cancelled") is True:
            continue
        for result in _objects(annotation.get("result")):
            chosen = _chosen(result)
            if chosen is not None:
                names = (str(result.get(key, default)) for key, default in
                         (("from_name", "label"), ("to_name", "text")))  # fmt: skip
                known = found.setdefault(Control(*names), [])
                known.extend(each for each in chosen if each not in known)
    return found


def _chosen(result: dict[str, Any]) -> list[str] | None:
    """The choices of a result; None where it is a result of another kind."""
    value = result.get("value")
    chosen = dict(value).get("choices") if isinstance(value, tuple) else None
    if not isinstance(chosen, list):
        return None
    return [each.strip() for each in chosen if isinstance(each, str) and each.strip()]
