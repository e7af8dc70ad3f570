"""Whatever becomes of the classes, a key is of one class only, and stays with it."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from altui.errors import SessionError
from altui.labeling.showing.class_keys import keys_of_classes
from altui.session.classes.class_changes import ClassChange
from altui.session.classes.class_list import ClassList

NAMES = st.sampled_from([*"abcdefghijklmn", "0", "3", "7"])
CHANGES = st.one_of(
    st.builds(ClassChange, st.just("add"), NAMES),
    st.builds(ClassChange, st.just("remove"), NAMES),
    st.builds(ClassChange, st.sampled_from(["rename", "merge"]), NAMES, NAMES),
)


@given(st.lists(NAMES, min_size=2, max_size=12, unique=True), st.lists(CHANGES, max_size=15))
def test_a_key_never_changes_its_class(names: list[str], changes: list[ClassChange]) -> None:
    classes = ClassList.of(names)
    owner: dict[str, int] = {}
    for number, change in enumerate(changes, start=1):
        for slot, each in zip(classes.active, keys_of_classes(classes), strict=True):
            assert not each.key or owner.setdefault(each.key, slot) == slot
        with suppress(SessionError):
            classes = change.apply(classes, number)
    assert [each.name for each in keys_of_classes(classes)] == list(classes.now)


def test_the_digit_of_a_class_that_is_gone_stays_free() -> None:
    classes = ClassList.of([f"class {number}" for number in range(11)])
    assert [each.key for each in keys_of_classes(classes)] == [*"0123456789", ""]
    classes = classes.remove(3).add("new")
    assert [each.key for each in keys_of_classes(classes)] == [*"012456789", "", ""]
    classes = classes.add("class 3")
    assert "3" in [each.key for each in keys_of_classes(classes)], "it comes back with its key"
