"""Every registered key action: on the screen, in the plain dialogue, in the help of both."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from textual.actions import parse

from altui.cli.settings import settings_for
from altui.config.guidance import read_classes
from altui.config.key_action import KeyAction
from altui.config.key_actions import CLASSES, LAYOUTS, RECENT_KEYS, RESERVED
from altui.config.key_registry import all_actions, layout_keys, register
from altui.config.keymap import STANDARD, KeyMap, is_key
from altui.errors import InputError
from altui.labeling.key_decisions import KEY_DECISIONS
from altui.plain import commands
from altui.plain.dialogue import Dialogue
from altui.session.session import Session
from altui.tui.app import AltuiApp
from altui.wording.pages.help import help_rows, key_table
from tests.tui.making import a_view
from tests.tui.stage import annotation_of, on_stage, opened

ACTIONS = list(all_actions().values())
SPOKEN = [each for each in ACTIONS if each.words]
WORDLESS = [each for each in ACTIONS if not each.words]
FOLLOWING = {
    "comment": "read this",
    "name-class": "yes",
    "search": "r1",
    "fold": "weight",
    "strategy": "random",
}
Call = tuple[str, tuple[object, ...]]


def name_of(action: KeyAction) -> str:
    return action.id


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What the app's actions are called with; they do nothing else."""
    made: list[Call] = []

    def recording(name: str) -> Any:
        return lambda _, *arguments: made.append((name, arguments))

    for name in {parse(each.screen)[1] for each in ACTIONS}:
        monkeypatch.setattr(AltuiApp, f"action_{name}", recording(name))
    return made


def talk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: str, **more: Any
) -> tuple[str, str, list[tuple[object, ...]]]:
    """What the dialogue says to these lines, and what it writes down: stdout, stderr, the log."""
    annotation = annotation_of(**more)
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert Dialogue(opened(lambda: annotation)).run() == 0
    log = [(each.kind, each.value) for each in Session.read(annotation.session.path).events]
    return *capsys.readouterr(), log


async def test_each_key_calls_the_action_of_the_app(calls: list[Call]) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        for action in ACTIONS:
            _, name, arguments = parse(action.screen)
            for key in action.keys:
                await stage.press(key)
                assert calls == [(name, arguments)], (action.id, key)
                assert name != "decide" or arguments[0] in KEY_DECISIONS
                calls.clear()


def test_each_shared_decision_belongs_to_the_key_of_its_name() -> None:
    screens = {each.id: each.screen for each in ACTIONS}
    assert all(screens.get(id_) == f"decide('{id_}')" for id_ in KEY_DECISIONS)


