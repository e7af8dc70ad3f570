"""The manual at the command line: a list, a topic, and a word that is none."""

from __future__ import annotations

import re

import pytest

from altui.cli.commands.manual import read
from altui.manual.sections import sections_of
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


@pytest.mark.parametrize(
    "words", [[], ["keys"], ["strategies"], ["formats"], ["options"], ["random", "check"]]
)
def test_it_imports_nothing_heavy(words: list[str]) -> None:
    answer = outside(LOOK, ["manual", *words])
    assert (answer.status, answer.err) == (0, "[]\n")
    assert answer.out


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("acuracy", "altui manual accuracy"),
        ("acuracy certifcate", "Try fewer words"),
        ("nosuchword", "altui manual lists all topics"),
        ("", "altui manual lists all topics"),
        ("../keys", "Try: altui manual keys"),
    ],
)
def test_an_unknown_topic_leads_to_near_ones(altui: Door, word: str, near: str) -> None:
    answer = altui("manual", word)
    assert (answer.status, answer.out) == (2, "")
    assert near in answer.err


@pytest.mark.parametrize(
    ("words", "best", "passage"),
    [
        (["docker"], "install: In a container", "Dockerfile"),
        (["--budget"], "label: How long, and which rows", "--budget 200 stops"),
        (["LOG-ODDS"], "glossary: The model", "log-odds: what a word"),
        (["undo"], "keys: Keys", "undo  u  z  h"),
        (["newton"], "models: Models: what is trained", "newton  the default"),
        (["random check"], "glossary: How good it is", "random check, audit: rows"),
    ],
    ids=str,
)
def test_other_words_are_searched_for(
    altui: Door, words: list[str], best: str, passage: str
) -> None:
    answer = altui("manual", *words)
    assert (answer.status, answer.err) == (0, "")
    first, *others = answer.out.splitlines()
    assert first.startswith(best) and passage in "".join(others)
    assert all(len(line) <= 100 for line in others)
    topic = best.partition(":")[0]
    assert others[-1] == f"altui manual {topic} shows the first of these pages."


def test_every_section_that_is_listed_holds_all_the_words(altui: Door) -> None:
    words = ["random", "check", "forest"]
    lines = altui("manual", *words).out.splitlines()
    found = [line.split(": ", 1) for line in lines if line and not line.startswith((" ", "altui"))]
    assert found
    sections = {
        (each.topic, each.heading): each for t in TOPICS for each in sections_of(t, read(t))
    }
    for topic, heading in found:
        section = sections[topic, heading]
        text = " ".join((topic, heading, *(each.text for each in section.passages))).lower()
        assert all(word in text for word in words), section


def test_what_a_word_means_is_shown_whole(altui: Door) -> None:
    _, *lines = altui("manual", "kappa").out.splitlines()
    meaning = " ".join(line.strip() for line in lines)
    assert meaning.startswith("kappa, alpha: how far") and "0 is chance." in meaning


def test_of_many_sections_it_says_how_many_more(altui: Door) -> None:
    answer = altui("manual", "label", "row")
    *_, more, _ = answer.out.splitlines()
    assert re.fullmatch(r"\d+ more sections: add a word to see fewer\.", more)


def test_a_topic_may_be_written_in_capitals(altui: Door) -> None:
    assert altui("manual", "Keys").out == altui("manual", "keys").out


def test_the_shell_completes_topics() -> None:
    assert offered(["manual"], "st") == ["start", "strategies"]


def test_an_unknown_topic_is_shown_fit_for_a_terminal(altui: Door) -> None:
    answer = altui("manual", "\x1b[2Jkeys")
    assert answer.status == 2 and "\x1b" not in answer.err
