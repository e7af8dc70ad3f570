"""`altui predict` names rows of a rare class or says why none; --ranked orders them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from altui.learning.generation import NEWEST
from tests.cli.doors import Door
from tests.cli.sessions import begin_labeled

PLAIN = ("the", "study", "of", "patients", "with", "data", "from", "trial", "method", "result")
TELLING = ("ptsd", "trajectory", "latent", "growth")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """300 titles; one in twelve is relevant, and mostly says so."""
    rng = np.random.default_rng(5)
    lines = ["id,title,label"]
    for row in range(300):
        relevant = row % 12 == 0
        said = [*rng.choice(PLAIN, 8), *(rng.choice(TELLING, 1) if relevant else ())]
        said += [f"w{number}" for number in rng.integers(0, 400, 6)]
        lines.append(f"p{row:03},{' '.join(said)},{'relevant' if relevant else 'other'}")
    path = tmp_path / "papers.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def label(file: Path, rows: int, *, learner: int = NEWEST) -> None:
    begin_labeled(file, rows=rows, text="title", learner=learner, test="0.3")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_rows_are_named_and_it_is_said_how_good_that_is(
    altui: Door, papers: Path, tmp_path: Path
) -> None:
    label(papers, 120)
    out = tmp_path / "out.csv"
    answer = altui("predict", papers, papers, "-o", out)
    told = one_line(answer.err)
    assert answer.status == 0 and "'relevant' is named from a probability of 0." in told
    assert "With this threshold, test: recall of 'relevant'" in told and "accuracy" in told
    rows = read(out)
    named = [row for row in rows if row["altui_predicted"] == "relevant"]
    assert len(named) >= 15
    assert sum(row["label"] == "relevant" for row in named) >= 0.8 * len(named)
    assert all(row["altui_probability"] == row["altui_p_relevant"] for row in named)
    assert altui("predict", papers, papers, "-o", out, "--overwrite", "--threshold", "0.5").err
    likelier = [row for row in read(out) if row["altui_predicted"] == "relevant"]
    assert len(likelier) < len(named)
    assert all(float(row["altui_p_relevant"]) > 0.5 for row in likelier)


def test_a_session_begun_before_names_the_likelier_class_and_it_is_said_why_none(
    altui: Door, papers: Path, tmp_path: Path
) -> None:
    label(papers, 120, learner=0)
    out = tmp_path / "out.csv"
    answer = altui("predict", papers, papers, "-o", out)
    assert {row["altui_predicted"] for row in read(out)} == {"other"}
    assert "No row is named 'relevant': the highest probability of it is 0." in one_line(answer.err)


def test_ranked_rows_come_likeliest_first_with_the_hits_to_expect(
    altui: Door, papers: Path, tmp_path: Path
) -> None:
    label(papers, 120)
    out = tmp_path / "out.csv"
    answer = altui("predict", papers, papers, "-o", out, "--ranked")
    assert "The rows most likely 'relevant' come first." in one_line(answer.err)
    rows = read(out)
    scores = [float(row["altui_p_relevant"]) for row in rows]
    assert scores == sorted(scores, reverse=True) and len(rows) == 300
    assert [row["altui_rank"] for row in rows] == [str(place) for place in range(1, 301)]
    expected = np.array([float(row["altui_expected"]) for row in rows])
    assert np.abs(expected - np.cumsum(scores)).max() < 0.01
    first = altui(
        "predict", papers, papers, "-o", out, "--overwrite", "--ranked", "--class", "other"
    )
    assert first.status == 0
    assert read(out)[0]["altui_p_other"] == max(row["altui_p_other"] for row in read(out))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--class", "relevant"), "--class is for rows in order"),
        (("--ranked", "--class", "relevent"), "Did you mean 'relevant'?"),
    ],
)
def test_a_class_that_cannot_be_meant_is_refused(
    altui: Door, papers: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    label(papers, 40)
    answer = altui("predict", papers, papers, "-o", tmp_path / "out.csv", *words)
    assert answer.status == 2 and told in one_line(answer.err)
