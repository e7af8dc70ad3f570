"""A code is complete as soon as it stands there: none begins another one."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.config.class_keys import ClassEntry, find_problem
from altui.config.guidance import Guidance, read_classes
from altui.config.keymap import STANDARD
from altui.display.folded import fold
from altui.errors import InputError
from altui.labeling.showing.class_keys import class_keys

codes = st.lists(st.text(st.sampled_from("abAé1"), min_size=2, max_size=4), max_size=5)


@given(codes)
def test_codes_that_are_let_through_are_prefix_free(drawn: list[str]) -> None:
    entries = [ClassEntry(f"class {i}", code) for i, code in enumerate(drawn)]
    checked = [
        find_problem(each, entries[:i], entries, STANDARD)[0] for i, each in enumerate(entries)
    ]
    clashes = [fold(b).startswith(fold(a)) for a, b in permutations(drawn, 2)]
    assert any(checked) == any(clashes)


def test_the_error_names_file_line_and_class(tmp_path: Path) -> None:
    path = tmp_path / "classes.toml"
    path.write_text('[[class]]\nname = "a"\nkey = "csx"\n\n[[class]]\nname = "b"\nkey = "cs"\n')
    with pytest.raises(InputError) as caught:
        read_classes(path)
    assert caught.value.where == f"{path}, line 7"
    assert caught.value.message == "the code 'cs' begins 'csx', the code of 'a'"
    assert "begins no other" in caught.value.hint


def test_a_class_with_a_code_has_a_digit_as_well() -> None:
    guidance = Guidance(entries=(ClassEntry("lemon", "le"), ClassEntry("apple", "t")))
    told = class_keys(("lemon", "apple"), STANDARD, guidance)
    assert [(each.key, each.code) for each in told] == [("0", "le"), ("t", "")]


def test_the_eleventh_class_has_no_key() -> None:
    told = class_keys(tuple("abcdefghijkl"))
    assert [each.key for each in told] == [*"0123456789", "", ""]
