"""Without PostgreSQL its tests are skipped, but in the maintainers' checks they fail."""

from __future__ import annotations

import pytest

from tests.desk.postgres import house


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_they_are_skipped_and_say_so_but_fail_in_the_checks(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(house, "WHY_NONE", "no PostgreSQL here")
    with pytest.raises(outcome, match="no PostgreSQL here"):
        house.need_server()
