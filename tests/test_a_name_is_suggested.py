"""A name that is not known: the nearest known ones are suggested, everywhere in the same way."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import altui
from altui.suggestions import find_nearest, suggest


def test_the_nearest_are_asked_for_whatever_the_case() -> None:
    known = ["Label", "text", "labels", "id"]
    assert suggest("lable", known) == "Did you mean 'Label' or 'labels'?"
    assert suggest("LABEL ", known, most=1) == "Did you mean 'Label'?"
    assert suggest("colour", known) == ""


@given(st.lists(st.text(max_size=8), max_size=8), st.text(max_size=8))
def test_only_known_names_are_suggested_and_a_known_one_is_the_nearest(
    known: list[str], name: str
) -> None:
    assert set(find_nearest(name, known)) <= set(known)
    if name.strip():
        assert find_nearest(name, [name, *known])[0].strip().casefold() == name.strip().casefold()


def test_nobody_else_compares_names() -> None:
    root = Path(altui.__file__).parent
    users = [path.name for path in root.rglob("*.py") if "difflib" in path.read_text()]
    assert users == ["suggestions.py"]
