"""Data files and sessions on them, as a person would have made them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from altui.data.dataset import DataOptions, Part
from altui.data.inference.columns import infer_schema, restore_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.session.events import Decision
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.session import Session


def write_clouds(path: Path, n: int = 60) -> Path:
    rng = np.random.default_rng(0)
    lines = ["id,width,height,label"]
    for row in range(n):
        width, height = rng.normal(size=2) + 2 * (row % 2)
        lines.append(f"r{row:03},{width:.3f},{height:.3f},{'cat' if row % 2 else 'ant'}")
    path.write_text("\n".join(lines) + "\n")
    return path


def label(
    file: Path,
    rows: range,
    *,
    model: str | None = None,
    test: str | None = None,
    narrow: str = "",
    shown_at: float | None = None,
) -> Path:
    """A session beside `file` in which these rows (but test rows) were given their label.

    It is begun without opening it, so that `model` may name code that must not be imported.
    """
    table = open_table(file)
    dataset = load_dataset(
        table, infer_schema(table, target="label"), DataOptions(hide_labels=True, test=test)
    )
    place = file.with_name(file.name + ".altui")
    defaults = SessionDefaults(budget=30)
    session = begin(place, dataset, str(file), SessionOptions(model), defaults)
    with session:
        asked = [row for row in rows if dataset.part[row] == Part.UNLABELED]
        known = ((row, dataset.known_label(row)) for row in asked)
        narrowed = [Decision.setting(narrow=narrow)] if narrow else []
        _decide(session, [*narrowed, *(Decision.label(*k, shown_at=shown_at) for k in known)])
    table.close()
    return place


def _decide(session: Session, decisions: list[Decision]) -> None:
    for decision in decisions:
        session.decide(decision)


def begin_labeled(
    file: Path, *, rows: int, text: str, learner: int, test: str | None = None
) -> None:
    """A session beside `file` in which the first rows that are no test rows have their label;
    `learner` is the number of its Generation."""
    table = open_table(file)
    schema = infer_schema(table, target="label", text=[text])
    if not learner:  # nor were there ways to read a text
        schema = restore_schema(table, schema.roles())
    dataset = load_dataset(table, schema, DataOptions(hide_labels=True, test=test))
    defaults = SessionDefaults(learner=learner)
    place = file.with_name(file.name + ".altui")
    free = [row for row in range(dataset.n) if dataset.part[row] == Part.UNLABELED]
    with begin(place, dataset, str(file), SessionOptions(), defaults) as session:
        _decide(session, [Decision.label(row, dataset.known_label(row)) for row in free[:rows]])
    table.close()
