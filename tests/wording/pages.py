"""A session to make pages of, and a reader of pages."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import numpy as np

from altui.learning.evaluation import TEST, evaluate
from altui.learning.hints import STABLE, Hint
from altui.learning.rounds import Round
from altui.session.events import Decision
from altui.session.session import Session
from tests.session.making import Data

HOSTILE = '</style><script>alert("1")</script>&\x1b[31m\u202e'


class Reader(HTMLParser):
    """All tags with their attributes, in order, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def labeled(
    path: Path, *, name: str = "yes", rows: int = 6, tested: int = 40, kind: str = TEST
) -> Session:
    """A session whose every label was followed by a measured Round; no rows tested: by none. Its
    second class, its file and its person have this name."""
    classes = (f"not {name}", name)
    source = f"/folder/{name.replace('/', '')}"
    session = Data(30).begin(path, classes=classes, source=source, annotator=name, model="newton")
    truth = np.arange(tested) % 2
    for row in range(rows):
        knowledge = session.decide(Decision.label(row, classes[row % 2]))
        predicted = np.where(np.arange(tested) < 30 - row, truth, 1 - truth)
        session.record(
            Round(
                number=knowledge.answered + 1,
                event=knowledge.event,
                labeled=row + 1,
                remaining=29 - row,
                per_class=(1, 1),
                query=None,
                evaluation=evaluate(predicted, truth, 2, kind) if tested else None,
                hint=Hint(STABLE, True, 0.995, 60, 0.004),
            )
        )
    return session
