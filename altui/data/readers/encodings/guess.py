"""Which encoding a sample of text is in: the one under which its letters are likeliest.

Each candidate that decodes the sample is judged by the languages it can write. Bytes are the same
for all, so the costs (negative logarithms of likelihoods) compare candidates directly.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from altui.data.readers.encodings.candidates import CANDIDATES, IDEOGRAPHIC
from altui.data.readers.encodings.ideographs import ideographs_cost
from altui.data.readers.encodings.letters import Letters, Triple, languages_of, part_letters
from altui.data.readers.encodings.marks import capitals_cost, sign_cost
from altui.data.readers.encodings.pieces import FOREIGN, choose_pieces

FIRST_BYTES = 400
CLEAR_COST = 60.0
MOST_LANGUAGES = 4
OTHER_LANGUAGE = 4.0  # a word of a second language, as a name is
MOST_COST_PER_BYTE = 6.8  # dearer than this is no text in any language known here
FEW_BYTES = 30  # of which no such thing can be said


@dataclass(frozen=True)
class Guess:
    encoding: str
    cost: float
    cost_per_byte: float


def guess_encoding(sample: bytes) -> str | None:
    """The most plausible encoding of a sample that is not UTF-8; None when it is no text."""
    ranked = rank_encodings(sample)
    if not ranked or not _is_text(ranked[0], sample):
        return None
    return _commonest_alike(sample, ranked[0].encoding)


def _is_text(guess: Guess, sample: bytes) -> bool:
    few = len(FOREIGN.findall(sample)) < FEW_BYTES
    return few or guess.cost_per_byte <= MOST_COST_PER_BYTE


def _commonest_alike(sample: bytes, encoding: str) -> str:
    """The commonest of those that give the very same text."""
    text = sample.decode(encoding)
    alike = (name for name in CANDIDATES if _decodes(sample, name) and sample.decode(name) == text)
    return next(alike, encoding)


def rank_encodings(sample: bytes) -> list[Guess]:
    """The encodings that decode the sample, the most plausible first.

    A few words leave a few encodings in doubt; only these are judged by all the words.
    """
    weights = choose_pieces(sample)
    first = _rank([name for name in CANDIDATES if _decodes(sample, name)], _few(weights))
    doubtful = [guess.encoding for guess in first if guess.cost < first[0].cost + CLEAR_COST]
    return _rank(doubtful, weights)


def _few(pieces: dict[bytes, float]) -> dict[bytes, float]:
    sizes = accumulate(map(len, pieces))
    return {
        piece: pieces[piece]
        for piece, size in zip(pieces, sizes, strict=True)
        if size - len(piece) < FIRST_BYTES
    }


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _rank(encodings: list[str], pieces: dict[bytes, float]) -> list[Guess]:
    weights = list(pieces.values())
    foreign = sum(len(FOREIGN.findall(piece)) * weight for piece, weight in pieces.items())
    found = []
    for encoding in encodings:
        texts = [piece.decode(encoding, "ignore") for piece in pieces]  # one may be cut short
        cost = _judge(texts, weights, encoding)
        found.append(Guess(encoding, cost + CANDIDATES[encoding], cost / max(foreign, 1.0)))
    return sorted(found, key=lambda guess: guess.cost)


def _judge(texts: list[str], weights: list[float], encoding: str) -> float:
    language = IDEOGRAPHIC.get(encoding)
    if language is not None:
        return _weigh([ideographs_cost(text, language) for text in texts], weights)
    parts = [part_letters(text) for text in texts]
    shared = [
        capitals_cost(text) + sum(sign_cost(*sign) for sign in signs)
        for text, (_, signs) in zip(texts, parts, strict=True)
    ]
    triples = [letters for letters, _ in parts]
    return _weigh(shared, weights) + _letters_cost(triples, weights, encoding)


def _letters_cost(triples: list[list[Triple]], weights: list[float], encoding: str) -> float:
    """By the language that fits best; a single word may be of another."""
    marks = Counter(mark for piece in triples for _, mark, _ in piece)
    likely = sorted(languages_of(encoding), key=lambda letters: _cost_alone(letters, marks))
    costs = [
        [sum(map(letters.cost, piece)) for piece in triples] for letters in likely[:MOST_LANGUAGES]
    ]
    cheapest = [min(each) + OTHER_LANGUAGE for each in zip(*costs, strict=True)]
    return min(_weigh(list(map(min, own, cheapest)), weights) for own in costs)


def _weigh(costs: list[float], weights: list[float]) -> float:
    return sum(cost * weight for cost, weight in zip(costs, weights, strict=True))


def _cost_alone(letters: Letters, marks: Counter[str]) -> float:
    return sum(count * letters.cost_alone(mark) for mark, count in marks.items())
