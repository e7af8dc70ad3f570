"""`altui export --given-names`: also of a row that has the label of an identical one."""

from __future__ import annotations

import csv
from pathlib import Path

from altui.session.events import Decision
from tests.cli.doors import Door
from tests.cli.test_import import data, start
from tests.cli.test_import_meets_what_is_here import HALF, change

__all__ = ["data"]  # a fixture


def test_an_identical_row_has_the_name_under_which_its_label_was_given(
    altui: Door, data: Path
) -> None:
    label = Decision.label(5, "yes")
    start(data, label, change("rename", "yes", "sure"), texts=HALF, audit=0)
    target = data.with_name("names.csv")
    assert altui("export", data, "--given-names", "-o", target).status == 0
    with target.open(newline="", encoding="utf-8") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    copy = rows["r65"]
    assert (copy["altui_part"], copy["altui_label"]) == ("same", "sure")
    assert copy["altui_given_as"] == rows["r5"]["altui_given_as"] == "yes"
    assert rows["r66"]["altui_given_as"] == ""
