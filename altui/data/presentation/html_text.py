"""HTML as the text that a browser would show of it; the stored cell stays as it is.

Tags go, those of blocks become line breaks, scripts and styles are dropped, entities such as
`&amp;` are decoded. What is no markup stays: `a < b` is no tag.
"""

from __future__ import annotations

import html
import re

from altui.data.presentation.html_tags import BLOCKS

KNOWN = "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|img|input|ins|kbd|label|link|mark|meta|q|s"
TAG = re.compile(
    rf"</?(?:{KNOWN}|samp|script|small|span|strike|strong|style|sub|sup|tt|u|var|"
    rf"{'|'.join(sorted(BLOCKS))})(?:\s[^<>]*|/)?>|<!--|<!doctype\b",
    re.IGNORECASE,
)
"""Tags of HTML, so that neither `a < b` nor the tags of XML or of code are taken for it."""

ENTITY = re.compile(r"&(?:[a-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text has tags or entities of HTML."""
    return TAG.search(text) is not None or ENTITY.search(text) is not None


def has_tags(text: str) -> bool:
    return TAG.search(text) is not None


def without_tags(text: str) -> str:
    """The text of HTML; one without tags keeps its lines and blanks, its entities decoded."""
    if not has_tags(text):
        return html.unescape(text) if "&" in text else text
    from altui.data.presentation.html_reader import TextOfHtml

    reader = TextOfHtml()
    reader.feed(text)
    reader.close()
    return reader.text()
