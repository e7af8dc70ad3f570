"""What is typed in the line of classes chooses one: by enter, or at once by a code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from altui.labeling.naming.class_line import Choice, ClassLine
from altui.labeling.naming.meaning import meant
from altui.labeling.showing.class_keys import ClassKey

CLASSES = (
    ClassKey("0", "card arrival"),
    ClassKey("1", "card fee", code="cf"),
    ClassKey("", "Überweisung"),
    ClassKey("", "csharp", code="cs"),
)


def line(**more: bool) -> ClassLine:
    return ClassLine(CLASSES, (1, 0, 3, 2), **more)


def type_all(on: ClassLine, text: str) -> list[Choice | None]:
    return [on.type(each) for each in text]


def test_enter_takes_the_first_that_fits() -> None:
    on = line()
    assert on.enter() == Choice("card fee"), "the likeliest"
    assert type_all(on, "card a") == [None] * 6
    assert on.enter() == Choice("card arrival")
    assert type_all(on, "x") == [None] and on.enter() is None
    on.erase()
    assert on.enter() == Choice("card arrival")


def test_the_choice_moves_among_those_that_fit() -> None:
    on = line()
    type_all(on, "card")
    on.move(1)
    assert on.enter() == Choice("card arrival")
    on.move(5)
    assert on.at == 1
    on.move(-9)
    assert on.at == 0


def test_a_code_is_taken_as_it_stands_and_a_name_is_not() -> None:
    assert type_all(line(), "CF")[-1] == Choice("card fee")
    assert type_all(line(), "uberweisung") == [None] * 11
    pasted = line()
    pasted.paste("cs\n")
    assert pasted.typed == "cs", "nobody typed it: it waits for enter"
    assert pasted.enter() == Choice("csharp")


def test_a_code_that_became_the_name_of_a_class_waits_for_enter() -> None:
    on = ClassLine((ClassKey("", "bug", code="q1"), ClassKey("", "q1")), (0, 1))
    assert type_all(on, "q1") == [None, None]
    assert on.enter() == Choice("q1")


def test_a_name_that_no_class_has_may_be_added() -> None:
    on = line(can_add=True)
    type_all(on, "card dispute+")
    assert on.is_adding and on.enter() == Choice("card dispute", is_new=True)
    on.erase()
    assert not on.is_adding and on.typed == "card dispute"
    known = line(can_add=True)
    type_all(known, "ÜBERWEISUNG+")
    assert not known.is_adding
    plus = ClassLine((ClassKey("0", "C++"),), (0,), can_add=True)
    type_all(plus, "c+")
    assert not plus.is_adding and plus.enter() == Choice("C++")


@given(st.text(st.sampled_from("cardfe üs+\x20")))
def test_no_letters_of_a_name_choose_anything_before_enter(typed: str) -> None:
    without_codes = [ClassKey(each.key, each.name) for each in CLASSES]
    on = ClassLine(without_codes, range(4), can_add=True)
    assert type_all(on, typed) == [None] * len(typed)


def test_a_typed_line_means_a_key_a_code_a_name_or_a_beginning() -> None:
    def names(text: str) -> list[str]:
        return [each.name for each in meant(text, CLASSES)]

    assert names("1") == ["card fee"]
    assert names("cs") == names("csharp") == ["csharp"]
    assert names("uber") == ["Überweisung"]
    assert names("card") == ["card arrival", "card fee"]
    assert names("fee card") == ["card fee"]
    assert names("") == names("zebra") == []
