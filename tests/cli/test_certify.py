"""A frozen model is examined by fresh rows until it is above or below its target."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from altui.errors import InputError, SessionError
from altui.labeling.certifying.certificate import Certification
from altui.labeling.certifying.certification import open_certification
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.certifying.betting import aimed_ends
from altui.learning.certifying.verdict import Verdict
from altui.session.events import Decision
from altui.session.session import Session
from altui.wording.certificate import statement
from tests.cli.doors import Door
from tests.cli.sessions import label, write_clouds
from tests.wording.pages import Strict


@pytest.fixture
def session(tmp_path: Path) -> Path:
    return label(write_clouds(tmp_path / "clouds.csv", 400), range(40))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "clouds.csv.certify.altui"


def opened(session: Path, place: Path, target: float = 0.8) -> Certification:
    return open_certification(session, place, target, "ada", None)


def answer(open_: Certification, times: int = 1000) -> Verdict:
    """Give true labels until the certificate is decided, or so many."""
    made = open_.learner.round(open_.session.knowledge())
    for _ in range(times):
        if made.query is None:
            break
        row = made.query.row
        open_.session.decide(Decision.label(row, open_.dataset.known_label(row)))
        made = open_.learner.round(open_.session.knowledge())
    open_.session.record(made)
    assert made.verdict is not None
    return made.verdict


def test_only_rows_without_a_label_are_asked_and_none_trains(session: Path, place: Path) -> None:
    open_ = opened(session, place)
    answer(open_, 30)
    assert min(open_.session.state.standings) >= 40
    assert len(open_.learner.fit(open_.session.knowledge()).classifier.classes_) == 2
    before = open_.learner.fit(open_.session.knowledge())
    answer(open_, 5)
    assert open_.learner.fit(open_.session.knowledge()) is before
    open_.close()


@pytest.mark.parametrize(("target", "is_above"), [(0.8, True), (0.99, False)])
def test_it_ends_above_or_below_and_says_so_in_a_statement(
    altui: Door, session: Path, place: Path, target: float, is_above: bool
) -> None:
    open_ = opened(session, place, target)
    verdict = answer(open_)
    assert verdict.is_above == is_above and verdict.is_below != is_above
    assert verdict.total == 360 and verdict.drawn == len(open_.session.state.answers)
    open_.close()
    said = altui("certify", str(session), "--target", str(target)).out
    assert f"{100 * target:g} % of the 360 rows that had no label then" in said
    assert ("at least" if is_above else "less than") in said
    assert f"Of {verdict.drawn} rows drawn" in said and "Waudby-Smith" in said
    assert re.search(r"trained on 40 labels of \S*clouds\.csv\.altui", said)
    assert "certificate" in altui("status", str(place)).out


def test_it_goes_on_where_it_was_left_with_the_model_as_it_was(session: Path, place: Path) -> None:
    first = opened(session, place)
    before = answer(first, 12)
    asked = first.learner.round(first.session.knowledge()).query
    first.close()
    trained = opened_for_labels(session)
    for row in range(100, 140):
        trained.decide(Decision.label(row, "cat"))
    trained.close()
    again = opened(session, place)
    after = again.learner.round(again.session.knowledge())
    assert (after.verdict, after.query) == (before, asked)
    again.close()


def opened_for_labels(session: Path) -> Session:
    view = Session.read(session)
    from altui.session.source.load import load_source

    data = load_source(view)
    return Session.resume(
        session, ids=data.ids, known=data.known, part=data.part, fingerprint=data.fingerprint
    )


def test_rows_without_an_answer_count_against_either_verdict(session: Path, place: Path) -> None:
    open_ = opened(session, place)
    made = open_.learner.round(open_.session.knowledge())
    for act in (Decision.skip, Decision.ignore, Decision.unsure):
        assert made.query is not None
        open_.session.decide(act(made.query.row))
        made = open_.learner.round(open_.session.knowledge())
    verdict = answer(open_, 5)
    assert (verdict.drawn, verdict.open_) == (8, 3)
    assert verdict.low == aimed_ends(verdict.right, 8, 360, 288)[0]
    assert verdict.high == aimed_ends(verdict.right + 3, 8, 360, 288)[1]
    assert "count against it" in " ".join(statement(open_.session.settings, verdict))
    open_.close()


def test_all_rows_answered_is_certain(session: Path, place: Path) -> None:
    open_ = opened(session, place)
    truth = np.mean(
        [
            open_.learner.predict(np.array([row]))[0] == open_.dataset.known[row]
            for row in range(40, 400)
        ]
    )
    open_.close()
    place.unlink()
    exact = opened(session, place, float(truth))
    verdict = answer(exact)
    assert verdict.is_above and not verdict.is_below
    exact.close()


def test_another_target_or_session_is_refused(altui: Door, session: Path, place: Path) -> None:
    opened(session, place).close()
    assert "has the target 0.8" in altui("certify", str(session), "--target", "0.7").err
    other = session.with_name("other.altui")
    session.rename(other)
    refused = altui("certify", str(other), "--session", str(place))
    assert refused.status == 2 and "about another session" in refused.err


def test_a_model_that_has_changed_is_noticed(
    session: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session, place).close()
    monkeypatch.setattr("altui.labeling.certifying.certificate.digest", lambda *_: "another")
    with pytest.raises(SessionError, match="not the frozen one"):
        opened(session, place)


def test_a_certificate_trains_no_model(session: Path, place: Path) -> None:
    opened(session, place).close()
    with pytest.raises(InputError, match="no model of its own"):
        opened(place, place.with_name("more.altui"))


def test_the_rows_to_expect_are_said_before_the_first(session: Path, tmp_path: Path) -> None:
    with closing(opened(session, tmp_path / "c.altui")) as unmeasured:
        (told,) = unmeasured.notes
        assert re.fullmatch(r"Expect about \d+ rows at 5 points above, \d+ .* the target\.", told)
    with closing(opened(session, tmp_path / "c.altui")) as resumed:
        assert not resumed.notes


def test_the_rows_to_expect_follow_from_what_was_measured(tmp_path: Path) -> None:
    session = label(write_clouds(tmp_path / "clouds.csv", 400), range(40), test="0.2")
    measure(session)
    with closing(opened(session, tmp_path / "c.altui")) as measured:
        assert re.match(r"Expect about \d+ rows after \d+/80 right so far", measured.notes[0])


def measure(session: Path) -> None:
    """Have the accuracy of the session's last round in its log."""
    prepared = prepare(OpenRequest(file=session.with_suffix("")))
    with closing(prepared.open()) as annotation:
        annotation.session.record(annotation.learner.round(annotation.session.knowledge()))


