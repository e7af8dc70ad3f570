"""The guess is shown on a line of the text; a name overrides it, and is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from altui.data.layout import Layout
from altui.data.readers.reading import open_table
from altui.data.readers.text.utf8_source import Source, open_source
from altui.errors import InputError
from tests.data.encoded import encode_rows

POLISH = "id;comment\r\n1;nic\r\n2;pudełko zadowolony, ćma\r\n3;się\r\n"
Open = Callable[..., Source]


@pytest.fixture
def source(tmp_path: Path) -> Open:
    def make(content: bytes, **options: object) -> Source:
        path = tmp_path / "data.csv"
        path.write_bytes(content)
        return open_source(path, **options)  # type: ignore[arg-type]

    return make


def text_of(source: Source) -> str:
    return b"".join(source.blocks(source.start)).decode()


def test_the_guess_is_shown_on_a_line_with_foreign_letters(source: Open) -> None:
    opened = source(POLISH.encode("cp1250"))
    assert opened.encoding == "cp1250"
    assert opened.notes == [
        "read as cp1250, which is a guess; line 3 reads: '2;pudełko zadowolony, ćma' "
        "(`encoding` NAME says another)"
    ]


def test_the_line_is_cut_where_the_letters_are(source: Open) -> None:
    content = "id;comment\n" + "plain\n" * 7 + "x" * 500 + " się zażółć gęślą " + "y" * 500 + "\n"
    [note] = source(content.encode("cp1250")).notes
    assert "line 9 reads: '…" in note
    assert "się zażółć gęślą" in note
    assert len(note) < 150


def test_the_line_is_counted_from_the_start_of_a_long_file(source: Open) -> None:
    content = b"plain text in a row\n" * 50_000 + "pudełko się\n".encode("cp1250")
    assert "line 50,001 reads: 'pudełko się'" in source(content).notes[0]


def test_a_name_overrides_the_guess_without_a_note(source: Open) -> None:
    opened = source(POLISH.encode("cp1250"), encoding="windows-1251")
    assert (opened.encoding, opened.notes) == ("cp1251", [])
    assert text_of(opened) == POLISH.encode("cp1250").decode("cp1251")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp852", "cp852")],
)
def test_what_was_found_is_a_name_that_reads_the_same(
    source: Open, encoding: str, found: str
) -> None:
    content = (POLISH * 9).encode(encoding)
    opened = source(content)
    assert opened.encoding == found
    again = source(content, encoding=opened.encoding)
    assert (again.encoding, text_of(again)) == (found, text_of(opened))
    assert text_of(again) == POLISH * 9


@pytest.mark.parametrize("name", ["cp1249", "hex", "", "undefined", "a\0b"])
def test_a_name_that_is_none_is_refused(source: Open, name: str) -> None:
    with pytest.raises(InputError, match="there is no encoding") as caught:
        source(b"a,b\n1,2\n", encoding=name)
    assert "`encoding`" in caught.value.hint


def test_a_name_close_by_is_offered(source: Open) -> None:
    with pytest.raises(InputError) as caught:
        source(b"a,b\n1,2\n", encoding="cp-1250")
    assert "Did you mean 'cp1250'?" in caught.value.hint


@pytest.mark.parametrize("name", ["utf-8", "ascii"])
def test_a_name_that_does_not_fit_says_the_line(source: Open, name: str) -> None:
    with pytest.raises(InputError, match="this line is not in") as caught:
        source(POLISH.encode("cp1250"), encoding=name)
    assert caught.value.where.endswith("line 3")
    assert "`encoding`" in caught.value.hint


def test_a_session_of_before_guesses_as_before(source: Open) -> None:
    content = encode_rows("german", "mac_roman", 300)
    assert source(content).encoding == "mac_roman"
    assert source(content, as_before=True).encoding == "cp1250"


def test_utf_16_without_its_mark_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="not in utf-16") as caught:
        open_table(path, layout=Layout(encoding="utf-16"))
    assert caught.value.hint
