"""Without a screen each step of opening is a line on stderr, under the file's name and size."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doors import apart


def test_the_file_its_rows_and_each_step(tmp_path: Path) -> None:
    texts = ("it came late", "a good book", "late again", "a bad print")
    rows = "".join(f"{text} {number}\n" for number in range(30) for text in texts)
    (tmp_path / "mail.csv").write_text(f"body\n{rows}")
    asked = ("--text", "body", "--columns", "body", "--classes", "a,b", "--plain")
    told = apart("label", "mail.csv", *asked, folder=tmp_path, text="q\n").err.splitlines()
    assert "mail.csv, 120 rows, 1.8 kB" in told
    steps = ["reading rows", "counting words", "choosing the first row"]
    assert [line for line in told if line in steps] == steps
    again = apart("label", "mail.csv", "--plain", folder=tmp_path, text="q\n").err.splitlines()
    assert "mail.csv, 1.8 kB" in again
