"""The order of the sections that a search of the manual finds, and what is shown of them."""

from __future__ import annotations

from altui.manual.search import ELLIPSIS, excerpt, search
from altui.manual.sections import Passage, Section, sections_of

PAGE = """# Fruit: what grows

Apples grow on trees,
and so do *pears*.

## Colours

| fruit | colour |
|---|---|
| `apple\\|pear` | green |

```sh
# no heading
pick apples
```

- **Red**, **pale red**: some
  apples.
1. first
2. second
"""


def of(heading: str, *passages: str) -> Section:
    return Section("page", heading, tuple(map(Passage, passages)))


def headings(words: str, *sections: Section) -> list[str]:
    return [hit.section.heading for hit in search(words.split(), sections)]


def test_a_page_falls_into_sections_and_these_into_what_is_read_as_one() -> None:
    assert sections_of("fruit", PAGE) == [
        Section("fruit", "Fruit: what grows", (Passage("Apples grow on trees, and so do pears."),)),
        Section(
            "fruit",
            "Colours",
            (
                Passage("fruit  colour", ("fruit",)),
                Passage("apple|pear  green", ("apple|pear",)),
                Passage("# no heading"),
                Passage("pick apples"),
                Passage("Red, pale red: some apples.", ("Red", "pale red")),
                Passage("1. first"),
                Passage("2. second"),
            ),
        ),
    ]


def test_a_heading_beats_the_text_and_a_word_beats_a_part_of_one() -> None:
    part, text, heading = of("a", "an undone label"), of("b", "to undo it"), of("undo", "how")
    assert headings("undo", part, text, heading) == ["undo", "b", "a"]


def test_what_a_passage_is_about_beats_what_it_mentions() -> None:
    mention, about = of("a", "agreement, such as kappa"), of("b", "kappa is agreement, no more")
    assert headings("kappa", mention, about) == ["b", "a"]


def test_what_says_what_a_word_means_comes_first() -> None:
    much = of("undo", "undo this and undo that", "how to undo")
    says = Section("page", "a", (Passage("some"), Passage("redo, Undo: back", ("redo", "Undo"))))
    assert headings("undo", much, says) == ["a", "undo"]
    assert search(["undo"], [much, says])[0].passage == "redo, Undo: back"


def test_a_short_section_beats_a_long_one_and_a_rare_word_a_common_one() -> None:
    long, short = of("long", "the key " + "and more " * 50), of("short", "the key")
    assert headings("key", long, short) == ["short", "long"]
    rare, common = of("rare", "some row pickle pickle"), of("common", "some row row pickle")
    assert headings("row pickle", common, rare, of("c", "row"), of("d", "row"))[0] == "rare"


def test_all_words_must_be_there_in_the_text_the_heading_or_the_topic() -> None:
    assert headings("page Fruit GREEN", of("fruit", "green"), of("fruit", "red")) == ["fruit"]
    assert headings("", of("fruit", "green")) == []
    assert headings("(", of("a", "(b)"), of("b", "c")) == ["a"]


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    section = of("x", "one apple", "an apple and a pear", "a pear")
    assert [hit.passage for hit in search(["apple", "pear"], [section])] == ["an apple and a pear"]
    assert [hit.passage for hit in search(["x"], [section])] == [""]


def test_of_a_long_passage_the_part_around_the_word_is_shown() -> None:
    passage = "alpha beta gamma delta " * 20 + "needle " + "epsilon zeta " * 20
    part = excerpt(passage, ["needle"], 60)
    assert "needle" in part and len(part) <= 60
    assert part.startswith(ELLIPSIS) and part.endswith(ELLIPSIS)
    assert set(part.strip(ELLIPSIS).split()) <= set(passage.split())
    assert excerpt("short needle", ["needle"], 60) == "short needle"
