"""Data files and sessions on them, as a person would have made them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from altui.data.dataset import Part
from altui.labeling.opening.prepare import prepare
from altui.labeling.opening.request import OpenRequest
from altui.session.events import Decision
from altui.session.options import SessionOptions
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
    """A session beside `file` in which these rows (but test rows) were given their label."""
    usual = SessionOptions(budget=30, audit=0, recheck=0, annotator="")
    request = OpenRequest(
        file=file, target="label", hide_labels=True, test=test, model=model, usual=usual
    )
    annotation = prepare(request).open()
    dataset = annotation.dataset
    asked = [row for row in rows if dataset.part[row] == Part.UNLABELED]
    _decide(annotation.session, [Decision.label(r, dataset.known_label(r)) for r in asked])
    annotation.close()
    return file.with_name(file.name + ".altui")


def _decide(session: Session, decisions: list[Decision]) -> None:
    for decision in decisions:
        session.decide(decision)
