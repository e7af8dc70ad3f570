"""Any column of predictions is tested, without a model, by a person who does not see it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.certifying.certificate import Certification
from altui.labeling.certifying.certification import open_column_certification
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.view import build_view
from altui.session.events import Decision
from tests.cli.doors import Door

ROWS = 120
TRUTH = ["bug" if row % 3 else "praise" for row in range(ROWS)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One guess in ten is wrong, and the last eight rows have none."""
    lines = ["id,text,guess,again"]
    for row, true in enumerate(TRUTH):
        other = "praise" if true == "bug" else "bug"
        guess = "" if row >= ROWS - 8 else other if row % 10 == 4 else true
        lines.append(f"m{row},message number {row} and more,{guess},{guess}")
    path = tmp_path / "guesses.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def opened(file: Path, target: float = 0.7, **said: object) -> Certification:
    request = OpenRequest(file=file, annotator="ada", **said)  # type: ignore[arg-type]
    return open_column_certification(request, "guess", place_of(file), target)


def place_of(file: Path) -> Path:
    return file.with_name("guesses.csv.guess.certify.altui")


def answer(open_: Certification, times: int = ROWS) -> None:
    for _ in range(times):
        made = open_.learner.round(open_.session.knowledge())
        open_.session.record(made)
        if made.query is None:
            return
        open_.session.decide(Decision.label(made.query.row, TRUTH[made.query.row]))
    open_.session.record(open_.learner.round(open_.session.knowledge()))


def test_it_is_tested_on_the_rows_that_have_a_guess(altui: Door, file: Path) -> None:
    with closing(opened(file)) as open_:
        answer(open_)
        assert max(open_.session.state.standings) < ROWS - 8
    said = altui("certify", file, "--column", "guess")
    assert said.status == 0, said.err
    assert "The column 'guess' of guesses.csv is right on at least 70 % of the 112 rows" in said.out
    assert "8 rows without a value there left out; counted as wrong" in said.out
    stated = json.loads(file.with_name("guesses.csv.guess.certificate.json").read_text())
    assert stated["result"] == "above" and stated["draw"]["left_out"] == 8
    assert stated["draw"]["digest"] in said.out.replace("\n", "")
    assert "column guess" in altui("status", place_of(file)).out


def test_the_person_sees_neither_the_column_nor_a_copy_of_it(file: Path) -> None:
    with closing(opened(file)) as open_:
        made = open_.learner.round(open_.session.knowledge())
        view = build_view(open_, made)
        assert view.shown_row is not None and view.is_blind and view.shown_row.known is None
        assert [each.name for each in view.shown_row.fields] == ["text"]
        assert view.shown_row.reasons is None


def test_what_begins_like_the_column_is_hidden_unless_it_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = file.read_text().replace("guess,again", "llm_label,llm_score").splitlines()
    told = [f"{line},x,0.{number}" for number, line in enumerate(lines[1:])]
    file.write_text("\n".join(["id,text,llm_label,again,x_1,llm_sure", *told]) + "\n")
    request = OpenRequest(file=file)
    with closing(open_column_certification(request, "llm_label", place_of(file), 0.7)) as open_:
        assert "llm_sure" not in [each.name for each in open_.dataset.fields(0)]
    assert "hidden: again, llm_sure" in capsys.readouterr().err
    place_of(file).unlink()
    request = OpenRequest(file=file, columns=("text", "llm_sure"))
    with closing(open_column_certification(request, "llm_label", place_of(file), 0.7)) as open_:
        assert [each.name for each in open_.dataset.fields(0)] == ["text", "llm_sure"]


def test_it_goes_on_where_it_was_left(file: Path) -> None:
    with closing(opened(file)) as open_:
        answer(open_, 7)
        asked = open_.learner.round(open_.session.knowledge())
    with closing(opened(file)) as again:
        found = again.learner.round(again.session.knowledge())
        assert (found.query, found.verdict) == (asked.query, asked.verdict)


def test_a_class_that_was_never_guessed_can_be_the_answer(file: Path) -> None:
    with closing(opened(file, classes=("bug", "praise", "billing"))) as open_:
        made = open_.learner.round(open_.session.knowledge())
        assert made.query is not None
        open_.session.decide(Decision.label(made.query.row, "billing"))
        verdict = open_.learner.round(open_.session.knowledge()).verdict
        assert verdict is not None and (verdict.right, verdict.drawn) == (0, 1)


def test_what_cannot_be_tested_is_refused(altui: Door, file: Path) -> None:
    missing = altui("certify", file, "--column", "guesses", "--plain")
    assert missing.status == 2 and "guesses" in missing.err
    with closing(opened(file)):
        pass
    other = altui("certify", file, "--column", "again", "--session", place_of(file), "--plain")
    assert other.status == 2 and "the column 'guess'" in other.err
    session = altui("certify", place_of(file), "--column", "guess", "--plain")
    assert session.status == 2 and "needs a data file" in session.err
    read = altui("certify", place_of(file), "--classes", "a,b", "--plain")
    assert read.status == 2 and "--classes" in read.err
