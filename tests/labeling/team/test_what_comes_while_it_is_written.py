"""What another takes back while their answer is being written here is taken back here too."""

from __future__ import annotations

from pathlib import Path

from altui.labeling.team.incoming import Incoming
from altui.session.events import Decision
from altui.session.session import Session
from altui.session.store.links import links_of
from tests.session.team.people import begin, label


def hear(incoming: Incoming, session: Session, after: int = 0) -> int:
    """Receive what `session` has after an event, and return its last."""
    incoming.receive(links_of(session.log.since(after), "sam"))
    incoming.settle()
    return session.log.head[0]


def test_an_answer_is_taken_back_while_it_is_written(tmp_path: Path) -> None:
    with begin(tmp_path, "sam") as sam:
        label(sam, {0: sam.settings.classes[0]})
        incoming = Incoming("kim", {row_id: row for row, row_id in enumerate(sam.ids)}, {})
        told = hear(incoming, sam)
        being_written = incoming.news()
        assert being_written is not None
        sam.decide(Decision.undo())
        hear(incoming, sam, told)
        incoming.confirm(being_written)
        next_news = incoming.news()
        assert next_news is not None
        assert [(each.row, each.value) for each in next_news.opinions] == [(0, None)]
        incoming.confirm(next_news)
        assert incoming.news() is None