def test_nobody_can_choose_the_draw(session: Path, tmp_path: Path) -> None:
    firsts = []
    for name in ("a.altui", "b.altui"):
        with closing(opened(session, tmp_path / name)) as open_:
            firsts.append(open_.learner.round(open_.session.knowledge()).query)
    assert firsts[0] == firsts[1]
    with closing(opened(session, tmp_path / "c.altui", 0.81)) as other:
        assert other.learner.digest != open_.learner.digest


def test_status_and_report_give_class_shares_of_the_whole_file(
    altui: Door, session: Path, place: Path
) -> None:
    with closing(opened(session, place)) as open_:
        assert not open_.session.summary().shares
        answer(open_, 60)
    shares = json.loads(altui("status", str(place), "--json").out)["class_shares"]
    assert set(shares) == {"ant", "cat"}
    for found in shares.values():  # half of all 400 rows are cats, by `write_clouds`
        assert found["low"] <= 0.5 <= found["high"] and found["low"] < found["share"]
    assert re.search(r"class shares +ant \S+ % \(", altui("status", str(place)).out)
    assert "(the model of 40 labels)" in altui("status", str(session)).out
    told = json.loads(altui("status", str(session), "--json").out)
    assert told["certificate"]["class_shares"] == shares
    for one in (place, session):
        page = place.with_name(f"{one.name}.html")
        assert altui("report", str(one)).status == 0
        written = page.read_text()
        assert "prediction-powered" in written and "<h2>Certificate</h2>" in written
        assert not Strict(written).open