@pytest.mark.parametrize("action", SPOKEN, ids=name_of)
def test_each_word_does_something_in_the_plain_dialogue(
    action: KeyAction, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    budget, before = (1, "1\n") if action.id == "go-on" else (0, "")
    without = talk(monkeypatch, capsys, f"{before}q\n", budget=budget)
    keys = [key for key in action.keys if len(key) == 1]
    for word in (*action.words, *keys):
        line = f"{word} {FOLLOWING.get(action.id, '')}"
        said = talk(monkeypatch, capsys, f"{before}{line}\nq\n", budget=budget)
        assert "no answer here" not in said[1], word
        assert action.id == "quit" or said != without, word


@pytest.mark.parametrize("action", WORDLESS, ids=name_of)
def test_an_action_without_a_word_says_why(action: KeyAction) -> None:
    for word in (action.id, *(key for key in action.keys if len(key) == 1)):
        with pytest.raises(InputError, match="is for the screen") as caught:
            commands.interpret(word, a_view(), 0.0)
        assert action.no_word in str(caught.value)
    named_so = a_view((action.id, "other"))
    decision = commands.interpret(action.id, named_so, 0.0)
    assert decision.value == action.id, "a class may have that name"  # type: ignore[union-attr]


def test_the_help_of_the_screen_tells_each() -> None:
    rows = help_rows(STANDARD)
    for action in ACTIONS:
        (meaning,) = (told for keys, told in rows if action.keys[0] in keys.split())
        first = next(each for each in ACTIONS if action.id in (each.id, each.listed_with))
        assert meaning in (action.meaning, first.listed_as), action.id


def test_the_help_of_the_plain_dialogue_tells_each_that_has_a_word() -> None:
    lines = commands.help_lines(a_view())
    for action in SPOKEN:
        does = f": {action.typed or action.meaning}"
        (line,) = (each for each in lines if each.endswith(does))
        word, _, following = line.removesuffix(does).partition(" and a ")
        assert commands.words(STANDARD)[word] == action.id
        assert following == action.argument
        letters = [key for key in action.keys if len(key) == 1]
        assert len(word) == 1 or not letters, "the shortest one"


def test_the_table_for_the_manual_has_a_row_for_each() -> None:
    first, recent, *rows = key_table()
    assert recent.keys == (RECENT_KEYS,) * len(LAYOUTS)
    assert (first.id, first.keys[0]) == (CLASSES, tuple("0123456789"))
    assert [row.id for row in rows] == list(all_actions())
    for row, action in zip(rows, ACTIONS, strict=True):
        assert row.keys == tuple(layout_keys(name)[action.id] for name in LAYOUTS)
        assert row.does == (action.details or action.meaning)
        assert row.plain == action.no_word or row.plain.startswith(action.id)
    assert next(row.plain for row in rows if row.id == "comment") == "comment TEXT"


@pytest.fixture
def kept_free(monkeypatch: pytest.MonkeyPatch) -> str:
    """A key that is kept to an action to come."""
    monkeypatch.setitem(RESERVED, "~", "wait")  # type: ignore[arg-type]
    return "~"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_uses_a_key_that_is_kept_free(layout: str) -> None:
    for id_, keys in layout_keys(layout).items():
        assert not set(keys) & set(RESERVED), id_
    assert all(is_key(key, "flag") for key in RESERVED)


async def test_whoever_wants_a_key_that_is_kept_free_may_have_it(
    tmp_path: Path, calls: list[Call], kept_free: str
) -> None:
    (tmp_path / "altui.toml").write_text(f'[keymap]\nflag = ["{kept_free}"]\n')
    keymap = settings_for(tmp_path).keymap()
    async with on_stage(opened(annotation_of, keymap=keymap)) as stage:
        await stage.ready()
        await stage.press(kept_free)
    assert calls == [("decide", ("flag",))]


def test_the_letters_offered_to_classes_are_free_tomorrow_too(tmp_path: Path) -> None:
    path = tmp_path / "classes.toml"
    path.write_text('[[class]]\nname = "a"\nkey = "r"\n[[class]]\nname = "b"\n')
    with pytest.raises(InputError) as caught:
        read_classes(path)
    offered = caught.value.hint.rpartition(": ")[2]
    assert "t" in offered and not set(offered) & set(RESERVED)
    assert not set(KeyMap().free_letters()) & {key for each in ACTIONS for key in each.keys}


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (KeyAction("skip", ("T",), "a", "b"), "there is an action 'skip' already"),
        (KeyAction("classes", ("T",), "a", "b"), "there is an action 'classes' already"),
        (KeyAction("new", ("~",), "a", "b"), "the key '~' of 'new' is kept to wait"),
        (KeyAction("new", ("s",), "a", "b"), "in the layout 'standard' the key 's' of 'new' is"),
        (KeyAction("new", ("t",), "a", "b"), "in the layout 'left' the key 't' of 'new' is that"),
    ],
    ids=["id", "classes", "reserved", "taken", "taken in a layout"],
)
@pytest.mark.usefixtures("kept_free")
def test_what_clashes_is_not_registered(action: KeyAction, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        register(action)
    assert list(all_actions().values()) == ACTIONS
