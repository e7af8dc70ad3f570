"""The screen that searches the pool: a text, what holds it, and one row after another of that to be
labeled. `must:` and `not:` narrow the pool itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Input

from altui.display.lines import Line, Span, line, text_of, title_line
from altui.display.text import one_line, pad
from altui.errors import InputError
from altui.labeling.showing.titled import titles_of
from altui.session.events import Decision, Kind
from altui.session.finding.narrowing import Looking
from altui.tui.messages import Decided
from altui.tui.screens.listing import ListScreen
from altui.tui.screens.parts.field import InputField
from altui.tui.screens.parts.overlay import TypeAhead
from altui.tui.screens.parts.pool_search import PoolNarrowed, PoolSearch, RowsFound
from altui.tui.screens.parts.row_labels import LabelsRead, RowLabels
from altui.wording.classes.keys import shorten_keys
from altui.wording.decisions import TAKEN_BACK
from altui.wording.news import describe_label
from altui.wording.view import hits
from altui.wording.view.apart import shorten_apart

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.labeling.annotation import Annotation
    from altui.labeling.events import RemarkSaved
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow
    from altui.session.finding.search import SearchHit

WIDEST_ID, WIDEST_CLASS = 20, 14


class SearchScreen(TypeAhead, ListScreen):
    """Type, then enter; then a list; then one row, where a class's key labels it. After that the
    list is there again, at the next row. In the list such a key shows the row under the cursor:
    nobody has read that yet."""

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self.items: tuple[SearchHit, ...] = ()
        self._search = PoolSearch(annotation, self)
        self._looking = Looking("", None)
        self._kept: int | None = None
        self._refused = ""
        self._labels = RowLabels(annotation.session)
        self._word = hits.describe_narrowing(annotation.session.settings.narrow)

    @property
    def is_typing(self) -> bool:
        return self._search.number == 0

    def compose(self) -> ComposeResult:
        yield InputField(placeholder=hits.hint(self.app.size.width), id="search")
        yield from super().compose()

    def on_unmount(self) -> None:
        self._search.end()

    # What is looked for

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        try:
            looking = Looking.of(event.value)
        except InputError as error:
            self.say(str(error))
            return
        if not looking.widens:
            self._look(looking)
        elif self._annotation.session.settings.narrow:
            self.dismiss(Decision.setting(narrow=""))
        else:
            self.say(hits.NOT_NARROWED)

    def _look(self, looking: Looking) -> None:
        self._looking, self._kept, self._refused = looking, None, ""
        self.items = ()
        self._labels.forget()
        self.cursor.reset()
        self.leave_row()
        self.set_focus(None)
        self._search.start(looking)
        self.draw()
        self.say("searching")

    def on_pool_narrowed(self, message: PoolNarrowed) -> None:
        message.stop()
        if message.number != self._search.number:
            return
        self._kept, narrow = message.kept, self._looking.narrow
        if self._kept and narrow != self._annotation.session.settings.narrow:
            self.post_message(Decided(Decision.setting(narrow=narrow)))

    def on_rows_found(self, message: RowsFound) -> None:
        message.stop()
        if message.number != self._search.number:
            return
        self.items = message.found
        found = hits.describe_found(len(self.items))
        if self._refused:
            found = self._refused
        elif self._kept is not None:
            found = hits.describe_narrowed(self._kept, self._looking.narrow)
        state = message.error or ("" if message.done >= 1 else f"{message.done:.0%} searched")
        self.say(f"{found}   {state}".rstrip())
        if self.shown_row is None:
            self.draw()

    def tell_remark(self, message: RemarkSaved) -> None:
        super().tell_remark(message)
        self._labels.follow(Decision.flag(message.row))

    # What is listed

    @property
    def count(self) -> int:
        return len(self.items)

    def row_at(self, place: int) -> int:
        return self.items[place].row

    def list_head(self, width: int) -> list[Line]:
        if self.is_typing:
            return []
        narrowed = hits.describe_narrowing(self._looking.narrow)
        title = narrowed or f"search: {self._looking.typed}"
        note = self._position() if self.count else "no row"
        return [title_line(one_line(title), max(width - 1, 1), note)]

    def list_lines(self, places: range, width: int) -> list[Line]:
        ids = [self.items[place].row_id for place in places]
        labels = [self._labels.given.get(self.row_at(place), "") for place in places]
        names, classes = _padded(ids, WIDEST_ID), _padded(labels, WIDEST_CLASS)
        return [
            self._line(place, name, label if given else "", width)
            for place, name, label, given in zip(places, names, classes, labels, strict=True)
        ]

    def _line(self, place: int, name: str, label: str, width: int) -> Line:
        is_here, each = place == self.cursor.at, self.items[place]
        told = f"{label}  " if label else ""
        room = max(width - cell_len(name) - cell_len(told) - 4, 1)
        text = one_line(f"{each.column}: {each.excerpt}", room)
        return line(
            Span(self.cursor.mark(place), "key"),
            Span(f"{name}  ", "strong" if is_here else "dim"),
            Span(told, "good"),
            Span(text, "dim" if label else "text"),
        )

    def _position(self) -> str:
        row, rows = self.row_at(self.cursor.at), self._annotation.dataset.n
        return hits.position(self.cursor.at, self.count, row, rows)

    def _lay_out(self, top: int) -> None:
        """A long row opens where the hit stands."""
        super()._lay_out(top)
        looked = self._looking.text
        if top or not looked:
            return
        at = hits.line_of([text_of(each) for each in self._page.body], looked)
        self._page.top = 0 if at < self.page else at - self.page // 3

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        return self._position()

    # Keys

    def keys(self) -> list[tuple[str, str]]:
        if self.shown_row is not None:
            return [*super().keys(), *self._keymap.list_keys(("skip", "next"))]
        if self.is_typing:
            return [("enter", hits.TYPING)]
        classes = shorten_keys(each.key for each in self._class_keys if each.key)
        undo = self._keymap.list_keys(("undo", "undo")) if self._labels.given else []
        return [(f"enter {classes}", "row"), *undo, ("/", "search")]

    def go_back(self) -> None:
        """From the field to the list, where there is one: its place took time to reach."""
        if self.focused is not None and self.count:
            self.set_focus(None)
            self.say("")
        else:
            super().go_back()

    def take_key(self, event: events.Key, action: str | None) -> None:
        if self.shown_row is not None:
            if action == "skip":
                self._go_on("")
            else:
                super().take_key(event, action)
        elif event.character == "/":
            field = self.query_one(Input)
            self.set_focus(field)
            field.select_all()  # what is typed now is another search
        elif action in ("undo", "redo"):
            self._undo(action)
        elif self.count and (event.key == "enter" or self._names_class(event, action)):
            # No class is taken yet: nobody has read the row.
            self.read(self.row_at(self.cursor.at))

    def _names_class(self, event: events.Key, action: str | None) -> bool:
        return action == "name-class" or self.class_of(event) is not None

    def _undo(self, action: str) -> None:
        """Only what was decided here: the person looks at these rows, and at no earlier ones."""
        if action == "undo" and self._labels.done:
            self.post_message(Decided(Decision.undo()))
        elif action == "redo" and self._labels.undone:
            self.post_message(Decided(Decision.redo()))
        else:
            self.say(f"nothing to {action} in this search")

    # What an answer means, and what has become of it

    def why_not(self, row: int) -> str:
        label = self._annotation.session.label(row)
        if not label:
            return ""
        history = self._keymap.key("history")
        shown = titles_of(self._class_keys).get(label, label)
        return f"{describe_label(shown)}: the history ({history}) changes it"

    def answer(self, shown_row: ShownRow, class_name: str) -> None:
        # No Round asked for this row: the person found it.
        self.send(Decision.label(shown_row.row, class_name, shown_at=self.painted.shown_at))

    def tell_saved(self, decision: Decision) -> None:
        if decision.kind in TAKEN_BACK and self._moved_classes(decision.kind):
            # A class that was added for a label: the step meant is the one behind.
            self.post_message(Decided(decision))
        elif decision.kind in TAKEN_BACK:
            self._labels.follow(decision)
            self._labels.read([each.row for each in self.items], self, TAKEN_BACK[decision.kind])
        elif self.shown_row is not None and self.shown_row.row == decision.row:
            self._labels.follow(decision)
            self._go_on(self.describe_answer(self.shown_row, decision))

    def tell_undecided(self, why: str) -> None:
        super().tell_undecided(why)
        if self.shown_row is None:
            self._refused = why  # rows are found meanwhile: what they say does not take its place

    def _moved_classes(self, kind: Kind) -> bool:
        return self._annotation.session.has_moved_classes(kind)

    def _go_on(self, word: str) -> None:
        """Back to the list, at the next row without a label."""
        later = range(self.cursor.at + 1, self.count)
        following = next((p for p in later if self.row_at(p) not in self._labels.given), None)
        if following is None:
            word = f"{word}; {hits.LAST_HIT}" if word else hits.LAST_HIT
        else:
            self.cursor.go_to(following, self.count)
            # Half of the list shows what comes next, not only what is done.
            self.cursor.top = max(self.cursor.top, following - self.page // 2)
        self.leave_row()
        self.draw()
        self.say(word)

    def on_labels_read(self, message: LabelsRead) -> None:
        """After an undo the cursor is at the row that has lost its label."""
        message.stop()
        freed = self._labels.take(message)
        place = next((p for p in range(self.count) if self.row_at(p) in freed), self.cursor.at)
        self.cursor.go_to(place, self.count)
        if self.shown_row is None:
            self.draw()
            self.say(message.word)


def _padded(texts: Sequence[str], widest: int) -> list[str]:
    """Each on one line, all as wide as the widest of them, and those that begin alike apart."""
    lines = shorten_apart(texts, widest)
    wide = max(map(cell_len, lines), default=0)
    return [pad(each, wide) for each in lines]
