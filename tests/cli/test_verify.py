"""A statement is replayed: what was changed afterwards is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from altui.labeling.certifying.certification import open_certification
from altui.session.events import Event, Kind, reseal_event
from altui.session.session import Session
from tests.cli.doors import Answer, Door
from tests.cli.sessions import label, write_clouds
from tests.cli.test_certify import answer


class Made(NamedTuple):
    statement: Path
    data: Path
    certificate: Path

    def verify(self, altui: Door) -> Answer:
        return altui("verify", *self)

    def change(self, **parts: Any) -> None:
        said = json.loads(self.statement.read_text())
        for name, value in parts.items():
            said[name] = {**said[name], **value} if isinstance(value, dict) else value
        self.statement.write_text(json.dumps(said))

    def forge(self, change: Any) -> None:
        """Change the certificate's events and seal them all anew, and the statement with them."""
        events = [*Session.read(self.certificate).events]
        with closing(sqlite3.connect(self.certificate)) as connection:
            connection.execute("DELETE FROM event")
            previous = ""
            for number, event in enumerate(change(events), 1):
                event = reseal_event(event._replace(sequence=number, previous=previous))
                previous = event.hash
                marks = ", ".join("?" * len(event))
                names = ", ".join(f'"{name}"' for name in Event._fields)
                connection.execute(f"INSERT INTO event ({names}) VALUES ({marks})", event)
            connection.commit()
        self.change(session={"event": number, "hash": previous})


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished")
    session = label(write_clouds(folder / "clouds.csv", 200), range(40))
    with closing(
        open_certification(session, folder / "clouds.csv.certify.altui", 0.7, "ada", None)
    ) as open_:
        assert answer(open_).is_above
    return folder


@pytest.fixture
def made(altui: Door, finished: Path, tmp_path: Path) -> Made:
    folder = tmp_path / "moved"
    shutil.copytree(finished, folder)
    data, certificate = folder / "clouds.csv", folder / "clouds.csv.certify.altui"
    assert altui("certify", data).status == 0
    return Made(folder / "clouds.csv.certificate.json", data, certificate)


def test_what_was_stated_is_confirmed_in_another_folder(altui: Door, made: Made) -> None:
    found = made.verify(altui)
    assert found.status == 0, found.out + found.err
    assert "DIFFERS" not in found.out and "all 15 checks agree" in found.out
    assert altui("certify", made.data).status == 0  # the statement is written again, the same


def differences(found: Answer) -> dict[str, str]:
    assert found.status == 1, found.out + found.err
    lines = (line.split("DIFFERS: ") for line in found.out.splitlines() if "DIFFERS" in line)
    return {name.strip(): trouble for name, trouble in lines}


def test_a_changed_number_is_named(altui: Door, made: Made) -> None:
    said = json.loads(made.statement.read_text())
    made.change(interval={"low": said["interval"]["low"] + 1}, words=["All of it is right."])
    found = differences(made.verify(altui))
    assert set(found) == {"interval", "words"} and "low" in found["interval"]


def test_an_answer_changed_in_the_session_breaks_its_chain(altui: Door, made: Made) -> None:
    with closing(sqlite3.connect(made.certificate)) as connection:
        connection.execute("UPDATE event SET value = 'ant' WHERE kind = 'label'")
        connection.commit()
    assert set(differences(made.verify(altui))) == {"session"}


def test_an_answer_changed_and_sealed_anew_is_another_session(altui: Door, made: Made) -> None:
    said = made.statement.read_text()

    def turn(events: list[Event]) -> list[Event]:
        place = next(k for k, event in enumerate(events) if event.kind is Kind.LABEL)
        other = "ant" if events[place].value == "cat" else "cat"
        return [*events[:place], events[place]._replace(value=other), *events[place + 1 :]]

    made.forge(turn)
    found = differences(made.verify(altui))
    assert {"answers", "interval", "words"} <= set(found)
    made.statement.write_text(said)
    assert "session" in differences(made.verify(altui))


def test_a_row_that_was_passed_over_is_named(altui: Door, made: Made) -> None:
    passed: list[str] = []

    def leave_out(events: list[Event]) -> list[Event]:
        place = [k for k, event in enumerate(events) if event.kind is Kind.LABEL][2]
        passed.append(str(events[place].row_id))
        return [*events[:place], *events[place + 1 :]]

    made.forge(leave_out)
    assert f"row {passed[0]} was drawn (number 3)" in differences(made.verify(altui))["order"]


def test_another_seed_is_named(altui: Door, made: Made) -> None:
    def draw_again(events: list[Event]) -> list[Event]:
        begun = json.loads(str(events[0].value))
        begun["certify"]["digest"] = "0" * 64
        return [events[0]._replace(value=json.dumps(begun)), *events[1:]]

    made.forge(draw_again)
    found = differences(made.verify(altui))
    assert "the draw is by 000000000000" in found["seed"]
    made.change(draw={"digest": "0" * 64})
    assert set(differences(made.verify(altui))) == {"seed", "draw"}


def test_an_answer_that_was_not_blind_is_named(altui: Door, made: Made) -> None:
    def uncover(events: list[Event]) -> list[Event]:
        setting = events[1]._replace(
            kind=Kind.SETTING,
            row=None,
            row_id=None,
            content=None,
            value='{"blind": false}',
            uuid="0" * 32,
        )
        return [events[0], setting, *events[1:]]

    made.forge(uncover)
    assert "could be seen from event 2 on" in differences(made.verify(altui))["blind"]


def test_another_file_is_named(altui: Door, made: Made) -> None:
    text = made.data.read_text()
    made.data.write_text(text.replace("r000,", "r999,"))
    assert "another file" in differences(made.verify(altui))["file"]


def test_another_session_in_place_of_the_models_leaves_it_unconfirmed(
    altui: Door, made: Made
) -> None:
    made.data.with_name("clouds.csv.altui").unlink()
    label(made.data, range(35))
    assert "cannot be made again" in differences(made.verify(altui))["predictions"]


def test_counts_that_the_file_does_not_give_are_named(altui: Door, made: Made) -> None:
    def count_anew(events: list[Event]) -> list[Event]:
        begun = json.loads(str(events[0].value))
        begun["certify"]["known"] = [400, 0]
        return [events[0]._replace(value=json.dumps(begun)), *events[1:]]

    made.forge(count_anew)
    with_forged = Session.read(made.certificate).summary().shares
    made.change(class_shares={name: list(each) for name, each in with_forged.items()})
    assert set(differences(made.verify(altui))) == {"class_shares"}


def test_a_file_that_is_no_statement_is_refused(altui: Door, made: Made) -> None:
    made.statement.write_text("{}")
    found = made.verify(altui)
    assert found.status == 2 and "no statement" in found.err


def test_a_statement_that_is_not_there_is_named(altui: Door, made: Made) -> None:
    made.statement.unlink()
    found = made.verify(altui)
    assert found.status == 2 and "there is no such file" in found.err
    assert made.statement.name in found.err


def test_another_file_at_its_place_is_never_replaced(altui: Door, made: Made) -> None:
    made.statement.write_text("mine")
    found = altui("certify", made.data)
    assert found.status == 2 and made.statement.read_text() == "mine"
