"""No test reads the settings of whoever runs it."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

CONFIGURATION = TemporaryDirectory(prefix="altui-no-settings-")
os.environ["XDG_CONFIG_HOME"] = CONFIGURATION.name
