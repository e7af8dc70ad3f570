"""Goes over the rows that are to be settled, one by one: first blind, then with what others say."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from altui.session.events import Decision, Kind
from altui.session.opinions.verdict import Ground

if TYPE_CHECKING:
    from altui.labeling.settling.team_rows import TeamRows
    from altui.session.team.opinions import RowOpinions
    from altui.session.team.settler import Settler


@dataclass(frozen=True)
class Case:
    """A row, and the class that the person has given it, once that is saved: only then may the
    answers of others be shown."""

    opinions: RowOpinions
    own: str = ""

    @property
    def is_blind(self) -> bool:
        return not self.own


class SettleLook:
    """`case` is the current case; None after the last. `commit` may be called in another thread,
    and everything else only when it is done."""

    def __init__(self, rows: TeamRows, settler: Settler, *, majority: bool = False) -> None:
        """`majority`: go also over the rows that a majority holds."""
        grounds = {Ground.OPEN, Ground.MAJORITY} if majority else {Ground.OPEN}
        self.rows, self.name = rows, settler.name
        self._settler = settler
        self._open = {each.row_id for each in rows.with_verdict({Ground.OPEN})}
        self._left = deque(rows.with_verdict(grounds))
        self._here: set[str] = set()
        self._moved: str | None = None
        self._is_passing = False
        self.case: Case | None = None
        self.next()

    # Where one is

    @property
    def place(self) -> str:
        done = len(self._here)
        is_counted = self.case is not None and self.case.opinions.row_id in self._here
        at = done if is_counted else done + 1
        return f"{at:,} of {at + len(self._left):,}"

    @property
    def settled(self) -> int:
        """Rows that were settled here and are still."""
        return len(self._here)

    @property
    def open(self) -> int:
        """Rows in the data that nobody has settled."""
        return sum(not self._settler.held(row_id) for row_id in self._open)

    @property
    def can_undo(self) -> bool:
        return self._settler.next_undo is not None

    @property
    def can_redo(self) -> bool:
        return self._settler.next_redo is not None

    @property
    def has_moved_gone(self) -> bool:
        """Whether the undo or redo just made was of a row that is not in the data any more."""
        return self._moved is not None and self.rows.find(self._moved) is None

    # What the person does

    def answer(self, class_name: str, shown_at: float) -> Decision:
        """The decision that a class makes of the row: first blind, then in place of that."""
        assert self.case is not None
        opinions = self.case.opinions
        decision = Decision.settle(self.rows.place(opinions), class_name, shown_at=shown_at)
        return replace(decision, content=self.rows.content(opinions))

    def keep(self) -> None:
        """Go on: what was said blind holds, and is saved already."""
        self.next()

    def pass_over(self) -> Decision | None:
        """Leave the row for later; what takes back the answer to it, where there is one."""
        if self.case is not None and not self.case.is_blind:
            self._is_passing = True
            return Decision.undo()
        self._put_off()
        return None

    def next(self) -> None:
        self.case = Case(self._left.popleft()) if self._left else None

    # What becomes of it

    def commit(self, decision: Decision) -> None:
        """Save a decision. StorageError: it is not saved, and may be tried again."""
        if decision.kind is Kind.SETTLE:
            assert self.case is not None
            self._settler.settle(self.case.opinions.row_id, decision)
        else:
            undoes = decision.kind is Kind.UNDO
            self._moved = self._settler.undo() if undoes else self._settler.redo()

    def drop(self) -> None:
        """The decision was not saved, and will not be."""
        self._is_passing = False

    def follow(self, decision: Decision) -> bool:
        """Follow a decision that is saved. Returns whether another row is the case now, or the same
        one blind again."""
        if decision.kind is Kind.SETTLE:
            return self._follow_answer(decision.value or "")
        if decision.kind is Kind.UNDO:
            self._follow_undo(self._moved or "")
        else:
            self._follow_redo(self._moved or "")
        return True

    def _follow_answer(self, class_name: str) -> bool:
        assert self.case is not None
        self._here.add(self.case.opinions.row_id)
        if not self.case.is_blind:
            self.next()
            return True
        self.case = replace(self.case, own=class_name)
        return False

    def _follow_undo(self, row_id: str) -> None:
        self._here.discard(row_id)
        current = None if self.case is None else self.case.opinions
        if current is not None and current.row_id == row_id:
            self.case = Case(current)
            if self._is_passing:
                self._put_off()
        elif (before := self.rows.find(row_id)) is not None:
            self._open.update((row_id,) if self.rows.is_disputed(before) else ())
            self._left.extendleft((current,) if current is not None else ())
            self.case = Case(before)
        self._is_passing = False

    def _follow_redo(self, row_id: str) -> None:
        self._here.add(row_id)
        self._left = deque(each for each in self._left if each.row_id != row_id)
        if self.case is not None and self.case.opinions.row_id == row_id:
            self.next()

    def _put_off(self) -> None:
        if self.case is not None:
            self._left.append(self.case.opinions)
            self.next()
