"""What a key does, and every place that names it, follow the keymap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.binding import BindingsMap

from altui.config.class_keys import ClassEntry
from altui.config.guidance import Guidance
from altui.config.key_actions import ACTIONS, LAYOUTS
from altui.config.keymap import STANDARD, KeyMap
from altui.labeling.showing.class_keys import ClassKey, class_keys
from altui.plain.commands import interpret, words
from altui.plain.rendering import question
from altui.session.events import Kind
from altui.tui.app import AltuiApp
from altui.tui.bindings import BINDINGS, NO_KEY, override_keys
from altui.tui.screens.guidelines import GuidelinesScreen
from altui.tui.terminal.internals import key_of_character
from altui.wording.ending import choices
from altui.wording.pages.help import help_lines, help_rows
from altui.wording.view.status import keys_now
from tests.tui.making import HOSTILE, LONG, a_view
from tests.tui.stage import annotation_of, on_stage, opened


def keymap(layout: str = "standard", **keys: tuple[str, ...]) -> KeyMap:
    chosen = {**STANDARD.keys, **LAYOUTS[layout], **keys}
    classes = chosen.pop("classes", STANDARD.classes)
    return KeyMap(chosen, classes)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_action_has_the_keys_that_it_is_said_to_have(layout: str) -> None:
    chosen = keymap(layout, flag=(), comment=(",", "."))
    names = tuple("abcdefgh")
    keys = chosen.class_keys(names)
    bindings = BindingsMap(BINDINGS)
    bindings.apply_keymap(AltuiApp._normalize_keymap(override_keys(chosen, keys)))
    does = {key: {each.action for each in found} for key, found in bindings.key_to_bindings.items()}
    for action in ACTIONS:
        for key in chosen.keys[action.id]:
            assert does.get(key_of_character(key) if len(key) == 1 else key) == {action.screen}, (
                action.id,
                key,
            )
    assert [key for key, found in does.items() if "decide('flag')" in found] == [NO_KEY]
    for key in keys:
        assert does[key] == {f"assign('{key}')"}
    assert does["minus"] == {"assign('-')"}
    assert does["ctrl+c"] == {"quit"}


def test_the_foot_the_end_and_the_help_name_the_keys_in_force() -> None:
    chosen = keymap("left", skip=("t",), export=())
    view = replace(a_view(), keymap=chosen, classes=class_keys(("no", "yes"), chosen))
    assert [*keys_now(view)][:5] == [
        ("1", "no"),
        ("2", "yes"),
        ("a", "reveal"),
        ("R", "auto"),
        ("t", "skip"),
    ]
    assert "export" not in dict(map(reversed, keys_now(view)))  # type: ignore[arg-type]
    assert [key for key, _ in choices(replace(view, ending="budget"))] == ["g", "z", "Q"]
    assert ("z Z", "undo, redo, without limit") in help_rows(chosen)


def test_typed_lines_have_the_same_letters() -> None:
    chosen = keymap("right")
    view = replace(a_view(), keymap=chosen, classes=class_keys(("no", "yes"), chosen))
    assert interpret("h", view, 0.0).kind is Kind.UNDO  # type: ignore[union-attr]
    assert interpret("7", view, 0.0).value == "yes"  # type: ignore[union-attr]
    *_, last = question(view, is_explained=True)
    assert last == "your answer: 6 no, 7 yes; help lists the words"
    assert words(chosen)["help"] == words(chosen)["?"] == "help"


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("count", [2, 10])
def test_the_help_fits_whatever_is_said_of_the_classes(width: int, height: int, count: int) -> None:
    classes = [ClassKey(str(i), f"class {i}", LONG + HOSTILE) for i in range(count)]
    lines = help_lines(classes, STANDARD, width, height)
    assert len(lines) + 4 <= max(height, 23)  # ten classes and all actions need 23
    assert ("class 1: a rather long" in "\n".join(lines)) == (
        height == 40 or (count == 2 and height == 24)
    )


async def test_a_letter_labels_and_instructions_wait_for_nobody() -> None:
    entries = (ClassEntry("yes", "t", "as it should be"), ClassEntry("no"))
    guidance = Guidance("# Read this", entries, is_new=True)
    async with on_stage(opened(annotation_of, guidance=guidance)) as stage:
        await stage.until(lambda: isinstance(stage.app.screen, GuidelinesScreen))
        await stage.until(lambda: stage.app.view is not None)
        shown = stage.shown("guidelines")
        assert "Read this" in shown and "t  yes: as it should be" in shown
        await stage.press("t")
        await stage.ready()
        assert stage.done() == [], "the key only went on to the row"
        assert "as it should be" in stage.shown("confidence")
        row = stage.row
        await stage.answer("t")
        assert stage.done() == [(Kind.LABEL, row, "yes")]
        await stage.press("9")
        assert len(stage.done()) == 1


async def test_without_instructions_the_key_says_how_to_have_some() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("i")
        assert "--guidelines FILE" in stage.shown("status")
