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


VOID = {"meta"}


class Strict(HTMLParser):
    """Every tag is closed, in order, and no id is given twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open, (tag, attrs)  # only there is a tag closed by itself

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def labeled(
    path: Path,
    *,
    name: str = "yes",
    rows: int = 6,
    tested: int = 40,
    kind: str = TEST,
    more: tuple[str, ...] = (),
) -> Session:
    """A session whose every label was followed by a measured Round; no rows tested: by none. Its
    second class, its file and its person have this name; there may be `more` classes."""
    classes = (f"not {name}", name, *more)
    source = f"/folder/{name.replace('/', '')}"
    session = Data(30).begin(
        path,
        classes=classes,
        initial=(0,) * len(classes),
        source=source,
        annotator=name,
        model="newton",
    )
    for row in range(rows):
        answer(session, row, classes[row % 2], tested=tested, kind=kind)
    return session


def answer(session: Session, row: int, name: str, *, tested: int = 40, kind: str = TEST) -> None:
    """The label of a row, and a Round after it that gets fewer right the later the row is."""
    knowledge = session.decide(Decision.label(row, name))
    truth = np.arange(tested) % 2
    predicted = np.where(np.arange(tested) < 30 - row, truth, 1 - truth)
    classes = len(session.settings.classes)
    session.record(
        Round(
            number=knowledge.answered + 1,
            event=knowledge.event,
            labeled=row + 1,
            remaining=29 - row,
            per_class=(1,) * classes,
            query=None,
            evaluation=evaluate(predicted, truth, classes, kind) if tested else None,
            hint=Hint(STABLE, True, 0.995, 60, 0.004),
        )
    )
