"""The encoding of a file is found by the letters of its language, from few letters in a row."""

from __future__ import annotations

from random import Random
from time import thread_time

import pytest

from altui.data.readers.encodings.candidates import CANDIDATES
from altui.data.readers.encodings.guess import guess_encoding
from altui.data.readers.encodings.letters import languages, languages_of
from tests.data.encoded import encode_rows, is_right, pairs

PLAIN = "id,text\n" + "some words in English,1\n" * 9


def wrong_guesses(rows: int, seeds: range) -> list[tuple[str, str, str | None]]:
    wrong = []
    for language, encoding in pairs():
        for seed in seeds:
            content = encode_rows(language, encoding, rows, seed)
            guess = guess_encoding(content)
            if not content.isascii() and not is_right(content, encoding, guess):
                wrong.append((language, encoding, guess))
    return wrong


def test_300_rows_are_read_rightly_in_every_language_and_encoding() -> None:
    assert wrong_guesses(300, range(1)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "most_wrong"), [(300, 0), (30, 1), (10, 3)])
def test_short_files_are_nearly_always_read_rightly(rows: int, most_wrong: int) -> None:
    wrong = wrong_guesses(rows, range(1, 3))
    assert len(wrong) <= most_wrong, wrong


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("times", [1, 100])
def test_english_with_curly_quotes_and_dashes(encoding: str, times: int) -> None:
    text = "We’re “really” happy – it’s great… 5 €\nThe customer’s order is late — don’t buy\n"
    content = (PLAIN + text * times).encode(encoding)
    assert is_right(content, encoding, guess_encoding(content))


@pytest.mark.parametrize(
    "cell",
    [
        *("5 € for the café", "The price is £5", "25 °C today", "Größe: 5", "price ½ off", "x – y"),
        *("São Paulo", "Zürich", "déjà vu", "jalapeño", "10 µm ± 2", "Smörgåsbord", "Ørsted"),
    ],
)
def test_one_foreign_word_in_an_english_file_is_western(cell: str) -> None:
    content = (PLAIN + cell).encode("cp1252")
    assert is_right(content, "cp1252", guess_encoding(content))


def test_a_second_language_in_a_file_does_no_harm() -> None:
    content = encode_rows("polish", "cp1250", 100) + encode_rows("german", "cp1250", 20)
    assert guess_encoding(content) == "cp1250"


def test_random_bytes_are_no_text() -> None:
    random = Random(0)
    noise = bytes(random.choice(range(32, 256)) for _ in range(3000))
    lines = [bytes(random.choice(range(128, 256)) for _ in range(8)) for _ in range(100)]
    assert guess_encoding(noise) is None
    assert guess_encoding(b"\n".join(b"1,abc " + line for line in lines)) is None


@pytest.mark.parametrize(
    ("language", "encoding"), [("ukrainian", "koi8_u"), ("japanese", "euc_jp"), ("thai", "cp874")]
)
def test_a_long_sample_takes_no_time(language: str, encoding: str) -> None:
    content = encode_rows(language, encoding, 6000)[: 256 << 10]
    start = thread_time()
    for name in CANDIDATES:
        content.decode(name, "replace")
    decoded = thread_time()
    guess_encoding(content)
    # On a slow machine both are slow: to guess takes about as long as to decode in each of them.
    assert thread_time() - decoded < 10 * (decoded - start)


def test_every_language_is_judged_in_an_encoding() -> None:
    judged = {id(letters) for name in CANDIDATES for letters in languages_of(name)}
    assert {id(letters) for letters in languages().values()} == judged


@pytest.mark.parametrize("form", ["{} €", "{}€", "€{}", "€ {}", "£{}", "{} £", "{} °C", "{} m²"])
@pytest.mark.parametrize("rows", [1, 30])
def test_prices_and_measures_alone_are_western(form: str, rows: int) -> None:
    cells = "".join(f"{row};{form.format(7 * row + 3)};yes\n" for row in range(rows))
    content = ("id;price;label\n" + cells).encode("cp1252")
    assert is_right(content, "cp1252", guess_encoding(content))
