"""What terminals send beside keys: answers to questions, reports, and pieces of them."""

from __future__ import annotations

import random

REPLIES = (
    b"\x1b[?1;2c",  # DA1: a VT100 with advanced video
    b"\x1b[?62;22;52c",
    b"\x1b[?65;1;2;4;6;18;22;28c",
    b"\x1b[>1;10;0c",  # DA2
    b"\x1bP!|00000000\x1b\\",  # DA3
    b"\x1b[0n",  # DSR
    b"\x1b[12;40R",  # CPR
    b"\x1b[?12;40;1R",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    b"\x1b]10;rgb:eded/eded/eded\x07",
    b"\x1b]11;rgb:2323/2626/2727\x1b\\",
    b"\x1b]52;c;MTExMTExCg==\x1b\\",
    b"\x1b]l0 1 title 1\x1b\\",
    b"\x1bP>|XTerm(390)\x1b\\",  # XTVERSION
    b"\x1bP>|tmux 3.3a\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",  # XTGETTCAP
    b"\x1bP0+r\x1b\\",
    b"\x1bP1$r0m\x1b\\",  # DECRPSS
    b"\x1bP1$r 1 q\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",  # kitty's pictures
    b"\x1b_Gi=31;ENOTSUPPORTED:1\x07",
    b"\x1b^private 11\x1b\\",
    b"\x1bXstart 11 of string\x1b\\",
    b"\x1b[?2026;2$y",  # DECRPM
    b"\x1b[?2048;1$y",
    b"\x1b[4;0$y",
    b"\x1b[?29u",  # kitty's flags
    b"\x1b[4;600;800t",  # sizes
    b"\x1b[8;24;80t",
    b"\x1b[48;1;1;1;1t",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[M 11",  # mouse: X10, with bytes beyond ASCII, SGR, urxvt
    b"\x1b[M \xc2\x841",  # its coordinates as UTF-8
    b"\x1b[M#\xa9\xf1",
    b"\x1b[M\x20\xff\x31",
    b"\x1b[<0;11;1M",
    b"\x1b[<35;110;11m",
    b"\x1b[32;11;11M",
    b"\x1b[?997;1n",  # colour scheme
    b"\x1b[49;1:3u",  # a key is let go
    b"\x1b[57441;2u",  # shift alone
    b"\x1b[[A",  # the Linux console's F1
    b"\x1b[15;5~",
    b"\x1bOP",
    b"\xc2\x9b?1;2c",  # CSI as one character, in UTF-8 and raw
    b"\x9b?1;2c",
    b"\xc2\x9d11;rgb:1111/1111/1111\xc2\x9c",
)

IN_SEQUENCE = bytes(range(0x20, 0x40)) + b"\x00\x08\x0d\x7f\x18\x1a\xc3\xe9\xff"
"""Bytes that end no control sequence, and no string."""


def is_string(reply: bytes) -> bool:
    return reply[:2] in (b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX", b"\xc2\x9d")


def mutated(reply: bytes, chance: random.Random) -> bytes:
    """The same with bytes changed, put in or taken out behind its introducer, in a way that leaves
    its end where it is."""
    raw = reply.startswith((b"\x1b[M", b"\x1b[[")) or len(reply) == 3
    if raw:
        return reply
    end = 2 if reply.endswith(b"\x1b\\") else 1
    head, body, tail = reply[:2], bytearray(reply[2:-end]), reply[-end:]
    if reply.startswith(b"\x9b"):
        head, body = reply[:1], bytearray(reply[1:-end])
    for _ in range(chance.randint(0, 4)):
        place = chance.randint(0, len(body))
        byte = chance.choice(IN_SEQUENCE)
        match chance.randrange(4):
            case 0:
                body.insert(place, byte)
            case 1 if body:
                del body[min(place, len(body) - 1)]
            case 2 if body:
                body[min(place, len(body) - 1)] = byte
            case _ if is_string(reply):
                body[place:place] = chance.choice((b"\x1b1", b"\x1b[A", b"\x1b]0", b"\x1b\x1b"))
    if reply.endswith(b"\xc2\x9c"):
        head, tail = reply[:2], reply[-2:]
        body = bytearray(each for each in body[:-1] if each < 0x80)  # else it may be half of one
    if not is_string(reply) and is_key_report(bytes(body), tail):
        return reply
    return head + bytes(body) + tail


def is_key_report(body: bytes, tail: bytes) -> bool:
    """Whether a control sequence may be a key by its form: no private marker, and a final byte of
    keys."""
    return tail in b"u~ABCDFHZEabcdn" and not body.startswith((b"?", b">", b"<", b"="))
