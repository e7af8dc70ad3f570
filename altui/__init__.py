"""altui teaches a classifier by asking one person for the labels that help it most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from altui.labeling.model_files.loaded_model import load_model as load_model

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What Python code may use is loaded when it is asked for."""
    if name == "load_model":
        from altui.labeling.model_files.loaded_model import load_model

        return load_model
    raise AttributeError(f"module 'altui' has no attribute '{name}'")
