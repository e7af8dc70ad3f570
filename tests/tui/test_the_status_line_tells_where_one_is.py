"""The status line: how far, of which file; and messages that fit and go when they are stale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from altui.display.lines import Span
from altui.tui.panels.status import StatusPanel, remark_line
from tests.tui.making import a_view, drawn, text_of
from tests.tui.stage import annotation_of, on_stage, opened

NAMED = replace(a_view(), title="messages.csv")


@pytest.mark.parametrize("width", [80, 130])
def test_it_keeps_the_name_of_the_file_and_how_far_it_is(width: int) -> None:
    told = drawn(StatusPanel(id="status"), NAMED, width, 1)[0]
    assert told.startswith("saved · 2 of 20 labels given") and told.endswith("  messages.csv")
    assert len(told) == width


def test_it_keeps_both_beside_a_message() -> None:
    told = text_of([remark_line(Span("reasons are hidden"), NAMED, 80)])[0]
    assert told.split("  ")[0] == "reasons are hidden"
    assert told.endswith("  2 of 20 labels · messages.csv") and len(told) == 80
    without_budget = replace(NAMED, settings=replace(NAMED.settings, budget=0))
    assert "2 of 92 labels" in text_of([remark_line(Span("no"), without_budget, 80)])[0]


def test_a_long_name_leaves_room_and_a_narrow_line_leaves_it_out() -> None:
    long = replace(NAMED, title="a name that is much too long for any status line.csv")
    assert "…" in drawn(StatusPanel(id="status"), long, 80, 1)[0]
    assert "messages" not in drawn(StatusPanel(id="status"), NAMED, 34, 1)[0]


def test_a_long_message_is_cut_behind_a_word() -> None:
    remark = Span("there is no room for the whole of this sentence, which goes on and on " * 2)
    told = text_of([remark_line(remark, NAMED, 80)])[0]
    assert len(told) <= 80 and told.endswith(" …")
    assert remark.text.startswith(told.removesuffix(" …") + " ")


async def test_a_message_goes_with_the_next_key() -> None:
    async with on_stage(opened(annotation_of)) as stage:
        await stage.ready()
        await stage.press("y")
        assert stage.shown("status").startswith("reasons are hidden")
        await stage.press("y")
        assert stage.shown("status").startswith("reasons are shown")
        await stage.press("j")
        assert stage.shown("status").startswith("saved ")
        await stage.press("7")
        assert "no class has the key 7" in stage.shown("status")
        await stage.press("7")
        assert "no class has the key 7" in stage.shown("status")
        await stage.answer("1")
        assert stage.shown("status").startswith("saved ")


NOTE = "Two of these rows are the same, blanks and capitals aside. " * 3


async def test_a_message_that_is_too_long_stands_below_the_row() -> None:
    async with on_stage(opened(annotation_of), (80, 24)) as stage:
        await stage.ready()
        stage.app.show(stage.view, NOTE)
        below = stage.shown("row").splitlines()[-4:]
        assert " ".join(" ".join(below).split()) == NOTE.strip()
        assert stage.shown("status").startswith("saved ")
        await stage.answer("1")
        assert "Two of these" not in stage.shown("row")


async def test_without_room_there_it_begins_in_the_status_line() -> None:
    async with on_stage(opened(annotation_of), (80, 10)) as stage:
        await stage.ready()
        stage.app.show(stage.view, NOTE * 4)
        assert stage.shown("status").startswith("Two of these rows")
        assert stage.shown("status").endswith(" …")


def test_what_is_wrong_with_a_cluster_comes_first_and_moves_no_cursor() -> None:
    away = replace(NAMED, cluster="the cluster is out of reach since 14:02")
    told = drawn(StatusPanel(id="status"), away, 110, 1)[0]
    assert told.startswith("the cluster is out of reach since 14:02 · saved")
    hostile = replace(NAMED, cluster="worker has numpy 1\x1b[2J\n2")
    told = drawn(StatusPanel(id="status"), hostile, 110, 1)[0]
    assert told.startswith("worker has numpy 1␛[2J") and "\n" not in told
