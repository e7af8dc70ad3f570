"""The input gate: bytes from the terminal become whole characters, sequences and pastes.

A terminal sends more than keys: answers to questions (of altui, or of a program that ran before
it), mouse reports, pastes. The gate finds where each of them ends, by the grammar of ECMA-48
(5th edition, 5.4 to 5.6) and what xterm adds to it. Once an introducer was seen, no byte behind it
ever becomes a character, however slowly it comes. What a sequence means is not decided here.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass

ESC = "\x1b"
BEL = "\x07"

ESCAPE_DELAY = 0.1
"""Seconds without a byte after which an ESC was the escape key."""

SILENCE = 2.0
"""Seconds without a byte after which an unfinished sequence is given up."""

SPILL_SILENCE = 0.5
"""The same once a sequence is longer than any terminal sends: the rest of its burst is dropped."""

LONGEST = 1 << 16
"""Bytes of a sequence, or of a paste, that are taken into account."""

MOUSE_BYTES = 3
"""Button, column and row of an X10 mouse report follow it as raw bytes."""

STRINGS = "]PX^_"
"""Behind an ESC: the introducers of OSC, DCS, SOS, PM and APC."""

AFTER_ESCAPE = "[]^_"
"""Introducers that are no key of altui: soon after an escape key they begin a sequence."""

SOON = 1.0
"""Seconds after an escape key in which they do."""

HELD_AFTER_ESCAPE = "OPX"
"""Those that may be keys: they begin a sequence if more follows at once."""

C1 = {"\x8f": "O", "\x90": "P", "\x9b": "[", "\x9d": "]", "\x9f": "_"}
"""Introducers of one character, by the character that stands behind an ESC for the same."""

RAW_C1 = "\x9b"
"""Of those what is taken for one as a lone byte too; the others are letters in old charsets."""

STRING_TERMINATOR = "\x9c"

PASTE_BEGINS = f"{ESC}[200~"
PASTE_ENDS = b"\x1b[201~"


@dataclass(frozen=True)
class Character:
    """One character outside of any sequence; U+FFFD for bytes that are not UTF-8."""

    text: str


@dataclass(frozen=True)
class Sequence:
    """A whole escape sequence, from its ESC to its last character."""

    text: str


@dataclass(frozen=True)
class EscapeKey:
    """An ESC that nothing followed."""


@dataclass(frozen=True)
class Pasted:
    """What stood in a bracketed paste."""

    text: str


Token = Character | Sequence | EscapeKey | Pasted


class InputGate:
    """Give it bytes as they come (`feed`), and call `tick` when nothing has come for `wait`
    seconds. Times are in seconds on one clock, such as `time.monotonic`."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._tokens: list[Token] = []
        self._state: Callable[[str], None] = self._ground
        self._text = ""
        self._length = 0
        self._mouse_bytes = 0
        self._mouse_byte = 0
        self._paste = bytearray()
        self._is_pasting = False
        self._last = 0.0
        self._is_after_escape = False
        self._escapes = 0

    def feed(self, data: bytes, now: float) -> list[Token]:
        """The tokens that are complete with these bytes, in order."""
        if now - self._last >= SILENCE:
            self._decoder.reset()  # or half a character would come out before the next key
            self._give_up(now)
        if now - self._last >= SOON:
            self._is_after_escape = False
        self._last = now
        place = 0
        while place < len(data):
            if self._is_pasting:
                place = self._take_paste(data, place)
                continue
            byte = data[place : place + 1]
            place += 1
            if self._mouse_bytes and byte != b"\x1b":
                self._take_mouse_byte(byte[0])
                continue
            self._mouse_bytes = 0
            for character in self._decoder.decode(byte):
                self._length += 1
                self._state(_as_c1(character))
        if self._state == self._escape and self._escapes:
            self._end_escape()  # of several at once the last begins nothing either
        return self._take_tokens()

    def tick(self, now: float) -> list[Token]:
        """The tokens that are complete because nothing has followed them."""
        self._give_up(now)
        return self._take_tokens()

    def _give_up(self, now: float) -> None:
        """End what is unfinished, if its time is over."""
        wait = self.wait(now)
        if wait is None or wait > 0:
            return
        if self._state == self._escape:
            self._end_escape()
        elif self._state == self._held:
            self._emit(Character(self._text))
        elif self._is_pasting:
            self._end_paste()
        self._mouse_bytes = 0
        self._state = self._ground

    def wait(self, now: float) -> float | None:
        """Seconds until `tick` has something to do; None while nothing is unfinished."""
        if self._is_pasting or self._mouse_bytes:
            patience = SILENCE
        elif self._state == self._ground:
            return None
        elif self._state in (self._escape, self._held, self._intermediate):
            patience = ESCAPE_DELAY
        else:
            patience = SPILL_SILENCE if self._length > LONGEST else SILENCE
        return max(self._last + patience - now, 0.0)

    def _end_escape(self) -> None:
        self._flush_escapes()
        self._emit(EscapeKey())
        self._is_after_escape = True
        self._state = self._ground

    def _flush_escapes(self) -> None:
        for _ in range(self._escapes):
            self._emit(EscapeKey())
        self._escapes = 0

    def _take_mouse_byte(self, byte: int) -> None:
        """Coordinates are bytes or, in a mode that few use, characters of two bytes: then the
        second does not count."""
        is_second = 0x80 <= byte <= 0xBF and self._mouse_byte >= 0xC2
        self._mouse_byte = byte
        self._mouse_bytes -= not is_second

    def _take_tokens(self) -> list[Token]:
        tokens, self._tokens = self._tokens, []
        return tokens

    def _emit(self, token: Token) -> None:
        self._is_after_escape = False
        self._tokens.append(token)

    # The states: each takes one character

    def _ground(self, character: str) -> None:
        if character == ESC:
            self._begin(ESC, self._escape)
        elif character in C1:
            self._introduce(C1[character])
        elif self._is_after_escape and character in AFTER_ESCAPE:
            self._introduce(character)
        elif self._is_after_escape and character in HELD_AFTER_ESCAPE:
            self._begin(character, self._held)
        elif not "\x80" <= character <= "\x9f":
            self._emit(Character(character))

    def _held(self, character: str) -> None:
        self._introduce(self._text)
        self._state(character)

    def _escape(self, character: str) -> None:
        if character == "[" or character == "O" or character in STRINGS:
            # An ESC before this one came from the alt key held down, not from the escape key.
            self._introduce(character)
            return
        if character == ESC:
            self._escapes += 1
            return
        self._flush_escapes()
        if " " <= character <= "/":
            self._state = self._intermediate
            self._text += character
        elif character < " " and character != "\t":
            # A control character is none of the characters that make a sequence: two keys.
            self._state = self._ground
            self._emit(EscapeKey())
            self._emit(Character(character))
        else:
            self._end(character)

    def _intermediate(self, character: str) -> None:
        """ESC, characters from space to slash, and one more that ends it."""
        self._text += character
        if not " " <= character <= "/":
            self._end()

    def _control_sequence(self, character: str) -> None:
        if character == ESC:
            self._state = self._escape_within
        elif self._text == f"{ESC}[" and character == "[":
            self._text += character  # the Linux console's function keys: one more follows
        elif "@" <= character <= "~":
            is_mouse = self._text == f"{ESC}[" and character == "M"
            self._mouse_bytes = MOUSE_BYTES if is_mouse else 0
            self._end(character)
        elif " " <= character <= "?" and self._length <= LONGEST:
            self._text += character

    def _escape_within(self, character: str) -> None:
        """An ESC within a sequence: only a new introducer ends what was there before."""
        if character == "[" or character == "O" or character in STRINGS:
            self._introduce(character)
        elif character != ESC:
            self._state = self._control_sequence
            self._text += "\x00"  # whatever it becomes, it is no sequence that anybody knows
            self._state(character)

    def _string(self, character: str) -> None:
        """Until its terminator: of all strings none means a key."""
        if character in (BEL, STRING_TERMINATOR):
            self._state = self._ground
        elif character == ESC:
            self._state = self._string_escape

    def _string_escape(self, character: str) -> None:
        if character == "\\":
            self._state = self._ground
        elif character != ESC:
            self._state = self._string
            self._state(character)

    # From one state to another

    def _begin(self, text: str, state: Callable[[str], None]) -> None:
        self._text, self._length, self._state = text, 1, state
        self._escapes = 0
        self._is_after_escape = False

    def _introduce(self, character: str) -> None:
        state = self._string if character in STRINGS else self._control_sequence
        self._begin(ESC + character, state)

    def _end(self, character: str = "") -> None:
        self._state = self._ground
        sequence = self._text + character
        if sequence == PASTE_BEGINS:
            self._is_pasting = True
        elif self._mouse_bytes == 0:
            self._emit(Sequence(sequence))

    # Pastes

    def _take_paste(self, data: bytes, place: int) -> int:
        """Take bytes up to the end of the paste; returns the place behind them."""
        # The end may come in pieces: what was there before is looked at again.
        before = len(self._paste)
        self._paste += data[place:]
        found = self._paste.find(PASTE_ENDS, max(before - len(PASTE_ENDS), 0))
        if found < 0:
            del self._paste[LONGEST : -len(PASTE_ENDS)]
            return len(data)
        behind = found + len(PASTE_ENDS) - before
        del self._paste[found:]
        self._end_paste()
        return place + behind

    def _end_paste(self) -> None:
        self._is_pasting = False
        text = bytes(self._paste[:LONGEST]).decode("utf-8", "replace")
        self._paste.clear()
        if text:
            self._emit(Pasted(text))


def _as_c1(character: str) -> str:
    """A byte that is no part of UTF-8: a control character of one byte, or U+FFFD."""
    if not "\udc80" <= character <= "\udcff":
        return character
    byte = chr(ord(character) - 0xDC00)
    return byte if byte in RAW_C1 or byte == STRING_TERMINATOR else "\ufffd"
