"""One person's place in a team: what the engine asks of it while that person labels."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from altui.desk.chains import ChainDiffersError, DeskGoneError, Head
from altui.errors import StorageError
from altui.labeling.team.incoming import Incoming
from altui.labeling.team.joining import join
from altui.labeling.team.lending import Lending
from altui.labeling.team.mailbag import FIRST_PAUSE, LONGEST_PAUSE, Mailbag
from altui.labeling.team.other_chain import OwnRows
from altui.labeling.team.reach import Reach, Way
from altui.labeling.team.status import OtherClass, Person, TeamStatus
from altui.session.events import Kind
from altui.session.team.contents import told_columns

if TYPE_CHECKING:
    from altui.desk.protocol import Desk
    from altui.labeling.team.alone import Explain
    from altui.learning.rounds import Knowledge, Round
    from altui.session.events import Decision
    from altui.session.session import Session

MAY_CHANGE_CLASSES = (Kind.CLASSES, Kind.UNDO, Kind.REDO)

CLOSE_LIMIT = 0.5
"""Seconds that quitting gives the last labels to reach the desk."""


class Team:
    """`start` it once, with what is called, in a thread, when there is news or the desk is lost or
    found again."""

    shares = True

    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk, self._session = desk, session
        self._ids = session.ids
        self._news: Callable[[], object] = lambda: None
        self._changed: Callable[[], object] = lambda: None
        self._reach = Reach(self._tell_reach)
        self._lending = Lending(desk, self._ids, session.slots, lambda: self._news(), self._reach)
        self._mailbag: Mailbag | None = None
        self._closed = threading.Event()
        self.chain = session.annotator
        self._incoming = self._begin_incoming()
        self._head: Head | None = None
        self._found: tuple[object, object] = [], []
        self._begun = session.log.head[0]

    def join(self) -> None:
        """DeskError where it is refused. A desk that does not answer is joined later."""
        try:
            chain, self._head = join(self._desk, self._session.log, self._session.annotator)
        except DeskGoneError as error:
            self._reach.lose(Way.OUT, error)
            return
        if chain != self.chain:
            self.chain = chain
            self._incoming = self._begin_incoming()

    def start(
        self, news: Callable[[], object], changed: Callable[[], object], explain: Explain
    ) -> None:
        self._news, self._changed = news, changed
        self._lending.explain = explain
        self._lending.start()
        if self._head is None:
            threading.Thread(target=self._join_later, name="team-join", daemon=True).start()
        else:
            self._begin(self._head)

    def close(self) -> None:
        self._closed.set()
        self._lending.close()
        limit = CLOSE_LIMIT if self._reach.is_there else 0.0
        if self._mailbag is not None:
            self._mailbag.close(limit)
        leaving = threading.Thread(target=self._leave, name="team-leave", daemon=True)
        leaving.start()
        leaving.join(limit)

    # What others say

    @property
    def has_news(self) -> bool:
        return self._incoming.is_due

    def take_in(self) -> bool:
        """Write what others say into the session. Returns whether there was anything. Where the
        disk refuses, it is due again."""
        news = self._incoming.news()
        if news is None:
            return False
        try:
            self._session.take_in(news.heads, news.opinions)
        except StorageError:
            return False
        self._incoming.confirm(news)
        self._mailbag_wake()
        return True

    def also_answered(self, row: int) -> list[str]:
        """Who else has answered a row that was not to be answered twice."""
        session = self._session
        if row in session.state.drawn or session.slots(row) > 1:
            return []
        return [each.chain for each in session.state.others.about(row)]

    # Which row is asked

    def prepare(self, made: Round, knowledge: Knowledge) -> Round | None:
        return self._lending.prepare(made, knowledge)

    def choose(self, made: Round, knowledge: Knowledge) -> Round:
        return self._lending.choose(made, knowledge)

    def show(self, row: int | None) -> None:
        self._lending.show(row)

    def tidy(self) -> None:
        self._lending.tidy()

    def bring(self, decision: Decision) -> None:
        """This was decided here."""
        if decision.row is not None:
            self._lending.forget([decision.row])
        if decision.kind in MAY_CHANGE_CLASSES:
            self._look_at_others()
        self._mailbag_wake()

    # Who is there

    def status(self) -> TeamStatus:
        others = self._incoming.people()
        answered = len(self._session.answered_rows())
        own = Person(self.chain, answered, 0.0, is_self=True)
        sent = self._begun if self._mailbag is None else self._mailbag.sent
        return TeamStatus(
            place=self._desk.place,
            gone_since=self._reach.since,
            unsent=self._session.labels_after(sent),
            trouble=self._reach.trouble,
            remedy=self._reach.remedy,
            people=(own, *(Person(*each) for each in others)),
            classes=self._other_classes(),
            notes=tuple(self._incoming.notes),
        )

    def _other_classes(self) -> tuple[OtherClass, ...]:
        return self._incoming.other_classes(self._session.settings.classes)

    def _look_at_others(self) -> None:
        """Tell where their classes or chains are not as before, or the classes here."""
        found = [each[:2] for each in self._other_classes()], self._incoming.notes
        if found != self._found:
            self._found = found
            self._changed()

    def _begin_incoming(self) -> Incoming:
        rows = {row_id: row for row, row_id in enumerate(self._ids)}
        others = self._session.state.others
        known = {(each.chain, row): each.name for row in others.rows for each in others.about(row)}
        return Incoming(self.chain, rows, known, self._own_rows())

    def _own_rows(self) -> OwnRows:
        session = self._session
        marks = {self._ids[row]: session.content(row) for row in session.state.drawn}
        known = {row_id: mark for row_id, mark in marks.items() if mark is not None}
        return OwnRows(session.settings.fingerprint, told_columns(session.settings), known)

    def _begin(self, head: Head) -> None:
        self._mailbag = Mailbag(
            self._desk,
            self._session,
            self.chain,
            head,
            self._incoming,
            self._ids,
            self._reach,
            lambda: self._news(),
            self._look_at_others,
            self._join_again,
        )
        self._mailbag.start()

    def _join_again(self) -> Head:
        chain, head = join(self._desk, self._session.log, self._session.annotator)
        if chain != self.chain:
            raise ChainDiffersError(f"the answers of {self.chain} are another session's here")
        return head

    def _join_later(self) -> None:
        pause = FIRST_PAUSE
        while not self._closed.wait(pause):
            pause = min(2 * pause, LONGEST_PAUSE)
            try:
                self.join()
            except Exception as error:  # noqa: BLE001  a thread that ends would tell nobody
                self._reach.lose(Way.OUT, error)
            if self._head is not None:
                self._begin(self._head)
                return

    def _leave(self) -> None:
        with suppress(Exception):  # what is on loan comes back by itself too
            self._desk.close()

    def _tell_reach(self) -> None:
        self._mailbag_wake()  # it finds out when the desk is back, whoever lost it
        self._changed()

    def _mailbag_wake(self) -> None:
        if self._mailbag is not None:
            self._mailbag.wake()
