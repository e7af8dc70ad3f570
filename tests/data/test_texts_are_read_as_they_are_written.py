"""What of a text is counted goes by its script and its length, and by what the person says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from altui.data.dataset import DataOptions
from altui.data.features.counting.terms import (
    WITHIN_WORDS,
    analyzer_of,
    within_words,
    words_and_pairs,
)
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.inference.text_rules import LARGEST, SHORT, TextProfile
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.schema import Schema
from altui.data.values.text_reading import TextReading
from altui.errors import InputError
from tests.data.conftest import MakeTable

CHINESE = ["这本书质量很差，不喜欢", "内容很好，推荐给大家", "快递太慢，包装也破了"]
ENGLISH = ["the parcel came late and was broken", "very good book, read it", "a bad print of it"]
THAI = ["หนังสือเล่มนี้ดีมาก", "ส่งช้ามากไม่ชอบเลย", "ราคาถูกและคุณภาพดี"]
KHMER = ["សៀវភៅនេះល្អណាស់", "មិនល្អទេ", "តម្លៃថោក"]
BURMESE = ["ဒီစာအုပ်ကောင်းတယ်", "မကောင်းဘူး", "ဈေးသက်သာတယ်"]
JAPANESE = ["この本はとても良い", "配達が遅い", "値段が安いです"]
HINDI = ["यह किताब बहुत अच्छी है", "डिलीवरी देर से हुई", "कीमत कम है"]
EMOJI = ["😀 😃", "😀", "👍 👍 👎"]


def csv_of(texts: Sequence[str], times: int = 20) -> str:
    return "body\n" + "".join(f'"{text}"\n' for text in [*texts] * times)


def form_of(schema: Schema) -> str:
    reading = schema.column("body").reading
    assert isinstance(reading, TextReading)
    return reading.form


def features_of(table: MakeTable, content: str, **asked: object) -> Features:
    opened = table(content)
    schema = infer_schema(opened, **asked)  # type: ignore[arg-type]
    return build_features(load_dataset(opened, schema, DataOptions(classes=("a", "b"))))


@pytest.mark.parametrize("texts", [CHINESE, THAI, KHMER, BURMESE, JAPANESE, [*CHINESE, *ENGLISH]])
def test_a_script_without_blanks_is_read_by_characters(table: MakeTable, texts: list[str]) -> None:
    assert form_of(infer_schema(table(csv_of(texts)), text=["body"])) == "characters"


@pytest.mark.parametrize("texts", [ENGLISH, HINDI])
def test_short_texts_are_read_by_words_and_the_characters_within(
    table: MakeTable, texts: list[str]
) -> None:
    assert form_of(infer_schema(table(csv_of(texts)), text=["body"])) == "both"


def test_long_texts_and_very_many_are_read_by_words() -> None:
    def read(rows: int, length: float, unspaced: float = 0.0) -> str:
        return TextProfile(rows, 1.0, length, unspaced, 0.0).read(others=0.0).form

    assert read(100, SHORT + 1) == "words" and read(100, SHORT) == "both"
    assert read(LARGEST // 100 + 1, 100) == "words"
    assert read(100, SHORT + 1, unspaced=0.1) == "characters"


def test_the_texts_of_a_row_are_short_or_long_together(table: MakeTable) -> None:
    rows = "".join(f"a title of {n},{'and so on it went ' * 220}{n}\n" for n in range(30))
    schema = infer_schema(table("body,more\n" + rows))
    assert form_of(schema) == "words"
    assert form_of(infer_schema(table("body,more\n" + rows), columns=["body"])) == "both"


def test_texts_without_words_are_read_by_whatever_characters_there_are(table: MakeTable) -> None:
    made = features_of(table, csv_of(EMOJI), text=["body"])
    assert "characters: 😀" in made.names and "characters: 👍 " in made.names


@pytest.mark.parametrize("form", ["characters", "both"])
def test_each_row_is_read_by_its_own_script(table: MakeTable, form: str) -> None:
    content = csv_of([*CHINESE, *ENGLISH, "AI技术 good"])
    made = features_of(table, content, columns=[f"body=text:{form}"])
    assert {"characters: 质量", "characters: 质", "word: parcel came", "word: ai"} <= {*made.names}
    assert "word: 技术" not in made.names


def test_a_letter_and_the_marks_on_it_are_one_character() -> None:
    found = [*analyzer_of(TextReading("characters"))("ที่นี่")]
    assert [term[1:] for term in found] == ["ที่", "นี่", "ที่นี่"]


def test_the_signs_of_indian_scripts_part_no_words() -> None:
    assert [*words_and_pairs("हिन्दी भाषा", "")] == ["हिन्दी", "भाषा", "हिन्दी भाषा"]


@given(st.text(max_size=40))
def test_characters_within_words_are_those_of_scikit_learn(text: str) -> None:
    analyze = CountVectorizer(analyzer="char_wb", ngram_range=WITHIN_WORDS).build_analyzer()
    assert sorted(within_words(text.lower(), "", WITHIN_WORDS)) == sorted(analyze(text))


@given(st.text(st.characters(max_codepoint=0x2FF, exclude_characters="İ"), max_size=40))
def test_words_and_pairs_are_those_of_scikit_learn(text: str) -> None:
    analyze = CountVectorizer(ngram_range=(1, 2)).build_analyzer()
    assert [*words_and_pairs(text.lower(), "")] == analyze(text)


def test_the_person_has_the_last_word(table: MakeTable) -> None:
    schema = infer_schema(table(csv_of(CHINESE)), columns=["body=text:words"])
    assert form_of(schema) == "words"
    made = features_of(table, csv_of(ENGLISH), columns=["body=text:characters"])
    assert "characters: goo" in made.names
    assert not any(name.startswith("word: ") for name in made.names)
    with pytest.raises(InputError, match="'letters' says nothing of how column 'body' is read"):
        infer_schema(table(csv_of(ENGLISH)), columns=["body=text:letters"])


def test_rows_with_nothing_to_learn_from_are_told_of(table: MakeTable) -> None:
    chosen = table(csv_of(CHINESE))
    infer_schema(chosen, columns=["body=text:words"])
    told = "about 100% of the rows have nothing in 'body' to learn from; they are asked last"
    assert chosen.notes == [told]
    by_default = table(csv_of(CHINESE))
    infer_schema(by_default, text=["body"])
    assert by_default.notes == []


def test_another_file_is_read_as_the_first_one(table: MakeTable) -> None:
    made = features_of(table, csv_of([*CHINESE, *ENGLISH]), text=["body"])
    other = made.transform(
        MemoryTable("other", ["body"], [[CHINESE[1]], ["unseen zzz"], [ENGLISH[2]]])
    )
    assert (other[0] != made.matrix[1]).nnz == 0 and (other[2] != made.matrix[5]).nnz == 0


def test_of_very_many_characters_the_commonest_are_kept(
    table: MakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.data.features.counting.term_block.MOST_OF_CHARACTERS", 3)
    made = features_of(table, csv_of(["aba abc", "ab xa", "ab yz"]), columns=["body=text:both"])
    kept = [name for name in made.names if name.startswith("characters")]
    assert kept == ["characters:  a", "characters:  ab", "characters: ab"]
