"""`status`, `export`, `report` and `verify` of a team file, and every command that refuses one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.schema import FEATURES
from altui.session.events import Decision
from tests.cli.doors import Door, outside
from tests.cli.teams import accept_changes, labeled_by, merged

KIM = {0: "ant", 1: "cat", 2: "ant", 3: "cat"}
SAM = {2: "ant", 3: "ant", 4: "ant"}


@pytest.fixture
def team(altui: Door, clouds: Path) -> Path:
    kim = labeled_by("kim", clouds, KIM, more=(Decision.note(3, "hard"),))
    return merged(altui, kim, labeled_by("sam", clouds, SAM))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_status_tells_people_rows_and_what_is_open(altui: Door, team: Path) -> None:
    answer = altui("status", team)
    assert (answer.status, answer.err) == (0, "")
    said = {line[:16].strip(): line[16:].strip() for line in answer.out.splitlines()}
    assert said["by kim"].startswith("4 labels; last activity 20")
    assert said["by sam"].startswith("3 labels; last activity 20")
    assert said["answered"] == "5 rows"
    assert said["by several"] == "2 rows: 1 alike, 1 open"
    assert said["labels that hold"] == "ant: 3, cat: 1"
    assert said["next"] == f"1 row is open: altui settle {team} --as NAME"


def test_json_is_one_object(altui: Door, team: Path) -> None:
    told = json.loads(altui("status", team, "--json").out)
    people = [(each["name"], each["labels"]) for each in told["people"]]
    assert people == [("kim", 4), ("sam", 3)]
    assert (told["answered"], told["open"], told["settled"]) == (5, 1, 0)
    assert told["per_class"] == {"ant": 3, "cat": 1}


def test_status_needs_no_data_and_no_learner(team: Path, clouds: Path) -> None:
    clouds.unlink()
    code = (
        "import sys\nfrom altui.cli.main import run\n"
        "assert run(['status', sys.argv[1]]) == 0\n"
        "assert not {'sklearn', 'scipy', 'textual'} & set(sys.modules)\n"
    )
    answer = outside(code, [team])
    assert answer.status == 0, answer.err


def test_an_export_has_only_what_holds_and_all_that_was_said(
    altui: Door, team: Path, clouds: Path
) -> None:
    out = clouds.with_name("out.csv")
    answer = altui("export", team, "-o", out)
    assert answer.status == 0 and "60 rows written to" in answer.err
    before, after = rows_of(clouds.read_text()), rows_of(out.read_text())
    assert [{name: row[name] for name in before[0]} for row in after] == before
    assert [row["altui_label"] for row in after[:6]] == ["ant", "cat", "ant", "", "ant", ""]
    assert [row["altui_verdict"] for row in after[:6]] == [
        *("alike", "alike", "alike", "open", "alike", "")
    ]
    third = after[3]
    assert third["altui_annotators"] == "kim, sam"
    assert json.loads(third["altui_opinions"]) == {"kim": "cat", "sam": "ant"}
    assert json.loads(third["altui_notes"]) == {"kim": "hard"}
    assert altui("export", team, "-o", out).status == 2


def test_only_labeled_leaves_out_what_is_open(altui: Door, team: Path) -> None:
    answer = altui("export", team, "--only-labeled", "-o", "-")
    assert answer.status == 0 and len(rows_of(answer.out)) == 4


def test_labels_alone_need_no_data(altui: Door, team: Path, clouds: Path) -> None:
    clouds.unlink()
    answer = altui("export", team, "--labels-only", "-o", "-")
    assert answer.status == 0, answer.err
    assert [(row["row_id"], row["altui_label"]) for row in rows_of(answer.out)] == [
        *(("r000", "ant"), ("r001", "cat"), ("r002", "ant"), ("r003", ""), ("r004", "ant"))
    ]


@pytest.mark.parametrize(
    "name", ["out.tsv", "out.jsonl", "out.json", "out.parquet", "out.xlsx", "out.arrow"]
)
def test_every_format_is_written(altui: Door, team: Path, clouds: Path, name: str) -> None:
    answer = altui("export", team, "-o", clouds.with_name(name))
    assert answer.status == 0, answer.err


@pytest.mark.parametrize(
    ("name", "format_"),
    [("out.ris", "ris"), ("out.json", "labelstudio"), ("out.jsonl", "prodigy")],
)
def test_references_and_tasks_have_what_holds(
    altui: Door, tmp_path: Path, name: str, format_: str
) -> None:
    file = tmp_path / "papers.csv"
    lines = [f"r{row},on {row},about {row * 7},{row % 2}" for row in range(20)]
    file.write_text("\n".join(["id,title,text,label", *lines]) + "\n")
    team = merged(
        altui, labeled_by("kim", file, {0: "0", 1: "1"}), labeled_by("sam", file, {1: "0", 2: "1"})
    )
    out = tmp_path / name
    answer = altui("export", team, "-o", out, "--format", format_, "--only-labeled")
    assert answer.status == 0, answer.err
    assert "on 2" in out.read_text() and "on 1" not in out.read_text()


def test_data_that_moved_are_named(altui: Door, team: Path, clouds: Path) -> None:
    moved = clouds.parent / "elsewhere" / "mine.csv"
    moved.parent.mkdir()
    clouds.rename(moved)
    out = clouds.with_name("out.csv")
    answer = altui("export", team, "-o", out)
    assert answer.status == 2 and "clouds.csv: there is no such file" in answer.err
    assert "Name the data file where it is now: --data FILE" in answer.err
    settling = altui("settle", team, "--as", "lee", "--plain")
    assert settling.status == 2 and "--data FILE" in settling.err
    assert altui("export", team, "-o", out, "--data", moved).status == 0
    assert len(rows_of(out.read_text())) == 60


def test_copies_of_a_row_are_one_question(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "texts.csv"
    texts = ["one", "two", "one", "three", "two", "one"]
    lines = [
        f"r{row},{text} more words,{'cat' if text == 'one' else 'ant'}"
        for row, text in enumerate(texts)
    ]
    file.write_text("\n".join(["id,text,label", *lines]) + "\n")
    kim = labeled_by("kim", file, {0: "ant", 1: "cat"})
    sam = labeled_by("sam", file, {2: "cat", 4: "cat"})
    team = merged(altui, kim, sam)
    rows = rows_of(altui("export", team, "-o", "-").out)
    opinions = [json.loads(row["altui_opinions"] or "{}") for row in rows]
    assert opinions[0] == opinions[2] == opinions[5] == {"kim": "ant", "sam": "cat"}
    assert opinions[1] == opinions[4] == {"kim": "cat", "sam": "cat"} and opinions[3] == {}
    assert [row["altui_label"] for row in rows] == ["", "cat", "", "", "cat", ""]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(st.sampled_from("abc"), min_size=8, max_size=12),
    answers=st.dictionaries(st.integers(0, 7), st.sampled_from(["ant", "cat"]), max_size=6),
)
def test_copies_are_served_as_in_ones_own_session(
    altui: Door, tmp_path_factory: pytest.TempPathFactory, texts: list[str], answers: dict[int, str]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    file = folder / "texts.csv"
    named = dict.fromkeys(texts, "ant") | {texts[0]: "cat"}
    lines = [f"r{row},{text} and more words,{named[text]}" for row, text in enumerate(texts)]
    # Both classes are in the file, whatever the texts are.
    file.write_text("\n".join(["id,text,label", *lines, "x,other words,ant"]) + "\n")
    kim, sam = labeled_by("kim", file, answers), labeled_by("sam", file, {})
    mine = rows_of(altui("export", kim, "-o", "-").out)
    ours = rows_of(altui("export", merged(altui, kim, sam), "-o", "-").out)
    assert [row["altui_label"] for row in ours] == [row["altui_label"] for row in mine]


def test_a_row_that_left_one_persons_file_keeps_what_both_said(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    shorter = tmp_path / "kims" / "clouds.csv"
    shorter.parent.mkdir()
    lines = clouds.read_text().splitlines()
    shorter.write_text("\n".join([lines[0], *lines[3:]]) + "\n")  # without r000 and r001
    moved = shorter.with_name("clouds.csv.kim.altui")
    kim.rename(moved)
    accept_changes(moved, shorter)
    team = merged(altui, sam, moved)
    rows = rows_of(altui("export", team, "--labels-only", "-o", "-").out)
    opinions = {row["row_id"]: json.loads(row["altui_opinions"]) for row in rows}
    assert opinions["r000"] == {"kim": "ant"} and opinions["r001"] == {"kim": "cat"}
    assert opinions["r002"] == {"sam": "ant", "kim": "ant"}
    assert opinions["r003"] == {"sam": "ant", "kim": "cat"}
    whole = altui("export", team, "-o", "-", "--data", clouds)
    assert [row["altui_label"] for row in rows_of(whole.out)[:4]] == ["ant", "cat", "ant", ""]
    answer = altui("export", team, "-o", tmp_path / "out.csv", "--data", shorter)
    assert "2 rows with answers not in these data" in answer.err


def test_labels_imported_from_the_other_are_no_second_opinion(
    altui: Door, clouds: Path, tmp_path: Path
) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    exported = tmp_path / "sam.csv"
    assert altui("export", sam, "-o", exported, "--labels-only").status == 0
    answer = altui("import", kim, exported)
    assert answer.status == 0, answer.err
    told = json.loads(altui("status", merged(altui, kim, sam), "--json").out)
    assert told["by_several"]["rows"] == 2


def test_a_session_may_begin_with_a_teams_export(altui: Door, team: Path, tmp_path: Path) -> None:
    out = tmp_path / "joined.csv"
    assert altui("export", team, "-o", out).status == 0
    with open_table(out) as table:
        schema = infer_schema(table, target="altui_label")
        dataset = load_dataset(table, schema, DataOptions())
    learned = {each.name for each in schema.columns if each.role in FEATURES}
    assert not [name for name in learned if name.startswith("altui_")]
    assert [dataset.known_label(row) for row in (0, 1, 2, 4)] == ["ant", "cat", "ant", "ant"]
    assert dataset.known[3] == -1


def test_a_report_has_people_and_no_row(altui: Door, team: Path) -> None:
    assert altui("report", team).status == 0
    page = team.with_name("team.altui.html").read_text()
    assert '<th scope="row">kim</th>' in page and "2 rows: 1 alike, 1 open" in page
    assert "r003" not in page and "<script" not in page


def test_verify_checks_each_chain(altui: Door, team: Path) -> None:
    answer = altui("verify", team)
    assert answer.status == 0
    assert "kim  6 events, whole" in answer.out and "sam  4 events, whole" in answer.out


@pytest.mark.parametrize(
    "words",
    [
        ["label", "TEAM"],
        ["label", "DATA", "--plain", "--session", "TEAM"],
        ["predict", "TEAM", "DATA", "-o", "OUT"],
        ["certify", "TEAM"],
        ["recover", "TEAM"],
        ["import", "TEAM", "DATA"],
        ["cache", "TEAM"],
    ],
)
def test_what_needs_ones_own_session_refuses_and_says_what_to_do(
    altui: Door, team: Path, clouds: Path, words: list[str]
) -> None:
    before = team.read_bytes()
    places = {"TEAM": team, "DATA": clouds, "OUT": clouds.with_name("out.csv")}
    answer = altui(*(places.get(word, word) for word in words))
    assert answer.status == 2
    assert "this is a team file" in answer.err and "altui settle" in answer.err
    assert team.read_bytes() == before


def test_a_session_in_place_of_a_team_file_is_told_how_to_make_one(
    altui: Door, clouds: Path
) -> None:
    kim = labeled_by("kim", clouds, KIM)
    answer = altui("settle", kim, "--as", "lee", "--plain")
    assert answer.status == 2
    assert "altui merge SESSION... -o team.altui" in answer.err


@pytest.mark.parametrize("words", [["--given-names"], ["--model", "m.skops"]])
def test_an_export_says_what_only_a_session_has(altui: Door, team: Path, words: list[str]) -> None:
    answer = altui("export", team, "-o", team.with_name("o.csv"), *words)
    assert answer.status == 2 and "one person's session" in answer.err


HOSTILE = {
    "escapes": "kim\x1b]0;gone\x07\x1b[2J",
    "right to left": "kim\u202egnp.exe\u2066",
    "long": "k" * 300,
    "a settler's": "kim#settles",
    "nothing": " \t ",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_strange_name_is_harmless(altui: Door, clouds: Path, name: str) -> None:
    kim = labeled_by(name, clouds, KIM, place=clouds.with_name("strange.altui"))
    sam = labeled_by("sam", clouds, SAM)
    team = clouds.with_name("team.altui")
    merging = altui("merge", kim, sam, "-o", team)
    assert merging.status == 0
    altui("report", team)
    answers = [merging, altui("status", team), altui("status", team, "--json")]
    answers += [altui("verify", team)]
    shown = "".join(out + err for _, out, err in answers)
    shown += team.with_name("team.altui.html").read_text()
    assert not {*"\x1b\x07\u202e\u2066"} & {*shown}
    assert "k" * 65 not in shown
    told = json.loads(answers[2].out)
    assert told["settled_by"] == {} and len(told["people"]) == 2


def test_strange_class_names_and_notes_are_harmless(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    names = ["\x1b[31mred", "b\u202elue\u2066"]
    lines = [f"r{row},{row % 7},{names[row % 2]}" for row in range(20)]
    file.write_text("\n".join(["id,size,label", *lines]) + "\n")
    note = Decision.note(0, "\x1b[2Jnote")
    kim = labeled_by("kim", file, {0: names[0]}, more=(note,))
    sam = labeled_by("sam", file, {0: names[1]})
    team = merged(altui, kim, sam)
    altui("report", team)
    told = [altui("status", team), altui("status", team, "--json")]
    shown = "".join(out + err for _, out, err in told)
    shown += team.with_name("team.altui.html").read_text()
    assert not {*"\x1b\u202e\u2066"} & {*shown}
