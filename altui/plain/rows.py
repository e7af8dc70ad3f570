"""Rows other than the one asked, in the plain dialogue: lists, searches, and the review of labels
until the person comes back to the row asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from altui.display.console import put, say
from altui.display.text import one_line
from altui.errors import AltuiError, InputError
from altui.labeling.advising.second_look import Case, SecondLook
from altui.labeling.advising.splitting import SplitLook
from altui.plain.alike import Alike
from altui.plain.commands import words
from altui.plain.label_review import LabelReview
from altui.plain.lists import ListRequest, filter_of
from altui.plain.output import put_lines
from altui.plain.past import Listing, Past
from altui.plain.typed.finder import Finder, Found
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Kind
from altui.session.finding.narrowing import Looking
from altui.wording.classes.changes import describe_change
from altui.wording.label_review import ASKING, describe_unasked
from altui.wording.view.hits import NOT_NARROWED

if TYPE_CHECKING:
    from altui.config.keymap import KeyMap
    from altui.labeling.engine import Engine
    from altui.labeling.events import RemarkSaved
    from altui.labeling.view import View


class OtherRows:
    """`post` brings what was found to the thread of the dialogue, which calls `use`; `decide` has a
    decision made; `come_back` is called where the row asked is to be shown again."""

    def __init__(
        self,
        engine: Engine,
        keymap: KeyMap,
        post: Callable[[Found], object],
        decide: Callable[[Decision], object],
        come_back: Callable[[], object],
    ) -> None:
        self._engine, self._words = engine, words(keymap)
        self._decide, self._come_back = decide, come_back
        self._finder = Finder(post)
        self._past: Past | None = None
        self._alike: Alike | None = None
        self._review: LabelReview | None = None
        self._is_listing = False
        self._word = ""
        self._view: View | None = None
        self.is_among_hits = False
        """A row found was labeled last: the person goes on there, and wants no other row read."""

    @property
    def is_finding(self) -> bool:
        """Whether a search or a list is being made: no line is read meanwhile."""
        return self._finder.is_busy

    @property
    def is_listing(self) -> bool:
        """Whether it is a list to read, and not labels to answer."""
        return self.is_finding and self._is_listing

    @property
    def is_asking(self) -> bool:
        """Whether a line is about a label under review, and not about the row asked."""
        return self._review is not None

    def close(self) -> None:
        if self._past is not None:
            self._past.close()

    def look(self, look: ListRequest, view: View, shown_at: float) -> None:
        """Do what a line wants; InputError where it makes no sense. The row asked was printed at
        `shown_at`."""
        past = self._the_past(view)
        self._is_listing = look.word != "disagreements"
        match look:
            case ListRequest("history", rest):
                wanted = filter_of(rest, view.classes)
                if wanted.contradicted:
                    say(ASKING)
                self._finder.find(
                    lambda: past.list_decisions(wanted),
                    lambda found: put_lines(past.start_list(found)),
                )
            case ListRequest("search", ""):
                raise InputError("search wants a text, or column=value")
            case ListRequest("search", text):
                self._search(Looking.of(text), past, view)
            case ListRequest("alike", ""):
                alike = self._the_alike()
                self._finder.find(
                    lambda: alike.find(view), lambda found: put_lines(alike.start_list(found))
                )
            case ListRequest("alike", rest):
                self._decide(self._the_alike().label(rest, view, shown_at))
            case ListRequest("disagreements"):
                say(ASKING)
                self._finder.find(past.find_cases, lambda found: self._begin(*found, view))
            case ListRequest("split", name):
                self._split(name, view)
            case ListRequest("more"):
                put_lines(past.more())
            case ListRequest("next"):
                put_lines(past.show_next())
            case ListRequest("show", ""):
                self._come_back()
            case ListRequest("show", number):
                put_lines(past.show_row(number))
            case ListRequest("flag", number):
                self._decide(past.flag_row(number))
            case ListRequest("note", rest):
                self._decide(past.note_row(rest))
            case ListRequest(_, rest):
                decision, self._word = past.change_label(rest)
                self._decide(decision)

    def _search(self, looking: Looking, past: Past, view: View) -> None:
        if looking.widens:
            if not view.settings.narrow:
                raise InputError(NOT_NARROWED)
            self._decide(Decision.setting(narrow=""))
            return

        def tell(found: Listing) -> None:
            put_lines(past.start_list(found))
            if found.narrow and found.narrow != view.settings.narrow:
                self._decide(Decision.setting(narrow=found.narrow))

        self._finder.find(lambda: past.find_rows(looking), tell)

    # What takes long

    def use(self, found: Found) -> None:
        self._finder.use(found)

    def give_up(self) -> None:
        self._finder.give_up()
        if self._past is not None:
            self._past.give_up()
        say("given up")

    def _the_past(self, view: View) -> Past:
        if self._past is not None and self._past.classes != view.classes:
            self._past.close()  # what it lists is named by the classes before
            self._past = None
        if self._past is None:
            assert self._engine.annotation is not None
            self._past = Past(self._engine.annotation, view.classes)
        return self._past

    def _the_alike(self) -> Alike:
        if self._alike is None:
            assert self._engine.annotation is not None
            self._alike = Alike(self._engine.annotation)
        return self._alike

    # What has become of a decision

    def tell_saved(self, decision: Decision) -> None:
        word, self._word = self._word, ""
        following = self._past.next_line() if word and self._past is not None else ""
        self.is_among_hits = bool(following)
        if decision.kind is Kind.CLASSES:
            self._tell_change(ClassChange.loads(decision.value))
        elif self._review is not None:
            put(self._review.follow(decision))
            self._ask(self._review)
        elif word:
            put_lines(filter(None, (word, following)))

    def tell_remark(self, saved: RemarkSaved, *, is_asked: bool) -> None:
        told = f"{'flagged' if saved.flagged else 'not flagged'}, comment: {saved.note or 'none'}"
        if not is_asked and self._engine.annotation is not None:
            told = f"{one_line(self._engine.annotation.dataset.ids[saved.row], 40)} {told}"
        put(f"saved: {told}")

    def forget_decision(self) -> None:
        """The last decision is not made after all."""
        self._word = ""
        if self._review is not None:
            self._ask(self._review)
        else:
            self._come_back()

    # Labels of a class that is split

    def _split(self, name: str, view: View) -> None:
        """Go on where that was begun before."""
        assert self._engine.annotation is not None
        if name in self._engine.annotation.session.to_split().values():
            self._begin_split(name, view)
        else:
            self._view = view
            self._decide(Decision.classes(ClassChange("split", name)))

    def _tell_change(self, change: ClassChange) -> None:
        put(f"saved: {describe_change(change)}")
        if change.change == "split" and self._view is not None:
            self._begin_split(change.name, self._view)

    def _begin_split(self, name: str, view: View) -> None:
        assert self._engine.annotation is not None
        self._start_review(SplitLook(name, self._engine.annotation.session), view)

    # One's own labels, asked for again

    def _begin(self, cases: Sequence[Case], error: str, view: View) -> None:
        if error:
            say(describe_unasked(error))
            if not cases:
                return
        self._start_review(SecondLook(cases), view)

    def _start_review(self, look: SecondLook, view: View) -> None:
        read = self._the_past(view).read_row
        self._review = LabelReview(look, read, view.classes, self._words)
        self._review.next()
        self._ask(self._review)

    def _ask(self, review: LabelReview) -> None:
        """Ask about the next label; after the last one, about the row again."""
        if review.is_over:
            self._leave(review)
            return
        try:
            put_lines(review.question())
        except AltuiError as error:
            say(str(error))

    def take_line(self, text: str) -> None:
        """A line while labels are asked for again; InputError where it makes no sense."""
        review = self._review
        assert review is not None
        match review.interpret(text):
            case Decision() as decision:
                self._decide(decision)
            case "quit":
                self._leave(review)
            case "skip":
                review.pass_over()
                self._ask(review)
            case "show":
                self._ask(review)
            case "hurry":
                self._engine.skip_waiting()
            case _:
                put(f"your answer: {review.answers()}")

    def _leave(self, review: LabelReview) -> None:
        self._review = None
        put_lines((review.summary(), ""))
        self._come_back()
