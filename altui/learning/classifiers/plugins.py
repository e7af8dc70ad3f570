"""Code from outside altui, named on the command line as `package.module:name`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from altui.errors import InputError


def import_callable(name: str, hint: str) -> Callable[..., Any]:
    """Import the callable of that name. Raises InputError with the `hint` if there is none."""
    module_name, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module_name), attribute)
    except ImportError as error:
        raise InputError(f"cannot import the module of '{name}': {error}", hint=hint) from error
    except AttributeError as error:
        raise InputError(f"'{module_name}' has no '{attribute}'", hint=hint) from error
    except (Exception, SystemExit) as error:
        raise InputError(
            f"importing '{module_name}' failed: {type(error).__name__}: {error}"
        ) from error
    if not callable(found):
        raise InputError(f"'{name}' is not callable", hint=hint)
    return found  # type: ignore[no-any-return]
