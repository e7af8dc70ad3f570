"""`import altui` names what there is, and loads nothing of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import altui

SOURCE = Path(altui.__file__).read_text(encoding="utf-8")


def loaded_by(code: str) -> set[str]:
    """The packages that a Python which has run this code has imported."""
    told = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    bare = subprocess.run(
        [sys.executable, "-c", told.replace(code, "")], capture_output=True, text=True, check=True
    )
    return {*done.stdout.split()} - {*bare.stdout.split()}


def test_nothing_is_loaded_before_it_is_used() -> None:
    assert loaded_by("import altui") <= {"altui"}


def test_the_names_are_told_without_loading_anything() -> None:
    assert loaded_by("import altui; assert set(altui.__all__) <= set(dir(altui))") <= {"altui"}


@pytest.mark.parametrize("name", [name for name in altui.__all__ if name != "__version__"])
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    found = getattr(altui, name)
    assert found.__name__ == name and len(found.__doc__) > 40
    assert getattr(altui, name) is found


def test_type_checkers_know_the_names_that_there_are() -> None:
    line = r"^    from altui\..* import (\w+) as \1(?:  #.*)?$"
    typed = set(re.findall(line, SOURCE, re.MULTILINE))
    assert typed == {*altui.__all__} - {"__version__"}


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'altui' has no attribute 'lable'"):
        altui.lable  # type: ignore[attr-defined]  # noqa: B018
