"""What is guessed about columns, and how a person overrides it."""

from collections.abc import Sequence

import pytest

from altui.data.inference.columns import Role, Schema, infer_schema, restore_schema
from altui.data.memory_table import MemoryTable
from altui.errors import InputError
from tests.data.conftest import MakeTable


def schema_of(name: str, values: Sequence[str], **asked: object) -> Schema:
    """The schema of a table with that column beside a numeric one and a label."""
    rows = [[str(i % 7), value, "ab"[i % 2]] for i, value in enumerate(values)]
    table = MemoryTable("memory", ["number", name, "label"], rows)
    return infer_schema(table, **asked)  # type: ignore[arg-type]


def role(name: str, values: Sequence[str]) -> Role:
    return schema_of(name, values).column(name).role


def test_numbers_with_gaps_are_numbers() -> None:
    column = schema_of("x", ["1.5", "-2", "", "3e8", " 4 ", "+.5"] * 10).column("x")
    assert column.role is Role.NUMERIC
    assert column.reason == "all 50 values are numbers, 10 empty"
    assert (column.distinct, column.empty) == (5, 10)
    assert column.examples == ("1.5", "-2", "3e8")


def test_of_one_value_it_is_not_said_as_of_many() -> None:
    assert schema_of("x", ["7"]).column("x").reason == "the one value is a number"
    assert schema_of("x", ["Doe"]).column("x").reason == "1 different value, no words"


@pytest.mark.parametrize("odd", ["inf", "1_000", "١٢", "0x1", "4 or 5"])
def test_one_cell_of_many_that_is_no_number_is_named_and_counts_as_missing(odd: str) -> None:
    column = schema_of("x", [*map(str, range(1, 50)), odd]).column("x")
    assert column.role is Role.NUMERIC
    assert column.reason == f"49 of 50 are numbers; row 50: '{odd}' counts as missing"


@pytest.mark.parametrize("odd", ["007", "-01"])
def test_one_code_makes_it_no_number(odd: str) -> None:
    column = schema_of("x", [*map(str, range(1, 50)), odd]).column("x")
    assert column.role is Role.SHOWN
    assert f"'{odd}' is no number (row 50)" in column.reason


def test_of_few_cells_each_counts() -> None:
    column = schema_of("x", [*map(str, range(1, 15)), "abc"]).column("x")
    assert column.role is not Role.NUMERIC
    assert "'abc' is no number (row 15)" in column.reason


def test_gaps_may_be_marked() -> None:
    column = schema_of("x", ["1.5", "NA", "2", "-", "", "n/a", "−5"] * 10).column("x")
    assert column.role is Role.NUMERIC
    assert column.reason == "all 30 values are numbers, 30 marked as missing, 10 empty"


def test_a_cell_that_is_no_number_is_found_after_many_that_are() -> None:
    assert role("x", [*(["1"] * 9000), "007", *(["1"] * 9000)]) is not Role.NUMERIC


def test_few_values_are_categories() -> None:
    assert role("colour", ["red", "green", "blue"] * 10) is Role.CATEGORICAL
    assert role("flag", ["True", "False"] * 10) is Role.CATEGORICAL
    assert role("answer", ["I do not agree", "I agree very much"] * 50) is Role.CATEGORICAL


def test_words_are_text() -> None:
    assert role("review", [f"this is review number {i} of many" for i in range(50)]) is Role.TEXT
    assert role("title", ["A tale of two cities", "Emma by Austen", "War and peace"]) is Role.TEXT
    assert role("评论", [f"这个产品非常好我很喜欢{i}" for i in range(50)]) is Role.TEXT


@pytest.mark.parametrize(
    "texts",
    [
        ("great phone", "bad battery", "does not work", "love it", "too slow", "works well"),
        ("refund please", "app crashes", "", "thank you", "refund", "too dear", "app crashes"),
        ("很好", "不好用", "喜欢", "太慢了", "很好用", "退货"),
    ],
)
def test_short_texts_are_text_in_a_file_of_few_rows_too(texts: Sequence[str]) -> None:
    assert role("text", texts) is Role.TEXT


def test_a_file_of_few_rows_may_have_categories() -> None:
    assert role("colour", ["red", "green", "blue", "black", "red"]) is Role.CATEGORICAL
    assert role("place", ["New York", "New York", "Los Angeles", "New York"]) is Role.CATEGORICAL


def test_single_words_that_never_come_again_are_no_category() -> None:
    assert role("name", ["Ada", "Kim", "Lee", "Joe", "Eve", "Mia"]) is Role.SHOWN


def test_a_lone_column_of_single_words_in_few_rows_is_learned_from(table: MakeTable) -> None:
    schema = infer_schema(table("word\nrefund\ncrash\nthanks\nslow\n"))
    assert schema.column("word").role is Role.TEXT


def test_dates_are_dates() -> None:
    assert role("when", [f"2016-09-{i:02} 10:00:00" for i in range(1, 29)]) is Role.DATE
    assert role("when", [f"{i}/12/2024" for i in range(1, 29)]) is Role.DATE


