"""Other rows than the one asked, in the plain dialogue: what is listed and searched for, and one's
own labels that are asked for again until the person comes back to the sample."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import AltuiError, InputError
from altui.labeling.second_look import Case, SecondLook
from altui.plain.commands import words
from altui.plain.lists import ListRequest, filter_of
from altui.plain.past import Past
from altui.plain.second_answers import Second
from altui.session.events import Decision

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.engine import Engine
    from altui.labeling.events import RemarkSaved
    from altui.labeling.view import View

ASKING = "asking the model which labels it contradicts: five fits"

Something = TypeVar("Something")


class Found(NamedTuple):
    """What to do with what a thread of its own has found; `number` says what was looked for."""

    number: int
    then: Callable[[], object]


class OtherRows:
    """`post` brings what was found to the thread of the dialogue, which calls `use`; `decide` has a
    decision made; `come_back` is called where the sample is to be asked about again."""

    def __init__(
        self,
        engine: Engine,
        keymap: KeyMap,
        post: Callable[[Found], object],
        decide: Callable[[Decision], object],
        come_back: Callable[[], object],
    ) -> None:
        self._engine, self._words = engine, words(keymap)
        self._post, self._decide, self._come_back = post, decide, come_back
        self._past: Past | None = None
        self._second: Second | None = None
        self._is_listing = False
        self._finding = 0
        self._found = 0
        self._word = ""

    @property
    def is_finding(self) -> bool:
        """Whether something is looked for: no line is heard meanwhile."""
        return self._finding > self._found

    @property
    def is_listing(self) -> bool:
        """Whether it is looked for to be read, and not to be answered."""
        return self.is_finding and self._is_listing

    @property
    def is_asking(self) -> bool:
        """Whether a line is about a label that is asked for again, and not about the sample."""
        return self._second is not None

    def close(self) -> None:
        if self._past is not None:
            self._past.close()

    def look(self, look: ListRequest, view: View) -> None:
        """Do what a line wants; InputError where it makes no sense."""
        past = self._the_past(view)
        self._is_listing = look.word != "disagreements"
        match look:
            case ListRequest("history", rest):
                wanted = filter_of(rest, view.classes)
                if wanted.contradicted:
                    say(ASKING)
                self._find(lambda: past.listed(wanted), lambda found: _put(past.take(found)))
            case ListRequest("search", ""):
                raise InputError("search wants a text, or column=value")
            case ListRequest("search", text):
                self._find(lambda: past.found(text), lambda found: _put(past.take(found)))
            case ListRequest("disagreements"):
                say(ASKING)
                self._find(past.cases, lambda found: self._begin(*found, view))
            case ListRequest("more"):
                _put(past.more())
            case ListRequest("show", ""):
                self._come_back()
            case ListRequest("show", number):
                _put(past.shown(number))
            case ListRequest("flag", number):
                self._decide(past.flagged(number))
            case ListRequest("note", rest):
                self._decide(past.noted(rest))
            case ListRequest(_, rest):
                decision, self._word = past.changed(rest)
                self._decide(decision)

    # What takes long

    def use(self, found: Found) -> None:
        if found.number == self._finding and self.is_finding:  # or else it was given up
            self._found = found.number
            found.then()

    def give_up(self) -> None:
        self._found = self._finding
        if self._past is not None:
            self._past.give_up()
        say("given up")

    def _find(self, find: Callable[[], Something], then: Callable[[Something], object]) -> None:
        """Have it found in a thread of its own: fits may take long, and a signal ends it all."""
        self._finding += 1
        number = self._finding

        def work() -> None:
            try:
                found = find()
            except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
                told = f"this cannot be told: {one_line(str(error), 400)}"
                self._post(Found(number, lambda: say(told)))
            else:
                self._post(Found(number, lambda: then(found)))

        threading.Thread(target=work, daemon=True).start()

    def _the_past(self, view: View) -> Past:
        if self._past is None:
            assert self._engine.annotation is not None
            self._past = Past(self._engine.annotation, view.classes)
        return self._past

    # What has become of a decision

    def saved(self, decision: Decision) -> None:
        word, self._word = self._word, ""
        if self._second is not None:
            put(self._second.decided(decision))
            self._ask(self._second)
        elif word:
            put(word)

    def remarked(self, saved: RemarkSaved, *, is_sample: bool) -> None:
        told = f"{'flagged' if saved.flagged else 'not flagged'}, comment: {saved.note or 'none'}"
        if not is_sample and self._engine.annotation is not None:
            told = f"{one_line(self._engine.annotation.dataset.ids[saved.row], 40)} {told}"
        put(f"saved: {told}")

    def dropped(self) -> None:
        """The last decision is not made after all."""
        self._word = ""
        if self._second is not None:
            self._ask(self._second)
        else:
            self._come_back()

    # One's own labels, asked for again

    def _begin(self, cases: Sequence[Case], error: str, view: View) -> None:
        if error:
            say(f"the model could not be asked: {one_line(error, 400)}")
            if not cases:
                return
        read = self._the_past(view).sample
        self._second = Second(SecondLook(cases), read, view.classes, self._words)
        self._second.next()
        self._ask(self._second)

    def _ask(self, second: Second) -> None:
        """Put the next label to the person; without one the sample is asked about again."""
        if second.is_over:
            self._leave(second)
            return
        try:
            _put(second.told())
        except AltuiError as error:
            say(str(error))

    def hear(self, text: str) -> None:
        """A line while labels are asked for again; InputError where it makes no sense."""
        second = self._second
        assert second is not None
        match second.understood(text):
            case Decision() as decision:
                self._decide(decision)
            case "quit":
                self._leave(second)
            case "skip":
                second.pass_over()
                self._ask(second)
            case "show":
                self._ask(second)
            case "hurry":
                self._engine.skip_waiting()
            case _:
                put(f"your answer: {second.answers()}")

    def _leave(self, second: Second) -> None:
        self._second = None
        _put((second.summary(), ""))
        self._come_back()


def _put(lines: Iterable[str]) -> None:
    for text in lines:
        put(text)
