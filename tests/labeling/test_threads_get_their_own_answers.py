"""Workers share a lookahead, a process and the program's streams; none hears what is another's."""

from __future__ import annotations

import sys
import threading
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from altui.labeling import processes
from altui.labeling.ahead.lookahead import Lookahead
from altui.labeling.processes import RemoteLearner
from altui.labeling.workers import Worker
from altui.learning.rounds import Knowledge, Round
from tests.labeling.test_processes import knowledge, recipe
from tests.threads import PATIENCE, Announced, at_once


def round_of(asked: Knowledge) -> Round:
    return Round(asked.answered, asked.event, 0, 0, (), None, None)


class Gated:
    """A Maker that makes a Round when its gate is open."""

    def __init__(self) -> None:
        self.asked: list[Knowledge] = []
        self.threads: list[threading.Thread] = []
        self.begun = threading.Semaphore(0)
        self.opened = threading.Event()

    def round(self, asked: Knowledge) -> Round:
        self.asked.append(asked)
        self.threads.append(threading.current_thread())
        self.begun.release()
        assert self.opened.wait(PATIENCE)
        return round_of(asked)


class Late(Lookahead):
    """Hears of the Round of `late` only when it is told."""

    late: Knowledge

    def __init__(self, maker: Gated) -> None:
        self.ended, self.goes_on, self.heard = (threading.Event() for _ in range(3))
        self.news = threading.Event()
        super().__init__([maker], self.news.set)

    def _finish(self, worker: Worker, asked: Knowledge, outcome: Round | Exception) -> None:
        if asked is self.late:
            self.ended.set()
            assert self.goes_on.wait(PATIENCE)
        super()._finish(worker, asked, outcome)
        if asked is self.late:
            self.heard.set()


def test_a_round_given_up_as_it_ends_is_not_taken_for_the_next_one() -> None:
    maker = Gated()
    lookahead = Late(maker)
    lookahead.late, following = knowledge(4), knowledge(5)
    maker.opened.set()
    lookahead.begin(lookahead.late)
    assert lookahead.ended.wait(PATIENCE)
    maker.opened.clear()
    lookahead.drop(lookahead.late)
    lookahead.begin(following)
    lookahead.goes_on.set()
    assert lookahead.heard.wait(PATIENCE)
    assert lookahead.seconds(following) is not None, "the next one is still being made"
    assert lookahead.take(lookahead.late) is None
    lookahead.news.clear()
    maker.opened.set()
    assert lookahead.news.wait(PATIENCE)
    made = lookahead.take(following)
    assert made is not None and made.number == 5
    lookahead.close()


def test_what_waited_behind_a_round_given_up_is_given_up_too() -> None:
    maker = Gated()
    worker = Worker(maker, lambda *_: None)
    first, second = knowledge(4), knowledge(5)
    worker.begin(first)
    assert maker.begun.acquire(timeout=PATIENCE)
    worker.begin(second)
    worker.drop()
    maker.opened.set()
    maker.threads[0].join(PATIENCE)
    assert maker.asked == [first]
    worker.close()


def test_two_threads_that_ask_one_process_each_get_their_own_round(tmp_path: Path) -> None:
    remote = RemoteLearner(recipe(tmp_path, "logistic"))

    def events(begin: int) -> list[int]:
        asked = range(begin, begin + 40)
        return [remote.round(knowledge(4, event)).event for event in asked]

    found = at_once(partial(events, 100), partial(events, 200))
    assert found == [list(range(100, 140)), list(range(200, 240))]
    remote.stop()


def test_processes_started_at_once_leave_stderr_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_begun, second_came, first_ended = (threading.Event() for _ in range(3))
    starts = iter([(first_begun, second_came), (second_came, first_ended)])

    def start(_: SpawnProcess) -> None:
        says, waits_for = next(starts)
        says.set()
        assert waits_for.wait(PATIENCE)

    def start_first() -> None:
        RemoteLearner(made)
        first_ended.set()

    def start_second() -> None:
        assert first_begun.wait(PATIENCE)
        RemoteLearner(made)

    monkeypatch.setattr(SpawnProcess, "start", start)
    monkeypatch.setattr(processes, "_STARTING", Announced(second_came), raising=False)
    made, before = recipe(tmp_path, "logistic"), sys.stderr
    assert before is not sys.__stderr__, "the runner of the tests catches what is printed"
    at_once(start_first, start_second)
    assert sys.stderr is before
