"""Reading a table must not wait for libraries that it does not need."""

import subprocess
import sys

HEAVY = {"sklearn", "scipy", "pyarrow", "python_calamine", "charset_normalizer", "textual", "rich"}


def test_no_module_of_this_room_imports_a_heavy_library() -> None:
    script = (
        "import importlib, pkgutil, sys, altui.data\n"
        "for module in pkgutil.iter_modules(altui.data.__path__):\n"
        "    importlib.import_module('altui.data.' + module.name)\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split())
