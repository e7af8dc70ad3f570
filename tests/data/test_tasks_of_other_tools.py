"""Label Studio and Prodigy: tasks in, their answers as labels, and out again unharmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.schema import Role
from altui.data.writers.output import Asked, Extra
from altui.data.writers.writing import check_format, write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

PAST = ("altui_label", "altui_part", "altui_time", "altui_note")


def choice(*names: str, control: str = "sentiment", **more: Any) -> dict[str, Any]:
    result = {"from_name": control, "to_name": "t", "type": "choices", "value": {"choices": names}}
    return {"id": 7, "result": [result], **more}


def tasks(*annotations: list[dict[str, Any]]) -> str:
    made = (
        {"id": n, "data": {"text": f"t{n}"}, "annotations": a} for n, a in enumerate(annotations)
    )
    return json.dumps(list(made), indent=1)


def answers(*cells_of_row: tuple[str | None, ...]) -> Extra:
    return lambda row: [*cells_of_row[row], *[None] * (len(PAST) - len(cells_of_row[row]))]


def test_a_choice_is_the_label_and_what_was_cancelled_is_none(table: MakeTable) -> None:
    content = tasks([choice("good")], [], [choice("bad", was_cancelled=True)])
    opened = table(content, "tasks.json")
    assert opened.kind == "labelstudio" and opened.columns == ("id", "text", "label")
    assert cells(opened) == [("0", "t0", "good"), ("1", "t1", ""), ("2", "t2", "")]
    assert opened.notes == ["1 annotations were cancelled: no label"]


def test_two_choices_in_a_row_are_refused_in_a_sentence(table: MakeTable) -> None:
    for two in ([choice("good", "bad")], [choice("good"), choice("bad")]):
        with pytest.raises(InputError, match="2 choices, 'good' and 'bad'") as caught:
            table(tasks([choice("good")], two), "tasks.json")
        assert "line 25" in caught.value.where and "Label Studio" in caught.value.hint
    assert cells(table(tasks([choice("good"), choice("good")]), "tasks.json"))[0][2] == "good"


def test_two_questions_are_two_columns(table: MakeTable) -> None:
    both = [choice("good"), choice("short", control="length")]
    opened = table(tasks(both, []), "tasks.json")
    assert opened.columns == ("id", "text", "sentiment", "length")
    assert cells(opened)[0][2:] == ("good", "short")


def test_tasks_come_out_as_they_came_in_with_annotations_added(
    table: MakeTable, tmp_path: Path
) -> None:
    content = tasks([choice("good")], [], [])
    extra = answers(
        ("good", "known"), ("bad", "labeled", "2026-01-02T03:04:05Z", "why"), ("", "ignored")
    )
    out = tmp_path / "out.json"
    write_table(table(content, "tasks.json"), out, PAST, extra, format="labelstudio")
    before, after = json.loads(content), json.loads(out.read_text())
    assert after[0] == before[0]
    assert [{**task, "annotations": []} for task in after[1:]] == before[1:]
    (added,) = after[1]["annotations"]
    (result,) = added["result"]
    assert result["value"] == {"choices": ["bad"]} and result["meta"] == {"text": ["why"]}
    assert (result["from_name"], result["to_name"]) == ("sentiment", "t")
    assert after[2]["annotations"][0]["was_cancelled"] is True
    assert [row[2] for row in cells(open_table(out))] == ["good", "bad", ""]


def test_a_table_becomes_tasks_of_label_studio(table: MakeTable, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    extra = answers(("a", "labeled"), ("", "unlabeled"))
    write_table(table("text,n\nhi,1\nho,2\n"), out, PAST, extra, format="labelstudio")
    first, second = json.loads(out.read_text())
    assert first["data"] == {"text": "hi", "n": "1"} and second["annotations"] == []
    assert first["annotations"][0]["result"][0]["from_name"] == "label"


PRODIGY = [
    {
        "text": "one",
        "meta": {"id": "m1", "n": [1]},
        "accept": ["a"],
        "answer": "accept",
        "_input_hash": 1,
    },
    {"text": "two", "meta": {"id": "m2"}, "accept": ["b"], "answer": "reject", "_input_hash": 2},
    {"text": "three", "accept": [], "answer": "accept", "_input_hash": 3, "score": 0.50},
]
LINES = "".join(json.dumps(each) + "\n" for each in PRODIGY)


def test_an_accepted_option_is_the_label(table: MakeTable) -> None:
    opened = table(LINES, "tasks.jsonl")
    found = opened.texts(["label", "meta.id", "meta.n"])
    assert opened.kind == "prodigy" and list(found["label"]) == ["a", "", ""]
    assert list(found["meta.id"]) == ["m1", "m2", ""] and found["meta.n"][0] == "[1]"
    assert opened.notes == ["1 rows were rejected or ignored: no label"]


def test_what_prodigy_keeps_is_not_learned_from(table: MakeTable) -> None:
    schema = infer_schema(table(LINES, "tasks.jsonl"))
    roles = {column.name: column.role for column in schema.columns}
    assert {roles[name] for name in ("_input_hash", "accept", "answer")} == {Role.HIDDEN}
    assert roles["label"] is Role.TARGET


def test_a_binary_answer_counts_where_it_is_accepted(table: MakeTable) -> None:
    made = ({"text": "x", "label": "A", "answer": each} for each in ("accept", "reject", "ignore"))
    opened = table("".join(json.dumps(each) + "\n" for each in made), "tasks.jsonl")
    assert list(opened.texts(["label"])["label"]) == ["A", "", ""]


def test_two_accepted_options_are_refused_in_a_sentence(table: MakeTable) -> None:
    with pytest.raises(InputError, match="2 options are accepted here, 'a' and 'b'") as caught:
        table(LINES + json.dumps({"text": "x", "accept": ["a", "b"]}), "tasks.jsonl")
    assert caught.value.where.endswith("tasks.jsonl, line 4")


def test_prodigy_tasks_come_out_as_they_came_in(table: MakeTable, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    extra = answers(("a", "known"), ("", "ignored"), ("b", "labeled"))
    write_table(table(LINES, "tasks.jsonl"), out, PAST, extra, format="prodigy")
    first, second, third = out.read_text().splitlines()
    assert first == LINES.splitlines()[0] and json.loads(second)["answer"] == "ignore"
    assert json.loads(third) == {**PRODIGY[2], "accept": ["b"]}
    assert list(open_table(out).texts(["label"])["label"]) == ["a", "", "b"]


def test_a_table_becomes_tasks_of_prodigy(table: MakeTable, tmp_path: Path) -> None:
    out, extra = tmp_path / "out.jsonl", answers(("", "unlabeled"), ("a", "labeled"))
    opened = table("body\nhi there\nho\n")
    with pytest.raises(InputError, match="a column named 'text'"):
        write_table(opened, out, PAST, extra, format="prodigy")
    asked = Asked(("a", "b"), "body")
    write_table(opened, out, PAST, extra, format="prodigy", asked=asked, overwrite=True)
    first, second = map(json.loads, out.read_text().splitlines())
    assert first["text"] == "hi there" and "answer" not in first
    assert [each["id"] for each in second["options"]] == ["a", "b"] and second["accept"] == ["a"]
    assert list(open_table(out).texts(["label"])["label"]) == ["", "a"]


def test_an_ending_that_two_formats_share_needs_the_format(
    table: MakeTable, tmp_path: Path
) -> None:
    opened = table(LINES, "tasks.jsonl")
    with pytest.raises(InputError, match="tasks of another tool") as caught:
        check_format(opened, tmp_path / "x.jsonl", "")
    assert caught.value.hint == "Say which: `format` prodigy, or `format` jsonl."
    check_format(opened, tmp_path / "x.jsonl", "jsonl")
    check_format(opened, tmp_path / "x.csv", "")


def test_a_session_that_kept_no_kind_reads_the_columns_that_it_knew(table: MakeTable) -> None:
    options = DataOptions.from_json({"classes": ["a", "b"]})
    before = open_table(table(LINES, "tasks.jsonl").path, layout=options.layout)
    assert options.layout.version == 0 and before.kind == "jsonl"
    assert before.columns == ("text", "meta", "accept", "answer", "_input_hash", "score")


def test_labels_that_are_there_are_known(table: MakeTable) -> None:
    opened = table(tasks([choice("good")], [choice("bad")], []), "tasks.json")
    dataset = load_dataset(opened, infer_schema(opened), DataOptions())
    assert dataset.classes == ("bad", "good") and dataset.known.tolist() == [1, 0, -1]
