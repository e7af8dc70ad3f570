"""HTML and pixels: asked once, answered by an option, kept in the session. Ranges of columns."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions
from altui.errors import InputError, SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.confirmed import Confirmed
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.proposal import Proposal
from altui.labeling.showing.shown_row import read_row
from altui.session.reading import read_settings

HEADER = ["id", "body", *(f"p{k}" for k in range(64)), "label"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pages.csv"
    with path.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEADER)
        for row in range(30):
            body = f"<p>message {row} on <b>{('bills', 'a bug')[row % 2]}</b></p>"
            label = ("bill", "bug")[row % 2] if row < 10 else ""
            writer.writerow([f"r{row}", body, *(row * k % 256 for k in range(64)), label])
    return path


def opened(file: Path, accepted: Proposal | None = None, **said: object) -> Annotation:
    source = prepare(OpenRequest(file=file, seed=1, **said))  # type: ignore[arg-type]
    return source.open(accepted=accepted)


def shown(annotation: Annotation) -> tuple[str, bool, int]:
    """The text of a row, whether it has a picture, and how many numbers are learned from."""
    sample = read_row(annotation, 20)
    names = annotation.features.names
    found = sample.fields[0].text, bool(sample.pictures), sum(each[0] == "p" for each in names)
    annotation.close()
    return found


READ, SOURCE = "message 20 on bills", "<p>message 20 on <b>bills</b></p>"


def test_the_default_is_what_enter_takes_and_the_session_goes_on_so(file: Path) -> None:
    source = prepare(OpenRequest(file=file, seed=1))
    assert source.proposal is not None
    asked = {each.argument: each.default.value for each in source.proposal.questions}
    assert asked == {"html": ("body",), "pixels": "8x8"}
    assert not any(each.changes for each in source.proposal.questions), "nobody has to be asked"
    first = source.open(accepted=source.proposal)
    numbers = len([name for name in first.features.names if name.startswith("p")])
    assert shown(first) == (READ, True, numbers)
    assert shown(opened(file)) == (READ, True, numbers)
    assert shown(opened(file, html=("body",), pixels="8x8")) == (READ, True, numbers)
    for said in ({"html": ("",)}, {"pixels": "no"}, {"pixels": "16x4"}):
        with pytest.raises(SessionError, match="started with another"):
            opened(file, **said)


def test_the_other_answers_are_kept_too(file: Path) -> None:
    source = prepare(OpenRequest(file=file, seed=1))
    assert source.proposal is not None
    proposal = source.proposal
    for question in source.proposal.questions:
        proposal = proposal.answer(question, question.answers[-1].value)
    text, is_drawn, _ = shown(source.open(accepted=proposal))
    assert (text, is_drawn) == (SOURCE, False)
    assert shown(opened(file))[:2] == (SOURCE, False)


def test_an_option_answers_and_stands_in_the_printed_command(file: Path) -> None:
    source = prepare(OpenRequest(file=file, seed=1, html=("",)))
    assert source.proposal is not None
    assert [each.argument for each in source.proposal.questions] == ["pixels"]
    annotation = source.open(accepted=source.proposal)
    values = Confirmed.of(annotation, source.proposal.schema, None).values()
    annotation.close()
    assert values["html"] == [""] and values["pixels"] == "8x8"
    assert values["columns"] == ("body,p0..p63",)


def test_a_session_of_before_knows_neither(file: Path) -> None:
    opened(file, html=("body",), pixels="8x8").close()
    stored = dict(read_settings(file.with_name("pages.csv.altui")).options)
    assert stored.pop("html") == ["body"] and stored.pop("pixels") == "8x8"
    options = DataOptions.from_json(stored)
    assert options.html == () and options.pixels is None


def test_columns_that_are_not_there_are_said(file: Path) -> None:
    with pytest.raises(InputError, match="there is no column 'bodi'"):
        prepare(OpenRequest(file=file, html=("bodi",)))
    with pytest.raises(InputError, match="no 784 columns in a row"):
        prepare(OpenRequest(file=file, pixels="28x28"))


def test_ranges_name_columns_and_their_roles(file: Path) -> None:
    wanted = ("id", "body=text", "p0..p31=numeric", "p32..p63=shown")
    guess = prepare(OpenRequest(file=file, columns=wanted)).guess
    assert guess is not None
    roles = guess.schema.roles()
    assert {roles[f"p{k}"] for k in range(32)} == {"numeric"}
    assert {roles[f"p{k}"] for k in range(32, 64)} == {"shown"}
    with pytest.raises(InputError, match="there is no column 'p64'"):
        prepare(OpenRequest(file=file, columns=("p0..p99=numeric",)))


def test_where_nobody_is_asked_what_is_taken_is_said(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(OpenRequest(file=file, read_only=True, target="label"))
    said = capsys.readouterr().err
    assert "HTML in the cells: 100% of 'body': read body without tags" in said
    assert "(--html)" in said and "picture" not in said


def test_an_answer_that_the_file_no_longer_has_is_the_default_again(file: Path) -> None:
    source = prepare(OpenRequest(file=file, seed=1))
    assert source.proposal is not None
    stale = replace(source.proposal, answers={"html": ("gone",), "pixels": "no"})
    assert source.proposal.reread(stale).answers == {"html": ("body",), "pixels": "no"}
