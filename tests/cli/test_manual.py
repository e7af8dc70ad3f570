"""The manual at the command line: a list, a topic, and a word that is none."""

from __future__ import annotations

import pytest

from altui.manual.topics import TOPICS, read_topic
from tests.cli.doors import Door, outside
from tests.cli.test_completion import offered

HEAVY = "sklearn, scipy, numpy, textual, rich.markdown"
LOOK = f"""
import sys
from altui.cli.main import run
status = run(sys.argv[1:])
print([name for name in "{HEAVY}".split(", ") if name in sys.modules], file=sys.stderr)
sys.exit(status)
"""


def test_alone_it_lists_every_topic_on_a_line(altui: Door) -> None:
    answer = altui("manual")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert [line.split()[0] for line in lines[: len(TOPICS)]] == list(TOPICS)
    assert all(len(line) <= 80 for line in lines)


def test_in_a_pipe_a_topic_is_markdown(altui: Door) -> None:
    answer = altui("manual", "review")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == read_topic("review")


@pytest.mark.parametrize("words", [[], ["keys"], ["strategies"], ["formats"], ["options"]])
def test_it_imports_nothing_heavy(words: list[str]) -> None:
    answer = outside(LOOK, ["manual", *words])
    assert (answer.status, answer.err) == (0, "[]\n")
    assert answer.out


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("acuracy", "altui manual accuracy"),
        ("kappa", "altui manual accuracy"),
        ("no such word", "altui manual lists all topics"),
        ("", "altui manual lists all topics"),
        ("../keys", "Try: altui manual keys"),
    ],
)
def test_an_unknown_topic_leads_to_near_ones(altui: Door, word: str, near: str) -> None:
    answer = altui("manual", word)
    assert (answer.status, answer.out) == (2, "")
    assert near in answer.err


def test_a_topic_may_be_written_in_capitals(altui: Door) -> None:
    assert altui("manual", "Keys").out == altui("manual", "keys").out


def test_the_shell_completes_topics() -> None:
    assert offered(["manual"], "st") == ["start", "strategies"]


def test_an_unknown_topic_is_shown_fit_for_a_terminal(altui: Door) -> None:
    answer = altui("manual", "\x1b[2Jkeys")
    assert answer.status == 2 and "\x1b" not in answer.err
