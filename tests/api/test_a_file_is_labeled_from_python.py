"""altui.open: what is asked, what is answered, and what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_type_hints

import pytest

import altui
from altui.api.label_options import RENAMED, LabelOptions
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from tests.examples import CLASSES, true_class
from tests.terminal import program

pytestmark = pytest.mark.usefixtures("messages")


def opened(**options: Any) -> altui.LabelingSession:
    return altui.open("messages.csv", **{"classes": CLASSES, **options})


def label_some(session: altui.LabelingSession, count: int) -> None:
    for query in session.queries(count):
        session.label(query, true_class(query.id))


def test_every_option_of_the_command_is_an_argument() -> None:
    names = {RENAMED.get(name, name) for name in get_type_hints(LabelOptions)}
    assert names == {*options_of(OpenRequest)}


def test_a_row_comes_with_what_the_model_thinks() -> None:
    with opened(audit=0, recheck=0) as session:
        first = session.query()
        assert first is not None and first.probabilities is None and first.predicted is None
        assert first.values == {"text": first.text} and first.id.startswith("m")
        label_some(session, 12)
        query = session.query()
        assert query is not None and query.probabilities is not None
        assert [*query.probabilities] == [*CLASSES] and query.strategy == "margin"
        assert sum(query.probabilities.values()) == pytest.approx(1)
        assert query.uncertainty == pytest.approx(1 - max(query.probabilities.values()))


def test_a_hidden_prediction_stays_hidden() -> None:
    with opened(blind=True) as session:
        label_some(session, 12)
        query = session.query()
        assert query is not None and query.probabilities is query.uncertainty is None


def test_the_same_row_is_asked_until_it_is_answered() -> None:
    with opened() as session:
        first = session.query()
        assert first is not None and session.query() == first
        session.flag(first)
        session.note(first, "odd")
        assert session.query() == first
        session.skip(first)
        assert session.query() != first


def test_a_row_may_be_named_by_its_id_or_its_number() -> None:
    with opened() as session:
        session.label("m003", "praise")
        session.label(4, "bug")
        session.label("m003", "billing")
        told = {each["id"]: each["altui_label"] for each in session.to_arrow().to_pylist()}
    assert (told["m003"], told["m005"]) == ("billing", "bug")


def test_a_loop_ends_with_the_budget_and_with_the_rows() -> None:
    with opened(budget=4) as session:
        label_some(session, 100)
        assert session.summary.labels_given == 4
    with opened(session="all.altui", recheck=0) as session:
        label_some(session, 100)
        assert session.summary.labels_given == 48 and session.query() is None


def test_a_row_that_was_passed_over_is_told() -> None:
    with opened() as session, pytest.raises(altui.AltuiError, match="has no answer yet"):
        for _ in session.queries(2):
            pass


def test_steps_are_taken_back_and_done_again() -> None:
    with opened() as session:
        for query, answer in zip(session.queries(3), ("ignore", "unsure", "skip"), strict=True):
            getattr(session, answer)(query)
        label_some(session, 1)
        assert session.summary.labels_given == 1
        session.undo()
        assert session.summary.labels_given == 0
        session.redo()
        assert session.summary.labels_given == 1
        with pytest.raises(altui.AltuiError, match="nothing to redo"):
            session.redo()


def test_a_row_that_is_asked_again_may_be_settled() -> None:
    with opened(recheck=2, audit=0) as session:
        found = ""
        for query in session.queries(40):
            found = query.again or found
            if query.again == "settle":
                assert set(query.differing) == {true_class(query.id), "bug"}
                break
            session.label(query, "bug" if query.again else true_class(query.id))
        assert found == "settle"
        session.label(query, true_class(query.id))
        with pytest.raises(altui.AltuiError, match="is not asked again now"):
            session.label(query, "bug")
        assert session.summary.labels_given > 3


def test_the_accuracy_has_its_interval_and_its_kind(messages: Path) -> None:
    with opened(audit=12) as session:
        assert session.accuracy is None
        label_some(session, 48)
        found = session.accuracy
        # A tenth of 48 rows is too few to show.
        assert found is None and session.summary.labels_given >= 44
    file = messages / "messages.csv"
    lines = file.read_text().splitlines()
    marked = [f"{line},{number % 2}" for number, line in enumerate(lines[1:])]
    labels = [f"{line},{true_class(line.split(',')[0])}" for line in marked]
    (messages / "tested.csv").write_text("\n".join(["id,text,test,kind", *labels]))
    with altui.open("tested.csv", target="kind", test="test", hide_labels=True) as session:
        label_some(session, 15)
        found = session.accuracy
    assert found is not None and (found.total, found.kind) == (24, "test")
    low, high = found.interval
    assert low <= found.accuracy <= high and str(found).endswith("test)")


def test_a_hidden_label_is_revealed(messages: Path) -> None:
    lines = [f"{n}.5,{'xy'[n % 2]}" for n in range(30)]
    (messages / "known.csv").write_text("\n".join(["size,kind", *lines]))
    with altui.open("known.csv", target="kind") as session:
        for query in session.queries(4):
            session.reveal(query)
        labels = session.to_arrow(only_labeled=True).to_pylist()
    assert [each["altui_label"] for each in labels] == [each["kind"] for each in labels] != []


def test_the_export_is_that_of_the_command(messages: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with opened() as session:
        label_some(session, 5)
        session.note("m001", "look")
        mine, labeled = session.to_arrow(), session.to_arrow(only_labeled=True)
    program.run("export", "messages.csv", "-o", "out.parquet", folder=messages)
    assert mine.equals(parquet.read_table(messages / "out.parquet"))
    assert labeled.num_rows == 5
    pandas = pytest.importorskip("pandas")
    with opened() as session:
        assert isinstance(session.to_pandas(), pandas.DataFrame)
        assert session.to_pandas().equals(mine.to_pandas())


def test_what_altui_takes_for_granted_is_noted_and_not_printed(
    messages: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = [f"{n},{'<p>hello' if n % 2 else '<b>bye'} {n}</p>" for n in range(40)]
    (messages / "pages.csv").write_text("\n".join(["id,page", *lines]))
    with altui.open("pages.csv", classes=["a", "b"]) as session:
        assert any("HTML" in each for each in session.notes)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"classes": ()}, "which classes are there?"),
        ({"classes": ["a", "a"]}, "a class name is empty or given twice"),
        ({"strategy": "luck"}, "there is no query strategy 'luck'"),
        ({"model": "luck"}, "there is no model 'luck'"),
        ({"text": "texts"}, "there is no column 'texts'"),
        ({"seed": -1}, "`seed` is -1, and has to be a whole number, 0 to 4.29497e"),
        ({"seed": 1.5}, "`seed` is 1.5, and has to be a whole number"),
        ({"budget": 0}, "`budget` is 0, and has to be a whole number, 1 or more"),
        ({"budget": True}, "`budget` is True, and has to be a whole number"),
        ({"overlap": 2}, "`overlap` is 2, and has to be a number, 0 to 1"),
        ({"boundary": "round"}, "`boundary` is 'round'"),
        ({"overlap": 0.1}, "without shares or a team nothing overlaps"),
    ],
)
def test_what_cannot_be_opened_is_said(messages: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(altui.AltuiError, match=said):
        opened(**options)
    assert not (messages / "messages.csv.altui").exists()


def test_an_argument_that_there_is_not_is_a_mistake_of_the_code() -> None:
    with pytest.raises(TypeError, match=r"no argument 'clases'\. Did you mean 'classes'"):
        opened(clases=["a", "b"])
    with pytest.raises(TypeError, match=r"there is no argument 'xyzzy'$"):
        opened(xyzzy=1)


def test_where_only_a_person_knows_the_argument_is_named(messages: Path) -> None:
    lines = [f"{n}.5,{each}" for n, each in enumerate(("Yes", "yes", "no", "") * 10)]
    (messages / "spelled.csv").write_text("\n".join(["size,kind", *lines]))
    with pytest.raises(altui.AltuiError, match=r"Say which: `variants` join .*`variants` keep"):
        altui.open("spelled.csv", target="kind")
    with altui.open("spelled.csv", target="kind", variants="join") as session:
        assert len(session.classes) == 2


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(altui.AltuiError, match="there is no such file"):
        altui.open("nowhere.csv", classes=["a", "b"])


@pytest.mark.parametrize(
    ("row", "name", "said"),
    [
        ("m900", "bug", "there is no row with the id 'm900'"),
        (48, "bug", "there is no row 48"),
        (-1, "bug", "there is no row -1"),
        ("m001", "bugs", "there is no class 'bugs'"),
    ],
)
def test_what_cannot_be_labeled_is_said_and_changes_nothing(row: Any, name: str, said: str) -> None:
    with opened() as session:
        with pytest.raises(altui.AltuiError, match=said):
            session.label(row, name)
        assert session.summary.labels_given == 0
        label_some(session, 2)
        assert session.summary.labels_given == 2


def test_a_closed_session_says_so() -> None:
    with opened() as session:
        pass
    session.close()
    for use in (session.query, session.undo, lambda: session.summary):
        with pytest.raises(altui.AltuiError, match="this session is closed"):
            use()


def test_an_interrupted_wait_confuses_no_later_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """ctrl+c may come while a label is written: it is written, and the next call is its own."""
    from altui.api.engine_waiting import WaitingEngine

    take = WaitingEngine._take

    def interrupted(_: WaitingEngine) -> Any:
        raise KeyboardInterrupt

    with opened() as session:
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(WaitingEngine, "_take", interrupted)
            session.label("m001", "bug")
        assert WaitingEngine._take is take
        with pytest.raises(altui.AltuiError, match="there is no class 'bugs'"):
            session.label("m002", "bugs")
        session.label("m002", "bug")
        assert session.summary.labels_given == 2
