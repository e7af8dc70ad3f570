"""Real data sets beside the checkout, for tests that run only where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA = Path(
    os.environ.get("ALTUI_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data")
).resolve()

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data sets are not here")
