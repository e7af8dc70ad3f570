"""Who waits for keys wakes when the app ends, or is suspended: quitting waits for nothing."""

from __future__ import annotations

import select

from altui.tui.terminal.driver import EndEvent


def test_whoever_waits_for_input_wakes_at_the_end_each_time() -> None:
    end = EndEvent()
    for _ in range(2):
        assert not select.select([end], [], [], 0)[0]
        end.set()
        end.set()
        assert end.is_set() and select.select([end], [], [], 0)[0]
        end.clear()
        end.clear()
        assert not end.is_set()
