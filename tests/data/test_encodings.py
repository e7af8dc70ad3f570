"""UTF-8 is read in place; anything else is recognised or guessed, and that is said."""

import pytest

from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

FRENCH = "texte,n\ncafé très bien,1\nça va déjà,2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_word(table: MakeTable, encoding: str) -> None:
    opened = table(FRENCH.encode(encoding))
    assert opened.columns == ("texte", "n")
    assert cells(opened)[0] == ("café très bien", "1")
    assert opened.notes == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_recognised(table: MakeTable, encoding: str) -> None:
    opened = table(("plain text,n\nabc,0\n" + FRENCH[8:]).encode(encoding))
    assert cells(opened)[1] == ("café très bien", "1")
    assert opened.notes == [f"the file is in {encoding}"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "café très bien"),
        ("cp1252", "Größe über “alles” – 5 €"),
        ("cp1251", "Привет, как дела сегодня? Всё хорошо, спасибо большое"),
        ("cp932", "こんにちは世界、お元気ですか。今日はいい天気ですね。"),
        ("cp1250", "Zażółć gęślą jaźń, proszę bardzo, dziękuję i do widzenia"),
    ],
)
def test_old_encodings_are_guessed_and_it_is_said(
    table: MakeTable, encoding: str, text: str
) -> None:
    opened = table(f't,n\n"{text}",1\n'.encode(encoding))
    assert cells(opened) == [(text, "1")]
    assert opened.notes[0].startswith(f"read as {encoding}, which is a guess")


def test_one_bad_byte_in_utf8_is_damage_and_its_line_is_named(table: MakeTable) -> None:
    content = "t,n\n" + "naïve café,1\n" * 50
    with pytest.raises(InputError, match="UTF-8, but 1 of its bytes") as caught:
        table(content.encode() + b"caf\xe9,2\n" + "thé,3\n".encode())
    assert caught.value.where.endswith("line 52")


def test_a_bad_byte_far_down_is_found(table: MakeTable) -> None:
    with pytest.raises(InputError, match="UTF-8") as caught:
        table(b"t\n" + "éé\n".encode() * 400_000 + b"\xff\n")
    assert caught.value.where.endswith("line 400002")
