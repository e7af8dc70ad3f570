"""`--seed-text`: a session begins from words, says so, and goes on with them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.reading import read_settings
from altui.session.source.reload import options_of
from tests.cli.doors import Answer, Door, apart
from tests.examples import messages

BILLING, BUG = "billing=invoice, charged twice, subscription", "bug=crashes, error, flibbertigibbet"
AS_TEXT = ("--classes", "billing,bug,praise", "--columns", "message=text", "--plain")


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    file = tmp_path / "mails.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([("id", "message"), *(row[:2] for row in messages())])
    return file


def label(mails: Path, *words: object, typed: str = "q\n") -> Answer:
    return apart("label", mails.name, *AS_TEXT, *words, folder=mails.parent, text=typed)


def said(*words: str) -> list[str]:
    return [part for each in words for part in ("--seed-text", each)]


def test_a_session_begins_from_words_and_says_so(mails: Path, altui: Door) -> None:
    first = label(mails, *said(BILLING, BUG), typed="praise\nq\n")
    assert first.status == 0
    assert "of the words for 'bug': 'flibbertigibbet'" in first.err
    assert "0 labels given, begins from your words for 2 classes" in first.out
    assert "the model: billing 0." in first.out and "no model yet" not in first.out
    again = label(mails, *said(BILLING, BUG))
    assert again.status == 0 and "query 2" in again.out
    session = mails.with_name("mails.csv.altui")
    status = altui("status", session)
    assert "the model begins from your words for 2 classes, until each has" in status.out
    record = json.loads(altui("status", session, "--json").out)
    assert record["words"] == 2 and record["labeled"] == 1
    assert record["per_class"] == {"billing": 0, "bug": 0, "praise": 1}
    page = mails.with_name("page.html")
    altui("report", session, "-o", page)
    assert "begins from your words for 2 classes" in page.read_text()
    exported = mails.with_name("out.csv")
    altui("export", session, "-o", exported, "--only-labeled")
    with exported.open(newline="") as file:
        assert [row["altui_label"] for row in csv.DictReader(file)] == ["praise"]


def test_what_is_shown_and_what_is_predicted_come_from_the_same_model(
    mails: Path, altui: Door
) -> None:
    label(mails, *said(BILLING, BUG), typed="praise\nq\n")
    session, out = mails.with_name("mails.csv.altui"), mails.with_name("predicted.csv")
    assert altui("predict", session, mails, "-o", out).status == 0
    with out.open(newline="") as file:
        predicted = {row["id"]: row for row in csv.DictReader(file)}
    # What the person sees when they come back is that model's too.
    annotation = prepare(OpenRequest(file=mails)).open()
    try:
        query = annotation.learner.round(annotation.session.knowledge()).query
        assert query is not None and query.probabilities is not None
        row = predicted[annotation.dataset.ids[query.row]]
    finally:
        annotation.close()
    shares = [float(row[f"altui_p_{name}"]) for name in ("billing", "bug", "praise")]
    assert shares == pytest.approx(query.probabilities, abs=1e-5)
    right = [predicted[id_]["altui_predicted"] == kind for id_, _, kind in messages()]
    assert sum(right) / len(right) > 0.6


def test_the_session_keeps_them_and_one_begun_before_has_none(mails: Path) -> None:
    label(mails, *said(BILLING, BUG))
    settings = read_settings(mails.with_name("mails.csv.altui"))
    assert options_of(settings).seed_text == (BILLING, BUG)
    del settings.options["seed_text"]
    assert options_of(settings).seed_text == ()


def test_other_words_are_another_session(mails: Path) -> None:
    label(mails, *said(BILLING, BUG))
    answer = label(mails, *said(BILLING))
    assert answer.status == 2 and "started with another --seed-text" in answer.err
    assert label(mails).status == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("bugs=crashes", "there is no class 'bugs' for these words\nDid you mean 'bug'?"),
        ("crashes", "the words 'crashes' are for no class"),
        ("bug=", "no words for 'bug'"),
        ("bug=flibbertigibbet", "no row has any of the words for 'bug': flibbertigibbet"),
    ],
)
def test_words_that_cannot_be_used_are_named(mails: Path, words: str, message: str) -> None:
    answer = label(mails, "--seed-text", words)
    assert answer.status == 2 and message in answer.err
    assert not mails.with_name("mails.csv.altui").exists()


def test_words_need_a_text(clouds: Path) -> None:
    told = ("--target", "label", "--hide-labels", "--plain", "--seed-text", "ant=small")
    answer = apart("label", clouds.name, *told, folder=clouds.parent, text="q\n")
    assert answer.status == 2 and "need a column of text, and none is learned from" in answer.err
    assert "--text COLUMN" in answer.err


def test_the_descriptions_of_classes_are_words_if_one_says_so(mails: Path) -> None:
    classes = mails.with_name("classes.toml")
    classes.write_text(
        '[[class]]\nname = "billing"\ndescription = "Charged twice, or a wrong invoice"\n'
        '[[class]]\nname = "bug"\ndescription = "It crashes"\n'
        '[[class]]\nname = "praise"\n'
    )
    columns = ("--classes-file", classes.name, "--columns", "message=text", "--plain")
    for name, words, told in (
        ("with", ("--seed-text", "descriptions"), True),
        ("without", (), False),
    ):
        session = ("--session", f"{name}.altui")
        for _ in range(2):
            answer = apart(
                *("label", mails.name, *columns, *session, *words), folder=mails.parent, text="q\n"
            )
            assert answer.status == 0, answer.err
            assert ("begins from your words for 2 classes" in answer.out) is told
    answer = label(mails, "--seed-text", "descriptions")
    assert answer.status == 2 and "no class has a description to begin from" in answer.err
