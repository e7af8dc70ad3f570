"""Reviews of a shop, with columns of every kind, and sessions that learn from some of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from altui.data.dataset import DataOptions, Part
from altui.data.inference.columns import infer_schema, restore_schema
from altui.data.layout import Layout
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.learning.generation import NEWEST
from altui.session.events import Decision
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.store.location import session_path

HEADER = ("id", "price", "weight", "bought", "city", "title", "body", "zh", "label")
GOOD, BAD = ("lovely", "great", "quick", "solid"), ("broken", "late", "awful", "rude")
GOOD_ZH, BAD_ZH = ("很好", "推荐", "喜欢", "快"), ("很差", "破了", "太慢", "不好")
PLAIN = ("the", "parcel", "book", "shop", "came", "with", "order", "box", "and", "cover")


def write_shop(
    path: Path, rows: int = 120, *, seed: int = 0, classes: int = 2, rare: float = 0.5
) -> Path:
    """A file separated by semicolons; some cells are missing. Of two classes the second has the
    share `rare` of the rows."""
    rng = np.random.default_rng(seed)
    lines = [";".join(HEADER)]
    for row in range(rows):
        k = int(rng.integers(classes)) if classes > 2 else int(rng.random() < rare)
        said = [
            *rng.choice(PLAIN, 5),
            *rng.choice(BAD if k else GOOD, 2),
            f"item{row % 17} {'k' * k}",
        ]
        cells = [
            f"r{row:03}",
            _number(rng.normal(900 + 300 * k, 400)) if row % 9 else "",
            f"{rng.normal(k, 2):.2f}".replace(".", ",") if row % 7 else "k.A.",
            f"{rng.integers(1, 29):02}.{rng.integers(1, 13):02}.{2019 + k}" if row % 11 else "-",
            ("Köln", "Bonn", "Ulm", "Trier")[int(rng.integers(2 + k % 3))] if row % 8 else "",
            " ".join(rng.permutation(said)[:4]),
            " ".join(rng.permutation(said)),
            "，".join(rng.choice(BAD_ZH if k else GOOD_ZH, 3)),
            "abcdef"[k],
        ]
        lines.append(";".join(cells))
    path.write_text("\n".join(lines) + "\n")
    return path


def _number(value: float) -> str:
    """As in 1.234,50."""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def begin_session(
    file: Path,
    columns: Sequence[str],
    *,
    rows: int = 40,
    learner: int = NEWEST,
    model: str | None = None,
    test: str | None = None,
    boundary: str | None = None,
    audit: int = 0,
    target: str = "label",
    layout: Layout | None = None,
    **options: Any,
) -> Path:
    """A session beside `file` that learns from these `columns`; the first rows that are no test
    rows have their label. `options` are more of DataOptions."""
    table = open_table(file, layout=layout)
    schema = infer_schema(table, target=target, columns=columns)
    if not learner:  # nor were there readings
        schema = restore_schema(table, schema.roles())
    asked = DataOptions(hide_labels=True, test=test, boundary=boundary, **options)
    dataset = load_dataset(table, schema, asked)
    place, defaults = session_path(file), SessionDefaults(learner=learner, audit=audit)
    free = [row for row in range(dataset.n) if dataset.part[row] == Part.UNLABELED]
    with begin(place, dataset, str(file), SessionOptions(model), defaults) as session:
        for row in free[:rows]:
            session.decide(Decision.label(row, dataset.known_label(row)))
    table.close()
    return place
