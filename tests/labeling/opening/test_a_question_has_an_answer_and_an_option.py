"""What a file leaves open is asked with a default, answered by an option, and kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from altui.data.schema import Role
from altui.errors import InputError
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.proposal import Proposal
from altui.session.reading import read_settings


def texts(path: Path, labels: list[str], name: str = "label") -> Path:
    lines = [f"m{n:03},a text of some words {n % 7},{label}" for n, label in enumerate(labels)]
    path.write_text(f"id,text,{name}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def proposed(file: Path, **said: object) -> Proposal:
    proposal = prepare(OpenRequest(file=file, **said)).proposal  # type: ignore[arg-type]
    assert proposal is not None
    return proposal


VARIANTS = ["Yes", "yes ", "YES", "no", "No", ""] * 5


def test_names_written_in_several_ways_are_asked_about_once(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", VARIANTS)
    proposal = proposed(file)
    (question,) = proposal.questions
    assert (question.argument, question.changes) == ("variants", "classes")
    with closing(prepare(OpenRequest(file=file)).open(accepted=proposal)) as annotation:
        assert len(annotation.dataset.classes) == 2
        assert annotation.dataset.known[:3].tolist() == [1, 1, 1]
    assert read_settings(tmp_path / "d.csv.altui").options["labels"]["joins_variants"]  # type: ignore[index]


def test_an_option_answers_and_nothing_is_asked(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", VARIANTS)
    proposal = proposed(file, variants="keep")
    assert not proposal.questions
    with closing(prepare(OpenRequest(file=file, variants="keep")).open()) as annotation:
        assert annotation.dataset.classes == ("No", "YES", "Yes", "no", "yes")


def test_another_answer_is_kept_and_the_session_goes_on_with_it(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", VARIANTS)
    prepared = prepare(OpenRequest(file=file))
    assert prepared.proposal is not None
    other = prepared.proposal.answer(prepared.proposal.questions[0], "keep")
    with closing(prepared.open(accepted=other)) as annotation:
        assert len(annotation.dataset.classes) == 5
    with closing(prepare(OpenRequest(file=file)).open()) as annotation:
        assert len(annotation.dataset.classes) == 5
    assert read_settings(tmp_path / "d.csv.altui").options["asked"]["--variants"] == "keep"  # type: ignore[index]


def test_nobody_to_ask_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", VARIANTS)
    with pytest.raises(InputError, match="written in several ways") as caught:
        prepare(OpenRequest(file=file, read_only=True))
    assert "`variants` join" in caught.value.hint and "`variants` keep" in caught.value.hint
    prepare(OpenRequest(file=file, read_only=True, variants="join"))


def test_even_with_all_columns_said_a_question_of_classes_is_asked(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", VARIANTS)
    said = {"target": "label", "classes": ("yes", "no"), "columns": ("text",)}
    assert prepare(OpenRequest(file=file, **said)).proposal is not None  # type: ignore[arg-type]
    answered = OpenRequest(file=file, variants="join", **said)  # type: ignore[arg-type]
    assert prepare(answered).proposal is None
    with closing(prepare(answered).open()) as annotation:
        assert annotation.dataset.classes == ("yes", "no")
        assert annotation.dataset.known[:5].tolist() == [0, 0, 0, 1, 1]


def test_markers_are_rows_without_a_label_unless_one_says_classes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = texts(tmp_path / "d.csv", ["None", "urgent", "", "NA", "n/a", "?"] * 5)
    proposal = proposed(file)
    (question,) = proposal.questions
    assert question.default.value == ("?", "NA", "n/a")
    assert proposal.unlabeled == 20
    assert proposal.answer(question, ("",)).unlabeled == 5
    loaded = prepare(OpenRequest(file=file, read_only=True)).load()
    assert loaded.dataset.classes == ("None", "urgent")
    assert "--no-label" in capsys.readouterr().err
    kept = prepare(OpenRequest(file=file, read_only=True, no_label=("",))).load()
    assert kept.dataset.classes == ("?", "NA", "None", "n/a", "urgent")


def test_a_list_of_one_is_its_label_and_several_are_refused_before_the_first_row(
    tmp_path: Path,
) -> None:
    file = tmp_path / "d.jsonl"
    lines = ['{"text": "some words here", "label": ["a"]}', '{"text": "others", "label": ["b"]}']
    file.write_text("\n".join([*lines * 6, '{"text": "no", "label": []}']))
    loaded = prepare(OpenRequest(file=file, read_only=True)).load()
    assert loaded.dataset.classes == ("a", "b") and loaded.dataset.known[-1] == -1
    file.write_text("\n".join([*lines * 6, '{"text": "no", "label": ["a", "b"]}']))
    with pytest.raises(InputError, match="several labels") as caught:
        prepare(OpenRequest(file=file))
    assert "line 13" in caught.value.where


def test_a_whole_number_is_the_same_class_with_and_without_its_point(tmp_path: Path) -> None:
    file = texts(tmp_path / "d.csv", ["1.0", "0.0", "", "1"] * 6, "included")
    proposal = proposed(file)
    assert proposal.schema.target == "included" and not proposal.questions
    loaded = prepare(OpenRequest(file=file, read_only=True, classes=("1", "0"))).load()
    assert loaded.dataset.known[:4].tolist() == [0, 1, -1, 0]


def test_a_column_of_very_many_values_is_asked_about_before_it_is_the_label(
    tmp_path: Path,
) -> None:
    file = texts(tmp_path / "d.csv", [f"c{n % 60}" for n in range(120)], "category")
    proposal = proposed(file)
    assert proposal.schema.target is None
    assert proposal.schema.column("category").role is Role.SHOWN
    (question,) = proposal.questions
    answered = proposal.answer(question, "category")
    assert answered.schema.target == "category"
    assert answered.answer(question, "").schema.target is None


def test_rows_marked_as_test_are_proposed_as_the_test_set(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    rows = [
        f"some words {n % 9},{'test' if n % 4 == 0 else 'train'},{'ab'[n % 3 % 2]}"
        for n in range(80)
    ]
    file.write_text("text,split,label\n" + "\n".join(rows))
    proposal = proposed(file)
    (question,) = proposal.questions
    assert (question.argument, question.default.value) == ("test", "split")
    assert proposal.schema.column("split").role is not Role.CATEGORICAL and not proposal.price
    with closing(prepare(OpenRequest(file=file)).open(accepted=proposal)) as annotation:
        assert annotation.session.settings.test_rows == 20


def test_a_swallowing_quote_is_read_anew_with_each_answer(tmp_path: Path) -> None:
    file = tmp_path / "t.tsv"
    lines = [f"{n}\t{'' if n not in (3, 9) else chr(34)}words of {n}\t" for n in range(30)]
    lines[9] = '9\twords of 9"\t'
    file.write_text("id\ttweet\tkind\n" + "\n".join(lines) + "\n")
    proposal = proposed(file)
    (question,) = proposal.questions
    assert proposal.rows == 30
    as_cell = proposal.answer(question, "csv")
    assert as_cell.rows == 24
    assert as_cell.answer(question, "text").rows == 30


@pytest.mark.parametrize("mark", [";", "|", "; ", "/"])
def test_labels_made_of_several_are_told_of(tmp_path: Path, mark: str) -> None:
    labels = ["a", "b", f"a{mark}b", f"b{mark}c", f"a{mark}c", ""] * 4
    told = proposed(texts(tmp_path / "d.csv", labels)).notes
    assert f"labels such as 'a{mark}b' hold several" in told[-1]


@pytest.mark.parametrize("labels", [["n/a-like", "and/or"], ["Doe; J.", "Roe; K."], ["a", "b"]])
def test_a_mark_in_a_name_makes_no_several(tmp_path: Path, labels: list[str]) -> None:
    assert not proposed(texts(tmp_path / "d.csv", [*labels, ""] * 4)).notes


def test_words_for_no_label_yet_are_markers_and_minus_beside_plus_is_none(tmp_path: Path) -> None:
    words = ["spam", "ham", "unlabeled", "TODO", "tbd"] * 6
    (question,) = proposed(texts(tmp_path / "d.csv", words)).questions
    assert question.default.value == ("TODO", "tbd", "unlabeled")
    assert not proposed(texts(tmp_path / "p.csv", ["+", "-", ""] * 6)).questions
    (question,) = proposed(texts(tmp_path / "m.csv", ["a", "b", "-"] * 6)).questions
    assert question.default.value == ("-",)


def test_another_answer_to_the_same_question_is_no_silent_feature(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    rows = [f"some words {n % 9},{'ab'[n % 2]},{'ab'[n % 3 % 2]}" for n in range(60)]
    file.write_text("text,label,second\n" + "\n".join(rows))
    assert "the classes: learned from, h hides it" in proposed(file).schema.column("second").reason
