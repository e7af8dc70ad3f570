"""The manual leaves nothing out that a registry holds, and names nothing that is not there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from textual.binding import Binding

from altui.cli.commands.manual import all_tables
from altui.cli.main import COMMANDS, altui
from altui.config.key_actions import ACTIONS, CLASSES, LAYOUTS
from altui.config.key_registry import DIGITS
from altui.data.paths.endings import DATABASE_ENDINGS, ENDINGS, FILE_KINDS
from altui.data.readers.reading import ARROW, EXCEL, TEXT_KINDS
from altui.data.writers.formats import WRITERS
from altui.learning.names import MODELS
from altui.learning.strategies import OWN_SIGNATURE, all_strategies
from altui.manual.search import search
from altui.manual.sections import sections_of
from altui.manual.tables import fill, table
from altui.manual.topics import TOPICS, read_topic

ROOT = Path(__file__).parents[2]


def shown(topic: str) -> str:
    return fill(read_topic(topic), all_tables())


def rows_of(text: str, head: str) -> list[list[str]]:
    """The cells of the table whose first column has that heading."""
    found = re.search(rf"^\| {re.escape(head)} \|.*\n\|.*\n((?:\|.*\n?)+)", text, re.MULTILINE)
    assert found, f"no table of {head}"
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in found[1].splitlines()
    ]


def codes(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def first_codes(rows: Iterable[list[str]]) -> list[str]:
    return [codes(row[0])[0] for row in rows]


def test_the_list_of_topics_is_the_folder() -> None:
    files = {path.stem for path in (ROOT / "altui" / "manual").glob("*.md")}
    assert sorted(TOPICS) == sorted(files)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_says_what_it_is_about_and_has_its_tables(topic: str) -> None:
    assert re.match(r"# \S.{3,65}\n\n", read_topic(topic))
    assert "{{" not in shown(topic)


def test_every_table_has_its_place() -> None:
    places = re.findall(r"\{\{(\w+)\}\}", "".join(map(read_topic, TOPICS)))
    assert sorted(places) == sorted(all_tables())


def test_every_action_is_there_with_its_keys_in_each_layout() -> None:
    rows = {codes(row[0])[0]: row[1:] for row in rows_of(shown("keys"), "action")}
    assert list(rows) == [CLASSES, "recent", *(each.id for each in ACTIONS)]
    for each in ACTIONS:
        usual, left, right, meaning = rows[each.id]
        assert (codes(usual), meaning) == (each.keys, each.details or each.meaning)
        for cell, layout in ((left, LAYOUTS["left"]), (right, LAYOUTS["right"])):
            assert (codes(cell) or each.keys) == layout.get(each.id, each.keys)
    classes = [DIGITS, *("".join(LAYOUTS[name][CLASSES]) for name in ("left", "right"))]
    assert [codes(cell)[0] for cell in rows[CLASSES][:3]] == classes


def test_every_key_of_the_screen_is_there() -> None:
    from altui.tui.bindings import ALWAYS, BINDINGS, COMMA, NO_KEY

    names = {"question_mark": "?", "slash": "/", COMMA: ","}
    bound = {
        names.get(key, key)
        for binding in BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
        if not key.startswith(NO_KEY)
    }
    told = {key for row in rows_of(shown("keys"), "action") for key in codes(row[1])}
    assert bound - {*DIGITS, ALWAYS} == told - {DIGITS}
    assert f"`{ALWAYS}`" in shown("keys")


def test_every_strategy_is_there() -> None:
    rows = rows_of(shown("strategies"), "strategy")
    listed = [(codes(name)[0], meaning) for name, meaning in rows]
    assert listed[:-1] == [(each.signature, each.meaning) for each in all_strategies()]
    assert listed[-1][0] == OWN_SIGNATURE


def test_every_model_is_there() -> None:
    rows = rows_of(shown("models"), "model")
    assert first_codes(rows) == [*MODELS, "package.module:factory"]


def test_every_format_is_there_and_can_be_read_or_written_as_it_says() -> None:
    rows = rows_of(shown("formats"), "format")
    assert tuple(each for row in rows for each in codes(row[1])) == ENDINGS
    assert {*ENDINGS} == {*TEXT_KINDS, ".parquet", *ARROW, *EXCEL, *DATABASE_ENDINGS}
    written = [codes(row[3])[0] for row in rows if row[3] != "no"]
    assert written == [each for each in (*WRITERS, ".sqlite") if each != ".feather"]
    packed = {each for kind in FILE_KINDS if kind.may_be_packed for each in kind.endings}
    assert packed == set(TEXT_KINDS)


def test_every_option_of_every_command_is_there() -> None:
    sections = shown("options").split("\n## altui ")[1:]
    assert [section.split()[0] for section in sections] == list(COMMANDS)
    for section in sections:
        command = altui.get_command(click.Context(altui), section.split()[0])
        assert command is not None
        for option in command.params:
            if isinstance(option, click.Option):
                assert re.search(rf"^- `.*{option.opts[-1]}\b.*`: \w", section, re.MULTILINE), (
                    option
                )


def test_every_extra_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = read_topic("install")
    named = set(first_codes(rows_of(text, "extra"))) | {"test", "frames", "bench", "dev"}
    assert named == set(project["optional-dependencies"])
    assert "The extras `test`, `frames`, `bench` and `dev`" in text


def test_the_rooms_are_the_folders() -> None:
    drawn = re.findall(r"^  (\w+)/", read_topic("architecture"), re.MULTILINE)
    rooms = {path.parent.name for path in (ROOT / "altui").glob("*/__init__.py")}
    assert set(drawn) == rooms and len(drawn) == len(rooms)


def test_every_place_in_the_code_that_is_named_exists() -> None:
    text = "".join(map(read_topic, TOPICS))
    paths = re.findall(r"\b(?:altui|tests)/[\w./]*\w", text)
    modules = re.findall(r"-m (tests\.[\w.]+)", text)
    assert paths and modules
    for path in paths:
        assert (ROOT / path).exists(), path
    for module in modules:
        assert find_spec(module), module


def test_a_key_that_draws_tables_does_not_break_one() -> None:
    assert rows_of(table(("key", "meaning"), [("`|`", "a pipe")]), "key") == [["`\\|`", "a pipe"]]


def test_every_word_that_is_explained_is_used_and_found() -> None:
    sections = [each for topic in TOPICS for each in sections_of(topic, shown(topic))]
    words = re.findall(r"\*\*(.+?)\*\*", read_topic("glossary"))
    assert len(words) == len(set(words))
    for word in words:
        first, *others = search(word.split(), sections)
        assert first.section.topic == "glossary" or word in first.passage, word
        assert {each.section.topic for each in others} - {"glossary"}, f"{word} is used nowhere"
