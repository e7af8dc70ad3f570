"""Two classes that nobody could tell apart are not made; a class may change its own capitals."""

from __future__ import annotations

import pytest

from altui.errors import SessionError
from altui.session.classes.class_changes import ClassChange, check_looks_new
from altui.session.classes.class_list import ClassList
from altui.session.events import Decision
from tests.tui.stage import annotation_of

CLASSES = ClassList.of(("bug", "caf\u00e9", "late fee"))


@pytest.mark.parametrize(
    "name", ["BUG", "cafe\u0301", "CAFÉ", "late  fee", "Late\u00a0Fee", "\uff42\uff55\uff47"]
)
@pytest.mark.parametrize("change", ["add", "rename"])
def test_a_name_written_like_another_is_refused(change: str, name: str) -> None:
    made = ClassChange("add", name) if change == "add" else ClassChange("rename", "other", name)
    with pytest.raises(SessionError, match="already, which is written like"):
        check_looks_new(made, CLASSES.add("other"))


def test_other_letters_are_another_name_and_ones_own_may_change() -> None:
    for name in ("bugs", "cafe", "latefee"):
        check_looks_new(ClassChange("add", name), CLASSES)
    check_looks_new(ClassChange("rename", "bug", "BUG"), CLASSES)
    check_looks_new(ClassChange("merge", "bug", "caf\u00e9"), CLASSES)


def test_a_session_refuses_it_and_keeps_its_classes() -> None:
    session = annotation_of().session
    with pytest.raises(SessionError, match="there is a class 'yes' already"):
        session.decide(Decision.classes(ClassChange("add", "Yes")))
    session.decide(Decision.classes(ClassChange("rename", "yes", "Yes")))
    assert session.settings.classes == ("no", "Yes")
