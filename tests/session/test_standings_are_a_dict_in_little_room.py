"""What holds of each row stands in arrays that behave like a dict and do not grow with labels."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.errors import SessionError
from altui.session.events import STANDINGS, Decision, suppose_event
from altui.session.replay import Replay
from altui.session.state.row_status import Standing, Standings
from tests.session.making import Data

ROWS = st.integers(0, 40)
DECISIONS = st.builds(
    Standing,
    st.sampled_from(sorted(STANDINGS)),
    st.integers(1, 2**31 - 1),
    st.integers(0, 2**31 - 1),
)
STEPS = st.lists(st.tuples(ROWS, st.none() | DECISIONS))


@given(STEPS, st.integers(-50, 100))
def test_they_answer_as_a_dict_would(steps: list[tuple[int, Standing | None]], asked: int) -> None:
    plain: dict[int, Standing] = {}
    packed = Standings()
    for row, standing in steps:
        if standing is None:
            assert packed.pop(row, None) == plain.pop(row, None)
        else:
            plain[row] = packed[row] = standing
        assert dict(packed) == plain and len(packed) == len(plain)
    assert list(packed) == sorted(plain)
    assert (asked in packed, packed.get(asked)) == (asked in plain, plain.get(asked))
    assert packed == plain


def test_a_row_without_one_cannot_be_taken_out() -> None:
    with pytest.raises(KeyError):
        del Standings()[-1]


@pytest.mark.parametrize("row", [-1, 10, 10**15])
def test_no_event_can_make_room_for_rows_that_the_file_never_had(tmp_path: Path, row: int) -> None:
    with Data(10).begin(tmp_path / "a.altui") as session:
        replay = Replay.of(session.view().events)
    with pytest.raises(SessionError, match=f"row {row + 1:,}, which is not there"):
        replay.follow(suppose_event(Decision.skip(row), 2))
