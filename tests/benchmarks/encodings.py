"""How often encodings are guessed rightly: `python -m tests.benchmarks.encodings`.

Each language by each encoding, right of the tables tried at 300, 30 and 10 rows, by the guess as
it was before and as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from altui.data.readers.encodings.as_before import guess_encoding_as_before
from altui.data.readers.encodings.guess import guess_encoding
from tests.data.encoded import encode_rows, is_right, pairs

SIZES = (300, 30, 10)
SEEDS = 10
Guess = Callable[[bytes], str | None]


def guess_before(content: bytes) -> str | None:
    return guess_encoding_as_before(content.splitlines())


def count_right(guess: Guess, language: str, encoding: str, rows: int) -> int:
    right = 0
    for seed in range(SEEDS):
        content = encode_rows(language, encoding, rows, seed)
        right += content.isascii() or is_right(content, encoding, guess(content))
    return right


def main() -> None:
    print(f"right of {SEEDS}, before and now, at {SIZES} rows")
    totals = [0] * (2 * len(SIZES))
    for language, encoding in pairs():
        counts = [
            count_right(guess, language, encoding, rows)
            for rows in SIZES
            for guess in (guess_before, guess_encoding)
        ]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        print(f"{language:22} {encoding:12}", *(f"{count:4}" for count in counts), flush=True)
    print(f"{'all':35}", *(f"{total:4}" for total in totals), "of", SEEDS * len(pairs()))


if __name__ == "__main__":
    main()
