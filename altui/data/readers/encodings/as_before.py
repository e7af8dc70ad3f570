"""The guess that sessions were begun with before encodings were judged by languages.

A session that stored no encoding is read by it, so that its rows stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable

LIKELY = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp932", "gb18030", "big5", "euc_jp", "euc_kr", "koi8_r"),
]
# What Western European text has beside ASCII. Letters that other code pages put to other uses
# (Polish, Turkish) are left out, so that those are judged by frequency instead.
WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜß€£§°«»‘’“”–—…·©®™¡\xa0"
)
MOST_WESTERN = 0.3


def guess_encoding_as_before(lines: Iterable[bytes]) -> str | None:
    """The most plausible encoding of lines that are not UTF-8; None when nothing fits."""
    from charset_normalizer import from_bytes

    sample = b"\n".join(line for line in lines if not line.isascii())
    if _western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=LIKELY).best()
    return best.encoding if best is not None else None


def _western(sample: bytes) -> bool:
    """Short texts give frequencies nothing to go by; the commonest case is told by its letters."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    outside = [mark for mark in text if not mark.isascii()]
    return len(outside) <= MOST_WESTERN * len(text) and WESTERN.issuperset(outside)
