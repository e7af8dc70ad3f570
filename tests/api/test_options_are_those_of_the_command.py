"""An option means in Python what it means on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from altui.api.label_options import request_for, words_for
from altui.cli.commands.label import command, request_of
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest

EVERYTHING: dict[str, Any] = {
    "target": "kind",
    "text": ["title", "the body"],
    "id": "-number",
    "columns": ["a, b", "c=numeric"],
    "image": "picture",
    "vectors": Path("v.npy"),
    "embed": True,
    "classes": ["one, two", 'the "other"', "-"],
    "test": 0.25,
    "hide_labels": True,
    "group": "patient",
    "no_merge_identical": True,
    "pool": 5000,
    "sheet": "-1",
    "separator": "tab",
    "header_row": 0,
    "first_row": 3,
    "quotes": "text",
    "encoding": "cp1250",
    "no_label": ["NA", "?"],
    "variants": "join",
    "suggested": "guess,share",
    "html": "body",
    "pixels": "28x28",
    "boundary": "linear",
    "seed_text": {"one": "refund, charged twice"},
    "classes_file": "classes.toml",
    "guidelines": "read.md",
    "audit": 0,
    "blind": False,
    "show_suggested": True,
    "goal": "find",
    "wanted": "one",
    "recheck": 5,
    "budget": 7,
    "strategy": "most-likely:one",
    "model": "mine:factory",
    "shortlist": True,
    "session": "s.altui",
    "annotator": "kim",
    "share": "1/2",
    "team": True,
    "overlap": 0.5,
    "scheduler": "tls://head:8786",
    "scheduler_file": "s.json",
    "insecure": True,
    "accept_changes": True,
    "no_cache": True,
    "retake": True,
    "seed": 4,
}


@pytest.mark.parametrize("names", [[name] for name in EVERYTHING] + [[*EVERYTHING]])
def test_an_argument_is_the_option_of_its_name(names: list[str], tmp_path: Path) -> None:
    file = tmp_path / "-data.csv"
    request = request_for(file, {name: EVERYTHING[name] for name in names})
    assert request != OpenRequest(file=file)
    context = command.make_context("label", [*words_for(request), "--", str(file)])
    typed = request_of(context)
    for each in options_of(OpenRequest):
        assert getattr(typed, each) == getattr(request, each), each


def test_no_option_is_left_out_here() -> None:
    assert len(EVERYTHING) == len(options_of(OpenRequest))


def test_what_is_none_is_not_said() -> None:
    nothing = dict.fromkeys(EVERYTHING)
    assert request_for("data.csv", nothing) == OpenRequest(file=Path("data.csv"))
