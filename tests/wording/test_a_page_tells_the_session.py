"""`altui report`: one page, made of the session alone, in which nothing foreign is markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from altui.learning.evaluation import AUDIT, TEST, evaluate
from altui.learning.hints import STABLE, Hint
from altui.learning.rounds import Round
from altui.session.events import Decision
from altui.session.session import Session
from altui.wording.report.page import page
from tests.session.making import Data

HOSTILE = '<script>alert("1")</script>&\x1b[31m\u202e'
CLASSES = ("no", HOSTILE)


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def labeled(path: Path, *, rows: int = 6, tested: int = 40, kind: str = TEST) -> Session:
    """A session whose every label was followed by a measured Round; no rows tested: by none."""
    session = Data(30).begin(
        path, classes=CLASSES, source=f"/data/{HOSTILE}", annotator=HOSTILE, model="newton"
    )
    truth = np.arange(tested) % 2
    for row in range(rows):
        knowledge = session.decide(Decision.label(row, CLASSES[row % 2]))
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


def test_nothing_foreign_is_markup_and_nothing_is_fetched_or_run(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        html = page(session.view())
    reader = Reader(html)
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a"}
    assert not any(name in ("src", "href", "style") for _, found in reader.tags for name in found)
    assert not any(name.startswith("on") for _, found in reader.tags for name in found)
    assert '<script>alert("1")</script>&' in reader.text
    assert "\x1b" not in html and "\u202e" not in html


def test_the_policy_allows_the_page_its_own_style_and_nothing_else(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        html = page(session.view())
    (style,) = re.findall("<style>(.*?)</style>", html, flags=re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    found = [a["content"] for t, a in Reader(html).tags if a.get("http-equiv")]
    assert found == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_accuracy_stands_with_count_interval_kind_and_meaning(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        view = session.view()
    reader = Reader(page(view))
    assert str(view.summary().accuracy_after) in reader.text
    assert "interval of Wilson" in reader.text and "kappa 0.995" in reader.text
    assert "Recall: of the rows" in reader.text
    points = next(a["points"] for t, a in reader.tags if t == "polyline")
    assert points is not None and len(points.split()) == 6


@pytest.mark.parametrize(("tested", "kind"), [(0, TEST), (9, AUDIT)])
def test_what_is_not_measured_is_left_out(tmp_path: Path, tested: int, kind: str) -> None:
    with labeled(tmp_path / "s.altui", tested=tested, kind=kind) as session:
        reader = Reader(page(session.view()))
    assert "svg" not in {tag for tag, _ in reader.tags}
    assert "Class by class" not in reader.text and "Settings" in reader.text


def test_the_random_check_is_named_as_what_it_is(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui", tested=30, kind=AUDIT) as session:
        reader = Reader(page(session.view()))
    assert "30 rows of the random check after each label" in reader.text
