"""Whatever a terminal sends, nothing of it becomes a key but keys."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from altui.tui.terminal.driver import messages_of
from altui.tui.terminal.gate import ESCAPE_DELAY, LONGEST, SILENCE, SOON, InputGate
from tests.conftest import Tell
from tests.tui.terminal.replies import REPLIES, mutated

FUZZED = 200_000


class Typist:
    """Sends bytes with pauses; `keys` are the keys that came out, a paste as its text in <>."""

    def __init__(self) -> None:
        self.gate = InputGate()
        self.now = 1_000.0
        self.keys: list[str] = []

    def send(self, data: bytes, pause: float = 0.0) -> Typist:
        self._take(self.gate.feed(data, self.now))
        return self.wait(pause)

    def wait(self, seconds: float) -> Typist:
        """Time passes, with ticks when the gate wants them."""
        end = self.now + seconds
        while (wait := self.gate.wait(self.now)) is not None and self.now + wait <= end:
            self.now += wait
            self._take(self.gate.tick(self.now))
        self.now = end
        return self

    def _take(self, tokens: Iterable[object]) -> None:
        for each in messages_of(tokens):  # type: ignore[arg-type]
            if isinstance(each, events.Key):
                self.keys.append(each.key)
            elif isinstance(each, events.Paste):
                self.keys.append(f"<{each.text}>")


def keys_of(data: bytes, pause: float = 0.0) -> list[str]:
    return Typist().send(data, pause).keys


@pytest.mark.parametrize("reply", REPLIES, ids=repr)
def test_an_answer_of_the_terminal_is_no_key_and_the_key_behind_it_is(reply: bytes) -> None:
    assert keys_of(b"s" + reply + b"1") == ["s", "1"]


@pytest.mark.parametrize("reply", REPLIES, ids=repr)
def test_split_at_any_byte_it_is_the_same(reply: bytes) -> None:
    data = b"s" + reply + b"1"
    for place in range(1, len(data)):
        apart = Typist().send(data[:place]).send(data[place:])
        assert apart.keys == keys_of(data), place


@pytest.mark.parametrize("reply", REPLIES, ids=repr)
def test_however_slowly_it_comes_none_of_it_is_a_key(reply: bytes) -> None:
    typist = Typist().send(reply[:2], SILENCE * 0.9)
    for byte in reply[2:]:
        typist.send(bytes([byte]), SILENCE * 0.9)
    assert typist.keys == []


@pytest.mark.parametrize("reply", [each for each in REPLIES if each[1] in b"[]^_"], ids=repr)
def test_even_an_escape_that_came_alone_takes_nothing_behind_it_for_keys(reply: bytes) -> None:
    typist = Typist()
    for byte in reply:
        typist.send(bytes([byte]), SOON * 0.9)
    assert set(typist.keys) <= {"escape"}, typist.keys


@pytest.mark.parametrize("reply", [each for each in REPLIES if each[1] in b"OPX"], ids=repr)
def test_so_does_one_that_may_begin_with_a_letter_if_it_comes_at_once(reply: bytes) -> None:
    keys = Typist().send(reply[:1], SOON * 0.9).send(reply[1:], SILENCE).keys
    assert set(keys) <= {"escape"}, keys
    letter = chr(reply[1])
    assert Typist().send(b"\x1b", 0.5).send(letter.encode(), 0.5).keys == ["escape", letter]


@pytest.mark.parametrize("reply", REPLIES, ids=repr)
def test_cut_off_anywhere_it_is_given_up_after_a_silence(reply: bytes) -> None:
    for length in range(2, len(reply)):
        typist = Typist().send(reply[:length], SILENCE)
        assert not {"1", "2", "0"} & set(typist.keys), length
        assert typist.send(b"1").keys[-1] == "1", length


def test_an_escape_key_waits_for_what_may_follow() -> None:
    typist = Typist().send(b"\x1b")
    assert typist.keys == []
    assert typist.wait(ESCAPE_DELAY).keys == ["escape"]
    assert keys_of(b"\x1b\x1b\x1b") == ["escape"] * 3
    assert Typist().send(b"\x1b\x1b").send(b"f").keys == ["escape", "escape", "f"]
    assert Typist().send(b"\x1b\x1b").send(b"[A").keys == ["escape", "escape", "up"]
    assert keys_of(b"\x1b\x1b[D") == ["left"], "with alt, as some terminals send it"
    assert keys_of(b"\x1b\x1bq") == ["escape"]


def test_a_sequence_longer_than_any_is_dropped_with_all_its_burst() -> None:
    typist = Typist().send(b"\x1b]52;c;" + b"1" * 3 * LONGEST)
    assert typist.keys == []
    assert typist.wait(0.6).send(b"1").keys == ["1"]


def test_what_is_not_utf8_is_shown_as_such() -> None:
    typed = "".join(
        each.character or ""
        for each in messages_of(InputGate().feed(b"caf\xe9 now \xff\xc3(", 0.0))
        if isinstance(each, events.Key)
    )
    assert typed == "caf\ufffd now \ufffd\ufffd("


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"\x1bOq", "1"),  # application keypad
        (b"\x1bOM", "enter"),
        (b"\x1b[49u", "1"),  # kitty: plain, with text, with num lock, with an event type
        (b"\x1b[49;;49u", "1"),
        (b"\x1b[49;129u", "1"),
        (b"\x1b[49;1:1u", "1"),
        (b"\x1b[49;1:2u", "1"),
        (b"\x1b[57400;129;49u", "1"),  # its keypad
        (b"\x1b[57400u", "1"),
        (b"\x1b[47:63;2;63u", "question_mark"),
        (b"\x1b[47:63;2u", "question_mark"),
        (b"\x1b[117:85;2;85u", "U"),
        (b"\x1b[117;2u", "U"),
        (b"\x1b[1099::115;;1099u", "s"),  # by its place on a Russian keyboard
        (b"\x1b[1099:1067:115;2;1067u", "S"),
        (b"\x1b[1079::112;5u", "ctrl+p"),
        (b"\x1b[27;5;108~", "ctrl+l"),  # modifyOtherKeys
        (b"\x1b[27;2;63~", "question_mark"),
        (b"\x1b[27u", "escape"),
        (b"\x1b[1;1:1A", "up"),
        (b"\x1b[1;129A", "up"),
        (b"\x1bOA", "up"),
        (b"\x1b[A", "up"),
        (b"\x1b[5~", "pageup"),
        (b"\x1b[57421u", "pageup"),
        (b"\x1b[32;;32u", "space"),
        (b" ", "space"),
        (b"\x1a", "ctrl+z"),
        (b"\x1b[122;5u", "ctrl+z"),
        (b"\x7f", "backspace"),
        (b"\x1b[13;2u", "enter"),  # with shift, as elsewhere it cannot be told
        (b"\x1b[127;5u", "ctrl+w"),
        (b"\x1b[104;5u", "backspace"),
        ("１".encode(), "1"),  # full width
    ],
    ids=repr,
)
def test_a_key_comes_through_in_each_of_its_encodings(sent: bytes, key: str) -> None:
    assert keys_of(sent) == [key]
    for place in range(1, len(sent)):
        if sent[:place] != b"\x1b":
            slow = Typist().send(sent[:place], SILENCE * 0.9).send(sent[place:])
            assert slow.keys == [key], place


@pytest.mark.parametrize(
    "sent",
    [
        b"\x1b[49;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b[57441;2u",
        b"\x1b[57358;65u",
        b"\x1b[99999999999999999999u",
        b"\x1b[1114112u",
        b"\x1b[55296u",
        b"\x1b[:::::::::::::::::::::::::u",
        b"\x1b[" + b"1;" * 100 + b"u",
        b"\x1b[;;;;u",
        b"\x1b[u",
        b"\x1b[~",
    ],
    ids=lambda sent: repr(sent[:30]),
)
def test_a_report_that_is_no_key_pressed_is_nothing(sent: bytes) -> None:
    assert set(keys_of(sent + b"s")) <= {"s", "shift+tab"}


@pytest.mark.parametrize("character", "²³¹ªº①½™ﬁ")
def test_a_character_that_only_looks_like_a_key_is_none(character: str) -> None:
    (key,) = keys_of(character.encode())
    assert not key.isascii() or len(key) > 1


def test_a_paste_is_text_and_never_keys() -> None:
    assert keys_of(b"\x1b[200~11q\r\x1b[201~s") == ["<11q\r>", "s"]
    assert keys_of(b"\x1b[200~1\x1b[A1\x1b]1\x07\x1b[201~s") == ["<1\x1b[A1\x1b]1\x07>", "s"]
    assert keys_of(b"\x1b[201~s") == ["s"]


def test_a_paste_that_never_ends_is_over_after_a_silence() -> None:
    assert Typist().send(b"\x1b[200~11", SILENCE).send(b"s").keys == ["<11>", "s"]


def test_of_a_paste_of_any_length_only_text_comes_out() -> None:
    typist = Typist().send(b"\x1b[200~")
    for _ in range(40):
        typist.send(b"1" * 4096)
    typist.send(b"1\x1b[20").send(b"1~s")
    pasted, key = typist.keys
    assert key == "s" and pasted == "<" + "1" * LONGEST + ">"


def test_text_of_an_input_method_is_text() -> None:
    assert keys_of(b"\x1b[0;;20320:22909u") == ["<\u4f60\u597d>"]


@example([(b"\xe1\x9b", 0.0)])
@given(st.lists(st.tuples(st.binary(max_size=12), st.sampled_from([0.0, 0.05, 0.3, 3.0]))))
def test_no_bytes_at_all_raise_and_a_key_after_a_silence_counts(
    sent: list[tuple[bytes, float]],
) -> None:
    typist = Typist()
    for data, pause in sent:
        typist.send(data, pause)
    # Whatever is unfinished, be it a UTF-8 character of four bytes.
    typist.wait(SILENCE).send(b"1")
    assert typist.keys[-1] == "1"


def fuzz(count: int, seed: int) -> int:
    """Answers, mutated, split anywhere, with bound keys before and behind; returns how many."""
    chance = random.Random(seed)
    for number in range(count):
        sent = [mutated(chance.choice(REPLIES), chance) for _ in range(chance.randint(1, 3))]
        before, behind = chance.choice("01suq"), chance.choice("01suq")
        data = before.encode() + b"".join(sent) + behind.encode()
        place = chance.randint(1, len(data) - 1)
        keys = Typist().send(data[:place]).send(data[place:]).keys
        bound = [key for key in keys if len(key) == 1]
        assert bound == [before, behind], (number, data, place, keys)
        assert not {"escape", "enter", "question_mark"} & set(keys), (number, data, keys)
    return count


def test_fuzzed_answers_are_no_keys_and_keys_around_them_count() -> None:
    assert fuzz(5_000, seed=1)


@pytest.mark.slow
def test_many_fuzzed_answers_are_no_keys(tell: Tell) -> None:
    tell(f"{fuzz(FUZZED, seed=2):,} strings through the gate, no key that was not sent")
