"""The desk does not answer: labels go on, nothing is lost, and all of it is brought there later."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from altui.desk.chains import ChainDiffersError, DeskError, DeskGoneError, Head, Link
from altui.desk.file import FileDesk
from altui.desk.memory import Board, MemoryDesk
from altui.desk.protocol import Desk
from altui.labeling import events
from altui.labeling.team import team
from altui.session.events import Decision
from altui.wording.team.live import team_in_short
from tests.labeling.team.people import Person, write
from tests.threads import PATIENCE


def is_noted(said: object) -> bool:
    return isinstance(said, events.TeamNoted)


class Company:
    """People at one board."""

    def __init__(self, folder: Path) -> None:
        self.data, self.board = write(folder / "rows.csv"), Board()
        self.people: list[Person] = []

    def invite(self, name: str, desk: Desk | None = None, **said: object) -> Person:
        person = Person(self.data, name, lambda: desk or MemoryDesk(self.board), **said)
        self.people.append(person)
        person.see()
        return person


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    made = Company(tmp_path)
    yield made
    for person in made.people:
        person.close()


class OneWayDesk(MemoryDesk):
    """It is read as ever, and takes nothing where `is_shut`."""

    is_shut = False

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        if self.is_shut:
            raise DeskGoneError("the desk takes nothing", where=self.place)
        return super().push(links, answered=answered, reopened=reopened)


def has_changed(said: object) -> bool:
    return isinstance(said, events.TeamChanged)


def test_labels_go_on_and_are_brought_later(company: Company) -> None:
    kim, sam = company.invite("kim"), company.invite("sam")
    kim.answer()
    company.board.is_gone = True
    rows = [kim.answer() for _ in range(8)]
    kim.find(lambda each: has_changed(each) and each.status.gone_since is not None)
    told = team_in_short(kim.engine.annotation and kim.engine.annotation.team.status())
    assert told.startswith("desk out of reach since ") and told.endswith(" labels here only")
    assert not {*rows} & {*sam.session.state.others.rows}
    company.board.is_gone = False
    sam.wait_for(lambda session: {*rows} <= {*session.state.others.rows})
    kim.find(lambda each: has_changed(each) and each.status.gone_since is None)


def test_it_is_back_once_ones_own_labels_are_there(company: Company) -> None:
    """Others are heard all the while, and one is not told that all is well."""
    desk = OneWayDesk(company.board)
    kim, sam = company.invite("kim", desk), company.invite("sam")
    desk.is_shut = True
    row = kim.answer()
    kim.find(lambda each: has_changed(each) and each.status.gone_since is not None)
    for _ in range(2):
        answered = sam.answer()
        kim.wait_for(lambda session: answered in session.state.others)  # noqa: B023
    assert kim.engine.annotation is not None
    status = kim.engine.annotation.team.status()
    assert status is not None and status.gone_since is not None
    assert (status.unsent, status.trouble) == (1, "the desk takes nothing")
    desk.is_shut = False
    kim.find(lambda each: has_changed(each) and each.status.gone_since is None)
    assert company.board.leases[kim.session.ids[row]].answered == {"kim"}
    sam.wait_for(lambda session: row in session.state.others)


def test_who_begins_without_it_joins_later(company: Company) -> None:
    company.board.is_gone = True
    kim = company.invite("kim")
    row = kim.answer()
    company.board.is_gone = False
    sam = company.invite("sam")
    sam.wait_for(lambda session: row in session.state.others)


def test_what_is_only_here_is_counted_to_the_end(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "CLOSE_LIMIT", PATIENCE)
    company.board.is_gone = True
    kim = company.invite("kim")
    for _ in range(3):
        kim.answer()
    kim.engine.decide(Decision.undo())
    kim.see()
    kim.close()
    assert kim.engine.annotation is not None
    status = kim.engine.annotation.team.status()
    assert status is not None and status.unsent == 2
    company.board.is_gone = False
    again = company.invite("kim")
    again.answer()
    company.invite("sam").wait_for(lambda session: session.knowledge().others == 3)
    again.close()
    assert again.engine.annotation is not None
    status = again.engine.annotation.team.status()
    assert status is not None and status.unsent == 0


def test_a_chain_that_does_not_fit_is_left_out_and_named(company: Company) -> None:
    kim, sam, lee = (company.invite(name) for name in ("kim", "sam", "lee"))
    first = sam.answer()
    kim.wait_for(lambda session: first in session.state.others)
    with company.board:
        chain = company.board.chains["sam"]
        chain.append(chain[-1]._replace(sequence=len(chain) + 1, body="no event"))
        company.board.changed.notify_all()
    row = lee.answer()
    kim.wait_for(lambda session: row in session.state.others)
    assert kim.engine.annotation is not None
    status = kim.engine.annotation.team.status()
    assert status is not None
    assert [note for note in status.notes if "the answers of sam are left out" in note]
    assert first in kim.session.state.others


def test_whose_answers_are_damaged_at_the_desk_is_told(company: Company) -> None:
    kim, sam = company.invite("kim"), company.invite("sam")
    rows = {kim.answer() for _ in range(3)}
    sam.wait_for(lambda session: rows <= {*session.state.others.rows})
    kim.close()
    with company.board:
        chain = company.board.chains["kim"]
        place = next(k for k, link in enumerate(chain) if '"label"' in link.body)
        chain[place] = chain[place]._replace(body=chain[place].body.replace('"label"', '"skip"'))
    note = company.invite("kim").find(is_noted).note
    assert note.startswith(f"your answers are damaged at the desk from event {place + 1} on")
    note = company.invite("lee").find(is_noted).note
    assert note.startswith("the answers of kim are left out from event ")


def test_whose_rows_are_others_under_the_same_ids_is_told(company: Company, tmp_path: Path) -> None:
    kim = company.invite("kim", audit=10)
    data = tmp_path / "sams" / "rows.csv"
    data.parent.mkdir()
    lines = company.data.read_text().splitlines()
    data.write_text("\n".join([lines[0], *(f"{line} more" for line in lines[1:])]) + "\n")
    company.data = data
    sam = company.invite("sam", audit=10)
    for person, other in ((kim, "sam"), (sam, "kim")):
        note = person.find(is_noted).note
        assert note.startswith(f"the rows of {other} are not yours: 15 of 15 rows of the random")
    company.data = data.rename(data.with_name("copy.csv"))
    row = company.invite("lee", audit=10, session=tmp_path / "lee.altui").answer()
    sam.wait_for(lambda session: row in session.state.others)
    assert sam.engine.annotation is not None
    status = sam.engine.annotation.team.status()
    assert status is not None and status.notes
    assert not [note for note in status.notes if "lee" in note]


@pytest.mark.parametrize(
    ("other", "told"),
    [({"classes": ("even", "odd", "none")}, "classes"), ({"seed": 1}, "its seed is 0, yours 1")],
)
def test_what_differs_is_refused_and_said(
    company: Company, other: dict[str, object], told: str
) -> None:
    company.invite("kim")
    with pytest.raises(DeskError, match=told):
        company.invite("sam", **other)


def test_a_session_from_an_older_copy_is_refused(company: Company) -> None:
    kim = company.invite("kim")
    kim.answer()
    path = kim.session.path
    kim.close()
    older = path.read_bytes()
    kim = company.invite("kim")
    rows = [kim.answer() for _ in range(3)]
    company.invite("sam").wait_for(lambda session: {*rows} <= {*session.state.others.rows})
    kim.close()
    path.write_bytes(older)
    with pytest.raises(ChainDiffersError, match="the desk has"):
        company.invite("kim")


def test_a_label_on_a_row_that_another_has_answered_is_kept_and_said(company: Company) -> None:
    kim, sam = company.invite("kim"), company.invite("sam")
    assert kim.view is not None and kim.view.shown_row is not None
    row = kim.view.shown_row.row
    sam.engine.decide(Decision.label(row, "even"))
    sam.see()
    kim.wait_for(lambda session: row in session.state.others)
    kim.answer("odd")
    said = next(each for each in kim.told if isinstance(each, events.AlsoAnswered))
    assert said == events.AlsoAnswered(row, ("sam",))
    assert row in kim.session.state.standings and row not in kim.session.knowledge().rows


@pytest.mark.skipif(os.getuid() == 0, reason="root may read all")
def test_a_folder_that_is_shut_is_told(tmp_path: Path) -> None:
    data = write(tmp_path / "rows.csv")
    FileDesk(data)
    (tmp_path / "rows.csv.altui.team").mkdir(mode=0)
    with pytest.raises(DeskError, match="may not write"):
        Person(data, "kim", lambda: FileDesk(data)).see()


def test_a_desk_restored_from_a_copy_gets_the_rest_again(company: Company) -> None:
    kim, sam = company.invite("kim"), company.invite("sam")
    rows = [kim.answer() for _ in range(3)]
    sam.wait_for(lambda session: {*rows} <= {*session.state.others.rows})
    with company.board:
        del company.board.chains["kim"][-2:]
    rows.append(kim.answer())
    lee = company.invite("lee")
    lee.wait_for(lambda session: {*rows} <= {*session.state.others.rows})
