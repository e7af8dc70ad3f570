"""A person labels a file of their own: answers, quits, comes back, exports."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shared import DATA, needs_data
from tests.terminal.program import run
from tests.terminal.terminal import Terminal


def fruit(path: Path, rows: int = 60, labeled: int = 0) -> Path:
    """A small file with numbers, a category, an id and an empty or part-filled label column."""
    rng = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "weight", "colour", "label"])
        for number in range(rows):
            kind = number % 2
            weight = rng.gauss(120 + 60 * kind, 15)
            colour = rng.choice(["red", "green"] if kind else ["green", "yellow"])
            label = ["lemon", "apple"][kind] if number < labeled else ""
            writer.writerow([f"{number:03d}", f"{weight:.3f}", colour, label])
    return path


def label(path: Path, *arguments: str, **more: object) -> Terminal:
    return Terminal("label", path.name, "--dwell", "0", *arguments, folder=path.parent, **more)  # type: ignore[arg-type]


COMPLETE = ("--target", "label", "--classes", "lemon,apple", "--columns", "weight,colour,label")


def altui(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(*arguments, folder=folder)


def test_with_nothing_left_to_guess_the_first_key_answers_the_first_row(tmp_path: Path) -> None:
    with label(fruit(tmp_path / "fruit.csv"), *COMPLETE) as terminal:
        text = terminal.wait_for("query 1")
        assert "no model yet: two classes needed" in text
        assert "0 lemon" in text and "1 apple" in text
        terminal.answer("0")
        assert "one more class needed" in terminal.text
        for _ in range(6):
            terminal.answer("1")
        assert "uncertainty" in terminal.text


def test_what_was_guessed_is_shown_and_can_be_changed_first(tmp_path: Path) -> None:
    with label(fruit(tmp_path / "fruit.csv", labeled=20)) as terminal:
        terminal.wait_for("columns of fruit.csv")
        terminal.settle()
        for name, role in (("id", "row id"), ("weight", "number"), ("colour", "category")):
            assert re.search(rf"{name} +{role}", terminal.text), terminal.text
        terminal.press_for("jjs", "shown only")
        terminal.press("\r")
        terminal.wait_for("query 1")
        terminal.wait_for("apple: 10, lemon: 10")


def test_without_labels_it_asks_for_the_classes(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("note\n" + "\n".join(f"some words number {i} here" for i in range(30)) + "\n")
    with label(path) as terminal:
        terminal.wait_for("name at least two classes: press e")
        terminal.press_for("\r", "separated by commas")
        terminal.press("good,bad\r")
        terminal.wait_for("enter starts")
        terminal.press("\r")
        terminal.wait_for("query 1")
        assert "0 good" in terminal.text and "1 bad" in terminal.text


def test_a_class_named_by_a_digit_has_that_digit_as_its_key(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv")
    with label(path, "--target", "label", "--classes", "1,2,other", "--columns", "weight") as t:
        text = t.wait_for("query 1")
        assert "1 1" in text and "2 2" in text and "0 other" in text
        t.press_for("7", "no class has the key 7")
        t.answer("1")
        t.press("q")
        t.end()
        assert "1: 1, 2: 0, other: 0" in t.printed()


def test_skip_ignore_and_unsure_are_three_things_that_undo_and_export(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv")
    rows: dict[str, str | None] = {}
    with label(path, *COMPLETE) as terminal:
        terminal.wait_for("query 1")
        for key, part in (("s", "skipped"), ("x", "ignored"), ("n", "unsure")):
            terminal.settle()
            rows[part] = before = terminal.row_id
            terminal.press(key)
            terminal.wait_until_gone(f"row {before} ")
        terminal.settle()
        after = terminal.row_id
        terminal.press("u")
        terminal.wait_for(f"row {rows['unsure']} ")
        terminal.press("n")
        terminal.wait_for(f"row {after} ")
        terminal.press("q")
        terminal.end()
        assert "1 skipped for now, 1 ignored, 1 unsure" in terminal.printed()
    assert altui("export", "fruit.csv", "-o", "out.csv", folder=tmp_path).returncode == 0
    parts = {row["id"]: row["altui_part"] for row in read_csv(tmp_path / "out.csv")}
    assert {part: parts[row or ""] for part, row in rows.items()} == {
        "skipped": "skipped",
        "ignored": "ignored",
        "unsure": "unsure",
    }


def test_an_empty_pool_ends_with_its_own_sentence(tmp_path: Path) -> None:
    with label(fruit(tmp_path / "few.csv", rows=8, labeled=6), *COMPLETE) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("0")
        terminal.press("1")
        terminal.wait_for("nothing is left to ask")
        assert "Every row has its label" in terminal.text
        terminal.press_for("u", "query 2")


def test_a_test_share_gives_an_accuracy_with_its_interval(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv", rows=100, labeled=80)
    with label(path, *COMPLETE, "--test", "0.5") as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        assert "/40, " in terminal.text and " %, test)" in terminal.text
        terminal.answer("1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nofile.csv"], "nofile.csv: there is no such file"),
        (["."], "this is a folder"),
        (["ragged.csv"], "ragged.csv, line 3: expected 2 cells as in the header, found 1"),
        (["fruit.csv", "--target", "nope"], "there is no column 'nope'"),
        (["fruit.csv", "--model", "sklearn.svm:LinearSVC"], "LinearSVC has no predict_proba"),
        (["fruit.csv", "--strategy", "boldest"], "there is no query strategy 'boldest'"),
    ],
)
def test_wrong_use_ends_with_a_sentence_and_status_2(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    fruit(tmp_path / "fruit.csv")
    (tmp_path / "ragged.csv").write_text("a,b\n1,2\n3\n")
    with Terminal("label", *arguments, folder=tmp_path) as terminal:
        assert terminal.end() == 2
        shown = " ".join(terminal.text.split())
    assert said in shown and "Traceback" not in shown


def test_a_second_window_is_told_who_has_the_session(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv")
    with label(path, *COMPLETE) as first:
        first.wait_for("query 1")
        with label(path, *COMPLETE) as second:
            assert second.end() == 2
            assert "open elsewhere" in second.printed() and str(first.pid) in second.printed()
        first.answer("0")


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    csv.field_size_limit(1 << 24)
    with opener(path, "rt", encoding=encoding, newline="") as file:  # type: ignore[operator]
        return list(csv.DictReader(file))


REAL = {
    "spambase.csv.gz": "ham,spam",
    "mushroom.csv.gz": "edible,poisonous",
    "phishing.csv": "legit,phishing",
    "sr_nagtegaal_2019.csv.gz": "irrelevant,relevant",
    "election_tweets_2016.csv.gz": "HillaryClinton,realDonaldTrump",
    "shuttle_anomaly.csv.gz": "anomaly,normal",
}


@pytest.mark.slow
@needs_data
@pytest.mark.parametrize("name", REAL)
def test_thirty_keys_on_real_data_survive_a_kill_and_export_unchanged(
    tmp_path: Path, name: str
) -> None:
    path = Path(shutil.copy(DATA / name, tmp_path))
    given = thirty_keys_with_a_kill(path, "--target", "label", "--classes", REAL[name])
    out = altui("export", path.name, "-o", "out.csv", folder=tmp_path)
    assert out.returncode == 0, out.stderr
    before, after = read_csv(path), read_csv(tmp_path / "out.csv")
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert old == {key: new[key] for key in old}
    by_hand = ("labeled", "audit")
    labeled = {row["id"]: row["altui_label"] for row in after if row["altui_part"] in by_hand}
    assert labeled == given


@pytest.mark.slow
@needs_data
def test_thirty_keys_on_parquet_survive_a_kill(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = Path(shutil.copy(DATA / "bbc_news.parquet", tmp_path))
    given = thirty_keys_with_a_kill(path, "--target", "label")
    out = altui("export", path.name, "-o", "out.parquet", folder=tmp_path)
    assert out.returncode == 0, out.stderr
    before, after = pq.read_table(path), pq.read_table(tmp_path / "out.parquet")
    assert after.select(before.column_names).equals(before)
    rows = zip(after["id"].to_pylist(), after["altui_label"].to_pylist(), strict=True)
    assert {str(i): name for i, name in rows if name} == given


@pytest.mark.slow
@needs_data
def test_hostile_strings_are_labeled_and_come_back_as_they_were(tmp_path: Path) -> None:
    strings = json.loads((DATA / "hostile" / "blns.json").read_text())
    path = tmp_path / "hostile.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in strings))
    given = thirty_keys_with_a_kill(path, "--text", "text", "--classes", "fine,odd")
    assert len(given) == 30
    out = altui("export", path.name, "-o", "out.jsonl", folder=tmp_path)
    assert out.returncode == 0, out.stderr
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(each)["text"] for each in lines] == strings


def thirty_keys_with_a_kill(path: Path, *arguments: str) -> dict[str, str]:
    """Answer 30 rows, killed after 15; returns the class given to each row id."""
    given: dict[str, str] = {}
    arguments = (*arguments, "--hide-labels") if "--target" in arguments else arguments
    with label(path, *arguments, "--recheck", "0", columns=120, rows=40) as terminal:
        terminal.wait_for("columns of")
        terminal.press("\r")
        classes = answer_rows(terminal, 15, given)
        terminal.settle()
        next_row = terminal.row_id
        terminal.kill()
    with label(path, columns=120, rows=40) as terminal:
        terminal.wait_for("query 16")
        assert terminal.row_id == next_row
        assert answer_rows(terminal, 15, given) == classes
        terminal.press("q")
        assert terminal.end() == 0
        assert "30 given" in terminal.printed()
    return given


def answer_rows(terminal: Terminal, count: int, given: dict[str, str]) -> dict[str, str]:
    """Give the classes in turn; returns their keys and names as the screen shows them."""
    terminal.wait_for("query ")
    terminal.settle()
    shown = re.findall(r"▏ [ ▸](\d)  (\S+)", terminal.text)
    classes = dict(shown)
    assert len(classes) >= 2, terminal.text
    keys = list(classes)
    for turn in range(count):
        key = keys[turn % len(keys)]
        assert terminal.row_id is not None and terminal.row_id not in given, terminal.text
        given[terminal.row_id] = classes[key]
        terminal.answer(key)
    return classes
