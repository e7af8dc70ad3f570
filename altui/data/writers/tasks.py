"""Rows as tasks of Label Studio and of Prodigy, with the labels as their annotations.

A task that came from the same tool comes out as it was, but for what was decided since.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.readers.exchange.label_studio import ANNOTATIONS, Control, LabelStudioTable
from altui.data.readers.exchange.prodigy import ProdigyTable
from altui.data.readers.jsonl import value_places
from altui.data.writers.json_text import append_keys, json_text, kept_text, write_lines, write_list
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.writers.output import Output, Value

OURS = Control("label", "text")
LABEL, PART, TIME, NOTE = "altui_label", "altui_part", "altui_time", "altui_note"
IGNORED, TEXT = "ignored", "text"

Cells = dict[str, "Value"]


def write_label_studio(output: Output, stream: BinaryIO) -> int:
    return write_list(_label_studio(output), stream)


def write_prodigy(output: Output, stream: BinaryIO) -> int:
    return write_lines(_prodigy(output), stream)


def _label_studio(output: Output) -> Iterator[str]:
    table = output.table
    for index in output.places():
        extra = output.extra_cells(index)
        if not isinstance(table, LabelStudioTable):
            annotations = _annotations(extra, OURS)
            yield f'{{"data": {kept_text(output, index)}, "annotations": {json_text(annotations)}}}'
            continue
        task = table.object_text(index)
        if extra.get(LABEL) not in table.choices(index):
            control = next(iter(table.controls), OURS)
            task = _annotated(task, _annotations(extra, control))
        yield task


def _annotations(extra: Cells, control: Control) -> list[dict[str, Any]]:
    """An annotation with the label; a cancelled one for a row that was set aside for good."""
    label = extra.get(LABEL)
    if not label and extra.get(PART) != IGNORED:
        return []
    time = {"created_at": extra[TIME]} if extra.get(TIME) else {}
    if not label:
        return [{"result": [], "was_cancelled": True, **time}]
    result: dict[str, Any] = {**control._asdict(), "type": "choices", "value": {"choices": [label]}}
    if extra.get(NOTE):
        result["meta"] = {"text": [extra[NOTE]]}
    return [{"result": [result], "was_cancelled": False, **time}]


def _annotated(task: str, annotations: list[dict[str, Any]]) -> str:
    """The text of a task with annotations behind those it has."""
    if not annotations:
        return task
    places = value_places(task)
    key = next((key for key in ANNOTATIONS if key in places), ANNOTATIONS[0])
    if key not in places:
        return append_keys(task, {key: annotations})
    start, end = places[key]
    old, added = task[start:end], json_text(annotations)[1:]
    is_list = old.startswith("[")
    head = old[:-1].rstrip() if is_list else "["
    joined = f"{head}{added}" if head == "[" else f"{head}, {added}"
    return task[:start] + joined + task[end:]


def _prodigy(output: Output) -> Iterator[str]:
    table = output.table
    options = [{"id": name, "text": name} for name in output.asked.classes]
    for index in output.places():
        answer = _answer(output.extra_cells(index))
        if isinstance(table, ProdigyTable):
            is_known = answer.get("accept") == [table.accepted(index)]
            task = table.object_text(index)
            yield task if is_known else _with_values(task, answer)
        else:
            task = _with_values(_shown(output, index), {"options": options, **answer})
            yield task


def _answer(extra: Cells) -> dict[str, Any]:
    if extra.get(LABEL):
        return {"accept": [extra[LABEL]], "answer": "accept"}
    return {"accept": [], "answer": "ignore"} if extra.get(PART) == IGNORED else {}


def _shown(output: Output, index: int) -> str:
    """The object of a row with the text that Prodigy shows."""
    text = kept_text(output, index)
    if TEXT in output.table.columns:
        return text
    column = output.asked.text_column
    if not column:
        raise InputError(
            "Prodigy shows a column named 'text', and there is none",
            where=str(output.table.path),
            hint="Name the column of text so, or write another format.",
        )
    shown = output.table.cells(index)[output.table.columns.index(column)]
    return append_keys(text, {TEXT: shown})


def _with_values(text: str, values: dict[str, Any]) -> str:
    """The text of an object in which these keys have these values; all else stays as it is."""
    places = value_places(text)
    there = [(*places[key], json_text(value)) for key, value in values.items() if key in places]
    for start, end, value in sorted(there, reverse=True):
        text = text[:start] + value + text[end:]
    return append_keys(text, {key: value for key, value in values.items() if key not in places})
