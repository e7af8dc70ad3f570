"""`--suggested`: from the command line to the row, `status`, `--json`, `report` and the export."""

from __future__ import annotations

import csv
import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.view import build_view
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.reading import read_session
from altui.session.suggested.telling import Suggested
from tests.cli.doors import Answer, Door, apart
from tests.examples import messages

CLASSES = ("billing", "bug", "praise")
GIVEN = ("--classes", ",".join(CLASSES), "--columns", "message=text", "--plain")
SUGGESTED = ("--suggested", "llm,chance")


def wrong(kind: str) -> str:
    return CLASSES[(CLASSES.index(kind) + 1) % len(CLASSES)]


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Every fourth guess is wrong; three are no class."""
    rows = [("id", "message", "llm", "chance")]
    for row, (id_, text, kind) in enumerate(messages()):
        guess = "spam" if row < 3 else wrong(kind) if row % 4 == 0 else kind.upper()
        rows.append((id_, text, guess, f"{50 + row % 50} %"))
    file = tmp_path / "mails.csv"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def label(mails: Path, *words: object, typed: str = "q\n") -> Answer:
    return apart("label", mails.name, *words, folder=mails.parent, text=typed)


def test_a_session_with_suggestions_from_its_start_to_its_figures(mails: Path, altui: Door) -> None:
    first = label(mails, *GIVEN, *SUGGESTED, "--audit", "0", typed="1\n2\n0\nq\n")
    assert first.status == 0, first.err
    assert "'llm' suggests no class in 3 rows, which count as without: 'spam' (3)" in first.err
    assert "llm" not in first.out.partition("labels  ")[0] and "suggested: " not in first.out
    assert "llm: not measured: there is no random check; on " in first.out
    assert re.search(r"^saved: .*(as suggested|suggested \w+)$", first.out, re.MULTILINE)
    again = label(mails, "--plain", "--show-suggested", typed="accept\n2\naccept\n2\nq\n")
    assert again.status == 0 and "From here on: show_suggested True" in again.err
    assert re.search(r"^suggested: \w+ at 0\.\d\d$", again.out, re.MULTILINE)
    session = mails.with_name("mails.csv.altui")
    events = [e for e in read_session(session).events if e.suggested]
    assert any(Suggested.loads(e.suggested).is_shown for e in events)  # type: ignore[union-attr]
    said = altui("status", session).out
    assert re.search(r"^suggestions +llm: not measured: there is no", said, re.MULTILINE)
    assert re.search(r"^showing them +your label on \d", said, re.MULTILINE)
    record = json.loads(altui("status", session, "--json").out)["suggested"]
    assert record["column"] == "llm" and record["unshown"]["total"] >= 2
    assert record["shown"]["total"] + record["withheld"]["total"] >= 2
    assert record["shown_less_withheld"] is None
    page = mails.with_name("page.html")
    altui("report", session, "-o", page)
    assert "too few to tell what showing does" in page.read_text()
    assert "cannot tell whether they were followed rightly" in page.read_text()


def test_the_random_check_says_how_often_they_are_right(mails: Path, altui: Door) -> None:
    """Answered by someone who always knows, of the file four times over."""
    head, *lines = mails.read_text().splitlines()
    again = (f"{time}{line}" for time in range(4) for line in lines)
    mails.write_text("\n".join([head, *again]) + "\n")
    kinds = {id_: kind for id_, _, kind in messages()}
    request = OpenRequest(
        file=mails,
        classes=CLASSES,
        columns=("message=text",),
        suggested="llm",
        show_suggested=True,
        audit=12,
        recheck=0,
        no_merge_identical=True,
    )
    with closing(prepare(request).open()) as annotation:
        while annotation.session.state.checked < 12:
            view = build_view(annotation, annotation.learner.round(annotation.session.knowledge()))
            row = view.shown_row
            assert row is not None and row.suggestion is not None
            is_drawn = row.row in annotation.session.state.drawn
            assert not (is_drawn and row.suggestion.is_shown)
            label = Decision.label(row.row, kinds[row.row_id[1:]], **view.shown_at(0.0))
            annotation.session.decide(label)
        drawn, ids = annotation.session.state.drawn, annotation.dataset.ids
        checked = [row for row in drawn if annotation.session.label(row)]
    guesses = {line.split(",")[0]: line.split(",")[-2] for line in mails.read_text().splitlines()}
    told = [(guesses[ids[row]].lower(), kinds[ids[row][1:]]) for row in checked]
    told = [(guess, kind) for guess, kind in told if guess != "spam"]
    record = json.loads(altui("status", mails, "--json").out)["suggested"]
    assert record["random_check"]["same"] == sum(guess == kind for guess, kind in told)
    assert record["random_check"]["total"] == len(told)
    assert record["shown"]["total"] > record["withheld"]["total"]
    assert record["unshown"]["total"] == 0
    said = altui("status", mails).out
    assert re.search(r"^suggestions +llm: your label on \d+/1\d \(.* %\) of the random", said, re.M)


def test_the_columns_are_kept_in_the_export_and_nothing_is_learned_from_them(
    mails: Path, altui: Door
) -> None:
    label(mails, *GIVEN, *SUGGESTED, typed="1\n2\nq\n")
    out = mails.with_name("out.csv")
    altui("export", mails, "-o", out)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[3]["llm"] and rows[3]["chance"]
    settings = read_session(mails.with_name("mails.csv.altui")).settings
    assert settings.roles["llm"] == settings.roles["chance"] == "hidden"
    new = mails.with_name("new.csv")
    new.write_text("message\nit crashes with an error\n")
    assert altui("predict", mails, new, "-o", mails.with_name("p.csv")).status == 0


def test_guesses_follow_the_classes_as_they_change(mails: Path) -> None:
    """A class that is added later is suggested from then on, here and when the session is opened
    again."""
    request = OpenRequest(
        file=mails, classes=CLASSES, columns=("message=text",), suggested="llm", audit=0
    )
    with closing(prepare(request).open()) as annotation:
        before = names(annotation)
        assert before[:3] == ["", "", ""] and set(before[3:]) == set(CLASSES)
        for change in (
            ClassChange("add", "spam"),
            ClassChange("rename", "bug", "defect"),
            ClassChange("merge", "billing", "praise"),
        ):
            annotation.session.decide(Decision.classes(change))
        annotation.follow_classes()
        now = {"": "spam", "bug": "defect", "billing": "praise", "praise": "praise"}
        after = names(annotation)
        assert after == [now[each] for each in before]
        asked = annotation.learner.round(annotation.session.knowledge()).query
    with closing(prepare(OpenRequest(file=mails)).open()) as again:
        assert names(again) == after
        assert again.learner.round(again.session.knowledge()).query == asked


def names(annotation: Annotation) -> list[str]:
    found, classes = annotation.dataset.suggestions, annotation.dataset.classes
    assert found is not None
    return [classes[k] if k >= 0 else "" for k in found.classes.tolist()]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--suggested", "lmm"), "there is no column 'lmm'. Did you mean 'llm'?"),
        (("--suggested", "llm,llm"), "cannot hold the suggestions and their probabilities"),
        (("--show-suggested",), "there are no suggestions to show"),
        (("--strategy", "disagreement"), "needs the labels that another model has suggested"),
        ((*SUGGESTED, "--target", "llm"), "'llm' holds suggestions"),
        (("--suggested", "chance"), "no row has a suggestion in 'chance' that is a class"),
    ],
)
def test_what_makes_no_sense_is_refused(mails: Path, words: tuple[str, ...], told: str) -> None:
    answer = label(mails, *GIVEN, *words)
    assert answer.status == 2 and told.partition(".")[0] in answer.err, answer.err
    assert not mails.with_name("mails.csv.altui").exists()


def test_a_session_keeps_them_and_takes_no_others(mails: Path) -> None:
    label(mails, *GIVEN, *SUGGESTED, typed="1\nq\n")
    assert label(mails, *GIVEN, *SUGGESTED).status == 0
    other = label(mails, *GIVEN, "--suggested", "llm")
    assert other.status == 2 and "started with another --suggested" in other.err


def test_a_session_without_takes_none_later(mails: Path) -> None:
    """Its model may have learned from that column, and the person may have read it."""
    label(mails, *GIVEN, typed="1\nq\n")
    later = label(mails, *GIVEN, *SUGGESTED)
    assert later.status == 2 and "started with another --suggested" in later.err
    shown = label(mails, "--plain", "--show-suggested")
    assert shown.status == 2 and "there are no suggestions to show" in shown.err


def test_where_nothing_names_the_classes_those_suggested_are_proposed(mails: Path) -> None:
    answer = label(mails, *SUGGESTED, "--plain")
    assert "classes: billing,bug,praise,spam" in answer.out.casefold(), answer.err
    assert "suggested labels" in answer.out


def test_nothing_is_simulated_by_a_strategy_that_lacks_its_suggestions(
    clouds: Path, altui: Door
) -> None:
    answer = altui("simulate", clouds, "--target", "label", "--strategy", "disagreement")
    assert answer.status == 2 and "needs the labels that another model" in answer.err