def test_codes_are_shown_but_not_learned() -> None:
    assert (
        role("name", [f"user{'abcdefghij'[i % 10] * (1 + i // 10)}" for i in range(90)])
        is Role.SHOWN
    )


def test_what_is_always_the_same_is_shown() -> None:
    column = schema_of("x", ["p"] * 30).column("x")
    assert (column.role, column.reason) == (Role.SHOWN, "always 'p'")
    assert role("x", [""] * 30) is Role.HIDDEN


def test_an_id_is_seen_by_its_name_and_by_differing_everywhere() -> None:
    unique, repeated = [str(i) for i in range(50)], [str(i % 40) for i in range(50)]
    assert role("id", unique) is Role.ID
    assert role("postId", unique) is Role.ID
    assert role("user_id", repeated) is Role.SHOWN
    assert role("id", repeated) is Role.SHOWN
    assert role("age", [str(2 * i) for i in range(50)]) is Role.NUMERIC
    assert role("hidden_idea", [str(2 * i) for i in range(50)]) is Role.NUMERIC


def test_a_code_for_each_row_is_an_id_under_any_name() -> None:
    assert role("what", [f"et-{i:04}" for i in range(50)]) is Role.ID
    assert role("what", [f"et-{i % 40:04}" for i in range(50)]) is not Role.ID


def test_the_target_is_known_by_name_only() -> None:
    table = MemoryTable(
        "memory", ["x", "Class", "y"], [[str(i), "ab"[i % 2], "1"] for i in range(9)]
    )
    assert infer_schema(table).target == "Class"
    table = MemoryTable("memory", ["x", "kind"], [[str(i), "ab"[i % 2]] for i in range(9)])
    assert infer_schema(table).target is None


def test_a_label_column_may_be_empty_so_far(table: MakeTable) -> None:
    assert infer_schema(table("x,label\n1,\n2,\n")).target == "label"


def test_a_person_says_which_columns_count() -> None:
    values = [f"et-{i:04}" for i in range(50)]
    schema = schema_of("code", values, columns=["code=text"])
    assert schema.roles() == {"number": "hidden", "code": "text", "label": "target"}
    schema = schema_of("code", values, target="code", id="number", text=["label"])
    assert schema.roles() == {"number": "id", "code": "target", "label": "text"}


def test_a_column_with_an_equals_sign_in_its_name() -> None:
    assert schema_of("a=b", ["1", "2"] * 9, columns=["a=b"]).roles()["a=b"] == "numeric"
    assert schema_of("a=b", ["1", "2"] * 9, columns=["a=b=text"]).roles()["a=b"] == "text"


def test_a_lone_column_of_words_is_learned_from(table: MakeTable) -> None:
    words = "".join(f"{'abcdefghij'[i % 10] * (1 + i // 10)}\n" for i in range(60))
    schema = infer_schema(table("word\n" + words))
    assert schema.column("word").role is Role.TEXT


def test_a_role_can_be_changed_and_stands_once() -> None:
    schema = schema_of("x", ["1", "2"] * 9)
    changed = schema.with_role("x", Role.TARGET)
    assert (changed.target, changed.roles()["label"]) == ("x", "hidden")
    assert schema.target == "label"
    with pytest.raises(InputError, match="no column 'q'"):
        schema.with_role("q", Role.TEXT)


def test_stored_roles_come_back_without_reading_the_rows(table: MakeTable) -> None:
    opened = table("id,x,label\n1,2,a\n2,3,b\n")
    schema = infer_schema(opened)
    assert restore_schema(opened, schema.roles()).roles() == schema.roles()
    assert restore_schema(opened, {"x": "text"}).roles()["label"] == "hidden"
    with pytest.raises(InputError, match="no column 'gone'"):
        restore_schema(opened, {"gone": "text"})
    with pytest.raises(InputError, match="no role"):
        restore_schema(opened, {"x": "odd"})


@pytest.mark.parametrize(
    "name",
    [
        *("sentiment", "Klasse", "étiquette", "ground_truth", "is_spam"),
        *("Include?", "Is relevant?", "Ground truth", "Label:", " Decision "),
    ],
)
def test_the_usual_names_of_answers_are_proposed_as_the_label(name: str) -> None:
    rows = [(f"some words about {n % 7} here", "ab"[n % 2] if n < 20 else "") for n in range(40)]
    assert infer_schema(MemoryTable("made", ("text", name), rows)).target == name


def test_packed_data_in_the_only_column_are_no_text(table: MakeTable) -> None:
    cells = [f"{digit}" * 20_000 for digit in range(4)]
    with pytest.raises(InputError, match="no column is left to learn from"):
        infer_schema(table("\n".join(["blob", *cells]) + "\n"))
    words = infer_schema(table("\n".join(["word", "yes", "no", "oui", "non"]) + "\n"))
    assert words.column("word").role is Role.TEXT
