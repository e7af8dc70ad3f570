"""Keys that come with the one that closes a screen end nothing and label nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import pytest
from textual.events import Paste

from altui.config.guidance import Guidance
from altui.session.events import Kind
from altui.tui.app import AltuiApp
from altui.tui.screens.dialogs import CommentScreen, NotSavedScreen
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.terminal.app import TerminalApp
from tests.conftest import Tell
from tests.tui.stage import Stage, annotation_of, on_stage, opened
from tests.tui.test_trouble_is_told_and_work_goes_on import full_disk, not_saved

CLOSED_BY = {
    "?": ("1", "q", "?", "escape", "space"),
    "p": ("1", "q", "p", "escape", "0"),
    "m": ("1", "q", "m", "escape", "0"),
    "i": ("1", "q", "i", "escape", "0"),
    "z": ("q", "z", "escape"),
    "h": ("q", "h", "escape"),
    "d": ("q", "d", "escape"),
    "/": ("escape",),
    "c": ("escape", "enter"),
}
"""By the key that opens a screen: keys that close it."""

FOLLOWING = ("1", "enter", "u")
"""Keys that close none of them, or not all."""

GUIDANCE = Guidance("# Read this\n\nand that")


def bursts(keys: Iterable[str], longest: int) -> list[tuple[str, ...]]:
    every = list(dict.fromkeys([*keys, *FOLLOWING]))
    return [
        (first, *rest)
        for first in keys
        for more in range(1, longest)
        for rest in itertools.product(every, repeat=more)
    ]


async def close_by_each(stage: Stage, opener: str, tried: Sequence[tuple[str, ...]]) -> int:
    """Open the screen again and again, and close it by each burst; returns how many."""
    await stage.ready()
    before = stage.done()
    for keys in tried:
        await stage.ready()
        await stage.press(opener)
        await stage.until(lambda: isinstance(stage.app.screen, Overlay))
        stage.burst(*keys)
        await stage.until(
            lambda: len(stage.app.screen_stack) == 1 or stage.app.return_code is not None
        )
        assert stage.app.return_code is None and stage.app.error is None, keys
        assert stage.done() == before, keys
    return len(tried)


@pytest.mark.parametrize("opener", CLOSED_BY)
async def test_two_keys_at_once_close_it_and_do_nothing_else(opener: str) -> None:
    async with on_stage(opened(annotation_of, guidance=GUIDANCE)) as stage:
        keys = CLOSED_BY[opener]
        assert await close_by_each(stage, opener, [(keys[0], each) for each in (*keys, "1", "u")])
        await stage.answer("1")
        assert [kind for kind, _, _ in stage.done()] == [Kind.LABEL]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("opener", CLOSED_BY)
async def test_so_do_three(opener: str, tell: Tell) -> None:
    async with on_stage(opened(annotation_of, guidance=GUIDANCE)) as stage:
        count = await close_by_each(stage, opener, bursts(CLOSED_BY[opener], 3))
        tell(f"{opener}: {count} pairs and triples of keys, 0 ends, 0 labels")


@pytest.mark.parametrize("keys", [("escape", "q"), ("escape",) * 3, ("enter", "q"), ("enter", "1")])
async def test_a_comment_on_a_row_of_the_history_closes_to_that_row(keys: tuple[str, ...]) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        await stage.press("h")
        await stage.until(lambda: "yes" in stage.shown("rows"))
        await stage.press("enter")
        screen = stage.app.screen
        await stage.until(lambda: screen.painted.at is not None)
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, CommentScreen))
        stage.burst(*keys)
        await stage.until(lambda: stage.app.screen is screen)
        await stage.settle()
        assert stage.app.screen is screen and len(stage.done()) == 1


async def test_a_key_that_opens_a_comment_takes_the_rest_as_text_and_closes_nothing_below() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.answer("1")
        await stage.press("h")
        await stage.until(lambda: "yes" in stage.shown("rows"))
        await stage.press("enter")
        screen = stage.app.screen
        await stage.until(lambda: screen.painted.at is not None)
        stage.burst("c", "q", "1")
        await stage.until(lambda: isinstance(stage.app.screen, CommentScreen))
        await stage.settle()
        assert stage.app.screen.changed_note == "q1"
        await stage.press("enter")
        await stage.until(lambda: "q1" in stage.shown("rows"))


@pytest.mark.parametrize("rest", ["d", "1", "r", "dd", "q"])
async def test_a_dropped_decision_is_dropped_once(rest: str) -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        full_disk(stage.annotation)
        await not_saved(stage)
        stage.burst("d", *rest)
        await stage.until(lambda: not isinstance(stage.app.screen, NotSavedScreen))
        await stage.settle()
        assert stage.done() == [] and stage.app.return_code is None


async def test_a_paste_that_comes_with_the_closing_key_is_dropped_too() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("?")
        stage.burst("q")
        stage.app.post_message(Paste("1"))
        stage.burst("c")
        await stage.settle()
        assert len(stage.app.screen_stack) == 1 and stage.done() == []


def test_every_screen_over_the_row_is_one_that_closes_once() -> None:
    """By construction: the base does it, and nobody goes round it."""
    from textual.screen import ModalScreen

    def all_of(kind: type) -> set[type]:
        return {kind}.union(*(all_of(each) for each in kind.__subclasses__()))

    own = {each for each in all_of(ModalScreen) if each.__module__.startswith("altui.")}
    assert len(own) > 10
    for each in own:
        assert issubclass(each, Overlay)
        assert each is Overlay or not {"dismiss", "on_event"} & set(vars(each)), each
    assert issubclass(AltuiApp, TerminalApp)
