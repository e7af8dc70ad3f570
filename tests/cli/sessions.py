"""Data files and sessions on them, as a person would have made them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from altui.data.dataset import DataOptions, Part, load_dataset
from altui.data.inference.columns import infer_schema
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


def label(file: Path, rows: range, *, model: str | None = None, test: str | None = None) -> Path:
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
        _decide(session, [Decision.label(row, dataset.known_label(row)) for row in asked])
    table.close()
    return place


def _decide(session: Session, decisions: list[Decision]) -> None:
    for decision in decisions:
        session.decide(decision)
