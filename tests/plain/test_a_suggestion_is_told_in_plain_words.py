"""`--plain` with another model's guesses: printed where they may be seen, taken by a word."""

from __future__ import annotations

import io
import re

import pytest

from altui.labeling.annotation import Annotation
from altui.plain.dialogue import Dialogue
from altui.session.events import Kind
from altui.session.session import Session
from altui.session.suggested.telling import Suggested
from tests.tui.stage import opened
from tests.tui.test_a_suggestion_is_shown_and_accepted import asking


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    return Talk(monkeypatch, capsys)


class Talk:
    """What is printed and what is kept, of a dialogue of these lines."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, annotation: Annotation, lines: str) -> tuple[str, list[tuple[str, str]]]:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        assert Dialogue(opened(lambda: annotation)).run() == 0
        events = Session.read(annotation.session.path).events
        kept = [(e.value or "", e.suggested or "") for e in events if e.kind is Kind.LABEL]
        return "".join(self._capsys.readouterr()), kept


def test_the_guess_is_printed_and_a_word_takes_it(said: Talk) -> None:
    text, kept = said(asking(show_suggested=True), "accept\naccept\naccept\nq\n")
    found = re.findall(r"^suggested: (no|yes) at 0\.\d\d$", text, re.MULTILINE)
    assert len(found) >= 3 and [value for value, _ in kept] == found[: len(kept)]
    assert all(Suggested.loads(each) == Suggested(name, is_shown=True) for name, each in kept)
    assert text.count(", as suggested\n") == len(kept)


def test_an_empty_line_takes_nothing(said: Talk) -> None:
    text, kept = said(asking(show_suggested=True), "\n\nq\n")
    assert kept == [] and text.count("an empty line is no answer") == 2


def test_where_no_guess_is_shown_the_word_says_so_and_the_guess_is_told_after_the_answer(
    said: Talk,
) -> None:
    text, kept = said(asking(), "accept\n1\n1\n1\n1\nq\n")
    assert "no suggestion is shown to accept" in text and "suggested: " not in text
    assert [value for value, _ in kept] == ["yes"] * 4
    guesses = [Suggested.loads(each) for _, each in kept]
    assert not any(each and (each.is_shown or each.is_withheld) for each in guesses)
    told = [", as suggested" if each == Suggested("yes") else ", suggested no" for each in guesses]
    saved = [line for line in text.splitlines() if line.startswith("saved: r")]
    assert all(line.endswith(each) for line, each in zip(saved, told, strict=True))


def test_what_a_strategy_needs_is_said(said: Talk) -> None:
    text, _ = said(asking(), "m disagreement\n1\nq\n")
    assert "disagreement" in text.splitlines()[-1] or ", disagreement" in text


def test_without_guesses_the_strategy_is_refused(said: Talk) -> None:
    from tests.tui.stage import annotation_of

    text, _ = said(annotation_of(), "m disagreement\nq\n")
    assert "'disagreement' needs the labels that another model has suggested" in text
