"""Prodigy's JSON Lines: the option that was accepted is the label; all columns stay.

What was rejected or ignored has no label.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from altui.data.readers.jsonl import JsonLinesTable, raw_values
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

HEAD = 1 << 20
LABEL, META = "label", "meta"
ANSWERS = ("accept", "reject", "ignore")
HASHES = ("_input_hash", "_task_hash")
KEPT = frozenset(
    {
        *HASHES,
        *("_session_id", "_view_id", "_annotator_id", "_timestamp", "_is_binary"),
        *("accept", "answer", "options", "config", "style", "tokens", "spans"),
    }
)
"""What Prodigy keeps of its own work, and what it shows: nothing of it is of the row."""


def is_prodigy(source: Source) -> bool:
    """Whether the first line is a task of Prodigy: answered, hashed, or with options."""
    head = source.read(source.start, HEAD).decode("utf-8", "ignore").lstrip()
    try:
        found = json.loads(head.partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict):
        return False
    options = found.get("options")
    if (
        isinstance(options, list)
        and options
        and all(isinstance(o, dict) and "id" in o for o in options)
    ):
        return True
    is_answered = found.get("answer") in ANSWERS and not {"accept", LABEL}.isdisjoint(found)
    return is_answered or not set(HASHES).isdisjoint(found)


class ProdigyTable(JsonLinesTable):
    housekeeping = KEPT

    def __init__(self, source: Source, on_progress: Callable[[float], None] | None = None) -> None:
        self._set_aside = 0
        self._has_labels = False
        super().__init__(source, on_progress, kind="prodigy")
        if self._set_aside:
            self.notes.append(f"{self._set_aside:,} rows were rejected or ignored: no label")

    def _header(self, keys: Sequence[str]) -> list[str]:
        is_new = self._has_labels and LABEL not in keys
        return [*keys, *([LABEL] if is_new else [])]

    def _names(self, line: int, text: str) -> Iterable[str]:
        pairs = self._pairs(line, text)
        task = dict(pairs)
        self._has_labels = self._has_labels or "accept" in task
        self._set_aside += task.get("answer") in ("reject", "ignore")
        self._label(line, task)
        for key, value in pairs:
            yield from ([f"{META}.{name}" for name, _ in value] if _is_meta(key, value) else [key])

    def _fields(self, line: int, text: str) -> dict[str, Any]:
        task = dict(self._pairs(line, text))
        fields = raw_values(text)
        fields[LABEL] = self._label(line, task)
        if _is_meta(META, task.get(META)):
            meta = raw_values(fields.pop(META))
            fields |= {f"{META}.{name}": value for name, value in meta.items()}
        return fields

    def accepted(self, row: int) -> str:
        """The label of a row; empty where it has none."""
        line = self.line(row)
        return self._label(line, dict(self._pairs(line, self.object_text(row))))

    def _label(self, line: int, task: dict[str, Any]) -> str:
        if task.get("answer", "accept") != "accept":
            return ""
        accepted = task.get("accept")
        if not isinstance(accepted, list):
            label = task.get(LABEL) if accepted is None else accepted
            return label if isinstance(label, str) else ""
        names = [each for each in accepted if isinstance(each, str)]
        if len(names) > 1:
            named = " and ".join(f"'{name[:40]}'" for name in names[:3])
            raise InputError(
                f"{len(names)} options are accepted here, {named}: a row takes one label",
                where=self.place(line),
                hint="Leave one of them in the list 'accept'.",
            )
        return names[0] if names else ""


def _is_meta(key: str, value: Any) -> bool:
    return key == META and isinstance(value, tuple)
