"""The rules that say what is counted of the texts of a column: words, characters or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from altui.data.inference.column_profile import Profile
from altui.data.inference.role_rules import Judged
from altui.data.schema import FEATURES, Role, Schema
from altui.data.values.text_reading import BOTH, CHARACTERS, WORDS, TextReading
from altui.display.scripts import CHARACTER, UNSPACED, WORD, has_characters

MOSTLY = 0.5
"""The share of the cells from which on a column is in a script without blanks, or has no words."""

SOME = 0.02
"""The share from which on such cells are read by characters among others that are not."""

SHORT = 1000
"""Characters of all the texts of a row, on average. The words of longer texts say all there is."""

LARGEST = 5_000_000
"""Characters of all rows: beyond, the characters within words cost more memory and time than the
many words of so many rows leave to gain."""

LOOKED_AT = 10_000
"""Characters of a cell."""

MANY = 0.05
"""The share of rows without a feature that is worth a warning."""


@dataclass(frozen=True)
class TextProfile:
    """What the sample of a column says: characters of a cell on average, the share of its filled
    cells in a script without blanks, and of those without a word."""

    rows: int
    filled: float
    length: float
    unspaced: float
    wordless: float

    @classmethod
    def of(cls, profile: Profile) -> TextProfile:
        heads = [cell[:LOOKED_AT] for cell in profile.sample]
        n = len(heads)
        return cls(
            profile.rows,
            1 - profile.empty / profile.rows,
            sum(map(len, profile.sample)) / n,
            sum(map(_is_unspaced, heads)) / n,
            sum(map(_is_wordless, heads)) / n,
        )

    def read(self, others: float) -> TextReading:
        """`others` is the length of the other texts of a row."""
        length = self.length + others
        is_small = length <= SHORT and length * self.rows <= LARGEST
        if max(self.unspaced, self.wordless) >= MOSTLY:
            form = CHARACTERS
        elif is_small:
            form = BOTH
        else:
            form = CHARACTERS if self.has_unspaced else WORDS
        return TextReading(form, is_unspaced=self.has_unspaced)

    @property
    def has_unspaced(self) -> bool:
        return self.unspaced >= SOME

    def without(self, reading: TextReading) -> float:
        """The share of rows in which such a reading finds nothing."""
        share = {WORDS: self.wordless + self.unspaced, CHARACTERS: self.wordless}
        is_bare = reading.form == BOTH or not reading.is_unspaced
        found = 0.0 if is_bare else min(share[reading.form], 1.0)
        return 1 - self.filled * (1 - found)


def profile_texts(profiles: Sequence[Profile]) -> dict[str, TextProfile]:
    """What the columns that hold more than numbers say as texts."""
    return {each.name: TextProfile.of(each) for each in profiles if _has_words(each)}


def find_texts(
    profiles: Sequence[Profile],
    found: Mapping[str, TextProfile],
    roles: Judged,
    words: Mapping[str, str],
) -> dict[str, TextReading]:
    """A reading for each column, for when it is a text; texts of a row are judged by their length
    together. `words` are the forms that the person named."""
    texts = {name for name in found if roles[name][0] is Role.TEXT}
    readings = {each.name: TextReading(is_unspaced=False) for each in profiles}
    for name, profile in found.items():
        others = sum(found[each].length for each in texts - {name}) if name in texts else 0.0
        readings[name] = profile.read(others)
    for name, word in words.items():
        readings[name] = replace(readings[name], form=word, is_chosen=True)
    return readings


def _has_words(profile: Profile) -> bool:
    return bool(profile.sample) and not profile.numeric


def warn_of_empty_rows(
    profiles: Sequence[Profile], found: Mapping[str, TextProfile], schema: Schema
) -> list[str]:
    """A sentence where many rows have nothing to learn from, if texts are all there is."""
    by_name = {each.name: each for each in profiles}
    learned = [each for each in schema.columns if each.role in FEATURES]
    if not learned or any(each.role is not Role.TEXT for each in learned):
        return []
    share = 1.0
    for column in learned:
        if isinstance(column.reading, TextReading) and by_name[column.name].sample:
            profile = found.get(column.name) or TextProfile.of(by_name[column.name])
            share *= profile.without(column.reading)
    if share < MANY:
        return []
    names = ", ".join(f"'{each.name}'" for each in learned)
    return [
        f"about {share:.0%} of the rows have nothing in {names} to learn from; they are asked last"
    ]


def _is_unspaced(text: str) -> bool:
    """Whether most of its letters are in a script without blanks."""
    if not has_characters(text):
        return False
    characters = len(CHARACTER.findall(text))
    return 2 * characters >= sum(map(str.isalnum, UNSPACED.sub("", text))) + characters


def _is_wordless(text: str) -> bool:
    return WORD.search(text) is None and not has_characters(text)
