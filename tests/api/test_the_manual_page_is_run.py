"""What `altui manual python` shows is what happens."""

from __future__ import annotations

import doctest
import re

import pytest

import altui
from altui.api.label_options import RENAMED
from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest
from altui.manual.topics import read_topic
from tests.examples import messages

PAGE = read_topic("python")


def classify(text: str) -> str:
    return next(kind for _, known, kind in messages() if known == text)


@pytest.mark.usefixtures("messages")
def test_python_code_does_what_is_shown() -> None:
    pytest.importorskip("pyarrow")
    blocks = "".join(re.findall(r"```pycon\n(.*?)```", PAGE, flags=re.DOTALL))
    code = doctest.DocTestParser().get_doctest(blocks, {"classify": classify}, "python", None, None)
    assert len(code.examples) > 15
    assert doctest.DocTestRunner().run(code).failed == 0


def test_every_public_name_is_there() -> None:
    named = re.findall(r"^\| `altui\.(\w+)` \|", PAGE, flags=re.MULTILINE)
    assert {*named, "AltuiError", "LabelingSession", "__version__"} == {*altui.__all__}
    used = set(re.findall(r"altui\.([A-Za-z]\w*)\(", PAGE))
    assert used and used <= {*altui.__all__}


def test_every_answer_of_a_session_is_there() -> None:
    for each in ("skip", "ignore", "unsure", "reveal", "flag", "note", "undo", "redo"):
        assert f"`{each}`" in PAGE and callable(getattr(altui.LabelingSession, each))


def test_options_of_another_name_are_told() -> None:
    renamed = {
        name: option.flag
        for name, option in options_of(OpenRequest).items()
        if option.key.replace("-", "_") != {v: k for k, v in RENAMED.items()}.get(name, name)
        or option.flag != f"--{option.key}"
    }
    told = dict(pair[::-1] for pair in re.findall(r"`(--[a-z]+)` is\s+`(\w+)`", PAGE))
    assert told == renamed
