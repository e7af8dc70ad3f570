"""What is computed ahead for an answer is what the answer then leads to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.learning.rounds import Knowledge
from altui.session.events import Decision
from tests.session.making import CLASSES, Data

answers = st.tuples(
    st.sampled_from(["label", "skip", "ignore", "unsure", "undo", "redo"]), st.integers(0, 5)
)


def same(one: Knowledge, other: Knowledge) -> bool:
    return (
        np.array_equal(one.rows, other.rows)
        and np.array_equal(one.labels, other.labels)
        and np.array_equal(one.available, other.available)
        and one.answered == other.answered
        and (other.check is None if one.check is None else one.check.is_equivalent(other.check))
    )


def asked(knowledge: Knowledge, number: int) -> int | None:
    """The row that the random check asks for, or else some row that may be asked."""
    if knowledge.check is not None and knowledge.check.due is not None:
        return knowledge.check.due
    free = np.flatnonzero(knowledge.available)
    return int(free[number % len(free)]) if len(free) else None


@given(st.lists(answers, max_size=30), st.sampled_from([0, 4]))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_foreseen_knowledge_is_the_knowledge_that_follows(
    tmp_path_factory: object, steps: list[tuple[str, int]], audit: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("foreseen")  # type: ignore[attr-defined]
    with Data(14, extras=True).begin(folder / "s.altui", audit=audit) as session:
        for name, number in steps:
            if name in ("undo", "redo"):
                if session.can_undo if name == "undo" else session.can_redo:
                    session.decide(getattr(Decision, name)())
                continue
            row = asked(session.knowledge(), number)
            if row is None:
                continue
            decision = (
                Decision.label(row, CLASSES[number % len(CLASSES)])
                if name == "label"
                else getattr(Decision, name)(row)
            )
            before, redo = session.knowledge(), session.can_redo
            foreseen = session.foresee(decision)
            assert same(session.knowledge(), before) and session.can_redo == redo
            assert same(session.decide(decision), foreseen)
