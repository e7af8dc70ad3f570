"""What is said of data names arguments in backticks; a person reads the options of these names."""

from __future__ import annotations

import re

from altui.labeling.opening.options.option import options_of
from altui.labeling.opening.options.request import OpenRequest

ARGUMENT = re.compile(r"`([a-z_]+)`")


def name_flags(text: str) -> str:
    """The text with `text_columns` as --text; what is no argument stays as it is."""
    table = options_of(OpenRequest)
    return ARGUMENT.sub(lambda found: table[found[1]].flag if found[1] in table else found[0], text)
