"""A file of classes is taken whole, or the line that is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.config.class_keys import ClassEntry
from altui.config.guidance import Guidance, read_classes, read_guidelines
from altui.config.keymap import STANDARD
from altui.errors import InputError
from altui.labeling.showing.class_keys import class_keys

GOOD = """
[[class]]
name = "lemon"
key = "t"
description = "Sour"

[[class]]
name = "apple"
"""


def classes(tmp_path: Path, text: str) -> tuple[ClassEntry, ...]:
    path = tmp_path / "classes.toml"
    path.write_text(text)
    return read_classes(path)


def test_the_order_and_the_keys_are_those_of_the_file(tmp_path: Path) -> None:
    entries = classes(tmp_path, GOOD)
    assert entries == (ClassEntry("lemon", "t", "Sour"), ClassEntry("apple"))
    told = class_keys(("apple", "lemon"), STANDARD, Guidance(entries=entries))
    assert [(each.key, each.description) for each in told] == [("0", ""), ("t", "Sour")]


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        ('key = "r"', 4, "altui itself uses the key 'r': reveal"),
        ('key = "z z"', 4, "the code 'z z' has a blank"),
        ('key = "undo"', 4, "altui itself uses the word 'undo'"),
        ('key = "APPLE"', 4, "the code 'APPLE' is the name of another class"),
        ('key = "?"', 4, "'?' is not a digit or a letter"),
        ("key = 1", 4, "'key' must be a text"),
        ('kee = "t"', 4, "there is no setting 'kee' here"),
    ],
)
def test_a_wrong_key_names_its_line(tmp_path: Path, change: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as caught:
        classes(tmp_path, GOOD.replace('key = "t"', change))
    assert caught.value.where == f"{tmp_path / 'classes.toml'}, line {line}"
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("more", "line", "said"),
    [
        ('key = "t"', 9, "already belongs to another class"),
        ('[[class]]\nname = "lemon"', 10, "is here twice"),
        ('[[class]]\nname = " "', 9, "no name"),
        (
            '[[class]]\nname = "1"\n[[class]]\nname = "x"\nkey = "1"',
            13,
            "belongs to the class of that name",
        ),
        ("[other]\n", 9, "there is no setting 'other' here"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    tmp_path: Path, more: str, line: int, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        classes(tmp_path, GOOD + more)
    assert caught.value.where == f"{tmp_path / 'classes.toml'}, line {line}"
    assert said in caught.value.message


def test_one_class_is_no_choice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fewer than two classes"):
        classes(tmp_path, '[[class]]\nname = "a"\n')


def test_guidelines_are_a_text(tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    with pytest.raises(InputError, match="cannot be read"):
        read_guidelines(path)
    path.write_bytes(b"# \xe4\xb8\xad \xff")
    assert read_guidelines(path) == "# 中 �"
    path.write_bytes(b"PNG\0\1")
    with pytest.raises(InputError, match="not a guidelines file"):
        read_guidelines(path)
